use super::codes::TRANSITION;
use super::no_terminal_state::lacks_terminal_state;
use crate::asl::{Machine, MachineId, State, StateId};
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::reach::StateSet;
use rustc_hash::FxHashSet;

pub(super) static RULE: Rule = Rule {
    name: "unreachable-state",
    code: TRANSITION,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds states that no way from the start of their machine leads to, states that only lead to each other \
           included (measured on AWS).",
    why: "AWS refuses the definition: the state could never run.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, «"B"»: {"Type": "Pass", "Next": "C"},
        «"C"»: {"Type": "Pass", "Next": "B"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"},
        "C": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for machine in checker.definition.machines() {
        // AWS does not list the unreachable states of a definition without a terminal one.
        if machine.id == MachineId::TOP && lacks_terminal_state(checker, machine) {
            continue;
        }
        let Some(reached) = machine.start.and_then(|start| reach(checker, machine, start)) else { continue };
        for state in lost(checker, machine, &reached) {
            let message = format!("State \"{}\" is not reachable.", state.name);
            let location = checker.state_pointer(state.id).to_string();
            let problem = checker.problem(state.name_span, message).at(location);
            checker.report(problem.with_hint("lead to it with a `Next`, or delete it"));
        }
    }
}

/// The states that `start` leads to; none where a target is known only when the definition is deployed.
fn reach(checker: &Checker<'_>, machine: &Machine, start: StateId) -> Option<StateSet> {
    let reached = StateSet::reached(checker.definition, machine, start);
    let is_open = |id| checker.has_substituted_way(checker.definition.state(id));
    let leads_anywhere = reached.of(machine).any(is_open);
    (!leads_anywhere).then_some(reached)
}

fn lost<'a>(checker: &Checker<'a>, machine: &Machine, reached: &StateSet) -> Vec<&'a State> {
    let definition = checker.definition;
    let is_lost = |state: &&State| !reached.contains(state.id);
    let lost: Vec<&State> = machine.states.iter().map(|&id| definition.state(id)).filter(is_lost).collect();
    if lost.is_empty() {
        return lost;
    }
    let names: FxHashSet<&str> = reached.of(machine).map(|id| &*definition.state(id).name).collect();
    // Of two states of one name, the first is no state to a JSON reader.
    lost.into_iter().filter(|state| !names.contains(&*state.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_way_that_only_the_deployed_definition_knows_may_lead_anywhere() {
        let open = |ways: &str| {
            let text =
                format!(r#"{{"StartAt": "A", "States": {{"A": {{{ways}}}, "B": {{"Type": "Succeed"}}}}}}"#);
            check_rule(&RULE, &text, &[]);
        };
        open(r#""Type": "Pass", "Next": "${Next}""#);
        open(r#""Type": "Pass", "Next": ${Next}"#);
        open(r#""Type": "Pass", "Next": {"Ref": "Next"}"#);
        open(r#""Type": "Choice", "Choices": "${Choices}", "Default": "A""#);
        open(r#""Type": "Choice", "Choices": [{"Fn::If": ["a", "b", "c"]}], "Default": "A""#);
        open(r#""Type": "Task", "Resource": "${A}", "Catch": ${Catch}, "End": true"#);
        open(r#""Fn::Transform": {"Name": "AWS::Include"}"#);
    }

    #[test]
    fn choices_defaults_and_catchers_lead_on() {
        check_rule(
            &RULE,
            r#"{"StartAt": "C", "States": {
                "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "T"}], "Default": "D"},
                "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "E"}]},
                "D": {"Type": "Succeed"}, "E": {"Type": "Fail"}}}"#,
            &[],
        );
    }

    #[test]
    fn nested_machines_are_asked_too() {
        check_rule(
            &RULE,
            r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "W", "States": {
                "W": {"Type": "Succeed"}, "Ghost": {"Type": "Succeed"}}}]}}}"#,
            &["\"Ghost\": State \"Ghost\" is not reachable. at /States/P/Branches[0]/States/Ghost"],
        );
    }

    #[test]
    fn a_machine_without_an_end_has_worse_trouble() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}, "B": {"Type": "Pass", "Next": "A"}}}"#,
            &[],
        );
    }

    #[test]
    fn a_substituted_target_may_lead_anywhere() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "${N}"}, "B": {"Type": "Succeed"}}}"#,
            &[],
        );
    }
}
