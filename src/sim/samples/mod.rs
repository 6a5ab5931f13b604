//! Data that a definition would find what it reads in: an input, and results of its Tasks.
//!
//! Every path and expression says what must be there (`$.order.total`), and the place where it stands says of which kind
//! it is (a comparison with a number, the items of a Map, seconds to wait). Of that, each machine gets a wish for its
//! data and each Task one for its result.
//!
//! Invariants: the same definition gives the same data; whatever is made is only a guess, and never replaces what an
//! integration is known to give.
//!
//! Deliberately absent: a proof that the run succeeds. Data is followed only so far that the input holds nothing which the
//! states bring themselves.

mod flow;
mod gather;
mod hint;
#[cfg(test)]
mod runs;
mod wish;

use wish::Wish;

use crate::asl::{Definition, MachineId, StatePath};
use crate::value::{Map, Value};
use std::collections::BTreeMap;

/// An input in which the definition finds what it reads; `{}` where it reads nothing.
///
/// ```
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Default": "A", "Choices": [
///     {"Variable": "$.order.total", "NumericGreaterThan": 9, "Next": "A"}]}}}"#;
/// let definition = asl_studio::asl::lower(&asl_studio::json::parse(text).tree.into());
/// assert_eq!(asl_studio::sim::sample_input(&definition).to_json(), r#"{"order":{"total":10}}"#);
/// ```
pub fn sample_input(definition: &Definition) -> Value {
    let wishes = gather::gather_of_input(definition);
    let top = wishes.machines.get(MachineId::TOP.index());
    top.filter(|wish| !wish.is_empty()).map_or_else(Value::empty_object, |wish| wish.to_value(0))
}

/// What the results of a definition's Tasks should have in them.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Samples {
    results: BTreeMap<StatePath, Wish>,
}

impl Samples {
    /// The wishes for the results of all Tasks.
    pub(super) fn of(definition: &Definition) -> Samples {
        let wishes = gather::gather(definition);
        let results = wishes.results.into_iter().filter(|(_, wish)| !wish.is_empty());
        Samples { results: results.map(|(state, wish)| (definition.path(state), wish)).collect() }
    }

    /// The result of an invocation with what is wished for beside what is there.
    pub(super) fn complete(&self, state: &StatePath, invocation: u32, result: Value) -> Value {
        match self.results.get(state) {
            Some(wish) => merge(result, &wish.to_value(invocation)),
            None => result,
        }
    }
}

/// Adds what is missing; what is there stays.
fn merge(value: Value, wished: &Value) -> Value {
    match (value, wished) {
        (Value::Object(members), Value::Object(wished)) => {
            let mut merged: Map = (*members).clone();
            for (key, wish) in wished.iter() {
                let value = merged.get(key).cloned().map_or_else(|| wish.clone(), |value| merge(value, wish));
                merged.insert(key.clone(), value);
            }
            Value::from(merged)
        }
        (Value::Array(items), Value::Array(_)) if !items.is_empty() => Value::Array(items),
        (Value::Null, wished) => wished.clone(),
        (Value::Array(_), wished @ Value::Array(_)) => wished.clone(),
        (value, _) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn check(states: &str, input: &str, results: &[(&str, &str)]) {
        let text = format!(r#"{{"StartAt": "A", "States": {{{states}}}}}"#);
        let definition = crate::asl::lower(&Arc::new(crate::json::parse(&text).tree));
        assert_eq!(sample_input(&definition).to_json(), input);
        let samples = Samples::of(&definition);
        let printed: Vec<(String, String)> = samples
            .results
            .iter()
            .map(|(state, wish)| (state.to_string(), wish.to_value(0).to_json()))
            .collect();
        let expected: Vec<(String, String)> =
            results.iter().map(|(state, wish)| ((*state).to_owned(), (*wish).to_owned())).collect();
        assert_eq!(printed, expected);
    }

    #[test]
    fn results_have_what_later_states_read_of_them() {
        check(
            r#""A": {"Type": "Task", "Resource": "r", "Parameters": {"id.$": "$.id"}, "ResultPath": "$.check", "Next": "B"},
               "B": {"Type": "Choice", "Choices": [{"Variable": "$.check.ok", "BooleanEquals": true, "Next": "A"}]}"#,
            r#"{"id":"sample"}"#,
            &[("A", r#"{"ok":true}"#)],
        );
    }

    #[test]
    fn the_input_holds_what_reaches_a_reader_and_nothing_that_a_state_before_it_brings() {
        check(
            r#""A": {"Type": "Pass", "Result": 1, "ResultPath": "$.made", "Next": "B"},
               "B": {"Type": "Wait", "SecondsPath": "$.made.wait", "Next": "C"},
               "C": {"Type": "Pass", "Parameters": {"x.$": "$.kept"}, "Next": "D"},
               "D": {"Type": "Wait", "SecondsPath": "$.gone", "End": true}"#,
            r#"{"kept":"sample"}"#,
            &[],
        );
    }

    #[test]
    fn loops_that_wait_for_a_job_see_it_done() {
        check(
            r#""A": {"Type": "Task", "Resource": "r", "ResultSelector": {"s.$": "$.Status"}, "Next": "B"},
               "B": {"Type": "Choice", "Choices": [{"Variable": "$.s", "StringEquals": "RUNNING", "Next": "A"},
                    {"Variable": "$.s", "StringEquals": "SUCCEEDED", "Next": "A"}]}"#,
            "{}",
            &[("A", r#"{"Status":"sample"}"#)],
        );
    }

    #[test]
    fn items_have_what_their_iterations_read() {
        check(
            r#""A": {"Type": "Map", "ItemsPath": "$.list", "ItemSelector": {"v.$": "$$.Map.Item.Value", "k.$": "$.key"},
                "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Wait", "SecondsPath": "$.v.wait", "End": true}}}}"#,
            r#"{"list":[{"wait":1}],"key":"sample"}"#,
            &[],
        );
    }

    #[test]
    fn expressions_tell_too() {
        check(
            r#""A": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "r", "Arguments": {"x": "{% $states.input.a.b %}"},
                "Output": "{% $states.result.Payload.n %}", "Next": "B"},
               "B": {"Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": "{% $states.input.state = 'on' %}", "Next": "A"}]}"#,
            r#"{"a":{"b":"sample"}}"#,
            &[("A", r#"{"Payload":{"n":"sample"}}"#)],
        );
    }
}
