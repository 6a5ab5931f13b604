use crate::asl::StateType;
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "no-error-handling",
    code: Code("NO_CATCH"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds definitions with Tasks in which no state has a `Catch`.",
    why: "Any error ends the execution where it is: nothing is undone and nobody is told.",
    failing: r#"{"StartAt": "A", «"States"»: {"A": {"Type": "Task", "Resource": "${A}", "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "End": true,
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Tell"}]}, "Tell": {"Type": "Fail"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let tasks = checker.states().any(|(state, _)| state.known_type() == Some(StateType::Task));
    let caught = checker.states().any(|(_, node)| checker.tree.member(node, "Catch").is_some());
    let states = checker.definition.top().and_then(|top| checker.tree.member(top.node, "States"));
    if let Some(states) = states.filter(|_| tasks && !caught) {
        let problem = checker.problem(states.key_span, "no state catches errors");
        checker.report(problem.with_hint("add `Catch` to Tasks whose failure needs an answer"));
    }
}
