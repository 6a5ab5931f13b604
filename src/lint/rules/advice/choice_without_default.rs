use crate::asl::StateType;
use crate::diagnostic::{Code, Severity};
use crate::json::{NodeId, NodeKind};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "choice-without-default",
    code: Code("CHOICE_WITHOUT_DEFAULT"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds Choice states without `Default`, unless two rules ask the same for `true` and for `false`.",
    why: "If no rule holds, the execution fails, and no `Catch` can be written here.",
    failing: r#"{"StartAt": "C", "States": {«"C"»: {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "D"}]},
        "D": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "D"}],
        "Default": "D"}, "D": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Choice)) {
        if checker.tree.member(node, "Default").is_none() && !holds_always(checker, node) {
            let problem = checker.problem(state.name_span, "the execution fails here if no rule holds");
            checker.report(problem.with_hint("name the state for all other cases in `Default`"));
        }
    }
}

/// Whether two rules ask one variable for `true` and for `false`, and so one of them holds.
fn holds_always(checker: &Checker<'_>, choice: NodeId) -> bool {
    let tree = checker.tree;
    let mut asked: BTreeSet<(&str, &str, bool)> = BTreeSet::new();
    for &rule in tree.get(choice, "Choices").map_or(&[][..], |rules| tree.items(rules)) {
        let variable = tree.get(rule, "Variable").and_then(|variable| tree.as_str(variable));
        for member in tree.members(rule) {
            let value = member.value.map(|value| &tree.node(value).kind);
            if let (Some(variable), Some(NodeKind::Bool(value))) = (variable, value) {
                asked.insert((variable, &member.key, *value));
            }
        }
    }
    asked.iter().any(|&(variable, operator, value)| asked.contains(&(variable, operator, !value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    fn rules(rules: &str, expected: &[&str]) {
        let text = format!(
            r#"{{"StartAt": "C", "States": {{"C": {{"Type": "Choice", "Choices": [{rules}]}}, "D": {{"Type": "Succeed"}}}}}}"#
        );
        check_rule(&RULE, &text, expected);
    }

    #[test]
    fn true_and_false_are_all_there_is() {
        rules(
            r#"{"Variable": "$.a", "BooleanEquals": true, "Next": "D"}, {"Variable": "$.a", "BooleanEquals": false, "Next": "D"}"#,
            &[],
        );
        rules(
            r#"{"Variable": "$.a", "BooleanEquals": true, "Next": "D"}, {"Variable": "$.b", "BooleanEquals": false, "Next": "D"}"#,
            &["\"C\": the execution fails here if no rule holds"],
        );
    }
}
