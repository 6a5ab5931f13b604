use super::no_terminal_state::lacks_terminal_state;
use crate::asl::{Machine, MachineId, State, StateId, StateType};
use crate::diagnostic::{Code, Severity};
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::reach::StateSet;

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
        let Some(start) = machine.start else { continue };
        let ends = with_a_way_to_an_end(checker, machine);
        let mut told = StateSet::none_of(machine);
        for id in StateSet::reached(checker.definition, machine, start).of(machine) {
            if !ends.contains(id) && !told.contains(id) {
                let group = StateSet::reached(checker.definition, machine, id);
                let group: Vec<StateId> = group.of(machine).collect();
                report(checker, id, &group);
                for state in group {
                    told.insert(state);
                }
            }
        }
    }
}

fn report(checker: &mut Checker<'_>, first: StateId, group: &[StateId]) {
    let state = checker.definition.state(first);
    let names: Vec<&str> = group.iter().map(|&id| &*checker.definition.state(id).name).collect();
    let message = "no way leads from here to an end".to_owned();
    let hint = format!("of `{}`, let one lead out, or end there", names.join("`, `"));
    checker.report(checker.problem(state.name_span, message).with_hint(hint));
}

/// The states from which some way leads to an end, or to where nobody knows.
fn with_a_way_to_an_end(checker: &Checker<'_>, machine: &Machine) -> StateSet {
    let states = || machine.states.iter().map(|&id| checker.definition.state(id));
    let way_back = |state: &State| {
        let from = state.id;
        state.transitions.iter().filter_map(move |way| Some((way.resolved?, from))).collect::<Vec<_>>()
    };
    let mut ways: Vec<(StateId, StateId)> = states().flat_map(way_back).collect();
    ways.sort_unstable();
    let mut found = StateSet::none_of(machine);
    let ends = states().filter(|state| may_end(checker, state)).map(|state| state.id);
    let mut waiting: Vec<StateId> = ends.filter(|&end| found.insert(end)).collect();
    while let Some(id) = waiting.pop() {
        let first = ways.partition_point(|&(to, _)| to < id);
        let before = ways[first..].iter().take_while(|&&(to, _)| to == id);
        waiting.extend(before.map(|&(_, from)| from).filter(|&from| found.insert(from)));
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
