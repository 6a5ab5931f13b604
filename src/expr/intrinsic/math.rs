use crate::expr::environment::{Environment, split_mix};
use crate::value::Value;

/// Each number is rounded first, half up (recorded: -1.5 becomes -1), and everything stays within 32 bits.
pub(super) fn add(first: &Value, second: &Value) -> Option<Value> {
    let sum = rounded(first)?.checked_add(rounded(second)?)?;
    Some(Value::from(i64::from(sum)))
}

fn rounded(value: &Value) -> Option<i32> {
    let rounded = (value.as_f64()? + 0.5).floor();
    let fits = (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&rounded);
    fits.then_some(rounded as i32)
}

/// A whole number from `start` up to but not including `end`; the bounds lose their fractions.
pub(super) fn random(
    start: &Value,
    end: &Value,
    seed: Option<&Value>,
    environment: &dyn Environment,
) -> Option<Value> {
    let whole = |value: &Value| value.as_f64().map(|number| number.trunc() as i64);
    let (start, end) = (whole(start)?, whole(end)?);
    let bits = match seed {
        Some(seed) => split_mix(whole(seed)? as u64).1,
        None => environment.random(),
    };
    let width = end.checked_sub(start).filter(|width| *width > 0)?;
    let offset = i64::try_from(bits % u64::try_from(width).ok()?).ok()?;
    Some(Value::from(start.checked_add(offset)?))
}

/// A version 4 UUID (RFC 9562).
pub(super) fn uuid(environment: &dyn Environment) -> Value {
    let high = (environment.random() & !0xF000) | 0x4000;
    let low = (environment.random() & !(0b11 << 62)) | (0b10 << 62);
    let text = format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    );
    Value::from(text)
}
