//! Data that a definition would find what it reads in: an input, and results of its Tasks.
//!
//! Every path and expression says what must be there (`$.order.total`), and the place where it stands says of which kind
//! it is (a comparison with a number, the items of a Map, seconds to wait). These wishes are carried back against the flow of
//! the data: from state to state, through all fields that reshape it, through variables, items and branches, until they come
//! to the execution's input or to the result of a Task.
//!
//! Where a Choice asks, the values are preferred that lead to a good end.
//!
//! Invariants: the same definition gives the same data; wishes are bounded in depth and breadth; whatever is made is only a
//! guess.
//!
//! Deliberately absent: a proof that the run succeeds. Conditions are wished for one by one, not solved together.

mod comparison;
mod condition;
mod flow;
mod functions;
mod hint;
mod inner;
mod jsonata;
mod payload;
#[cfg(test)]
mod runs;
mod sink;
mod state;
mod wish;
mod worth;

use wish::Wish;

use crate::asl::{Definition, StateId, StatePath};
use crate::value::Value;
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
    let mut wish = flow::gather(definition).execution_input();
    wish.add(&Wish::kind(Value::empty_object()));
    wish.to_value(0)
}

/// What the results of a definition's Tasks should have in them, and what its Maps read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Samples {
    results: BTreeMap<StatePath, Wish>,
    /// What Maps read of the items that an ItemReader finds.
    items: BTreeMap<StatePath, Wish>,
}

impl Samples {
    /// The wishes for the results of all Tasks, and for all items.
    pub fn of(definition: &Definition) -> Samples {
        let flow = flow::gather(definition);
        let by_path = |wishes: BTreeMap<StateId, Wish>| {
            let wished = wishes.into_iter().filter(|(_, wish)| *wish != Wish::default());
            wished.map(|(state, wish)| (definition.path(state), wish)).collect()
        };
        Samples { results: by_path(flow.results), items: by_path(flow.items) }
    }

    /// An item that a Map finds, with what is wished for beside what is there.
    pub(super) fn complete_item(&self, map: &StatePath, index: u32, item: Value) -> Value {
        match self.items.get(map) {
            Some(wish) => wish.complete(item, index),
            None => item,
        }
    }

    /// The result of an invocation with what is wished for beside what is there.
    pub(super) fn complete(&self, state: &StatePath, invocation: u32, result: Value) -> Value {
        match self.results.get(state) {
            Some(wish) => wish.complete(result, invocation),
            None => result,
        }
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
                    {"Variable": "$.s", "StringEquals": "SUCCEEDED", "Next": "C"}]}, "C": {"Type": "Succeed"}"#,
            "{}",
            &[("A", r#"{"Status":"SUCCEEDED"}"#)],
        );
    }

    #[test]
    fn items_have_what_their_iterations_read() {
        check(
            r#""A": {"Type": "Map", "ItemsPath": "$.list", "ItemSelector": {"v.$": "$$.Map.Item.Value", "k.$": "$.key"},
                "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Wait", "SecondsPath": "$.v.wait", "End": true}}}}"#,
            r#"{"key":"sample","list":[{"wait":1}]}"#,
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
            &[("A", r#"{"Payload":{"n":{"state":"on","a":{"b":"sample"}}}}"#)],
        );
    }
}
