use super::codes::SCHEMA;
use crate::asl::resource::{Pattern, Resource};
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "express-unsupported",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds Tasks of an Express workflow that wait for a job, for a callback or for an activity (recorded from AWS).",
    why: "AWS refuses the definition: an Express execution lasts five minutes at most and cannot be waited in.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": «"arn:aws:states:::ecs:runTask.sync"»,
        "Parameters": {"TaskDefinition": "t"}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask",
        "Parameters": {"TaskDefinition": "t"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    if !checker.options.express {
        return;
    }
    for (state, node) in checker.states() {
        let Some(resource) = checker.tree.get(node, "Resource") else { continue };
        let Some(message) = checker.resource(state).and_then(|resource| refusal(&resource)) else { continue };
        let location = checker.state_pointer(state.id).then("Resource").to_string();
        let problem = checker.problem(checker.tree.span(resource), message).at(location);
        checker.report(problem.with_hint("use the request-response form, or make it a Standard workflow"));
    }
}

/// AWS's texts; the blank at the end of the second is AWS's too.
pub(super) fn refusal(resource: &Resource) -> Option<&'static str> {
    match resource {
        Resource::Activity { .. } => Some("Express state machine does not support Activity ARN"),
        Resource::Service(call) => match call.pattern {
            Pattern::Sync | Pattern::Sync2 => {
                Some("Express state machine does not support '.sync' service integration")
            }
            Pattern::WaitForTaskToken => {
                Some("Express state machine does not support '.waitForTaskToken' service integration ")
            }
            Pattern::RequestResponse => None,
        },
        Resource::LambdaFunction { .. } | Resource::Placeholder(_) | Resource::Unknown(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn what_waits_is_refused() {
        let task = |resource: &str| {
            format!(
                r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Resource": "{resource}", "End": true}}}}}}"#
            )
        };
        let token = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
        check_rule(
            &RULE,
            &task(token),
            &[&format!(
                "\"{token}\": Express state machine does not support '.waitForTaskToken' service integration  at \
                 /States/A/Resource"
            )],
        );
        let activity = "arn:aws:states:us-east-1:111111111111:activity:a";
        check_rule(
            &RULE,
            &task(activity),
            &[&format!(
                "\"{activity}\": Express state machine does not support Activity ARN at /States/A/Resource"
            )],
        );
        check_rule(&RULE, &task("arn:aws:states:::lambda:invoke"), &[]);
    }
}
