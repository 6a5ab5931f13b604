use super::Evaluator;
use crate::sim::causes;
use crate::sim::failure::Failure;
use crate::value::Value;
use std::sync::Arc;

/// A compiled JSONata expression, as it stands between `{%` and `%}`.
#[derive(Debug)]
pub(in crate::sim) struct Expression {
    text: Arc<str>,
}

impl Expression {
    /// The expression in a string that begins with `{%` and ends with `%}` exactly; any other string is a literal.
    pub(super) fn delimited(text: &str) -> Option<&str> {
        text.strip_prefix("{%")?.strip_suffix("%}").map(str::trim)
    }

    /// Compiles an expression.
    ///
    /// # Errors
    /// Says what is wrong.
    pub(super) fn compile(text: &str) -> Result<Expression, String> {
        Ok(Expression { text: text.into() })
    }

    /// The expression as it was written, without its delimiters.
    pub(in crate::sim) fn text(&self) -> &str {
        &self.text
    }

    /// The expression's value.
    pub(in crate::sim) fn evaluate(&self, _: &Evaluator<'_>, _: &str) -> Result<Value, Box<Failure>> {
        let what = format!("JSONata expressions ({})", self.text);
        Err(Failure::stop(crate::sim::Stop::NotCovered { what, state: crate::asl::StatePath::top("") }))
    }

    /// The failure of a value of the wrong type.
    pub(in crate::sim) fn unexpected(&self, field: &str, expected: &str, value: &Value) -> Box<Failure> {
        let cause = causes::unexpected_type(&self.text, field, expected, value.type_name(), value);
        Failure::evaluation(Some(field), cause)
    }
}
