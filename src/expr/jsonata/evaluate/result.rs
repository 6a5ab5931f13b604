use super::super::Dialect;
use super::super::error::JsonataError;
use super::super::item::Item;
use super::{Limits, MAX_NESTING};
use crate::value::{Map, Number, Value};

/// What became of an expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Evaluated {
    /// Nothing.
    Undefined,
    /// A JSON value.
    Value(Value),
    /// A function, or something with a function inside, which JSON has no room for.
    Function,
}

impl Evaluated {
    /// The value, if there is one.
    pub fn into_value(self) -> Option<Value> {
        match self {
            Evaluated::Value(value) => Some(value),
            Evaluated::Undefined | Evaluated::Function => None,
        }
    }
}

/// The result as it leaves the evaluation. Step Functions writes whole numbers without a fraction (`1.0` as `1`) and
/// numbers that JSON lacks as texts (`"Infinity"`); it has no use for functions inside, which the plain language drops.
pub(super) fn from_item(item: &Item, dialect: Dialect, limits: Limits) -> Result<Evaluated, JsonataError> {
    let has_function = item.measure().functions && dialect == Dialect::StepFunctions;
    if has_function || matches!(item, Item::Function(_)) {
        return Ok(Evaluated::Function);
    }
    let Some(value) = item.to_value_lossy() else { return Ok(Evaluated::Undefined) };
    let mut size = Size { left: limits.bytes };
    size.take(&value, 0)?;
    let value = match dialect {
        Dialect::Standard => value,
        Dialect::StepFunctions => normalized(&value).unwrap_or(value),
    };
    Ok(Evaluated::Value(value))
}

/// Walks a value, shared parts as often as they occur, and stops where it is too large.
struct Size {
    left: u64,
}

impl Size {
    fn take(&mut self, value: &Value, depth: usize) -> Result<(), JsonataError> {
        if depth > MAX_NESTING {
            return Err(JsonataError::memory());
        }
        let spent = value.as_str().map_or(8, str::len) as u64;
        self.left = self.left.checked_sub(spent).ok_or_else(JsonataError::memory)?;
        match value {
            Value::Array(items) => items.iter().try_for_each(|item| self.take(item, depth + 1)),
            Value::Object(members) => members.values().try_for_each(|member| self.take(member, depth + 1)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }
}

/// The value with its numbers as Step Functions writes them; nothing if it is so already.
fn normalized(value: &Value) -> Option<Value> {
    match value {
        Value::Number(Number::Float(number)) if !number.is_finite() => {
            Some(Value::from(super::super::number::print(*number)))
        }
        Value::Number(number @ Number::Float(_)) => number.as_i64().map(Value::from),
        Value::Array(items) => {
            let first = items.iter().position(|item| normalized(item).is_some())?;
            let mut items: Vec<Value> = items.to_vec();
            for item in items.iter_mut().skip(first) {
                replace_normalized(item);
            }
            Some(Value::array(items))
        }
        Value::Object(members) => {
            members.values().find(|member| normalized(member).is_some())?;
            let mut members: Map = (**members).clone();
            members.values_mut().for_each(replace_normalized);
            Some(Value::from(members))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn replace_normalized(value: &mut Value) {
    if let Some(normalized) = normalized(value) {
        *value = normalized;
    }
}
