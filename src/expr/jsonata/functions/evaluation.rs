//! `$eval`, which Step Functions does without, and `$clone`.

use super::super::evaluate::{Evaluator, Outcome, wrap_input};
use super::super::item::Item;
use super::super::{lower, parser};
use super::{Arguments, Dialect, JsonataError};
use crate::value::{Map, Number, Value};

pub(super) fn eval(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let parsed = parser::parse(text, Dialect::Standard).and_then(lower::lower);
    let node = parsed.map_err(|error| wrapped("D3120", &error))?;
    let input = match arguments.get(1) {
        Item::Undefined => arguments.context.clone(),
        focus => wrap_input(focus.clone()),
    };
    let scope = evaluator.caller;
    evaluator.evaluate(&node, &input, scope).map_err(|error| wrapped("D3121", &error))
}

/// What went wrong inside, as the value of an error outside; a reached limit stays what it is.
fn wrapped(code: &'static str, error: &JsonataError) -> JsonataError {
    if error.bound().is_some() {
        return error.clone();
    }
    JsonataError::new(code).value(Some(error.message().into()))
}

/// A copy by way of JSON: numbers lose digits, functions become empty texts.
pub(in super::super) fn clone_value(evaluator: &mut Evaluator<'_, '_>, item: &Item) -> Outcome {
    Ok(match item {
        Item::Undefined => Item::Undefined,
        item => Item::Value(copied(evaluator, item)?),
    })
}

fn copied(evaluator: &mut Evaluator<'_, '_>, item: &Item) -> Result<Value, JsonataError> {
    evaluator.spend(1)?;
    if let Some(view) = item.as_array() {
        let items: Result<_, _> = view.iter().map(|item| copied(evaluator, &item)).collect();
        return Ok(Value::array(items?));
    }
    if let Some(members) = item.as_object() {
        let copies = members.iter().map(|(key, value)| Ok((key, copied(evaluator, &value)?)));
        return Ok(Value::from(copies.collect::<Result<Map, JsonataError>>()?));
    }
    Ok(match item {
        Item::Value(Value::Number(Number::Float(number))) if number.is_infinite() => {
            return Err(JsonataError::new("D1001").value(item.to_value_lossy()));
        }
        Item::Value(value) => value.clone(),
        Item::Function(_) => Value::from(""),
        _ => Value::Null,
    })
}
