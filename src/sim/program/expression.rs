use super::{Evaluator, FieldName};
use crate::expr::Environment as _;
use crate::expr::jsonata::{Bindings, Dialect, Environment, Evaluated, Expression as Compiled};
use crate::sim::causes;
use crate::sim::failure::Failure;
use crate::value::{Map, Value};
use std::cell::Cell;
use std::sync::Arc;

/// A compiled JSONata expression, as it stands between `{%` and `%}`.
#[derive(Debug)]
pub(in crate::sim) struct Expression {
    compiled: Compiled,
    sees: Sees,
}

/// Which parts of the surroundings an expression can see at all; only those are made for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Sees {
    states: bool,
    context: bool,
}

impl Expression {
    /// The expression in a string that begins with `{%` and ends with `%}` exactly; any other string is a literal
    /// (aws-behaviour 22).
    pub(super) fn delimited(text: &str) -> Option<&str> {
        text.strip_prefix("{%")?.strip_suffix("%}").map(str::trim)
    }

    /// Compiles an expression.
    ///
    /// # Errors
    /// Says what is wrong.
    pub(super) fn compile(text: &str) -> Result<Expression, String> {
        let compiled = Compiled::parse(text, Dialect::StepFunctions).map_err(|error| error.to_string())?;
        Ok(Expression { sees: Sees::of(&compiled), compiled })
    }

    /// The expression's value; `field` is its place for messages, such as `Output/total`.
    pub(in crate::sim) fn evaluate(
        &self,
        see: &Evaluator<'_>,
        field: FieldName<'_>,
    ) -> Result<Value, Box<Failure>> {
        let mut random = || see.random();
        let mut environment = Environment::new(Dialect::StepFunctions, see.now.0, &mut random);
        let limit = see.patience.map_or(u64::MAX, Cell::get).min(environment.limits.steps);
        environment.limits.steps = limit;
        let text = self.compiled.text();
        let evaluated = self.compiled.evaluate(None, &self.bindings(see), &mut environment);
        if let Some(patience) = see.patience {
            patience.set(patience.get() - (limit - environment.limits.steps));
        }
        match evaluated {
            Ok(Evaluated::Value(value)) => Ok(value),
            Ok(Evaluated::Undefined) => Err(failed(field, causes::undefined(text, &field))),
            Ok(Evaluated::Function) => Err(failed(field, causes::unsupported_type(text, &field))),
            Err(error) => Err(failed(field, causes::evaluation_error(text, &field, &error))),
        }
    }

    /// The workflow's variables, and `$states` (reference b4).
    fn bindings(&self, see: &Evaluator<'_>) -> Bindings {
        let mut bindings = see.variables.clone();
        if self.sees.states {
            let mut states = Map::default();
            states.insert("input".into(), see.input.clone());
            if self.sees.context {
                states.insert("context".into(), (see.context)());
            }
            if let Some(result) = see.result {
                states.insert("result".into(), result.clone());
            }
            if let Some(error_output) = see.error_output {
                states.insert("errorOutput".into(), error_output.clone());
            }
            bindings.insert("states".into(), Value::from(states));
        }
        bindings
    }

    /// The failure of a value of the wrong type.
    pub(in crate::sim) fn unexpected(
        &self,
        field: FieldName<'_>,
        expected: &str,
        value: &Value,
    ) -> Box<Failure> {
        let cause = causes::unexpected_type(self.compiled.text(), &field, expected, value.type_name(), value);
        failed(field, cause)
    }
}

fn failed(field: FieldName<'_>, cause: String) -> Box<Failure> {
    Failure::evaluation(Some(&field.to_string()), cause)
}

impl Sees {
    fn of(expression: &Compiled) -> Self {
        let references = expression.references();
        let states: Vec<_> = references.iter().filter(|reference| &*reference.variable == "states").collect();
        let whole = |fields: &[Arc<str>]| fields.first().is_none_or(|field| &**field == "context");
        Sees { states: !states.is_empty(), context: states.iter().any(|reference| whole(&reference.fields)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_seen_is_made() {
        for (text, states, context) in [
            ("$a + 1", false, false),
            ("$states.input.x + $states.result.y", true, false),
            ("$states.context.Execution.Id", true, true),
            ("$states", true, true),
            ("($s := $states; $s.input)", true, true),
            ("$states.input.context", true, false),
        ] {
            let compiled = Compiled::parse(text, Dialect::StepFunctions).unwrap();
            assert_eq!(Sees::of(&compiled), Sees { states, context }, "{text}");
        }
    }
}
