use super::TestStateException;
use super::request::{TEST_STATE_NAME, TestStateRequest, TestStateWorld};
use crate::asl::StateType;
use crate::value::{Map, Value};

/// What a member of the context object must be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Any,
    Object(&'static [(&'static str, Kind)]),
}

/// The members that a context object may have (recorded refusals; reference b13).
const MEMBERS: &[(&str, Kind)] = &[
    (
        "Execution",
        Kind::Object(&[
            ("Id", Kind::Text),
            ("Input", Kind::Any),
            ("Name", Kind::Text),
            ("RoleArn", Kind::Text),
            ("StartTime", Kind::Text),
            ("RedriveCount", Kind::Number),
            ("RedriveTime", Kind::Text),
        ]),
    ),
    (
        "State",
        Kind::Object(&[("EnteredTime", Kind::Text), ("Name", Kind::Text), ("RetryCount", Kind::Number)]),
    ),
    ("StateMachine", Kind::Object(&[("Id", Kind::Text), ("Name", Kind::Text)])),
    ("Task", Kind::Object(&[("Token", Kind::Text)])),
    ("Map", Kind::Object(&[("Item", Kind::Any)])),
];

/// Refuses a context object that Step Functions would not make.
pub(super) fn check(context: &Value, state_type: StateType) -> Result<(), TestStateException> {
    let Some(members) = context.as_object() else {
        return Err(invalid("Context must be a valid JSON object"));
    };
    if members.contains_key("Map") && state_type != StateType::Map {
        return Err(invalid("'Map' field is not supported when mocking a Context object"));
    }
    check_members(members, MEMBERS, "")
}

fn check_members(members: &Map, known: &[(&str, Kind)], path: &str) -> Result<(), TestStateException> {
    for (key, value) in members {
        let Some((_, kind)) = known.iter().find(|(name, _)| *name == &**key) else {
            return Err(invalid(&format!("Field '{key}' is not allowed")));
        };
        let place = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
        match (kind, value) {
            (Kind::Any, _) | (Kind::Text, Value::String(_)) | (Kind::Number, Value::Number(_)) => {}
            (Kind::Object(inner), Value::Object(members)) => check_members(members, inner, &place)?,
            (Kind::Text, _) => return Err(invalid(&format!("{place} must be a string"))),
            (Kind::Number, _) => return Err(invalid(&format!("{place} must be a number"))),
            (Kind::Object(_), _) => return Err(invalid(&format!("{place} must be an object"))),
        }
    }
    Ok(())
}

fn invalid(what: &str) -> TestStateException {
    TestStateException::validation(format!("Invalid Context object provided: {what}"))
}

/// The context object that Step Functions makes up (aws-behaviour 55): that of an Express execution.
pub(super) fn make(request: &TestStateRequest, world: &TestStateWorld, state_type: StateType) -> Value {
    let names = &world.names;
    let arn = names.arn(&format!("express:{}:{}", names.state_machine, names.execution));
    let role = request.role_arn.clone().map_or(Value::Null, Value::from);
    let execution = Value::object([
        ("Id", Value::from(arn)),
        ("Input", request.input.clone()),
        ("Name", Value::from(names.execution.clone())),
        ("RoleArn", role),
        ("StartTime", Value::from(world.clock.to_string())),
    ]);
    let machine = Value::object([
        ("Id", Value::from(names.state_machine_arn())),
        ("Name", Value::from(names.state_machine.clone())),
    ]);
    let mut state = Map::default();
    state.insert("Name".into(), Value::from(TEST_STATE_NAME));
    state.insert("EnteredTime".into(), Value::from(world.clock.to_string()));
    if state_type.handles_errors() {
        state.insert("RetryCount".into(), Value::from(i64::from(request.configuration.retrier_retry_count)));
    }
    Value::object([("Execution", execution), ("StateMachine", machine), ("State", Value::from(state))])
}
