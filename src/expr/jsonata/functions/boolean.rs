//! `$boolean`, `$not`, `$exists`, `$type`, `$error`, `$assert`.

use super::super::evaluate::{Outcome, effective_boolean};
use super::super::item::Item;
use super::{Arguments, JsonataError};
use crate::value::Value;

pub(super) fn boolean(arguments: &Arguments<'_>) -> Outcome {
    Ok(effective_boolean(arguments.get(0))?.map_or(Item::Undefined, Item::from))
}

pub(super) fn not(arguments: &Arguments<'_>) -> Outcome {
    Ok(effective_boolean(arguments.get(0))?.map_or(Item::Undefined, |truth| Item::from(!truth)))
}

pub(super) fn exists(arguments: &Arguments<'_>) -> Outcome {
    Ok(Item::from(!arguments.get(0).is_undefined()))
}

pub(super) fn type_of(arguments: &Arguments<'_>) -> Outcome {
    let item = arguments.get(0);
    Ok(Item::from(match item {
        Item::Undefined => return Ok(Item::Undefined),
        Item::Function(_) => "function",
        Item::Array(_) | Item::Tuples(_) => "array",
        Item::Object(_) => "object",
        Item::Value(value) => value.type_name(),
    }))
}

pub(super) fn error(arguments: &Arguments<'_>) -> Outcome {
    Err(thrown("D3137", arguments.text(0), "$error() function evaluated"))
}

pub(super) fn assert(arguments: &Arguments<'_>) -> Outcome {
    if arguments.get(0).is_identical(&Item::Value(Value::Bool(true))) {
        return Ok(Item::Undefined);
    }
    Err(thrown("D3141", arguments.text(1), "$assert() statement failed"))
}

fn thrown(code: &'static str, message: Option<&str>, otherwise: &str) -> JsonataError {
    JsonataError::with_message(code, message.filter(|message| !message.is_empty()).unwrap_or(otherwise))
}
