//! `$number`, `$abs`, `$floor`, `$ceil`, `$round`, `$power`, `$sqrt`, `$random`, `$formatBase`.

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::number as javascript;
use super::{Arguments, JsonataError};
use crate::value::Value;

pub(super) fn number(arguments: &Arguments<'_>) -> Outcome {
    let argument = arguments.get(0);
    Ok(match argument {
        Item::Undefined | Item::Value(Value::Number(_)) => argument.clone(),
        Item::Value(Value::Bool(flag)) => Item::from(i64::from(*flag)),
        other => match other.as_str().and_then(cast) {
            Some(number) => Item::number(number),
            None => return Err(JsonataError::new("D3030").value(other.to_value_lossy()).index(1)),
        },
    })
}

/// The number a text stands for: as in JSON, or with the prefixes `0x`, `0o` and `0b`.
fn cast(text: &str) -> Option<f64> {
    if is_decimal(text) {
        return text.parse().ok().filter(|number: &f64| number.is_finite());
    }
    let has_prefix = |letters: [char; 2], radix: u32| {
        let digits = text.strip_prefix('0').and_then(|rest| rest.strip_prefix(letters));
        digits.filter(|digits| digits.starts_with(|c: char| c.is_digit(radix))).map(|digits| (digits, radix))
    };
    let (digits, radix) = has_prefix(['x', 'X'], 16)
        .or_else(|| has_prefix(['o', 'O'], 8))
        .or_else(|| has_prefix(['b', 'B'], 2))?;
    let value = digits
        .chars()
        .try_fold(0.0, |value, c| c.to_digit(radix).map(|digit| value * f64::from(radix) + f64::from(digit)));
    // What begins like such a number and goes on otherwise is let through by jsonata-js, as NaN, but not in base 2.
    value.or((radix != 2).then_some(f64::NAN))
}

/// `-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?`
fn is_decimal(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(mantissa),
    };
    mantissa_fits
        && exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

fn change(arguments: &Arguments<'_>, change: impl Fn(f64) -> f64) -> Outcome {
    Ok(arguments.number(0).map_or(Item::Undefined, |number| Item::number(change(number))))
}

pub(super) fn abs(arguments: &Arguments<'_>) -> Outcome {
    change(arguments, f64::abs)
}

pub(super) fn floor(arguments: &Arguments<'_>) -> Outcome {
    change(arguments, f64::floor)
}

pub(super) fn ceil(arguments: &Arguments<'_>) -> Outcome {
    change(arguments, f64::ceil)
}

pub(super) fn round_argument(arguments: &Arguments<'_>) -> Outcome {
    change(arguments, |number| round(number, arguments.number(1).unwrap_or(0.0)))
}

/// Rounds to `precision` decimal places, halves to even. The point is moved in the printed number, since multiplying
/// would bring errors of its own.
pub(super) fn round(number: f64, precision: f64) -> f64 {
    let shifted = shift(number, precision);
    let below = shifted.floor();
    let rounded = match shifted - below {
        0.5 => below + below.rem_euclid(2.0),
        more if more > 0.5 => below + 1.0,
        _ => below,
    };
    shift(rounded, -precision)
}

fn shift(number: f64, places: f64) -> f64 {
    if places == 0.0 || !number.is_finite() {
        return number;
    }
    let printed = javascript::print(number);
    let (mantissa, exponent) = printed.split_once('e').unwrap_or((&printed, "0"));
    let exponent = exponent.parse::<f64>().unwrap_or(0.0) + places;
    format!("{mantissa}e{exponent}").parse().unwrap_or(f64::NAN)
}

pub(super) fn sqrt(arguments: &Arguments<'_>) -> Outcome {
    if arguments.number(0).is_some_and(|number| number < 0.0) {
        return Err(JsonataError::new("D3060").value(arguments.get(0).to_value_lossy()).index(1));
    }
    change(arguments, f64::sqrt)
}

pub(super) fn power(arguments: &Arguments<'_>) -> Outcome {
    let Some(base) = arguments.number(0) else { return Ok(Item::Undefined) };
    let exponent = arguments.number(1).unwrap_or(f64::NAN);
    let result = if base.abs() == 1.0 && !exponent.is_finite() { f64::NAN } else { base.powf(exponent) };
    if !result.is_finite() {
        let values = (arguments.get(0).to_value_lossy(), arguments.get(1).to_value_lossy());
        return Err(JsonataError::new("D3061").values(values.0, values.1).index(1));
    }
    Ok(Item::number(result))
}

/// A random number from 0 to before 1, with 53 bits.
pub(super) fn random(evaluator: &mut Evaluator<'_, '_>) -> f64 {
    ((evaluator.environment.random)() >> 11) as f64 / (1u64 << 53) as f64
}

pub(super) fn format_base(arguments: &Arguments<'_>) -> Outcome {
    let Some(number) = arguments.number(0) else { return Ok(Item::Undefined) };
    let radix = arguments.number(1).map_or(10.0, |radix| round(radix, 0.0));
    if !(2.0..=36.0).contains(&radix) {
        return Err(JsonataError::new("D3100").value(Item::number(radix).to_value_lossy()));
    }
    let number = round(number, 0.0);
    if radix == 10.0 || !number.is_finite() {
        return Ok(Item::from(javascript::print(number)));
    }
    let (mut rest, mut digits) = (number.abs(), Vec::new());
    // Digits that a number of 53 bits does not determine are zeros in JavaScript.
    while rest / radix >= 9_007_199_254_740_992.0 {
        digits.push('0');
        rest /= radix;
    }
    while rest >= 1.0 {
        digits.push(char::from_digit((rest % radix) as u32, radix as u32).unwrap_or('0'));
        rest = (rest / radix).floor();
    }
    if digits.is_empty() {
        digits.push('0');
    }
    let sign = if number < 0.0 { "-" } else { "" };
    Ok(Item::from(format!("{sign}{}", digits.iter().rev().collect::<String>())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_to_even() {
        let cases =
            [(0.5, 0.0, 0.0), (1.5, 0.0, 2.0), (-2.5, 0.0, -2.0), (4.525, 2.0, 4.52), (1.005, 2.0, 1.0)];
        for (number, precision, rounded) in cases.into_iter().chain([(125.0, -1.0, 120.0)]) {
            assert_eq!(round(number, precision), rounded, "{number} to {precision}");
        }
    }

    #[test]
    fn texts_that_are_numbers() {
        assert_eq!(cast("1e3"), Some(1000.0));
        assert_eq!(cast("0xFf"), Some(255.0));
        assert_eq!(cast("0o78").map(f64::is_nan), Some(true));
        for text in ["", " 1", "1.", ".5", "0x", "0b102", "1e", "+1", "Infinity"] {
            assert_eq!(cast(text), None, "{text}");
        }
    }
}
