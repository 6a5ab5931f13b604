use crate::asl::StateType;
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::scopes::is_distributed;

pub(super) static RULE: Rule = Rule {
    name: "inline-map-field",
    code: Code("DISTRIBUTED_MAP_FIELD"),
    severity: Severity::Warning,
    holds_while_typing: false,
    what: "Finds fields of the distributed mode on an inline Map (AWS developer guide, \"Map state\").",
    why: "AWS accepts them, and an inline Map does nothing with them.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", «"ToleratedFailureCount"»: 1, "End": true, "ItemProcessor": {
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ToleratedFailureCount": 1, "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
        "A": {"Type": "Succeed"}}}}}}"#,
    check,
};

const DISTRIBUTED: &[&str] = &["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Map)) {
        let body = state.children.first().map(|&machine| checker.definition.machine(machine));
        if body.is_none_or(|body| is_distributed(checker.definition, body)) {
            continue;
        }
        for member in checker.tree.members(node) {
            if DISTRIBUTED.contains(&&*member.key) || member.key.starts_with("Tolerated") {
                let message = format!("only a distributed Map has a use for `{}`", member.key);
                let hint = "set `ProcessorConfig` to `DISTRIBUTED`, or remove the field";
                checker.report(checker.problem(member.key_span, message).with_hint(hint));
            }
        }
    }
}
