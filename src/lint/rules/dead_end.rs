use super::no_terminal_state::lacks_terminal_state;
use crate::asl::{Machine, MachineId, State, StateId, StateType};
use crate::diagnostic::{Code, Severity};
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "dead-end",
    code: Code("NO_WAY_TO_END"),
    severity: Severity::Warning,
    holds_while_typing: false,
    what: "Finds states that can be reached, but from which no way leads to an end of their machine: loops without an exit. Of a \
           definition without any end AWS itself speaks.",
    why: "AWS accepts it; an execution that comes there goes round until it fails or has 25,000 events.",
    failing: r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "A"}],
        "Default": "D"}, «"A"»: {"Type": "Wait", "Seconds": 5, "Next": "B"}, "B": {"Type": "Pass", "Next": "A"},
        "D": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "A"}],
        "Default": "D"}, "A": {"Type": "Wait", "Seconds": 5, "Next": "B"}, "B": {"Type": "Pass", "Next": "C"},
        "D": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for machine in checker.definition.machines() {
        if machine.id == MachineId::TOP && lacks_terminal_state(checker, machine) {
            continue;
        }
        let ends = with_a_way_to_an_end(checker, machine);
        let mut told: BTreeSet<StateId> = BTreeSet::new();
        for id in reachable(checker, machine) {
            if !ends.contains(&id) && !told.contains(&id) {
                let group = onward(checker, id);
                report(checker, id, &group);
                told.extend(group);
            }
        }
    }
}

fn report(checker: &mut Checker<'_>, first: StateId, group: &BTreeSet<StateId>) {
    let state = checker.definition.state(first);
    let names: Vec<&str> = group.iter().map(|&id| &*checker.definition.state(id).name).collect();
    let message = "no way leads from here to an end".to_owned();
    let hint = format!("of `{}`, let one lead out, or end there", names.join("`, `"));
    checker.report(checker.problem(state.name_span, message).with_hint(hint));
}

/// The states that the start leads to, in text order.
fn reachable(checker: &Checker<'_>, machine: &Machine) -> BTreeSet<StateId> {
    machine.start.map(|start| onward(checker, start)).unwrap_or_default()
}

fn onward(checker: &Checker<'_>, start: StateId) -> BTreeSet<StateId> {
    let mut reached = BTreeSet::from([start]);
    let mut waiting = vec![start];
    while let Some(id) = waiting.pop() {
        let ways = &checker.definition.state(id).transitions;
        waiting.extend(ways.iter().filter_map(|way| way.resolved).filter(|&next| reached.insert(next)));
    }
    reached
}

/// The states from which some way leads to an end, or to where nobody knows.
fn with_a_way_to_an_end(checker: &Checker<'_>, machine: &Machine) -> BTreeSet<StateId> {
    let mut before: std::collections::BTreeMap<StateId, Vec<StateId>> = Default::default();
    let mut waiting = Vec::new();
    for &id in &machine.states {
        let state = checker.definition.state(id);
        if may_end(checker, state) {
            waiting.push(id);
        }
        for next in state.transitions.iter().filter_map(|way| way.resolved) {
            before.entry(next).or_default().push(id);
        }
    }
    let mut found: BTreeSet<StateId> = waiting.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        let before = before.get(&id).into_iter().flatten();
        waiting.extend(before.copied().filter(|&state| found.insert(state)));
    }
    found
}

fn may_end(checker: &Checker<'_>, state: &State) -> bool {
    let field = |key| state.node.and_then(|node| checker.tree.member(node, key));
    let open_end = field("End")
        .and_then(|end| end.value)
        .is_some_and(|end| checker.tree.node(end).kind != NodeKind::Bool(false));
    let leads_nowhere_known =
        state.transitions.iter().any(|way| way.resolved.is_none()) || checker.has_substituted_way(state);
    match state.known_type() {
        // Without `Default` the execution fails if no rule holds.
        Some(StateType::Choice) => field("Default").is_none() || leads_nowhere_known,
        Some(known) => !known.has_next() || open_end || leads_nowhere_known || state.transitions.is_empty(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_branch_without_an_end_is_told_once() {
        check_rule(
            &RULE,
            r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Wait", "Seconds": 1, "Next": "A"}}}]}}}"#,
            &["\"A\": no way leads from here to an end"],
        );
    }

    #[test]
    fn a_catcher_or_an_unknown_target_is_a_way_out() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "Next": "A", "Catch": [
                {"ErrorEquals": ["States.ALL"], "Next": "Done"}]}, "Done": {"Type": "Succeed"}}}"#,
            &[],
        );
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "${Where}"}, "B": {"Type": "Succeed"}}}"#,
            &[],
        );
    }
}
