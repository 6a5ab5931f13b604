//! What kind of value a place in the definition takes.

use crate::asl::choice::{Operand, Operator, Relation, TypeTest};
use crate::expr::intrinsic::Function;
use crate::value::{Number, Value};

/// A moment that tells nothing.
const TIME: &str = "2024-01-01T00:00:00Z";

/// Words for a job that is done. Where a Choice compares with several words, one of these is taken, so that a loop which
/// waits for it ends.
const DONE: [&str; 10] = [
    "SUCCEEDED",
    "SUCCESS",
    "COMPLETED",
    "COMPLETE",
    "FINISHED",
    "DONE",
    "READY",
    "APPROVED",
    "ACTIVE",
    "OK",
];

/// Whether a word says that a job is done.
pub(super) fn is_done(value: &Value) -> bool {
    value.as_str().is_some_and(|word| DONE.iter().any(|done| done.eq_ignore_ascii_case(word)))
}

/// What a field with a path takes.
pub(super) fn of_field(key: &str) -> Option<Value> {
    match key {
        "TimestampPath" => Some(Value::from(TIME)),
        "SecondsPath"
        | "TimeoutSecondsPath"
        | "HeartbeatSecondsPath"
        | "MaxConcurrencyPath"
        | "MaxItemsPath"
        | "MaxItemsPerBatchPath"
        | "ToleratedFailureCountPath"
        | "ToleratedFailurePercentagePath" => Some(Value::from(1_i64)),
        "MaxInputBytesPerBatchPath" => Some(Value::from(1000_i64)),
        _ => None,
    }
}

/// Values for which a test holds, and for which it does not.
pub(super) fn of_test(operator: Operator, operand: &Value) -> Vec<Value> {
    match operator {
        Operator::StringMatches => {
            operand.as_str().map(|text| Value::from(text.replace('*', "sample"))).into_iter().collect()
        }
        Operator::Is(test) if operand.as_bool() == Some(true) => of_type(test).into_iter().collect(),
        Operator::Compare { operand: kind, path: true, .. } => vec![of_operand(kind)],
        Operator::Compare { operand: Operand::Numeric, relation, path: false } => {
            operand.as_f64().map_or_else(Vec::new, |bound| of_bound(relation, bound))
        }
        Operator::Compare { operand: Operand::Boolean, path: false, .. } => {
            operand.as_bool().map_or_else(Vec::new, |flag| vec![Value::from(flag), Value::from(!flag)])
        }
        Operator::Compare { path: false, .. } => vec![operand.clone()],
        Operator::Is(_) => Vec::new(),
    }
}

/// Numbers at a bound, and beyond it on either side.
fn of_bound(relation: Relation, bound: f64) -> Vec<Value> {
    let numbers = match relation {
        Relation::LessThan => [bound - 1.0, bound],
        Relation::GreaterThan => [bound + 1.0, bound],
        Relation::LessThanEquals | Relation::Equals => [bound, bound + 1.0],
        Relation::GreaterThanEquals => [bound, bound - 1.0],
    };
    numbers.map(|number| Value::from(Number::normalized(number))).to_vec()
}

fn of_type(test: TypeTest) -> Option<Value> {
    match test {
        TypeTest::Null => Some(Value::Null),
        TypeTest::Numeric => Some(Value::from(1_i64)),
        TypeTest::Boolean => Some(Value::from(true)),
        TypeTest::Timestamp => Some(Value::from(TIME)),
        TypeTest::Present | TypeTest::String => None,
    }
}

fn of_operand(operand: Operand) -> Value {
    match operand {
        Operand::String => Value::from("sample"),
        Operand::Numeric => Value::from(1_i64),
        Operand::Boolean => Value::from(true),
        Operand::Timestamp => Value::from(TIME),
    }
}

/// What an argument of an intrinsic function takes.
pub(super) fn of_argument(function: Function, argument: usize) -> Option<Value> {
    match (function, argument) {
        (Function::MathAdd | Function::MathRandom | Function::ArrayRange, _)
        | (Function::ArrayPartition, 1) => Some(Value::from(1_i64)),
        (Function::ArrayGetItem, 1) => Some(Value::from(0_i64)),
        (
            Function::ArrayContains
            | Function::ArrayGetItem
            | Function::ArrayLength
            | Function::ArrayPartition
            | Function::ArrayUnique,
            0,
        ) => Some(Value::array(vec![Value::from("sample")])),
        (Function::JsonMerge, 0 | 1) => Some(Value::empty_object()),
        (Function::StringToJson, _) => Some(Value::from("{}")),
        (Function::Base64Decode, _) => Some(Value::from("c2FtcGxl")),
        _ => None,
    }
}
