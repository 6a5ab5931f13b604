use super::execution::Execution;
use super::frame::{Frame, Item};
use super::program::{Program, StateCode};
use crate::asl::StateType;
use crate::value::{Map, Value};

/// The context object that a state sees (reference b13; recordings, `aws-behaviour` 32).
pub(super) fn make(execution: &Execution, program: &Program, frame: &Frame) -> Value {
    if let Some(given) = &execution.start.context {
        return given.clone();
    }
    let mut members = Map::default();
    members.insert("Execution".into(), execution_part(execution, frame));
    let names = &execution.start.names;
    let machine = Value::object([
        ("Id", Value::from(names.state_machine_arn())),
        ("Name", Value::from(names.state_machine.clone())),
    ]);
    members.insert("StateMachine".into(), machine);
    if let Some(code) = frame.state.and_then(|id| program.state(id)) {
        members.insert("State".into(), state_part(frame, code));
    }
    if let Some(token) = frame.visit.token() {
        members.insert("Task".into(), Value::object([("Token", Value::from(token.clone()))]));
    }
    if let Some(item) = &frame.item {
        members.insert("Map".into(), Value::object([("Item", item_part(item))]));
    }
    Value::from(members)
}

fn execution_part(execution: &Execution, frame: &Frame) -> Value {
    let Some(history) = execution.histories.get(frame.place.execution as usize) else { return Value::Null };
    Value::object([
        ("Id", Value::from(history.arn.clone())),
        ("Input", history.input.clone()),
        ("StartTime", Value::from(history.started_at.to_string())),
        ("Name", Value::from(history.name.clone())),
        ("RoleArn", Value::from(execution.start.names.role_arn.clone())),
        ("RedriveCount", Value::from(0_i64)),
    ])
}

fn state_part(frame: &Frame, code: &StateCode) -> Value {
    let mut members = Map::default();
    members.insert("Name".into(), Value::from(code.name.clone()));
    members.insert("EnteredTime".into(), Value::from(frame.visit.entered_at.to_string()));
    if code.state_type == StateType::Task {
        members.insert("RetryCount".into(), Value::from(i64::from(frame.visit.retry_count())));
    }
    Value::from(members)
}

fn item_part(item: &Item) -> Value {
    let mut members = Map::default();
    members.insert("Index".into(), Value::from(item.index));
    if let Some(key) = &item.key {
        members.insert("Key".into(), Value::from(key.clone()));
    }
    members.insert("Value".into(), item.value.clone());
    if let Some(source) = &item.source {
        members.insert("Source".into(), Value::from(source.clone()));
    }
    Value::from(members)
}
