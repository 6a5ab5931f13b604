use crate::asl::StateType;
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "choice-without-default",
    code: Code("CHOICE_WITHOUT_DEFAULT"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds Choice states without `Default`.",
    why: "If no rule holds, the execution fails, and no `Catch` can be written here.",
    failing: r#"{"StartAt": "C", "States": {«"C"»: {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "D"}]},
        "D": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "D"}],
        "Default": "D"}, "D": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Choice)) {
        if checker.tree.member(node, "Default").is_none() {
            let problem = checker.problem(state.name_span, "the execution fails here if no rule holds");
            checker.report(problem.with_hint("name the state for all other cases in `Default`"));
        }
    }
}
