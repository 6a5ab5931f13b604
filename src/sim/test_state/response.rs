use crate::sim::event::ErrorOutput;
use crate::value::{Map, Value};
use std::sync::Arc;

/// How a tested state ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TestStatus {
    /// It succeeded.
    Succeeded,
    /// It failed for good.
    Failed,
    /// It failed, and would try again.
    Retriable,
    /// It failed, and a catcher leads on.
    CaughtError,
}

/// The response of the TestState API.
#[derive(Clone, PartialEq, Debug)]
pub struct TestStateResponse {
    /// How the state ended.
    pub status: TestStatus,
    /// Its output.
    pub output: Option<Value>,
    /// Error and cause.
    pub failure: ErrorOutput,
    /// The state that follows.
    pub next_state: Option<Arc<str>>,
    /// The data at each phase, under AWS's names; none at level INFO.
    pub inspection: Option<Map>,
}

/// What took an error.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct ErrorDetails {
    /// The catcher.
    pub catch_index: Option<usize>,
    /// The retrier.
    pub retry_index: Option<usize>,
    /// After how many seconds it would try again.
    pub retry_backoff_interval_seconds: Option<f64>,
}

impl TestStatus {
    /// The word in the response.
    pub fn name(self) -> &'static str {
        match self {
            TestStatus::Succeeded => "SUCCEEDED",
            TestStatus::Failed => "FAILED",
            TestStatus::Retriable => "RETRIABLE",
            TestStatus::CaughtError => "CAUGHT_ERROR",
        }
    }
}

impl TestStateResponse {
    /// The response as the API gives it: data as JSON in strings.
    pub fn to_value(&self) -> Value {
        self.print(|value| Value::from(value.to_json()))
    }

    /// The response with data as it is.
    pub fn to_plain_value(&self) -> Value {
        self.print(Value::clone)
    }

    fn print(&self, data: impl Fn(&Value) -> Value) -> Value {
        let mut printed = Map::default();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                printed.insert(key.into(), value);
            }
        };
        put("output", self.output.as_ref().map(&data));
        put("error", self.failure.error.clone().map(Value::from));
        put("cause", self.failure.cause.clone().map(Value::from));
        put("inspectionData", self.inspection.as_ref().map(|inspection| print_inspection(inspection, &data)));
        put("nextState", self.next_state.clone().map(Value::from));
        put("status", Some(Value::from(self.status.name())));
        Value::from(printed)
    }
}

/// Numbers and the details of errors are no data; they stay as they are.
fn print_inspection(inspection: &Map, data: impl Fn(&Value) -> Value) -> Value {
    const PLAIN: [&str; 4] =
        ["errorDetails", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage"];
    let print = |(key, value): (&Arc<str>, &Value)| {
        (key.clone(), if PLAIN.contains(&&**key) { value.clone() } else { data(value) })
    };
    Value::object(inspection.iter().map(print))
}

impl ErrorDetails {
    pub(super) fn to_value(self) -> Value {
        let mut printed = Map::default();
        if let Some(index) = self.catch_index {
            printed.insert("catchIndex".into(), Value::from(index));
        }
        if let Some(index) = self.retry_index {
            printed.insert("retryIndex".into(), Value::from(index));
        }
        if let Some(seconds) = self.retry_backoff_interval_seconds {
            printed.insert("retryBackoffIntervalSeconds".into(), Value::from(seconds as i64));
        }
        Value::from(printed)
    }
}
