use crate::asl::MachineId;
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::scopes::enclosing_machines;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) static RULE: Rule = Rule {
    name: "unused-variable",
    code: Code("UNUSED_VARIABLE"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds variables that are set but never read.",
    why: "They cost space and readers' time; often a name was mistyped where it is read.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {«"count"»: 1}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"count": 1}, "Next": "B"},
        "B": {"Type": "Succeed", "InputPath": "$count"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let read = read(checker);
    let mut told: BTreeSet<(MachineId, Arc<str>)> = BTreeSet::new();
    for assignment in checker.assignments().iter() {
        let machine = checker.definition.state(assignment.state).machine;
        let variable = (machine, assignment.name.clone());
        if !read.contains(&variable) && told.insert(variable) {
            let message = format!("the variable `{}` is never read", assignment.name);
            checker.report(checker.problem(assignment.key_span, message));
        }
    }
}

/// The variables that are read, with every machine whose variable it could be.
fn read(checker: &Checker<'_>) -> BTreeSet<(MachineId, Arc<str>)> {
    let mut read = BTreeSet::new();
    for expression in checker.expressions.iter() {
        let Some(object) = checker.objects.get(expression.object) else { continue };
        for variable in expression.reads() {
            let own = std::iter::once(object.machine);
            for machine in own.chain(enclosing_machines(checker.definition, object.machine)) {
                read.insert((machine, variable.name.clone()));
            }
        }
    }
    read
}
