//! Numbers and values as JavaScript prints them.

use crate::value::{Number, Value};
use std::fmt::Write;

/// A number as `String(number)` gives it in JavaScript.
pub(super) fn print(number: f64) -> String {
    if number.is_nan() {
        return String::from("NaN");
    }
    if number.is_infinite() {
        return String::from(if number > 0.0 { "Infinity" } else { "-Infinity" });
    }
    if number == 0.0 {
        return String::from("0");
    }
    if number.trunc() == number && number.abs() < 1e15 {
        return format!("{}", number as i64);
    }
    let shortest = format!("{:e}", number.abs());
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    let laid_out = lay_out(&digits, exponent.parse::<i32>().unwrap_or(0) + 1);
    if number < 0.0 { format!("-{laid_out}") } else { laid_out }
}

/// Places the decimal point after `point` digits, in exponent notation where JavaScript does (ECMA-262,
/// Number::toString).
fn lay_out(digits: &str, point: i32) -> String {
    let count = digits.len() as i32;
    if count <= point && point <= 21 {
        return format!("{digits}{}", "0".repeat((point - count) as usize));
    }
    if 0 < point && point <= 21 {
        let (whole, fraction) = digits.split_at(point as usize);
        return format!("{whole}.{fraction}");
    }
    if -6 < point && point <= 0 {
        return format!("0.{}{digits}", "0".repeat(-point as usize));
    }
    let (first, rest) = digits.split_at(1);
    let fraction = if rest.is_empty() { String::new() } else { format!(".{rest}") };
    let sign = if point > 0 { '+' } else { '-' };
    format!("{first}{fraction}e{sign}{}", (point - 1).abs())
}

/// A number cut to 15 significant digits, as jsonata-js does before it prints.
pub(super) fn rounded_to_15_digits(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// A string as a JSON literal, escaped as `JSON.stringify` does.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote_into(text, &mut out);
    out
}

/// Appends `text` as a JSON literal.
pub(super) fn quote_into(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A value as `JSON.stringify` gives it, for messages.
pub(super) fn json(value: &Value) -> String {
    match value {
        Value::Number(number) if number.as_f64().is_finite() => print_number(*number),
        Value::Number(_) => String::from("null"),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(json).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(key, value)| format!("{}:{}", quoted(key), json(value))).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Null | Value::Bool(_) => value.to_json(),
    }
}

/// A number of either kind; whole numbers of 64 bits keep all their digits.
pub(super) fn print_number(number: Number) -> String {
    match number {
        Number::Int(whole) => whole.to_string(),
        Number::Float(number) => print(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_in_javascript() {
        for (number, printed) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.5, "1.5"),
            (-120.0, "-120"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.25e-7, "1.25e-7"),
            (0.000001, "0.000001"),
            (123456789012345680000.0, "123456789012345680000"),
            (f64::INFINITY, "Infinity"),
        ] {
            assert_eq!(print(number), printed);
        }
    }
}
