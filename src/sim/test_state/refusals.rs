use super::request::TestStateRequest;
use super::{TestStateException, context, shapes};
use crate::asl::resource::{Pattern, Resource};
use crate::asl::{Definition, State, StateId, StateType};
use crate::sim::limits;
use crate::sim::sizes::Sizes;
use crate::value::Value;
use std::sync::Arc;

/// The state to test, at any depth.
pub(super) fn find_state(
    request: &TestStateRequest,
    definition: &Definition,
) -> Result<StateId, TestStateException> {
    let named = |state: &&State| request.state_name.as_ref().is_none_or(|name| state.name == *name);
    let found = definition.states().iter().find(named);
    found.map(|state| state.id).ok_or_else(|| TestStateException::validation("State not found in definition"))
}

/// Refuses what AWS refuses before it runs anything.
pub(super) fn check(
    request: &TestStateRequest,
    definition: &Definition,
    state: StateId,
) -> Result<(), TestStateException> {
    let Some(state_type) = definition.state(state).known_type() else {
        return Err(TestStateException::definition("the state's Type is none of the eight"));
    };
    check_mock(request, state_type)?;
    if let Some(given) = &request.context {
        context::check(given, state_type)?;
    }
    check_configuration(request)?;
    check_result(request, definition, state, state_type)
}

/// The bounds of the API's model on text of any kind (API reference, "TestState"), which come before all else.
pub(super) fn check_sizes(request: &TestStateRequest) -> Result<(), TestStateException> {
    let too_long = |member: &str, limit: usize| {
        Err(TestStateException::constraint(member, &format!("have length less than or equal to {limit}")))
    };
    for (member, value) in [
        ("input", Some(&request.input)),
        ("variables", request.variables.as_ref()),
        ("context", request.context.as_ref()),
    ] {
        if value.is_some_and(|value| Sizes::default().excess(value).is_some()) {
            return too_long(member, limits::MAX_DATA_BYTES);
        }
    }
    let error = request.mock.as_ref().and_then(|mock| mock.error_output.clone()).unwrap_or_default();
    let result = request.mock.as_ref().and_then(|mock| mock.result.clone());
    let configuration = &request.configuration;
    for (member, text, limit) in [
        ("definition", Some(request.definition.as_str()), limits::MAX_DEFINITION_CHARACTERS),
        ("roleArn", request.role_arn.as_deref(), limits::MAX_ARN_CHARACTERS),
        ("stateName", request.state_name.as_deref(), limits::MAX_STATE_NAME_CHARACTERS),
        ("mock.result", result.as_deref(), limits::MAX_DATA_BYTES),
        ("mock.errorOutput.error", error.error.as_deref(), limits::MAX_ERROR_CHARACTERS),
        ("mock.errorOutput.cause", error.cause.as_deref(), limits::MAX_CAUSE_CHARACTERS),
        (
            "stateConfiguration.errorCausedByState",
            configuration.error_caused_by_state.as_deref(),
            limits::MAX_STATE_NAME_CHARACTERS,
        ),
        (
            "stateConfiguration.mapItemReaderData",
            configuration.map_item_reader_data.as_deref(),
            limits::MAX_DATA_BYTES,
        ),
    ] {
        if text.is_some_and(|text| text.chars().count() > limit) {
            return too_long(member, limit);
        }
    }
    Ok(())
}

fn check_mock(request: &TestStateRequest, state_type: StateType) -> Result<(), TestStateException> {
    let Some(mock) = &request.mock else {
        return match state_type {
            StateType::Map | StateType::Parallel
                if request.configuration.map_iteration_failure_count.is_some() =>
            {
                Err(TestStateException::validation(
                    "TestState does not support MapIterationFailureCount when a mock is not specified.",
                ))
            }
            StateType::Map | StateType::Parallel => Err(TestStateException::definition(
                "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, \
                 Pass, Succeed, Fail, Choice]",
            )),
            StateType::Task if request.role_arn.is_none() => {
                Err(TestStateException::validation("RoleArn must be specified when testing a Task state"))
            }
            _ => Ok(()),
        };
    };
    if matches!(state_type, StateType::Pass | StateType::Succeed | StateType::Fail) {
        let message = format!("State type '{state_type}' is not supported when a mock is specified");
        return Err(TestStateException::validation(message));
    }
    if request.reveal_secrets {
        let message = "TestState does not support RevealSecrets when a mock is specified.";
        return Err(TestStateException::validation(message));
    }
    if mock.result.is_some() && mock.error_output.is_some() {
        let message = "A test mock should have only one of the following fields: [result, errorOutput].";
        return Err(TestStateException::validation(message));
    }
    Ok(())
}

fn check_configuration(request: &TestStateRequest) -> Result<(), TestStateException> {
    if request.context.is_some() && request.mock.is_none() {
        let message = "TestState does not support Context when a mock is not specified.";
        return Err(TestStateException::validation(message));
    }
    let failures = request.configuration.map_iteration_failure_count;
    if failures.is_some() && request.mock.is_none() {
        let message = "TestState does not support MapIterationFailureCount when a mock is not specified.";
        return Err(TestStateException::validation(message));
    }
    Ok(())
}

fn check_result(
    request: &TestStateRequest,
    definition: &Definition,
    state: StateId,
    state_type: StateType,
) -> Result<(), TestStateException> {
    let Some(mock) = &request.mock else { return Ok(()) };
    let Some(text) = &mock.result else { return Ok(()) };
    let result =
        Value::parse(text).map_err(|_| TestStateException::validation("Mocked result must be valid JSON"))?;
    let refused = match state_type {
        StateType::Map => check_map_result(request, definition, state, &result),
        StateType::Parallel => check_parallel_result(definition, state, &result),
        StateType::Task => match integration(definition, state) {
            Some((service, action)) => shapes::check(&service, &action, &result, mock.validation),
            None => Ok(()),
        },
        _ => Ok(()),
    };
    refused.map_err(TestStateException::validation)
}

fn check_map_result(
    request: &TestStateRequest,
    definition: &Definition,
    state: StateId,
    result: &Value,
) -> Result<(), String> {
    if definition.field(state, "ResultWriter").is_some() {
        let fits = result.as_object().is_some();
        return if fits { Ok(()) } else { Err("Mocked result must be a JSON object.".to_owned()) };
    }
    let Some(items) = result.as_array() else { return Err("Mocked result must be an array.".to_owned()) };
    let failures = request.configuration.map_iteration_failure_count.unwrap_or(0);
    if failures > items.len() {
        return Err(
            "MapIterationFailureCount must be less than or equal to the number of mocked results.".to_owned()
        );
    }
    Ok(())
}

fn check_parallel_result(definition: &Definition, state: StateId, result: &Value) -> Result<(), String> {
    let Some(items) = result.as_array() else { return Err("Mocked result must be an array.".to_owned()) };
    if items.len() == definition.state(state).children.len() {
        return Ok(());
    }
    Err("Mocked result must contain the same number of items as number of Parallel branches.".to_owned())
}

/// The service and the action of a Task whose result has the shape of an API; API Gateway's own results have none.
fn integration(definition: &Definition, state: StateId) -> Option<(String, String)> {
    let resource = definition.read::<Arc<str>>(state, "Resource").value()?.clone();
    let Resource::Service(call) = Resource::parse(&resource) else { return None };
    if call.pattern != Pattern::RequestResponse || (call.service == "lambda" && !call.sdk) {
        return None;
    }
    let service = match call.service.as_str() {
        "states" => "sfn",
        "events" => "eventbridge",
        other => other,
    };
    Some((service.to_owned(), call.action))
}
