use crate::diagnostic::{Code, Severity};
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-label",
    code: Code("DUPLICATE_LABEL_NAME"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds two Maps with the same `Label` (AWS developer guide, \"Distributed Map\"; AWS's text as cdk-preflight \
           measured it).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "items", "Next": "N", "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
        "A": {"Type": "Succeed"}}}}, "N": {"Type": "Map", "Label": «"items"», "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B", "States": {
        "B": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "items", "Next": "N", "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
        "A": {"Type": "Succeed"}}}}, "N": {"Type": "Map", "Label": "others", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B", "States": {
        "B": {"Type": "Succeed"}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let mut first: BTreeMap<&str, NodeId> = BTreeMap::new();
    for (state, node) in checker.states() {
        let Some(label) = checker.tree.get(node, "Label") else { continue };
        let Some(text) = checker.tree.as_str(label) else { continue };
        let earlier = *first.entry(text).or_insert(label);
        if earlier != label {
            let location = checker.state_pointer(state.id).then("Label").to_string();
            let problem = checker.problem_at(label, format!("Duplicate Label name: {text}")).at(location);
            checker.report(problem.with_label(checker.tree.span(earlier), "the first of that name"));
        }
    }
}
