use crate::asl::{Definition, QueryLanguage, State, StateId, StateType, TransitionKind};
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "mergeable-states",
    code: Code("MERGEABLE_STATES"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds a Pass that follows another Pass of the same language, and is reached only from it.",
    why: "Every state entered is a transition that is paid for; one Pass can do the work of both.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "ResultPath": "$.a", "Next": "B"},
        «"B"»: {"Type": "Pass", "Result": 2, "ResultPath": "$.b", "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": 1, "b": 2}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let definition = checker.definition;
    let entrances = entrances(definition);
    for (state, _) in checker.states() {
        let Some(next) = next_pass(definition, state) else { continue };
        if entrances.get(next.index()) == Some(&1)
            && definition.language(state.id) == definition.language(next)
        {
            let next = definition.state(next);
            let message = format!("this Pass could be merged with `{}` before it", state.name);
            let problem = checker.problem(next.name_span, message);
            checker.report(
                problem.with_label(state.name_span, "the Pass before").with_hint(hint(definition, next)),
            );
        }
    }
}

fn hint(definition: &Definition, state: &State) -> &'static str {
    match definition.language(state.id) {
        QueryLanguage::JsonPath => "build both results in one `Parameters`",
        QueryLanguage::Jsonata => "build both results in one `Output`",
    }
}

fn next_pass(definition: &Definition, state: &State) -> Option<StateId> {
    let next =
        state.transitions.iter().find(|transition| transition.kind == TransitionKind::Next)?.resolved?;
    let both = [state, definition.state(next)];
    (next != state.id && both.iter().all(|state| state.known_type() == Some(StateType::Pass))).then_some(next)
}

/// How many ways lead to each state, a start of its machine counted as one.
pub(super) fn entrances(definition: &Definition) -> Vec<usize> {
    let mut entrances = vec![0; definition.states().len()];
    let ways = definition.states().iter().flat_map(|state| &state.transitions).filter_map(|way| way.resolved);
    for id in ways.chain(definition.machines().iter().filter_map(|machine| machine.start)) {
        if let Some(count) = entrances.get_mut(id.index()) {
            *count += 1;
        }
    }
    entrances
}
