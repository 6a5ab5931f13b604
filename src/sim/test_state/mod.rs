//! One state on its own: the TestState API of Step Functions (reference b8; recordings, `aws-behaviour` 54 to 56).
//!
//! The same engine runs the state's phases, but nothing around it: no events, no successor, no machines inside. Whatever
//! the phases make of the data is the response's `inspectionData`.
//!
//! Deliberately absent: AWS's verdict on the definition, which the caller asks `lint` for before; HTTP requests and
//! their secrets.

mod context;
mod drive;
mod inspection;
mod refusals;
mod request;
mod response;
mod shapes;

pub use request::{
    InspectionLevel, StateConfiguration, TEST_STATE_NAME, TestMock, TestStateRequest, TestStateWorld,
    ValidationMode,
};
pub use response::{ErrorDetails, TestStateResponse, TestStatus};

use crate::value::Value;
use std::fmt;

/// Why a TestState request is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TestStateException {
    /// AWS's code: `ValidationException` or `InvalidDefinition`.
    pub code: &'static str,
    /// AWS's text.
    pub message: String,
}

impl TestStateException {
    fn validation(message: impl Into<String>) -> Self {
        TestStateException { code: "ValidationException", message: message.into() }
    }

    /// The refusal of a member by the API's model, in the words of AWS's services.
    fn constraint(member: &str, constraint: &str) -> Self {
        TestStateException::validation(format!(
            "1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must {constraint}"
        ))
    }

    fn definition(message: impl Into<String>) -> Self {
        TestStateException { code: "InvalidDefinition", message: message.into() }
    }
}

impl fmt::Display for TestStateException {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for TestStateException {}

/// Answers a request of the API. A machine around the state is created first: `refused` says what CreateStateMachine
/// has against its text.
///
/// # Errors
/// AWS's exception.
pub fn answer(
    request: &Value,
    world: &TestStateWorld,
    refused: impl FnOnce(&str) -> Option<String>,
) -> Result<TestStateResponse, TestStateException> {
    let request = TestStateRequest::from_value(request)?;
    match request.state_name.as_ref().and_then(|_| refused(&request.definition)) {
        Some(message) => Err(TestStateException::definition(message)),
        None => test_state(&request, world),
    }
}

/// Tests one state.
///
/// ```
/// use asl_studio::sim::test_state::{TestStateRequest, TestStateWorld, test_state};
/// use asl_studio::value::Value;
/// let request = r#"{"definition": "{\"Type\": \"Pass\", \"Next\": \"B\"}", "input": "{\"a\": 1}"}"#;
/// let request = TestStateRequest::from_value(&Value::parse(request).unwrap()).unwrap();
/// let response = test_state(&request, &TestStateWorld::default()).unwrap();
/// assert_eq!(response.to_value().to_json(), r#"{"output":"{\"a\":1}","nextState":"B","status":"SUCCEEDED"}"#);
/// ```
///
/// # Errors
/// What AWS refuses before it runs anything.
pub fn test_state(
    request: &TestStateRequest,
    world: &TestStateWorld,
) -> Result<TestStateResponse, TestStateException> {
    refusals::check_sizes(request)?;
    let definition = request.definition();
    let state = refusals::find_state(request, &definition)?;
    refusals::check(request, &definition, state)?;
    Ok(drive::run(request, world, &definition, state))
}
