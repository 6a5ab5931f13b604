use super::codes::SCHEMA;
use crate::asl::resource::Resource;
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "activity-credentials",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds `Credentials` on a Task whose resource is an activity (AWS's text as cdk-preflight measured it).",
    why: "AWS refuses the definition: a worker that polls an activity has credentials of its own.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:111111111111:activity:a",
        «"Credentials"»: {"RoleArn": "arn:aws:iam::111111111111:role/other"}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:111111111111:activity:a",
        "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states() {
        let Some(credentials) = checker.tree.member(node, "Credentials") else { continue };
        if checker.resource(state).is_some_and(|resource| matches!(*resource, Resource::Activity { .. })) {
            let message = "The field 'Credentials' is not supported for activities";
            let location = checker.state_pointer(state.id).then("Credentials").to_string();
            checker.report(checker.problem(credentials.key_span, message).at(location));
        }
    }
}
