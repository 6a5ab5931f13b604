use crate::asl::{Definition, MachineId};
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::scopes::{Certainty, Scopes, enclosing_machines, is_distributed};
use crate::lint::variables::Assignment;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "shadowed-variable",
    code: Code("DUPLICATE_VARIABLE_NAME"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds variables set inside of a branch or Map body that are set outside of it as well (ASL specification, \
           \"Variables\": an inner scope can neither change nor hide what is outside).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"count": 1}, "Next": "M"},
        "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
        "I": {"Type": "Pass", "Assign": {«"count"»: 2}, "End": true}}}}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"count": 1}, "Next": "M"},
        "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
        "I": {"Type": "Pass", "Assign": {"itemCount": 2}, "End": true}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let assignments = checker.assignments();
    let scopes = checker.scopes();
    let mut first: BTreeMap<(MachineId, &str), &Assignment> = BTreeMap::new();
    for assignment in assignments.iter() {
        let machine = checker.definition.state(assignment.state).machine;
        first.entry((machine, &assignment.name)).or_insert(assignment);
    }
    for assignment in assignments.iter() {
        let machine = checker.definition.state(assignment.state).machine;
        if !is_set_outside(checker.definition, &scopes, machine, &assignment.name) {
            continue;
        }
        let outer = enclosing_machines(checker.definition, machine)
            .find_map(|outer| first.get(&(outer, &*assignment.name)).copied());
        let object = checker.objects.get(assignment.object).map(|object| checker.object_pointer(object));
        let location = object.unwrap_or_default().then("Assign").then(&assignment.key).to_string();
        let message =
            format!("The variable name '{}' was already defined in a parent scope.", assignment.name);
        let mut problem = checker.problem(assignment.key_span, message).at(location);
        if let Some(outer) = outer {
            problem = problem.with_label(outer.key_span, "set here, outside");
        }
        checker.report(
            problem.with_hint("give the inner variable a name of its own; its value leaves as output"),
        );
    }
}

/// Whether a way leads from an assignment outside into the machine. Recorded: AWS takes the same name in the catcher of a
/// Parallel and in its branch.
fn is_set_outside(definition: &Definition, scopes: &Scopes, machine: MachineId, name: &str) -> bool {
    let machine = definition.machine(machine);
    let Some(owner) = machine.owner.filter(|_| !is_distributed(definition, machine)) else { return false };
    matches!(scopes.certainty(owner.state, name), Some(Certainty::Always | Certainty::Sometimes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_name_may_be_taken_again_after_the_inner_scope() {
        check_rule(
            &RULE,
            r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Assign": {"n": 1}, "Next": "E", "ItemProcessor": {
                "StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"n": 2}, "End": true}}}},
                "E": {"Type": "Succeed"}}}"#,
            &[],
        );
    }
}
