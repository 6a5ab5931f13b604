use super::{Outcome, TaskRequest, TaskResult};
use crate::sim::event::ErrorOutput;
use crate::value::{Map, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The results of Tasks by state and invocation, in the response format of Step Functions Local's MockConfigFile.
///
/// A key is the number of an invocation, or a range of them, from 0; with `Map[2]/` in front it counts the invocations
/// in that iteration only. `AfterSeconds` beside `Return` or `Throw` lets virtual time pass.
///
/// ```
/// use asl_studio::sim::MockScript;
/// use asl_studio::value::Value;
/// let text = r#"{"Charge": {"0": {"Throw": {"Error": "Busy", "Cause": "later"}}, "1-2": {"Return": {"paid": true}}}}"#;
/// let script = MockScript::from_value(&Value::parse(text).unwrap()).unwrap();
/// assert_eq!(script.to_value().to_json(), text.replace(": ", ":").replace(", ", ","));
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MockScript {
    states: BTreeMap<Arc<str>, Responses>,
}

/// The answers of one state, the ones that count first in front.
#[derive(Clone, PartialEq, Debug)]
struct Responses {
    list: Vec<MockResponse>,
    /// Whether each is for later invocations than the one before it, so that the right one is found by halving.
    ascending: bool,
}

/// The answer to some invocations of a Task.
#[derive(Clone, PartialEq, Debug)]
pub struct MockResponse {
    /// The iterations it is for, as [`crate::sim::Place`] prints them; none for all.
    pub place: Option<Arc<str>>,
    /// The first invocation it answers.
    pub first: u32,
    /// The last invocation it answers.
    pub last: u32,
    /// The answer.
    pub outcome: Outcome,
}

/// Why a value is no mock script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MockError {
    /// The state and the invocation it is about.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "mock for {}: {}", self.place, self.message)
    }
}

impl std::error::Error for MockError {}

impl MockScript {
    /// Reads `{State: {"0": {"Return": …}, "1-2": {"Throw": {"Error", "Cause"}}}}`.
    ///
    /// # Errors
    /// Names the state and the invocation that cannot be understood.
    pub fn from_value(value: &Value) -> Result<Self, MockError> {
        let mut script = MockScript::default();
        if value.is_null() {
            return Ok(script);
        }
        for (state, responses) in object(value, "")? {
            script.states.insert(state.clone(), read_responses(state, responses)?);
        }
        Ok(script)
    }

    /// The same as JSON.
    pub fn to_value(&self) -> Value {
        let print = |response: &MockResponse| (response.key(), print_outcome(&response.outcome));
        Value::object(
            self.states
                .iter()
                .map(|(state, responses)| (state.clone(), Value::object(responses.list.iter().map(print)))),
        )
    }

    /// Adds an answer; it counts before those that are there.
    pub fn insert(&mut self, state: &str, response: MockResponse) {
        let there = self.states.remove(state).map_or_else(Vec::new, |responses| responses.list);
        let list = std::iter::once(response).chain(there).collect();
        self.states.insert(state.into(), Responses::new(list));
    }

    /// Gives a state the responses of a [`super::MockConfig`].
    pub(super) fn set(&mut self, state: &Arc<str>, responses: &Value) -> Result<(), MockError> {
        self.states.insert(state.clone(), read_responses(state, responses)?);
        Ok(())
    }

    /// Whether there is any answer for a state.
    pub fn has(&self, state: &str) -> bool {
        self.states.contains_key(state)
    }

    /// The answer to a Task.
    pub fn outcome(&self, request: &TaskRequest) -> Option<Outcome> {
        self.states.get(&request.state.name)?.answer(request).map(|found| found.outcome.clone())
    }
}

impl Responses {
    fn new(list: Vec<MockResponse>) -> Self {
        let anywhere = list.iter().all(|response| response.place.is_none());
        let ascending = anywhere && list.is_sorted_by(|before, after| before.last < after.first);
        Responses { list, ascending }
    }

    fn answer(&self, request: &TaskRequest) -> Option<&MockResponse> {
        if self.ascending {
            let at = self.list.partition_point(|response| response.last < request.invocation);
            return self.list.get(at).filter(|response| response.first <= request.invocation);
        }
        let place = request.place.to_string();
        self.list.iter().find(|response| response.answers(request, &place))
    }
}

impl MockResponse {
    /// The answer to these invocations, anywhere.
    pub fn new(first: u32, last: u32, result: TaskResult) -> Self {
        MockResponse { place: None, first, last, outcome: Outcome::now(result) }
    }

    fn answers(&self, request: &TaskRequest, at: &str) -> bool {
        let invocation = match &self.place {
            None => request.invocation,
            Some(place) if **place == *at => request.local_invocation,
            Some(_) => return false,
        };
        (self.first..=self.last).contains(&invocation)
    }

