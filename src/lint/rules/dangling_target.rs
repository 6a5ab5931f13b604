use super::codes::TRANSITION;
use crate::asl::{Machine, MachineId};
use crate::diagnostic::Severity;
use crate::json::{NodeId, Pointer};
use crate::lint::checker::Checker;
use crate::lint::{Rule, suggest};

pub(super) static RULE: Rule = Rule {
    name: "dangling-target",
    code: TRANSITION,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds `StartAt`, `Next` and `Default` that name no state of their own machine (measured on AWS; the text says \
           'Next' for all of them).",
    why: "AWS refuses the definition. A branch or Map body cannot lead out of itself, nor be entered from outside.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": «"Doen"»}, "B": {"Type": "Pass", "Next": "Done"},
        "Done": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "Done"},
        "Done": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let has_states =
        |node| checker.tree.get(node, "States").is_some_and(|states| checker.tree.is_object(states));
    let machines: Vec<&Machine> =
        checker.definition.machines().iter().filter(|machine| has_states(machine.node)).collect();
    for machine in machines {
        if let (Some(name), Some(node), None) =
            (machine.start_at.value(), machine.start_at.node(), machine.start)
        {
            let pointer = checker.machine_pointer(machine.id).then("StartAt");
            report(checker, machine.id, name, node, &pointer);
        }
    }
    for state in checker.definition.states() {
        for transition in state.transitions.iter().filter(|transition| transition.resolved.is_none()) {
            let pointer = checker.state_pointer(state.id).join(&transition.kind.pointer());
            report(checker, state.machine, &transition.target, transition.node, &pointer);
        }
    }
}

fn report(checker: &mut Checker<'_>, machine: MachineId, name: &str, node: NodeId, pointer: &Pointer) {
    if checker.is_substituted(node) {
        return;
    }
    let message = format!("Missing 'Next' target: {name}");
    let hint = hint(checker, checker.definition.machine(machine), name);
    let problem = checker.problem(checker.tree.span(node), message).at(pointer.to_string());
    checker.report(problem.with_hint(hint));
}

fn hint(checker: &Checker<'_>, machine: &Machine, name: &str) -> String {
    if let Some(elsewhere) = checker.definition.states().iter().find(|state| &*state.name == name) {
        let path = checker.definition.path(elsewhere.id);
        return format!("`{path}` is in another machine; a transition stays within its own");
    }
    let names = machine.states.iter().map(|&id| &*checker.definition.state(id).name);
    match suggest::closest(name, names) {
        Some(meant) => format!("no state is named `{name}`; did you mean `{meant}`?"),
        None => format!("no state is named `{name}`; add it, or name another"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{check_rule, problems};

    #[test]
    fn every_way_out_is_looked_up_in_its_own_machine() {
        check_rule(
            &RULE,
            r#"{"StartAt": "Gone", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "C",
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "X"}]},
                "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "Y"}], "Default": "Z"},
                "M": {"Type": "Map", "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Pass", "Next": "C"}}}, "End": true}}}"#,
            &[
                "\"Gone\": Missing 'Next' target: Gone at /StartAt",
                "\"X\": Missing 'Next' target: X at /States/T/Catch[0]/Next",
                "\"Y\": Missing 'Next' target: Y at /States/C/Choices[0]/Next",
                "\"Z\": Missing 'Next' target: Z at /States/C/Default",
                "\"C\": Missing 'Next' target: C at /States/M/Iterator/States/I/Next",
            ],
        );
    }

    #[test]
    fn a_substitution_may_become_any_name() {
        check_rule(&RULE, r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "${Name}"}}}"#, &[]);
    }

    #[test]
    fn the_hint_names_what_was_meant() {
        let found = problems(r#"{"StartAt": "Strat", "States": {"Start": {"Type": "Succeed"}}}"#);
        let hints: Vec<&str> = found.iter().filter_map(|problem| problem.hint.as_deref()).collect();
        assert_eq!(hints, ["no state is named `Strat`; did you mean `Start`?"]);
    }
}
