use super::codes::SCHEMA;
use crate::asl::choice::Operator;
use crate::asl::fields::STATE_FIELDS;
use crate::asl::{Machine, StateType};
use crate::diagnostic::Severity;
use crate::json::{NodeId, Pointer};
use crate::lint::checker::{Checker, has_substitution};
use crate::lint::{Rule, suggest};

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds fields that the object they stand in does not take: `Catch` on a Pass, `TimeoutSeconds` on a Map, a \
           slip of the pen (measured on AWS: 8 types and 50 fields).",
    why: "AWS refuses the definition; nothing is ignored there.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", «"Retry"»: [], "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
    check,
};

const TOP: &[&str] = &["Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"];
const BRANCH: &[&str] = &["Comment", "StartAt", "States"];
const MAP_BODY: &[&str] = &["Comment", "ProcessorConfig", "StartAt", "States"];
const RETRIER: &[&str] = &[
    "BackoffRate",
    "Comment",
    "ErrorEquals",
    "IntervalSeconds",
    "JitterStrategy",
    "MaxAttempts",
    "MaxDelaySeconds",
];
const CATCHER: &[&str] = &["Assign", "Comment", "ErrorEquals", "Next", "Output", "ResultPath"];
const CHOICE_RULE: &[&str] =
    &["And", "Assign", "Comment", "Condition", "Next", "Not", "Or", "Output", "Variable"];

/// AWS's own editor knows this field of Tasks, though no document names it.
const UNDOCUMENTED: &[&str] = &["RateControl"];

fn check(checker: &mut Checker<'_>) {
    for machine in checker.definition.machines() {
        let pointer = checker.machine_pointer(machine.id);
        let known = machine_fields(checker, machine);
        object(checker, machine.node, &pointer, known, |_| false);
    }
    for (state, node) in checker.states() {
        let Some(state_type) = state.known_type() else { continue };
        let pointer = checker.state_pointer(state.id);
        let known = state_fields(state_type);
        object(checker, node, &pointer, &known, |key| UNDOCUMENTED.contains(&key));
        if state_type.handles_errors() {
            entries(checker, node, &pointer.then("Retry"), "Retry", RETRIER);
            entries(checker, node, &pointer.then("Catch"), "Catch", CATCHER);
        }
        if state_type == StateType::Choice {
            entries(checker, node, &pointer.then("Choices"), "Choices", CHOICE_RULE);
        }
    }
}

fn machine_fields(checker: &Checker<'_>, machine: &Machine) -> &'static [&'static str] {
    let owner = machine.owner.and_then(|owner| checker.definition.state(owner.state).known_type());
    match owner {
        None => TOP,
        Some(StateType::Map) => MAP_BODY,
        Some(_) => BRANCH,
    }
}

fn state_fields(state_type: StateType) -> Vec<&'static str> {
    STATE_FIELDS.iter().filter(|field| field.states.contains(&state_type)).map(|field| field.name).collect()
}

fn entries(checker: &mut Checker<'_>, state: NodeId, pointer: &Pointer, key: &str, known: &[&str]) {
    let Some(list) = checker.tree.get(state, key) else { return };
    for (index, &entry) in checker.tree.items(list).iter().enumerate() {
        object(checker, entry, &pointer.then(index), known, |field| {
            key == "Choices" && Operator::from_name(field).is_some()
        });
    }
}

fn object(
    checker: &mut Checker<'_>,
    node: NodeId,
    pointer: &Pointer,
    known: &[&str],
    also: impl Fn(&str) -> bool,
) {
    for member in checker.tree.members(node) {
        let key = &*member.key;
        if known.contains(&key) || also(key) || has_substitution(key) {
            continue;
        }
        let mut problem = checker
            .problem(member.key_span, format!("Field '{key}' is not supported"))
            .at(pointer.to_string());
        if let Some(meant) = suggest::closest(key, known.iter().copied()) {
            problem = problem.with_hint(format!("did you mean `{meant}`?"));
        } else if let Some(field) = STATE_FIELDS.iter().find(|field| field.name == key) {
            let types: Vec<&str> = field.states.iter().map(|state_type| state_type.name()).collect();
            problem = problem.with_hint(format!("`{key}` belongs to states of type {}", types.join(", ")));
        }
        checker.report(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn each_object_has_its_own_fields() {
        check_rule(
            &RULE,
            r#"{"StartAt": "M", "comment": "c", "States": {
                "M": {"Type": "Map", "TimeoutSeconds": 1, "End": true, "Catch": [{"ErrorEquals": [], "Nxt": "M"}],
                    "ItemProcessor": {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
                        "C": {"Type": "Choice", "Next": "C", "Choices": [{"StringEquals": "a", "StringEqual": "b"}]}}}}}}"#,
            &[
                "\"comment\": Field 'comment' is not supported at /",
                "\"TimeoutSeconds\": Field 'TimeoutSeconds' is not supported at /States/M",
                "\"Nxt\": Field 'Nxt' is not supported at /States/M/Catch[0]",
                "\"QueryLanguage\": Field 'QueryLanguage' is not supported at /States/M/ItemProcessor",
                "\"Next\": Field 'Next' is not supported at /States/M/ItemProcessor/States/C",
                "\"StringEqual\": Field 'StringEqual' is not supported at /States/M/ItemProcessor/States/C/Choices[0]",
            ],
        );
    }

    #[test]
    fn a_key_with_a_substitution_may_become_any_field() {
        check_rule(&RULE, r#"{"StartAt": "A", "${K}": 1, "States": {"A": {"Type": "Succeed"}}}"#, &[]);
    }
}
