use super::Evaluator;
use super::expression::Expression;
use crate::expr::Unresolved;
use crate::expr::json_path::JsonPath;
use crate::sim::causes;
use crate::sim::failure::Failure;
use crate::value::{Number, Value};
use std::sync::Arc;

/// A number that is written, or found when the state runs.
#[derive(Debug)]
pub(in crate::sim) enum Amount {
    /// Written.
    Constant(Number),
    /// `…Path`
    Path(JsonPath),
    /// `{% … %}`
    Expression(Box<Expression>),
}

/// What numbers a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sim) enum NumberKind {
    /// Whole ones.
    Integer,
    /// Any.
    Float,
}

impl NumberKind {
    fn name(self) -> &'static str {
        match self {
            NumberKind::Integer => "integer",
            NumberKind::Float => "float",
        }
    }

    /// The number of a value; a string that holds one counts too.
    fn read(self, value: &Value) -> Option<f64> {
        match (self, value) {
            (NumberKind::Integer, Value::Number(Number::Int(number))) => Some(*number as f64),
            (NumberKind::Integer, Value::String(text)) => {
                text.parse::<i64>().ok().map(|number| number as f64)
            }
            (NumberKind::Float, Value::Number(number)) => Some(number.as_f64()),
            (NumberKind::Float, Value::String(text)) => text.parse().ok(),
            _ => None,
        }
    }
}

impl Amount {
    /// The number. `field` is the place of the field with a constant, such as `TimeoutSeconds` or
    /// `ItemBatcher/MaxItemsPerBatch`; a path's failure gives its name alone.
    pub(in crate::sim) fn evaluate(
        &self,
        evaluator: &Evaluator<'_>,
        field: &str,
        kind: NumberKind,
    ) -> Result<f64, Box<Failure>> {
        match self {
            Amount::Constant(number) => Ok(number.as_f64()),
            Amount::Path(path) => {
                let value = path.resolve(evaluator).map_err(|miss| invalid_path(path, &miss))?;
                kind.read(&value).ok_or_else(|| {
                    let printed = plain_text(&value);
                    let name = field.rsplit('/').next().unwrap_or(field);
                    Failure::runtime(causes::not_a_number(
                        &format!("{name}Path"),
                        &printed,
                        kind.name(),
                        path,
                    ))
                })
            }
            Amount::Expression(expression) => {
                let value = expression.evaluate(evaluator, field.into())?;
                let number = match (&value, kind) {
                    (Value::Number(number), NumberKind::Float) => Some(number.as_f64()),
                    (Value::Number(number), NumberKind::Integer) => number.as_i64().map(|whole| whole as f64),
                    _ => None,
                };
                // A number that will not do is one with a fraction.
                let expected = if value.as_number().is_some() { "integer" } else { "number" };
                number.ok_or_else(|| expression.unexpected(field.into(), expected, &value))
            }
        }
    }

    /// The failure of a number that is out of the field's bounds: of the query where a query gave it (AWS, "Handling
    /// errors in Step Functions workflows": `States.QueryEvaluationError` is also a value out of range).
    pub(in crate::sim) fn out_of_range(&self, field: &str, cause: impl Into<Arc<str>>) -> Box<Failure> {
        match self {
            Amount::Expression(_) => Failure::evaluation(Some(field), cause),
            Amount::Constant(_) | Amount::Path(_) => Failure::runtime(cause),
        }
    }
}

/// A value as Java prints it: strings without quotes.
pub(in crate::sim) fn plain_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_json(), str::to_owned)
}

/// The failure of a path field other than a template's.
pub(in crate::sim) fn invalid_path(path: &JsonPath, reason: &Unresolved) -> Box<Failure> {
    Failure::runtime(causes::invalid_path(path, reason))
}
