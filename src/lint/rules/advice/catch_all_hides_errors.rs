use crate::asl::{Catcher, State, StateType, TransitionKind};
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "catch-all-hides-errors",
    code: Code("CATCH_ALL_HIDES_ERRORS"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds catchers of `States.ALL` that lead straight to a good end.",
    why: "The execution succeeds whatever went wrong, a slip in the definition included.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "Next": "Done",
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": «"Done"»}]}, "Done": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "Next": "Done",
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Broken"}]}, "Done": {"Type": "Succeed"},
        "Broken": {"Type": "Fail"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states() {
        let catchers = Catcher::all(checker.tree, node);
        for transition in &state.transitions {
            let TransitionKind::Catch(index) = transition.kind else { continue };
            let names = catchers.get(index).and_then(|catcher| catcher.error_equals.value());
            let all = names.is_some_and(|names| names.iter().any(|name| &**name == "States.ALL"));
            let target = transition.resolved.map(|id| checker.definition.state(id));
            if let Some(target) = target.filter(|target| all && ends_well(target)) {
                let message = format!("every error ends the execution well, in `{}`", target.name);
                let problem = checker.problem_at(transition.node, message);
                checker.report(problem.with_hint("lead to a state that reports the error or fails"));
            }
        }
    }
}

fn ends_well(state: &State) -> bool {
    match state.known_type() {
        Some(StateType::Succeed) => true,
        Some(StateType::Pass) => state.end,
        _ => false,
    }
}
