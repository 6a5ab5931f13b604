//! What Step Functions adds to JSONata: `$partition`, `$range`, `$hash`, `$random` with a seed, `$uuid`, `$parse`.
//!
//! Behaviour as measured on AWS: numbers are cut towards zero; a missing or zero step or size gives nothing; a range of
//! one number is that number.

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::{Array, Flags, Item};
use super::{Arguments, JsonataError};
use crate::value::Value;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::fmt::Write;

/// The most numbers that `$range` makes.
const MAX_RANGE: i128 = 360_145;

pub(super) fn partition(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let argument = arguments.get(0);
    if argument.is_undefined() {
        return Ok(Item::Undefined);
    }
    let Some(view) = argument.as_array() else {
        return Err(JsonataError::new("T0412").value(argument.to_value_lossy()).index(1));
    };
    let size = match arguments.number(1) {
        Some(size) if size.trunc() < 0.0 => {
            return Err(JsonataError::with_message("D3137", "Second argument must be zero or greater"));
        }
        Some(size) => size as usize,
        None => view.len(),
    };
    if size == 0 || view.len() == 0 {
        return Ok(Item::Undefined);
    }
    let items: Vec<Item> = view.iter().collect();
    let chunks = items.chunks(size).map(|chunk| Array::plain(chunk.to_vec()).into());
    evaluator.array(chunks.collect(), Flags::default())
}

pub(super) fn range(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    for index in [0, 1] {
        if arguments.number(index).is_none() {
            return Err(JsonataError::new("T0410").index(index + 1));
        }
    }
    let whole = |index: usize| arguments.number(index).map_or(0, |number| number as i64 as i128);
    let (first, last, step) = (whole(0), whole(1), whole(2));
    if step == 0 || (last - first).signum() * step.signum() < 0 {
        return Ok(Item::Undefined);
    }
    let count = (last - first) / step + 1;
    if count > MAX_RANGE {
        return Err(JsonataError::memory());
    }
    let numbers = (0..count).map(|index| Item::number((first + index * step) as f64));
    evaluator.sequence(numbers.collect())
}

pub(super) fn hash(arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Err(JsonataError::new("T0410").index(1)) };
    let Some(algorithm) = arguments.text(1) else { return Ok(Item::Undefined) };
    let bytes = text.as_bytes();
    Ok(Item::from(match algorithm {
        "MD5" => hexadecimal(&Md5::digest(bytes)),
        "SHA-1" => hexadecimal(&Sha1::digest(bytes)),
        "SHA-256" => hexadecimal(&Sha256::digest(bytes)),
        "SHA-384" => hexadecimal(&Sha384::digest(bytes)),
        "SHA-512" => hexadecimal(&Sha512::digest(bytes)),
        _ => {
            let message =
                format!("Hash algorithm '{algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
            return Err(JsonataError::with_message("D3137", message));
        }
    }))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// With a seed, the first number of `java.util.Random`.
pub(super) fn random(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    Ok(Item::number(match arguments.number(0) {
        Some(seed) => first_of_java_random(seed as i64),
        None => super::numeric::random(evaluator),
    }))
}

/// `new Random(seed).nextDouble()`: 26 and 27 bits of a linear congruential generator.
fn first_of_java_random(seed: i64) -> f64 {
    const MULTIPLIER: u64 = 0x5_DEEC_E66D;
    const MASK: u64 = (1 << 48) - 1;
    let mut state = (seed as u64 ^ MULTIPLIER) & MASK;
    let mut next = |bits: u32| {
        state = state.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        state >> (48 - bits)
    };
    let (high, low) = (next(26), next(27));
    ((high << 27) + low) as f64 / (1u64 << 53) as f64
}

/// A random UUID of version 4.
pub(super) fn uuid(evaluator: &mut Evaluator<'_, '_>) -> Outcome {
    let (high, low) = ((evaluator.environment.random)(), (evaluator.environment.random)());
    let bits = u128::from(high) << 64 | u128::from(low);
    let bits = bits & !(0xf << 76) | 4 << 76;
    let bits = bits & !(0b11 << 62) | 0b10 << 62;
    let hex = format!("{bits:032x}");
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
    Ok(Item::from([part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")))
}

pub(super) fn parse(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    evaluator.spend(text.len() / 16)?;
    match Value::parse(text) {
        Ok(value) => evaluator.bounded(Item::Value(value)),
        Err(_) => Err(JsonataError::with_message("D3137", "Invalid JSON")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_what_java_gives() {
        assert_eq!(first_of_java_random(42), 0.727_563_680_032_868_1);
    }
}
