//! `$base64encode`, `$base64decode` and the URL functions.

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::Item;
use super::{Arguments, JsonataError};
use std::fmt::Write;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Takes the low byte of each UTF-16 unit, as jsonata-js does.
pub(super) fn base64_encode(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let bytes: Vec<u8> = text.encode_utf16().map(|unit| unit as u8).collect();
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = ALPHABET.get((bits >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'A');
            encoded.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    evaluator.text(encoded)
}

/// Decodes as Node's `Buffer` does: what is not of the alphabet is skipped, the URL-safe letters count. Each byte becomes
/// one character.
pub(super) fn base64_decode(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let sextet = |byte: u8| match byte {
        b'-' => Some(62),
        b'_' => Some(63),
        byte => ALPHABET.iter().position(|letter| *letter == byte).map(|place| place as u32),
    };
    let sextets: Vec<u32> = text.bytes().take_while(|byte| *byte != b'=').filter_map(sextet).collect();
    let mut decoded = String::new();
    for chunk in sextets.chunks(4) {
        let bits =
            chunk.iter().enumerate().fold(0, |bits, (place, sextet)| bits | sextet << (18 - 6 * place));
        let bytes = [bits >> 16, bits >> 8 & 255, bits & 255];
        let count = chunk.len().saturating_sub(1);
        decoded.extend(bytes.into_iter().take(count).filter_map(char::from_u32));
    }
    evaluator.text(decoded)
}

/// Left as they are in a component (ECMA-262, `encodeURIComponent`).
const UNRESERVED: &str = "-_.!~*'()";
/// Left as they are in a whole URL as well.
const RESERVED: &str = ";/?:@&=+$,#";

pub(super) fn encode_url_component(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    encode(evaluator, arguments, "")
}

pub(super) fn encode_url(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    encode(evaluator, arguments, RESERVED)
}

fn encode(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>, reserved: &str) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || UNRESERVED.contains(c) || reserved.contains(c) {
            encoded.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    evaluator.text(encoded)
}

pub(super) fn decode_url_component(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    decode(evaluator, arguments, "", "decodeUrlComponent")
}

pub(super) fn decode_url(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    decode(evaluator, arguments, RESERVED, "decodeUrl")
}

fn decode(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &Arguments<'_>,
    reserved: &str,
    name: &'static str,
) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    match decoded(text, reserved) {
        Some(decoded) => evaluator.text(decoded),
        None => Err(JsonataError::new("D3140").token(name).value(Some(text.into()))),
    }
}

/// The text with its escapes resolved, except those of `reserved` characters; nothing if one is malformed.
fn decoded(text: &str, reserved: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let first = escaped_byte(after)?;
        let length = if first < 0x80 { 1 } else { first.leading_ones() as usize };
        let escapes = text.get(text.len() - after.len() - 1..)?.get(..3 * length)?;
        let bytes: Option<Vec<u8>> =
            (0..length).map(|index| escaped_byte(escapes.get(3 * index..)?.strip_prefix('%')?)).collect();
        let character = String::from_utf8(bytes?).ok().filter(|character| character.chars().count() == 1)?;
        out.push_str(if reserved.contains(&character) { escapes } else { &character });
        rest = after.get(3 * length - 1..)?;
    }
    out.push_str(rest);
    Some(out)
}

fn escaped_byte(digits: &str) -> Option<u8> {
    let digits = digits.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_escapes_are_refused() {
        assert_eq!(decoded("a%20b%C3%A9%2F", ""), Some("a bé/".into()));
        assert_eq!(decoded("%2F%3f", RESERVED), Some("%2F%3f".into()));
        for text in ["%", "%2", "%zz", "%C3", "%C3%28", "%80", "%é"] {
            assert_eq!(decoded(text, ""), None, "{text}");
        }
    }
}
