use std::cmp::Ordering;
use std::fmt;

/// A number as Jackson keeps it: whole or floating. `1` and `1.0` are equal but print as they were written.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// Written without fraction and exponent, within 64 bits.
    Int(i64),
    /// Anything else.
    Float(f64),
}

impl Number {
    /// As floating point.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(number) => number as f64,
            Number::Float(number) => number,
        }
    }

    /// As a whole number, if it is one.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::Int(number) => Some(number),
            Number::Float(number) => {
                let whole = number.trunc() == number && number.abs() < 9.2e18;
                whole.then_some(number as i64)
            }
        }
    }

    /// The number, as `Int` if it is whole and exact (below 2^53): what arithmetic without a type of its own gives.
    pub fn normalized(number: f64) -> Number {
        if number.trunc() == number && number.abs() <= 9_007_199_254_740_992.0 {
            Number::Int(number as i64)
        } else {
            Number::Float(number)
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a == b,
            (a, b) => a.as_f64() == b.as_f64(),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => Some(a.cmp(b)),
            (a, b) => a.as_f64().partial_cmp(&b.as_f64()),
        }
    }
}

impl fmt::Display for Number {
    /// Prints as Java does (`Long.toString`, `Double.toString`): `100`, `1.0`, `1.0E7`, `1.5E-4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Number::Int(number) => write!(f, "{number}"),
            Number::Float(number) if !number.is_finite() => f.write_str("null"),
            Number::Float(number) if number == 0.0 => {
                f.write_str(if number.is_sign_negative() { "-0.0" } else { "0.0" })
            }
            Number::Float(number) if (1e-3..1e7).contains(&number.abs()) => write!(f, "{number:?}"),
            Number::Float(number) => {
                let shortest = format!("{number:e}");
                let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
                let point = if digits.contains('.') { "" } else { ".0" };
                write!(f, "{digits}{point}E{exponent}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_java_prints_them() {
        for (number, printed) in [
            (1.0, "1.0"),
            (100.0, "100.0"),
            (1.1, "1.1"),
            (1e7, "1.0E7"),
            (12345678.9, "1.23456789E7"),
            (0.001, "0.001"),
            (0.00015, "1.5E-4"),
            (-0.0, "-0.0"),
        ] {
            assert_eq!(Number::Float(number).to_string(), printed);
        }
    }

    #[test]
    fn whole_and_floating_compare_by_value() {
        assert_eq!(Number::Int(0), Number::Float(0.0));
        assert!(Number::Int(1) < Number::Float(1.5));
        assert_eq!(Number::Float(3.0).as_i64(), Some(3));
        assert_eq!(Number::Float(3.5).as_i64(), None);
    }
}
