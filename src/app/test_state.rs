use crate::lint::{self, Source};
use crate::sim::test_state::{
    TestStateException, TestStateRequest, TestStateResponse, TestStateWorld, test_state,
};
use crate::value::Value;
use crate::{asl, json};
use std::sync::Arc;

/// Answers a request of the TestState API as AWS does: what CreateStateMachine refuses of the machine around the
/// state comes before the test.
///
/// ```
/// use asl_studio::app::answer_test_state;
/// use asl_studio::value::Value;
/// let request = r#"{"definition": {"StartAt": "A", "States": {"A": {"Type": "Pass"}}}, "stateName": "A"}"#;
/// let refused = answer_test_state(&Value::parse(request).unwrap(), &Default::default()).unwrap_err();
/// assert_eq!(refused.code, "InvalidDefinition");
/// ```
///
/// # Errors
/// AWS's exception.
pub fn answer_test_state(
    request: &Value,
    world: &TestStateWorld,
) -> Result<TestStateResponse, TestStateException> {
    let request = TestStateRequest::from_value(request)?;
    match refused_machine(&request) {
        Some(message) => Err(TestStateException { code: "InvalidDefinition", message }),
        None => test_state(&request, world),
    }
}

/// What CreateStateMachine says of a machine in which one state is to be tested; none where it accepts it.
fn refused_machine(request: &TestStateRequest) -> Option<String> {
    request.state_name.as_ref()?;
    let text = &request.definition;
    let parse = json::parse(text);
    let definition = asl::lower(&Arc::new(parse.tree));
    lint::refusal(&lint::verdict(Source { text, syntax: &parse.problems, definition: &definition }, false))
}
