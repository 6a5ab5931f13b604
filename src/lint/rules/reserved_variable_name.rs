use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "reserved-variable-name",
    code: Code("RESERVED_VARIABLE_NAME"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds assignments to `states`, the name under which Step Functions gives its own data (ASL specification, \
           \"Variables\"; AWS's text as cdk-preflight measured it).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {«"states"»: 1}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"count": 1}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for assignment in checker.assignments().iter().filter(|assignment| &*assignment.name == "states") {
        let object = checker.objects.get(assignment.object).map(|object| checker.object_pointer(object));
        let location = object.unwrap_or_default().then("Assign").then(&assignment.key).to_string();
        let message = "Cannot assign to reserved variable '$states'.";
        checker.report(
            checker.problem(assignment.key_span, message).at(location).with_hint("choose another name"),
        );
    }
}
