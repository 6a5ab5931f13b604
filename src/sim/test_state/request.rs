use super::TestStateException;
use crate::asl::{self, Definition};
use crate::json;
use crate::sim::event::ErrorOutput;
use crate::sim::{MockScript, Names, SimTime, Unmocked};
use crate::value::Value;
use std::sync::Arc;

/// The name that a state has when it is tested on its own (recorded in the context object).
pub const TEST_STATE_NAME: &str = "StateName";

/// A request of the TestState API.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TestStateRequest {
    /// A state, or with [`Self::state_name`] a machine.
    pub definition: String,
    /// Which state of the machine, at any depth.
    pub state_name: Option<Arc<str>>,
    /// The role that a Task would be called with.
    pub role_arn: Option<Arc<str>>,
    /// The state's input; `{}` where there is none.
    pub input: Value,
    /// How much to tell.
    pub inspection_level: InspectionLevel,
    /// Whether an HTTP Task's secrets would be shown.
    pub reveal_secrets: bool,
    /// The variables in scope.
    pub variables: Option<Value>,
    /// What the state's work gives.
    pub mock: Option<TestMock>,
    /// The context object.
    pub context: Option<Value>,
    /// What has happened before.
    pub configuration: StateConfiguration,
}

/// `inspectionLevel`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum InspectionLevel {
    /// Only how it ends.
    #[default]
    Info,
    /// The data at each phase too.
    Debug,
    /// An HTTP Task's request and response too.
    Trace,
}

/// `mock`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TestMock {
    /// The result, as text.
    pub result: Option<Arc<str>>,
    /// The error.
    pub error_output: Option<ErrorOutput>,
    /// How a result is checked against the API's shape.
    pub validation: ValidationMode,
}

/// `mock.fieldValidationMode`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ValidationMode {
    /// All members, and required ones must be there.
    #[default]
    Strict,
    /// The members that are there.
    Present,
    /// Nothing.
    None,
}

/// `stateConfiguration`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StateConfiguration {
    /// How often the retrier that takes the error has tried already.
    pub retrier_retry_count: u32,
    /// The state inside a Map or Parallel that raises the error.
    pub error_caused_by_state: Option<Arc<str>>,
    /// How many iterations have failed.
    pub map_iteration_failure_count: Option<usize>,
    /// What the ItemReader finds, as text.
    pub map_item_reader_data: Option<Arc<str>>,
}

/// What a test runs in.
#[derive(Clone, PartialEq, Debug)]
pub struct TestStateWorld {
    /// The results of a Task that the request does not mock.
    pub mocks: MockScript,
    /// What such a Task does without a result.
    pub unmocked: Unmocked,
    /// The time.
    pub clock: SimTime,
    /// Where chance begins.
    pub seed: u64,
    /// The names in the context object that Step Functions makes up.
    pub names: Names,
}

impl Default for TestStateWorld {
    fn default() -> Self {
        TestStateWorld {
            mocks: MockScript::default(),
            unmocked: Unmocked::Sample,
            clock: SimTime(1_704_067_200_000),
            seed: 0,
            names: Names::default(),
        }
    }
}

impl TestStateRequest {
    /// Reads a request as the API takes it. Data may be JSON, or JSON in a string.
    ///
    /// # Errors
    /// Names the field that cannot be understood.
    pub fn from_value(value: &Value) -> Result<Self, TestStateException> {
        let reader = Reader { value };
        let configuration = reader.value.get("stateConfiguration").cloned().unwrap_or_default();
        Ok(TestStateRequest {
            definition: match value.get("definition") {
                Some(Value::String(text)) => text.to_string(),
                Some(other) => other.to_json(),
                None => return Err(TestStateException::validation("definition is missing")),
            },
            state_name: reader.text("stateName"),
            role_arn: reader.text("roleArn"),
            input: reader.data("input")?.unwrap_or_else(Value::empty_object),
            inspection_level: match reader.text("inspectionLevel").as_deref() {
                Some("DEBUG") => InspectionLevel::Debug,
                Some("TRACE") => InspectionLevel::Trace,
                Some("INFO") | None => InspectionLevel::Info,
                Some(_) => return Err(not_one_of("inspectionLevel", "INFO, DEBUG, TRACE")),
            },
            reveal_secrets: value.get("revealSecrets").and_then(Value::as_bool).unwrap_or(false),
            variables: reader.data("variables")?,
            mock: value.get("mock").map(TestMock::from_value).transpose()?,
            context: reader.data("context")?,
            configuration: StateConfiguration::from_value(&configuration),
        })
    }

    /// What an ItemReader finds.
    pub(super) fn reader_data(&self) -> Option<Value> {
        self.configuration.map_item_reader_data.as_deref().and_then(|text| Value::parse(text).ok())
    }

    /// The machine to test in: a state on its own gets one around it.
    pub(super) fn definition(&self) -> Definition {
        let text = match self.state_name {
            Some(_) => self.definition.clone(),
            None => format!(
                r#"{{"StartAt": "{TEST_STATE_NAME}", "States": {{"{TEST_STATE_NAME}": {}}}}}"#,
                self.definition
            ),
        };
        asl::lower(&Arc::new(json::parse(&text).tree))
    }
}

fn not_one_of(member: &str, values: &str) -> TestStateException {
    TestStateException::constraint(member, &format!("satisfy enum value set: [{values}]"))
}

struct Reader<'v> {
    value: &'v Value,
}

impl Reader<'_> {
    fn text(&self, key: &str) -> Option<Arc<str>> {
        self.value.get(key).and_then(Value::as_str).map(Arc::from)
    }

    fn data(&self, key: &str) -> Result<Option<Value>, TestStateException> {
        match self.value.get(key) {
            Some(Value::String(text)) => Value::parse(text)
                .map(Some)
                .map_err(|error| TestStateException::validation(format!("Invalid JSON in {key}: {error}"))),
            other => Ok(other.cloned()),
        }
    }
}

impl TestMock {
    fn from_value(value: &Value) -> Result<Self, TestStateException> {
        let reader = Reader { value };
        let error_output = value.get("errorOutput").map(|error| {
            let reader = Reader { value: error };
            ErrorOutput { error: reader.text("error"), cause: reader.text("cause") }
        });
        let result = match value.get("result") {
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_json().into()),
            None => None,
        };
        let validation = match reader.text("fieldValidationMode").as_deref() {
            Some("PRESENT") => ValidationMode::Present,
            Some("NONE") => ValidationMode::None,
            Some("STRICT") | None => ValidationMode::Strict,
            Some(_) => return Err(not_one_of("mock.fieldValidationMode", "STRICT, PRESENT, NONE")),
        };
        Ok(TestMock { result, error_output, validation })
    }
}

impl StateConfiguration {
    fn from_value(value: &Value) -> Self {
        let reader = Reader { value };
        let number = |key: &str| {
            value.get(key).and_then(Value::as_i64).and_then(|number| usize::try_from(number).ok())
        };
        let retries = number("retrierRetryCount").and_then(|count| u32::try_from(count).ok());
        StateConfiguration {
            retrier_retry_count: retries.unwrap_or(0),
            error_caused_by_state: reader.text("errorCausedByState"),
            map_iteration_failure_count: number("mapIterationFailureCount"),
            map_item_reader_data: match value.get("mapItemReaderData") {
                Some(Value::String(text)) => Some(text.clone()),
                Some(other) => Some(other.to_json().into()),
                None => None,
            },
        }
    }
}
