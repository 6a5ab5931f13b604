use crate::asl::{Definition, QueryLanguage, State, StateType, TransitionKind};
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed, by_state};
use crate::lint::variables::assigned_by_state;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "mergeable-states",
    code: Code("MERGEABLE_STATES"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds a Pass that follows another Pass of the same language, is reached only from it, and reads nothing that the other \
           makes.",
    why: "Every state entered is a transition that is paid for; one Pass can do the work of both.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "ResultPath": "$.a", "Next": "B"},
        «"B"»: {"Type": "Pass", "Result": 2, "ResultPath": "$.b", "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": 1, "b": 2}, "End": true}}}"#,
    check,
};

/// Fields with which a Pass changes its data.
const CHANGES: &[&str] = &["InputPath", "Parameters", "Result", "OutputPath", "Output"];

fn check(checker: &mut Checker<'_>) {
    let entrances = entrances(checker.definition);
    let expressions = checker.expressions.clone();
    let (by_state, set) = (by_state(checker, &expressions), assigned_by_state(checker));
    let nothing = BTreeSet::new();
    for (state, node) in checker.states().filter(|(state, _)| is_pass(state)) {
        let Some(next) = follower(checker.definition, state, &entrances).filter(|next| is_pass(next)) else {
            continue;
        };
        let language = checker.definition.language(state.id);
        let changed = CHANGES.iter().any(|key| checker.tree.member(node, key).is_some());
        let set = set.get(&state.id).unwrap_or(&nothing);
        let mut own = by_state.get(&next.id).into_iter().flatten();
        let builds_on = own.any(|expression| {
            (changed && expression.field != "ResultPath" && reads_data(expression))
                || expression.reads().iter().any(|read| set.contains(&read.name))
        });
        if checker.definition.language(next.id) == language && !builds_on {
            let message = format!("this Pass could be merged with `{}` before it", state.name);
            let problem = checker.problem(next.name_span, message);
            checker.report(problem.with_label(state.name_span, "the Pass before").with_hint(hint(language)));
        }
    }
}

fn is_pass(state: &State) -> bool {
    state.known_type() == Some(StateType::Pass)
}

fn reads_data(expression: &ExpressionUse) -> bool {
    match &expression.parsed {
        Parsed::Path(Ok(parsed)) => parsed.paths().iter().any(|(path, _)| path.text().starts_with('$')),
        Parsed::Jsonata(Ok(parsed)) => {
            parsed.references().iter().any(|reference| &*reference.variable == "states")
        }
        Parsed::Path(Err(_)) | Parsed::Jsonata(Err(_)) => true,
    }
}

fn hint(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::JsonPath => "build both results in one `Parameters`",
        QueryLanguage::Jsonata => "build both results in one `Output`",
    }
}

/// The state that comes next, if no other way leads to it.
pub(super) fn follower<'d>(
    definition: &'d Definition,
    state: &State,
    entrances: &[usize],
) -> Option<&'d State> {
    let next =
        state.transitions.iter().find(|transition| transition.kind == TransitionKind::Next)?.resolved?;
    (next != state.id && entrances.get(next.index()) == Some(&1)).then(|| definition.state(next))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_pass_that_builds_on_the_one_before_is_left_alone() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"q": "select {}"}, "Next": "B"},
                "B": {"Type": "Pass", "Parameters": {"q.$": "States.Format($.q, $.n)"}, "Next": "C"},
                "C": {"Type": "Pass", "Assign": {"n": 1}, "Next": "D"},
                "D": {"Type": "Pass", "Assign": {"m.$": "$n"}, "End": true}}}"#,
            &["\"C\": this Pass could be merged with `B` before it"],
        );
    }
}
