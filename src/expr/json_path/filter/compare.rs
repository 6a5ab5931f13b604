use super::Operand;
use crate::value::Value;
use std::cmp::Ordering;

/// How two operands are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::expr::json_path) enum Operator {
    Equal,
    NotEqual,
    SameTypeEqual,
    SameTypeNotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    All,
    SubsetOf,
    AnyOf,
    NoneOf,
    Size,
    Empty,
    Type,
}

/// The operators written as signs; longer ones first.
pub(super) const SIGNS: [(&str, Operator); 9] = [
    ("===", Operator::SameTypeEqual),
    ("!==", Operator::SameTypeNotEqual),
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("=~", Operator::Matches),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

/// The operators written as words, in any case.
pub(super) const WORDS: [(&str, Operator); 10] = [
    ("in", Operator::In),
    ("nin", Operator::NotIn),
    ("contains", Operator::Contains),
    ("all", Operator::All),
    ("subsetof", Operator::SubsetOf),
    ("anyof", Operator::AnyOf),
    ("noneof", Operator::NoneOf),
    ("size", Operator::Size),
    ("empty", Operator::Empty),
    ("type", Operator::Type),
];

impl Operator {
    /// Whether the comparison holds for `item`, a part of `document`.
    pub(super) fn holds(self, left: &Operand, right: &Operand, item: &Value, document: &Value) -> bool {
        if self == Operator::Matches {
            return matches_pattern(left, right, item, document);
        }
        let left = left.evaluate(item, document);
        let right = right.evaluate(item, document);
        let (left, right) = (left.as_ref(), right.as_ref());
        match self {
            Operator::Equal => equal(left, right),
            Operator::NotEqual => !equal(left, right),
            Operator::SameTypeEqual => same_type(left, right) && equal(left, right),
            Operator::SameTypeNotEqual => !(same_type(left, right) && equal(left, right)),
            Operator::Less => order(left, right) == Some(Ordering::Less),
            Operator::LessOrEqual => order(left, right).is_some_and(Ordering::is_le),
            Operator::Greater => order(left, right) == Some(Ordering::Greater),
            Operator::GreaterOrEqual => order(left, right).is_some_and(Ordering::is_ge),
            Operator::In => among(left, items(right)),
            Operator::NotIn => !among(left, items(right)),
            Operator::Contains => contains(left, right),
            Operator::All => left.is_some_and(|l| all_among(items(right), items(Some(l)))),
            Operator::SubsetOf => {
                left.is_some_and(|l| l.as_array().is_some() && all_among(items(Some(l)), items(right)))
            }
            Operator::AnyOf => any_among(items(left), items(right)),
            Operator::NoneOf => !any_among(items(left), items(right)),
            Operator::Size => size(left).is_some_and(|size| right.and_then(Value::as_i64) == Some(size)),
            Operator::Empty => {
                size(left).map(|size| size == 0).is_some_and(|e| right.and_then(Value::as_bool) == Some(e))
            }
            Operator::Type => same_type(left, right),
            Operator::Matches => false,
        }
    }
}

/// Equality as Jayway has it: a number and a text are equal when the text reads as that number.
fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    match (left, right) {
        (Value::Number(number), Value::String(text)) | (Value::String(text), Value::Number(number)) => {
            text.trim().parse::<f64>().is_ok_and(|parsed| parsed == number.as_f64())
        }
        (left, right) => left == right,
    }
}

fn order(left: Option<&Value>, right: Option<&Value>) -> Option<Ordering> {
    match (left?, right?) {
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        (Value::String(left), Value::String(right)) => Some(left.encode_utf16().cmp(right.encode_utf16())),
        (Value::Number(left), Value::String(right)) => left.as_f64().partial_cmp(&right.trim().parse().ok()?),
        (Value::String(left), Value::Number(right)) => {
            left.trim().parse::<f64>().ok()?.partial_cmp(&right.as_f64())
        }
        _ => None,
    }
}

fn same_type(left: Option<&Value>, right: Option<&Value>) -> bool {
    left.map(Value::type_name) == right.map(Value::type_name)
}

fn items(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).unwrap_or_default()
}

fn among(value: Option<&Value>, list: &[Value]) -> bool {
    list.iter().any(|item| equal(Some(item), value))
}

fn all_among(wanted: &[Value], list: &[Value]) -> bool {
    wanted.iter().all(|value| among(Some(value), list))
}

fn any_among(wanted: &[Value], list: &[Value]) -> bool {
    wanted.iter().any(|value| among(Some(value), list))
}

fn contains(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(Value::String(text)), Some(Value::String(part))) => text.contains(&**part),
        (Some(Value::Array(list)), right) => among(right, list),
        _ => false,
    }
}

fn size(value: Option<&Value>) -> Option<i64> {
    let length = match value? {
        Value::String(text) => text.encode_utf16().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    i64::try_from(length).ok()
}

fn matches_pattern(left: &Operand, right: &Operand, item: &Value, document: &Value) -> bool {
    let (pattern, other) = match (left, right) {
        (Operand::Pattern(pattern), other) | (other, Operand::Pattern(pattern)) => (pattern, other),
        _ => return false,
    };
    let is_match = |value: &Value| match value {
        Value::String(text) => pattern.is_match(text),
        Value::Number(_) | Value::Bool(_) => pattern.is_match(&value.to_json()),
        Value::Null | Value::Array(_) | Value::Object(_) => pattern.is_match(""),
    };
    match other.evaluate(item, document) {
        Some(Value::Array(items)) => items.iter().any(is_match),
        Some(value) => is_match(&value),
        None => false,
    }
}
