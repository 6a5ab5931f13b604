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

const DISTRIBUTED: &[&str] = &["ItemReader", "ItemBatcher", "ResultWriter", "Label", "ExecutionType"];

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Map)) {
        let body = state.children.first().map(|&machine| checker.definition.machine(machine));
        if body.is_none_or(|body| is_distributed(checker.definition, body)) {
            continue;
        }
        let config = ["ItemProcessor", "Iterator"].iter().find_map(|body| checker.tree.get(node, body));
        let config = config.and_then(|body| checker.tree.get(body, "ProcessorConfig"));
        // With `INLINE` beside it an `ExecutionType` is an error of its own.
        let config = config.filter(|&config| checker.tree.member(config, "Mode").is_none());
        let of_config = config.map_or(&[][..], |config| checker.tree.members(config));
        for member in checker.tree.members(node).iter().chain(of_config) {
            if DISTRIBUTED.contains(&&*member.key) || member.key.starts_with("Tolerated") {
                let message = format!("only a distributed Map has a use for `{}`", member.key);
                let hint = "set `ProcessorConfig` to `DISTRIBUTED`, or remove the field";
                checker.report(checker.problem(member.key_span, message).with_hint(hint));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_way_to_execute_without_a_mode_is_of_no_use() {
        check_rule(
            &RULE,
            r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig":
                {"ExecutionType": "STANDARD"}, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
            &["\"ExecutionType\": only a distributed Map has a use for `ExecutionType`"],
        );
    }
}
