use super::codes::SCHEMA;
use crate::asl::StateType;
use crate::diagnostic::Severity;
use crate::json::{NodeId, Pointer};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::text::TextRange;

pub(super) static RULE: Rule = Rule {
    name: "missing-field",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds objects without a field that every object of their kind has (ASL specification; AWS's text is \
           recorded for the machine).",
    why: "AWS refuses the definition.",
    failing: r#"«{» "States": {"A": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

/// In the order in which AWS lists them.
const MACHINE: &[&str] = &["States", "StartAt"];

fn check(checker: &mut Checker<'_>) {
    if checker.definition.top().is_none() {
        return no_object(checker);
    }
    for machine in checker.definition.machines() {
        if checker.tree.is_object(machine.node) {
            let span = checker.opening(machine.node);
            let pointer = checker.machine_pointer(machine.id);
            require(checker, machine.node, MACHINE, span, &pointer);
        }
    }
    for (state, node) in checker.states() {
        let pointer = checker.state_pointer(state.id);
        require(checker, node, required_of(state.known_type()), state.name_span, &pointer);
        entries(checker, node, "Choices", &["Next"], &pointer);
        entries(checker, node, "Retry", &["ErrorEquals"], &pointer);
        entries(checker, node, "Catch", &["ErrorEquals", "Next"], &pointer);
    }
}

/// Recorded: a text of blanks has this message and no location. What AWS says to `[]` or `3` is not known.
fn no_object(checker: &mut Checker<'_>) {
    let span = checker.tree.root().map_or(TextRange::empty(0), |root| checker.tree.span(root));
    let problem = checker.problem(span, "Definition must be a valid JSON object");
    checker.report(problem.with_hint("a definition is an object with `StartAt` and `States`"));
}

fn required_of(state_type: Option<StateType>) -> &'static [&'static str] {
    match state_type {
        Some(StateType::Task) => &["Type", "Resource"],
        Some(StateType::Choice) => &["Type", "Choices"],
        Some(StateType::Parallel) => &["Type", "Branches"],
        _ => &["Type"],
    }
}

fn entries(checker: &mut Checker<'_>, state: NodeId, key: &str, required: &[&str], pointer: &Pointer) {
    let Some(list) = checker.tree.get(state, key) else { return };
    for (index, &entry) in checker.tree.items(list).iter().enumerate() {
        if checker.tree.is_object(entry) {
            let span = checker.opening(entry);
            require(checker, entry, required, span, &pointer.then(key).then(index));
        }
    }
}

fn require(checker: &mut Checker<'_>, node: NodeId, required: &[&str], span: TextRange, pointer: &Pointer) {
    let missing: Vec<&str> =
        required.iter().copied().filter(|key| checker.tree.member(node, key).is_none()).collect();
    if !missing.is_empty() {
        let message = format!("These fields are required: [{}]", missing.join(", "));
        let problem = checker.problem(span, message).at(pointer.to_string());
        checker.report(problem.with_hint(format!("write {}", list(&missing))));
    }
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn machines_need_states_and_a_start() {
        check_rule(&RULE, "{}", &["{: These fields are required: [States, StartAt] at /"]);
        check_rule(
            &RULE,
            r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "A"}], "End": true}}}"#,
            &["{: These fields are required: [States] at /States/P/Branches[0]"],
        );
    }

    #[test]
    fn what_is_no_object_is_no_definition() {
        check_rule(&RULE, "  ", &[": Definition must be a valid JSON object"]);
        check_rule(&RULE, "[]", &["[]: Definition must be a valid JSON object"]);
    }

    #[test]
    fn states_and_their_rules_need_their_fields() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Catch": [{}], "Retry": [{}], "Next": "C"},
                "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true}]}, "D": {}}}"#,
            &[
                "\"A\": These fields are required: [Resource] at /States/A",
                "{: These fields are required: [ErrorEquals, Next] at /States/A/Catch[0]",
                "{: These fields are required: [ErrorEquals] at /States/A/Retry[0]",
                "{: These fields are required: [Next] at /States/C/Choices[0]",
                "\"D\": These fields are required: [Type] at /States/D",
            ],
        );
    }
}
