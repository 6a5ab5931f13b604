use crate::expr::java;
use crate::expr::json_path::evaluate::{self, Reading};
use crate::expr::json_path::miss::MissReason;
use crate::expr::json_path::token::Tokens;
use crate::expr::regex::Regex;
use crate::value::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

/// One side of a comparison.
#[derive(Debug)]
pub(super) enum Operand {
    /// A path from the current item (`@`) or from the document (`$`).
    Path { from_item: bool, tokens: Tokens },
    /// Anything else, as text: `'book'`, `book`, `10`, `null`.
    Text(Value),
    /// `/…/` or `/…/i`, matched against a whole text.
    Pattern(Regex),
}

/// What an operand stands for.
pub(super) enum Evaluated<'o> {
    Value(Cow<'o, Value>),
    Pattern(&'o Regex),
}

impl Operand {
    pub(super) fn evaluate(
        &self,
        item: &Value,
        document: &Value,
        reading: Reading,
    ) -> Result<Evaluated<'_>, MissReason> {
        match self {
            Operand::Pattern(pattern) => Ok(Evaluated::Pattern(pattern)),
            Operand::Text(text) => Ok(Evaluated::Value(Cow::Borrowed(text))),
            Operand::Path { from_item, tokens } => {
                let root = if *from_item { item } else { document };
                let value = evaluate::general(tokens, root, document, reading)?;
                Ok(Evaluated::Value(Cow::Owned(value)))
            }
        }
    }
}

/// How two operands are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operator {
    Equal,
    GreaterOrEqual,
    LessOrEqual,
    NotEqual,
    Less,
    Greater,
    Matches,
}

/// The operators. The first in this order that stands anywhere in a condition divides it.
pub(super) const OPERATORS: [(&str, Operator); 7] = [
    ("==", Operator::Equal),
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    ("!=", Operator::NotEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("=~", Operator::Matches),
];

impl Operator {
    pub(super) fn holds(self, left: &Evaluated<'_>, right: &Evaluated<'_>) -> Result<bool, MissReason> {
        if self == Operator::Matches {
            return match (left, right) {
                (Evaluated::Pattern(pattern), Evaluated::Value(text))
                | (Evaluated::Value(text), Evaluated::Pattern(pattern)) => {
                    Ok(!text.is_null() && matches_whole(pattern, &java::text(text)))
                }
                _ => Err(MissReason::NoPattern),
            };
        }
        let is_ordering = !matches!(self, Operator::Equal | Operator::NotEqual);
        if is_ordering && left.is_java_null() != right.is_java_null() {
            return Ok(false);
        }
        let ordering = compare(left, right)?;
        Ok(match self {
            Operator::Equal => ordering == Some(Ordering::Equal),
            Operator::NotEqual => ordering.is_some_and(Ordering::is_ne),
            Operator::Less => ordering == Some(Ordering::Less),
            Operator::LessOrEqual => ordering.is_some_and(Ordering::is_le),
            Operator::Greater => ordering == Some(Ordering::Greater),
            Operator::GreaterOrEqual => ordering.is_some_and(Ordering::is_ge),
            Operator::Matches => false,
        })
    }
}

/// What one match may take: more than anything but a pattern that tries every combination.
const MAX_MATCH_STEPS: u64 = 1_000_000;

/// Whether a pattern, which is anchored at both ends, matches; one that takes too long does not.
fn matches_whole(pattern: &Regex, text: &str) -> bool {
    let mut budget = MAX_MATCH_STEPS;
    pattern.find(text, 0, &mut budget).is_ok_and(|found| found.is_some())
}

impl Evaluated<'_> {
    fn is_java_null(&self) -> bool {
        matches!(self, Evaluated::Value(value) if value.is_null())
    }

    /// The text `null` counts as null.
    fn is_null(&self) -> bool {
        matches!(self, Evaluated::Value(value) if value.is_null() || value.as_str() == Some("null"))
    }
}

/// How `left` stands to `right`; none for values that do not compare, of which not even `!=` holds.
fn compare(left: &Evaluated<'_>, right: &Evaluated<'_>) -> Result<Option<Ordering>, MissReason> {
    match (left.is_null(), right.is_null()) {
        (true, true) => return Ok(Some(Ordering::Equal)),
        (true, false) => return Ok(Some(Ordering::Less)),
        (false, true) => return Ok(Some(Ordering::Greater)),
        (false, false) => {}
    }
    match (left, right) {
        (Evaluated::Value(left), Evaluated::Value(right)) => compare_values(left, right),
        _ => Ok(None),
    }
}

/// Only a text on the right is read as a number or boolean, since that is where literals stand.
fn compare_values(left: &Value, right: &Value) -> Result<Option<Ordering>, MissReason> {
    Ok(match (left, right) {
        (Value::String(left), Value::String(right)) => {
            Some(left.encode_utf16().cmp(right.replace("\\'", "'").encode_utf16()))
        }
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        (Value::Number(left), Value::String(right)) => left.as_f64().partial_cmp(&number(right)?),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::String(right)) => Some(left.cmp(&right.eq_ignore_ascii_case("true"))),
        _ => None,
    })
}

fn number(text: &str) -> Result<f64, MissReason> {
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let parsed = text.parse::<f64>().ok().filter(|_| is_decimal);
    parsed.ok_or_else(|| MissReason::NoNumber(text.chars().find(|c| !c.is_ascii_digit())))
}
