use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "generic-state-name",
    code: Code("GENERIC_STATE_NAME"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds names of states that are only their kind and a number, such as `Task1`.",
    why: "The name is all that the history, the alarms and a colleague see of the state.",
    failing: r#"{"StartAt": "Step 1", "States": {«"Step 1"»: {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "Order shipped", "States": {"Order shipped": {"Type": "Succeed"}}}"#,
    check,
};

const KINDS: &[&str] =
    &["task", "pass", "choice", "wait", "succeed", "fail", "parallel", "map", "step", "state"];

fn check(checker: &mut Checker<'_>) {
    for state in checker.definition.states() {
        let word = state.name.trim_end_matches(|c: char| c.is_ascii_digit());
        let numbered = word.len() < state.name.len();
        let word = word.trim_end_matches([' ', '_', '-', '(']).to_lowercase();
        if numbered && KINDS.contains(&word.as_str()) {
            let problem = checker.problem(state.name_span, "this name says nothing of what the state does");
            checker.report(problem.with_hint("name it for what it does, such as `ChargeCard`"));
        }
    }
}