    fn key(&self) -> String {
        let place = self.place.as_ref().map(|place| format!("{place}/")).unwrap_or_default();
        if self.first == self.last {
            format!("{place}{}", self.first)
        } else {
            format!("{place}{}-{}", self.first, self.last)
        }
    }
}

/// The error of a Task whose mock is missing, as Step Functions Local fails it.
pub(super) fn missing(mocks: &MockScript, request: &TaskRequest) -> TaskResult {
    let state = &request.state.name;
    let cause = if mocks.has(state) {
        format!("the mocks have no response for invocation {} of the state '{state}'", request.invocation)
    } else {
        format!("the mocks have no response for the state '{state}'")
    };
    TaskResult::Throw(ErrorOutput { error: Some("MissingMock".into()), cause: Some(cause.into()) })
}

fn object<'v>(value: &'v Value, place: &str) -> Result<&'v Map, MockError> {
    value.as_object().ok_or_else(|| error(place, format!("must be an object, but is {}", value.type_name())))
}

fn error(place: &str, message: impl Into<String>) -> MockError {
    MockError { place: place.to_owned(), message: message.into() }
}

fn read_responses(state: &str, responses: &Value) -> Result<Responses, MockError> {
    let responses = object(responses, state)?.iter();
    let list = responses.map(|(key, response)| read_response(state, key, response)).collect::<Result<_, _>>();
    list.map(Responses::new)
}

fn read_response(state: &str, key: &str, response: &Value) -> Result<MockResponse, MockError> {
    let at = format!("{state}, invocation {key}");
    let (place, numbers) =
        key.rsplit_once('/').map_or((None, key), |(place, numbers)| (Some(place.into()), numbers));
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let number = |text: &str| {
        text.trim()
            .parse::<u32>()
            .map_err(|_| error(&at, "must be a number from 0, or a range such as `1-2`"))
    };
    let (first, last) = (number(first)?, number(last)?);
    if last < first {
        return Err(error(&at, "the range ends before it begins"));
    }
    Ok(MockResponse { place, first, last, outcome: read_outcome(&at, response)? })
}

fn read_outcome(at: &str, response: &Value) -> Result<Outcome, MockError> {
    let members = object(response, at)?;
    let after_seconds = members.get("AfterSeconds").and_then(Value::as_f64).unwrap_or(0.0);
    let result = match (members.get("Return"), members.get("Throw")) {
        (Some(value), None) => TaskResult::Return(value.clone()),
        (None, Some(thrown)) => {
            let thrown = object(thrown, at)?;
            let text = |key: &str| thrown.get(key).and_then(Value::as_str).map(Arc::from);
            TaskResult::Throw(ErrorOutput { error: text("Error"), cause: text("Cause") })
        }
        _ => return Err(error(at, "needs exactly one of `Return` and `Throw`")),
    };
    Ok(Outcome { after_seconds, result })
}

fn print_outcome(outcome: &Outcome) -> Value {
    let mut printed = Map::default();
    match &outcome.result {
        TaskResult::Return(value) => printed.insert("Return".into(), value.clone()),
        TaskResult::Throw(thrown) => {
            let members = [("Error", &thrown.error), ("Cause", &thrown.cause)];
            let given = members.into_iter().filter_map(|(key, text)| Some((key, Value::from(text.clone()?))));
            printed.insert("Throw".into(), Value::object(given))
        }
    };
    if outcome.after_seconds != 0.0 {
        printed.insert("AfterSeconds".into(), Value::from(outcome.after_seconds));
    }
    Value::from(printed)
}

impl Serialize for MockScript {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for MockScript {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        MockScript::from_value(&Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_script_is_refused_with_its_place() {
        for (script, expected) in [
            ("[]", "must be an object, but is array"),
            (r#"{"A": 1}"#, "mock for A: must be an object, but is number"),
            (r#"{"A": {"0": 1}}"#, "mock for A, invocation 0: must be an object, but is number"),
            (
                r#"{"A": {"x": {"Return": 1}}}"#,
                "mock for A, invocation x: must be a number from 0, or a range such as `1-2`",
            ),
            (
                r#"{"A": {"2-1": {"Return": 1}}}"#,
                "mock for A, invocation 2-1: the range ends before it begins",
            ),
            (r#"{"A": {"0": {}}}"#, "mock for A, invocation 0: needs exactly one of `Return` and `Throw`"),
            (r#"{"A": {"0": {"Throw": 1}}}"#, "mock for A, invocation 0: must be an object, but is number"),
        ] {
            let read = MockScript::from_value(&Value::parse(script).unwrap());
            assert_eq!(read.unwrap_err().to_string(), expected);
        }
    }
}
