//! What kind of value a place in the definition takes.

use super::wish::{Presence, Rank, Wish};
use super::worth::{Way, Worth};
use crate::asl::choice::{Operand, Operator, Relation, TypeTest};
use crate::value::{Number, Value};

/// A moment that tells nothing.
pub(super) const TIME: &str = "2024-01-01T00:00:00Z";

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
fn is_done(value: &Value) -> bool {
    value.as_str().is_some_and(|word| DONE.iter().any(|done| done.eq_ignore_ascii_case(word)))
}

/// What a field with a number takes, by its name without `Path`; none for other fields.
pub(super) fn of_field(key: &str) -> Option<Wish> {
    match key.strip_suffix("Path").unwrap_or(key) {
        "Timestamp" => Some(Wish::kind(TIME)),
        "Seconds"
        | "TimeoutSeconds"
        | "HeartbeatSeconds"
        | "MaxConcurrency"
        | "MaxItems"
        | "MaxItemsPerBatch"
        | "ToleratedFailureCount"
        | "ToleratedFailurePercentage" => Some(Wish::kind(1_i64)),
        "MaxInputBytesPerBatch" => Some(Wish::kind(1000_i64)),
        _ => None,
    }
}

/// Values for which a condition holds, and for which it does not, as far as they lead to a good end.
pub(super) fn ranked(worth: Worth, holding: Vec<Value>, failing: Vec<Value>) -> Wish {
    let rank = |value: &Value, rank: Rank| match rank {
        Rank::Named if worth.holds == Way::Ends && is_done(value) => Rank::Done,
        rank => rank,
    };
    let holding = holding.into_iter().filter_map(|value| {
        let ranked = worth.rank_of_holding()?;
        Some((rank(&value, ranked), value))
    });
    let failing = failing.into_iter().filter_map(|value| Some((worth.rank_of_failing()?, value)));
    Wish::values(holding.chain(failing))
}

/// What a test of a Choice wishes of its variable.
pub(super) fn of_test(operator: Operator, operand: &Value, worth: Worth) -> Wish {
    match operator {
        Operator::Is(test) => {
            let worth = if operand.as_bool() == Some(false) { worth.inverse() } else { worth };
            of_type(test, worth)
        }
        Operator::StringMatches => {
            let Some(pattern) = operand.as_str() else { return Wish::default() };
            let matching = vec![Value::from(pattern.replace('*', "sample"))];
            ranked(worth, matching, if pattern.starts_with('*') { Vec::new() } else { vec!["sample".into()] })
        }
        Operator::Compare { operand: kind, path: true, .. } => Wish::kind(of_operand(kind)),
        Operator::Compare { operand: Operand::Timestamp, path: false, .. } => {
            ranked(Worth::SAME, vec![operand.clone()], Vec::new())
        }
        Operator::Compare { relation, path: false, .. } => of_relation(relation, operand, worth),
    }
}

/// What a comparison with a constant wishes.
pub(super) fn of_relation(relation: Relation, operand: &Value, worth: Worth) -> Wish {
    let (holding, failing) = match operand {
        Value::Number(bound) => of_bound(relation, bound.as_f64()),
        Value::Bool(flag) => (vec![operand.clone()], vec![Value::from(!*flag)]),
        Value::String(text) if relation == Relation::Equals => {
            let other = if &**text == "sample" { "other" } else { "sample" };
            (vec![operand.clone()], vec![Value::from(other)])
        }
        Value::Null => (vec![Value::Null], vec![Value::from("sample")]),
        Value::String(_) | Value::Array(_) | Value::Object(_) => {
            (vec![operand.clone()], vec![operand.clone()])
        }
    };
    ranked(worth, holding, failing)
}

/// Numbers at a bound or beyond it, for which the relation holds, and for which it does not.
fn of_bound(relation: Relation, bound: f64) -> (Vec<Value>, Vec<Value>) {
    let (holding, failing) = match relation {
        Relation::LessThan => (bound - 1.0, bound),
        Relation::GreaterThan => (bound + 1.0, bound),
        Relation::LessThanEquals | Relation::Equals => (bound, bound + 1.0),
        Relation::GreaterThanEquals => (bound, bound - 1.0),
    };
    let number = |number| vec![Value::from(Number::normalized(number))];
    (number(holding), number(failing))
}

fn of_type(test: TypeTest, worth: Worth) -> Wish {
    let (holding, failing) = match test {
        TypeTest::Present => return Wish::present(presence(worth)),
        TypeTest::Null => (Value::Null, Value::from("sample")),
        TypeTest::Numeric => (Value::from(1_i64), Value::from("sample")),
        TypeTest::Boolean => (Value::from(true), Value::from("sample")),
        TypeTest::Timestamp => (Value::from(TIME), Value::from("sample")),
        TypeTest::String => (Value::from("sample"), Value::from(1_i64)),
    };
    ranked(worth, vec![holding], vec![failing])
}

/// Whether what is asked for should be there.
pub(super) fn presence(worth: Worth) -> Presence {
    match (worth.holds, worth.fails) {
        (Way::Ends, Way::Ends) => Presence::Optional,
        (Way::Ends, _) => Presence::Needed,
        (_, Way::Ends) => Presence::Unwanted,
        (Way::Returns, Way::Fails) => Presence::Needed,
        (Way::Fails, Way::Returns) => Presence::Unwanted,
        _ => Presence::Optional,
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
