use crate::asl::StateId;
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use rustc_hash::FxHashMap;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-state-name",
    code: Code("DUPLICATE_STATE_NAME"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds states of the same name, in one machine or in two (branches, Map bodies) of a definition (ASL \
           specification, \"States\").",
    why: "AWS refuses the definition: a name stands for one state in the whole definition.",
    failing: r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}},
        {"StartAt": "A", "States": {«"A"»: {"Type": "Succeed"}}}], "End": true}}}"#,
    fixed: r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}},
        {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}], "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let mut first: FxHashMap<&str, StateId> = FxHashMap::default();
    for state in checker.definition.states() {
        let known = *first.entry(&state.name).or_insert(state.id);
        let earlier = checker.definition.state(known);
        if known == state.id {
            continue;
        }
        let message = format!("Duplicate State name: {}", state.name);
        let location = checker.state_pointer(state.id).to_string();
        let problem = checker.problem(state.name_span, message).at(location);
        let labelled = problem.with_label(earlier.name_span, "the first state of that name");
        checker.report(
            labelled.with_hint("give one of them another name, with the transitions that lead to it"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn names_are_compared_across_all_depths() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "End": true, "Iterator": {"StartAt": "A", "States": {
                "A": {"Type": "Succeed"}}}}}}"#,
            &["\"A\": Duplicate State name: A at /States/A/Iterator/States/A"],
        );
    }

    #[test]
    fn a_name_may_not_stand_twice_in_one_machine() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Fail"}, "A": {"Type": "Succeed"}}}"#,
            &["\"A\": Duplicate State name: A at /States/A"],
        );
    }
}
