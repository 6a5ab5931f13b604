use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "invalid-label",
    code: Code("INVALID_LABEL_NAME"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds labels of Maps that are empty, longer than 40 characters, or hold characters that a name cannot have (AWS \
           developer guide, \"Distributed Map\").",
    why: "AWS refuses the definition: the label becomes part of the Map Run's ARN.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Label": «"my items?"», "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
        "A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "my-items", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
        "A": {"Type": "Succeed"}}}}}}"#,
    check,
};

const MOST: usize = 40;

/// Whitespace, wildcards, brackets and signs that no name of Step Functions may hold (AWS, CreateStateMachine, `name`).
const FORBIDDEN: &str = "<>{}[]?*\"#%\\^|~`$&,;:/";

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states() {
        let Some(label) = checker.tree.get(node, "Label") else { continue };
        let Some(text) = checker.tree.as_str(label).filter(|text| !has_substitution(text)) else { continue };
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(c);
        let length = text.encode_utf16().count();
        let message = if length > MOST {
            format!("Invalid Label name: '{text}' exceeds the {MOST}-character limit allowed by the service")
        } else if text.is_empty() || text.contains(forbidden) {
            format!("Invalid Label name: '{text}'")
        } else {
            continue;
        };
        let location = checker.state_pointer(state.id).then("Label").to_string();
        let hint = "letters, digits, `-`, `_` and `.` are safe; 40 characters at most";
        checker.report(checker.problem_at(label, message).at(location).with_hint(hint));
    }
}
