//! The service's bounds (reference b14), each with its number, and how they are measured.

use crate::value::{Number, Value};

/// Events of a Standard execution; the last one says that there were too many.
pub(super) const MAX_EVENTS: u32 = 25_000;
/// Bytes of UTF-8 of any input, output or result.
pub(super) const MAX_DATA_BYTES: usize = 262_144;
/// Iterations of an inline Map at a time.
pub(super) const MAX_INLINE_CONCURRENCY: usize = 40;
/// Child executions of a distributed Map at a time.
pub(super) const MAX_DISTRIBUTED_CONCURRENCY: usize = 10_000;
/// Milliseconds that an Express workflow may take.
pub(super) const EXPRESS_MILLIS: i64 = 5 * 60 * 1000;
/// Milliseconds that a Standard workflow may take: a year.
pub(super) const STANDARD_MILLIS: i64 = 365 * 24 * 60 * 60 * 1000;
/// Seconds that a Wait may last.
pub(super) const MAX_WAIT_SECONDS: i64 = i32::MAX as i64;

/// How deep data may nest, so that no walk over it can run out of stack, in a browser either.
const MAX_DEPTH: usize = 500;

/// Which bound a value goes beyond.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Excess {
    /// Its JSON text is longer than the service allows.
    Bytes,
    /// It is nested deeper than the interpreter allows.
    Depth,
}

/// The bound that a value goes beyond, if it does. Stops counting where that is certain.
pub(super) fn excess(value: &Value) -> Option<Excess> {
    if is_deeper(value, MAX_DEPTH) {
        return Some(Excess::Depth);
    }
    is_too_large(value).then_some(Excess::Bytes)
}

/// Whether the value's JSON text is longer than the service allows.
pub(super) fn is_too_large(value: &Value) -> bool {
    let mut left = MAX_DATA_BYTES;
    !take(value, &mut left)
}

fn is_deeper(value: &Value, levels: usize) -> bool {
    let Some(inside) = levels.checked_sub(1) else { return true };
    match value {
        Value::Array(items) => items.iter().any(|item| is_deeper(item, inside)),
        Value::Object(members) => members.values().any(|member| is_deeper(member, inside)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Takes the length of the value's JSON text from `left`; false where it is not enough.
fn take(value: &Value, left: &mut usize) -> bool {
    match value {
        Value::Null | Value::Bool(true) => spend(4, left),
        Value::Bool(false) => spend(5, left),
        Value::Number(Number::Int(number)) => spend(integer_length(*number), left),
        Value::Number(number @ Number::Float(_)) => spend(number.to_string().len(), left),
        Value::String(text) => spend(string_length(text), left),
        Value::Array(items) => {
            spend(2 + items.len().saturating_sub(1), left) && items.iter().all(|item| take(item, left))
        }
        Value::Object(members) => {
            spend(2 + members.len().saturating_sub(1), left)
                && members.iter().all(|(key, value)| spend(string_length(key) + 1, left) && take(value, left))
        }
    }
}

fn spend(length: usize, left: &mut usize) -> bool {
    match left.checked_sub(length) {
        Some(rest) => {
            *left = rest;
            true
        }
        None => false,
    }
}

fn integer_length(number: i64) -> usize {
    let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    digits + usize::from(number < 0)
}

fn string_length(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    };
    text.len() + 2 + text.bytes().map(escaped).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_printed_text() {
        for text in [r#"{"a":[1,-20,2.5,null,true,false],"é\n\u0001\"":"x"}"#, "[]", "{}", "0", "-1.0E9"] {
            let value = Value::parse(text).unwrap();
            let mut left = 1000;
            assert!(take(&value, &mut left));
            assert_eq!(1000 - left, value.to_json().len(), "{text}");
        }
        assert!(!is_too_large(&Value::from("a".repeat(MAX_DATA_BYTES - 2))));
        assert!(is_too_large(&Value::from("a".repeat(MAX_DATA_BYTES - 1))));
    }
}
