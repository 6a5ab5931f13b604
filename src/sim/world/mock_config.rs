use super::{MockError, MockScript};
use crate::value::Value;
use std::fmt;

/// A MockConfigFile.json of Step Functions Local: named responses, and cases that give them to states.
#[derive(Clone, PartialEq, Debug)]
pub struct MockConfig {
    value: Value,
}

/// Why a case cannot be read from a [`MockConfig`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MockConfigError {
    /// No case of that name; with the names there are.
    NoSuchCase(String, Vec<String>),
    /// The state's response is not among the `MockedResponses`.
    NoSuchResponse(String, String),
    /// A response cannot be understood.
    Response(MockError),
}

impl fmt::Display for MockConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MockConfigError::NoSuchCase(name, known) if known.is_empty() => {
                write!(f, "no test case `{name}`: the file has no test cases")
            }
            MockConfigError::NoSuchCase(name, known) => {
                write!(f, "no test case `{name}`; there are {}", known.join(", "))
            }
            MockConfigError::NoSuchResponse(state, response) => {
                write!(
                    f,
                    "state `{state}` names the response `{response}`, which MockedResponses does not have"
                )
            }
            MockConfigError::Response(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for MockConfigError {}

impl MockConfig {
    /// The configuration in a value; none where it has no `StateMachines`.
    pub fn from_value(value: &Value) -> Option<Self> {
        value.get("StateMachines")?.as_object()?;
        Some(MockConfig { value: value.clone() })
    }

    /// All cases: the state machine and the case.
    pub fn cases(&self) -> impl Iterator<Item = (&str, &str)> {
        let machines = self.value.get("StateMachines").and_then(Value::as_object).into_iter().flatten();
        machines.flat_map(|(machine, value)| {
            let cases = value.get("TestCases").and_then(Value::as_object).into_iter().flatten();
            cases.map(move |(case, _)| (&**machine, &**case))
        })
    }

    /// The mocks of a case, in the first state machine that has it; `Machine#Case` names the machine too.
    ///
    /// # Errors
    /// When there is no such case, or it names responses that are missing or malformed.
    pub fn case(&self, name: &str) -> Result<MockScript, MockConfigError> {
        let (wanted, case) =
            name.split_once('#').map_or((None, name), |(machine, case)| (Some(machine), case));
        let found = self
            .cases()
            .find(|(machine, known)| *known == case && wanted.is_none_or(|wanted| wanted == *machine));
        let Some((machine, case)) = found else {
            let known = self.cases().map(|(machine, case)| format!("{machine}#{case}")).collect();
            return Err(MockConfigError::NoSuchCase(name.to_owned(), known));
        };
        self.script(machine, case)
    }

    fn script(&self, machine: &str, case: &str) -> Result<MockScript, MockConfigError> {
        let states = ["StateMachines", machine, "TestCases", case]
            .iter()
            .try_fold(&self.value, |value, key| value.get(key))
            .and_then(Value::as_object);
        let mut script = MockScript::default();
        for (state, response) in states.into_iter().flatten() {
            let name = response.as_str().unwrap_or_default();
            let responses = self
                .value
                .get("MockedResponses")
                .and_then(|all| all.get(name))
                .ok_or_else(|| MockConfigError::NoSuchResponse(state.to_string(), name.to_owned()))?;
            script.set(state, responses).map_err(MockConfigError::Response)?;
        }
        Ok(script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_gives_states_their_responses() {
        let file = r#"{"StateMachines": {"Order": {"TestCases": {"Happy": {"Charge": "Paid"}, "Torn": {"Charge": "Gone"}}}},
            "MockedResponses": {"Paid": {"0": {"Return": 1}}}}"#;
        let config = MockConfig::from_value(&Value::parse(file).unwrap()).unwrap();
        assert_eq!(config.case("Happy").unwrap().to_value().to_json(), r#"{"Charge":{"0":{"Return":1}}}"#);
        assert_eq!(config.case("Order#Happy"), config.case("Happy"));
        assert_eq!(
            config.case("Sad").unwrap_err().to_string(),
            "no test case `Sad`; there are Order#Happy, Order#Torn"
        );
        let empty = MockConfig::from_value(&Value::parse(r#"{"StateMachines": {}}"#).unwrap()).unwrap();
        assert_eq!(
            empty.case("Sad").unwrap_err().to_string(),
            "no test case `Sad`: the file has no test cases"
        );
        assert_eq!(
            config.case("Torn").unwrap_err().to_string(),
            "state `Charge` names the response `Gone`, which MockedResponses does not have"
        );
    }
}
