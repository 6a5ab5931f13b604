use super::expression::Expression;
use super::{Evaluator, FieldName, Target, Template};
use crate::asl::choice::{Operand, Relation, TypeTest};
use crate::expr::json_path::JsonPath;
use crate::sim::SimTime;
use crate::sim::causes;
use crate::sim::failure::Failure;
use crate::sim::time::parse_instant;
use crate::value::Value;
use std::cmp::Ordering;
use std::sync::Arc;

/// An entry of `Choices`.
#[derive(Debug)]
pub(in crate::sim) struct RuleCode {
    pub(in crate::sim) condition: ConditionCode,
    pub(in crate::sim) next: Target,
    pub(in crate::sim) output: Option<Template>,
    pub(in crate::sim) assign: Option<Template>,
}

/// When a rule holds.
#[derive(Debug)]
pub(in crate::sim) enum ConditionCode {
    And(Vec<ConditionCode>),
    Or(Vec<ConditionCode>),
    Not(Box<ConditionCode>),
    Test {
        variable: JsonPath,
        comparison: Comparison,
    },
    /// A JSONata `Condition`.
    Expression(Box<Expression>),
    /// A `Condition` that is `true` or `false`.
    Constant(bool),
}

/// What a test asks of the variable.
#[derive(Debug)]
pub(in crate::sim) enum Comparison {
    Is { test: TypeTest, expected: bool },
    Matches(Arc<str>),
    With { operand: Operand, relation: Relation, right: Right },
}

/// The right side of a comparison.
#[derive(Debug)]
pub(in crate::sim) enum Right {
    Constant(Value),
    Path(JsonPath),
}

impl ConditionCode {
    /// Whether the condition holds; it is that of rule number `at`.
    pub(in crate::sim) fn holds(&self, evaluator: &Evaluator<'_>, at: usize) -> Result<bool, Box<Failure>> {
        match self {
            ConditionCode::Constant(flag) => Ok(*flag),
            ConditionCode::Not(inner) => inner.holds(evaluator, at).map(|holds| !holds),
            ConditionCode::And(all) => {
                for condition in all {
                    if !condition.holds(evaluator, at)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            ConditionCode::Or(any) => {
                for condition in any {
                    if condition.holds(evaluator, at)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            ConditionCode::Expression(expression) => {
                let field = FieldName::Rule(at, "Condition");
                let value = expression.evaluate(evaluator, field)?;
                value.as_bool().ok_or_else(|| expression.unexpected(field, "boolean", &value))
            }
            ConditionCode::Test { variable, comparison } => comparison.holds(variable, evaluator),
        }
    }
}

impl Comparison {
    fn holds(&self, variable: &JsonPath, evaluator: &Evaluator<'_>) -> Result<bool, Box<Failure>> {
        let left = variable.resolve(evaluator);
        if let Comparison::Is { test: TypeTest::Present, expected } = self {
            return Ok(left.is_ok() == *expected);
        }
        let left = left.map_err(|_| Failure::runtime(causes::condition_path_invalid(variable)))?;
        Ok(match self {
            // What is no string is neither a timestamp nor none (recorded, aws-behaviour 41).
            Comparison::Is { test: TypeTest::Timestamp, .. } if left.as_str().is_none() => false,
            Comparison::Is { test, expected } => is_of_type(*test, &left) == *expected,
            Comparison::Matches(pattern) => left.as_str().is_some_and(|text| matches_pattern(pattern, text)),
            Comparison::With { operand, relation, right: Right::Constant(right) } => {
                compare(*operand, *relation, &left, right)
            }
            Comparison::With { operand, relation, right: Right::Path(path) } => {
                let right = path.resolve(evaluator);
                let right = right.map_err(|_| Failure::runtime(causes::condition_path_invalid(path)))?;
                compare(*operand, *relation, &left, &right)
            }
        })
    }
}

fn is_of_type(test: TypeTest, value: &Value) -> bool {
    match test {
        TypeTest::Null => value.is_null(),
        TypeTest::Present => true,
        TypeTest::Numeric => matches!(value, Value::Number(_)),
        TypeTest::String => matches!(value, Value::String(_)),
        TypeTest::Boolean => matches!(value, Value::Bool(_)),
        TypeTest::Timestamp => value.as_str().is_some_and(|text| SimTime::parse(text).is_some()),
    }
}

/// Compares values of the operator's type; of any other type the comparison does not hold.
fn compare(operand: Operand, relation: Relation, left: &Value, right: &Value) -> bool {
    let ordering = match operand {
        // As Java compares: by UTF-16 code units, which stand in another order than characters beyond U+FFFF.
        Operand::String => {
            let texts = left.as_str().zip(right.as_str());
            texts.map(|(left, right)| left.encode_utf16().cmp(right.encode_utf16()))
        }
        Operand::Numeric => {
            left.as_number().zip(right.as_number()).and_then(|(left, right)| left.partial_cmp(&right))
        }
        Operand::Boolean => left.as_bool().zip(right.as_bool()).map(|(left, right)| left.cmp(&right)),
        Operand::Timestamp => {
            let time = |value: &Value| parse_instant(value.as_str()?);
            time(left).zip(time(right)).map(|(left, right)| left.cmp(&right))
        }
    };
    ordering.is_some_and(|ordering| match relation {
        Relation::Equals => ordering == Ordering::Equal,
        Relation::LessThan => ordering == Ordering::Less,
        Relation::GreaterThan => ordering == Ordering::Greater,
        Relation::LessThanEquals => ordering != Ordering::Greater,
        Relation::GreaterThanEquals => ordering != Ordering::Less,
    })
}

/// Whether a text matches a pattern in which `*` stands for any characters, `\*` for a star and `\\` for a backslash.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    let pieces = pattern_pieces(pattern);
    let Some((first, rest)) = pieces.split_first() else { return text.is_empty() };
    let Some(mut left) = text.strip_prefix(first.as_str()) else { return false };
    let Some((last, middle)) = rest.split_last() else { return left.is_empty() };
    for piece in middle {
        match left.find(piece.as_str()) {
            Some(at) => left = left.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    left.ends_with(last.as_str())
}

/// The texts between the stars.
fn pattern_pieces(pattern: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '*' => pieces.push(String::new()),
            '\\' => push_last(&mut pieces, characters.next().unwrap_or('\\')),
            other => push_last(&mut pieces, other),
        }
    }
    pieces
}

fn push_last(pieces: &mut [String], character: char) {
    if let Some(last) = pieces.last_mut() {
        last.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, text, matches) in [
            ("log-*.txt", "log-1.txt", true),
            ("log-*.txt", "log-.txt", true),
            ("log-*.txt", "log-1.txt.gz", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b*", "xxbxxaxx", false),
            (r"a\*c", "a*c", true),
            (r"a\*c", "abc", false),
            (r"a\\*", r"a\b", true),
            ("", "", true),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches_pattern(pattern, text), matches, "{pattern} {text}");
        }
    }
}
