use crate::asl::{Machine, State, StateType};
use crate::diagnostic::{Code, Severity};
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "no-terminal-state",
    code: Code("MISSING_END_STATE"),
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds definitions in which no state of the outermost machine ends the execution (measured on AWS: branches \
           and Map bodies are not asked).",
    why: "AWS refuses the definition: no execution could end well.",
    failing: r#"{"StartAt": "A", «"States"»: {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let Some(top) = checker.definition.top().filter(|top| lacks_terminal_state(checker, top)) else { return };
    let Some(states) = checker.tree.member(top.node, "States") else { return };
    let problem = checker.problem(states.key_span, "Workflow has no terminal state");
    checker.report(problem.with_hint("end a state with `\"End\": true`, or add a Succeed or Fail state"));
}

/// Whether the machine has states, and each is known to go on.
pub(super) fn lacks_terminal_state(checker: &Checker<'_>, machine: &Machine) -> bool {
    let mut states = machine.states.iter().map(|&id| checker.definition.state(id)).peekable();
    states.peek().is_some() && states.all(|state| goes_on(checker, state))
}

fn goes_on(checker: &Checker<'_>, state: &State) -> bool {
    let end = state.node.and_then(|node| checker.tree.get(node, "End"));
    let open_end = end.is_some_and(|end| checker.tree.node(end).kind != NodeKind::Bool(false));
    match state.known_type() {
        Some(StateType::Choice) => true,
        Some(known) => known.has_next() && !open_end && !state.transitions.is_empty(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_loop_in_a_map_is_allowed() {
        check_rule(
            &RULE,
            r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "A"}}}}}}"#,
            &[],
        );
    }

    #[test]
    fn what_may_become_an_end_counts_as_one() {
        check_rule(&RULE, r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": "${E}"}}}"#, &[]);
        check_rule(&RULE, r#"{"StartAt": "A", "States": {"A": {"Type": "${T}", "Next": "A"}}}"#, &[]);
    }
}
