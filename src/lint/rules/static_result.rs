use super::path_in_plain_key::looks_dynamic;
use crate::asl::StateType;
use crate::diagnostic::{Code, Severity};
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "static-result",
    code: Code("PASS_RESULT_IS_STATIC"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds paths in the `Result` of a Pass (AWS, ValidateStateMachineDefinition; the wording is ours).",
    why: "AWS takes a `Result` as it is written, keys ending in `.$` included.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": {"id.$": «"$.order.id"»}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id.$": "$.order.id"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Pass)) {
        let Some(result) = checker.tree.get(node, "Result") else { continue };
        let mut found = Vec::new();
        dynamic(checker, result, &mut found);
        for node in found {
            let location = checker.state_pointer(state.id).then("Result").to_string();
            let problem =
                checker.problem_at(node, "The result of a Pass is static; this path is not evaluated");
            checker
                .report(problem.at(location).with_hint("`Parameters` takes paths in keys that end in `.$`"));
        }
    }
}

fn dynamic(checker: &Checker<'_>, node: NodeId, found: &mut Vec<NodeId>) {
    if checker.tree.as_str(node).is_some_and(|text| looks_dynamic(text)) {
        found.push(node);
    }
    let values = checker.tree.members(node).iter().filter_map(|member| member.value);
    values.chain(checker.tree.items(node).iter().copied()).for_each(|value| dynamic(checker, value, found));
}
