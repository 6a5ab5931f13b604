use super::codes::SCHEMA;
use crate::asl::StateType;
use crate::asl::resource::{Integration, Pattern, Resource};
use crate::asl::services::ways_of;
use crate::diagnostic::Severity;
use crate::json::{foreign_placeholder, placeholder_advice};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "invalid-resource",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds `Resource`s of Tasks that are no ARN, or none that Step Functions can call: a service or a way of waiting \
           that does not exist (AWS developer guide, \"Integrating services\"; AWS's texts are recorded or were measured \
           by cdk-preflight).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": «"arn:aws:states:::lambda:invoke.sync"»,
        "Parameters": {"FunctionName": "f"}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "f"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Task)) {
        let Some(resource) = checker.tree.get(node, "Resource") else { continue };
        let Some(text) = checker.tree.as_str(resource).filter(|text| !has_substitution(text)) else {
            continue;
        };
        let Some((message, hint)) = refusal(text) else { continue };
        let location = checker.state_pointer(state.id).then("Resource").to_string();
        let problem = checker.problem_at(resource, message).at(location);
        checker.report(problem.with_hint(hint));
    }
}

fn refusal(text: &str) -> Option<(String, String)> {
    if !text.starts_with("arn:") {
        let hint = match foreign_placeholder(text) {
            Some(name) => format!("this {}", placeholder_advice(name)),
            None => "write the ARN of a function, an activity or a service integration".to_owned(),
        };
        return Some(("Value is not a valid resource ARN".to_owned(), hint));
    }
    let hint = match Resource::parse(text) {
        Resource::Unknown(_) if is_of_the_specification(text) => return None,
        Resource::Unknown(_) => "this is no function, activity or service integration".to_owned(),
        Resource::Service(call) => impossible(&call)?,
        Resource::LambdaFunction { arn } if !names_a_function(&arn) => {
            "a function's name and its version or alias have letters, digits, `-` and `_`".to_owned()
        }
        Resource::LambdaFunction { .. } | Resource::Activity { .. } | Resource::Placeholder(_) => {
            return None;
        }
    };
    let message = format!(
        "The resource provided {text} is not recognized. The value is not a valid resource ARN, or the resource is not \
         available in this region."
    );
    Some((message, hint))
}

/// Whether an ARN names a function, and after a colon a version or an alias (AWS Lambda, `FunctionName`).
fn names_a_function(arn: &str) -> bool {
    let word = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    let name = arn.split_once(":function:").map_or("", |(_, name)| name);
    match name.split_once(':') {
        Some((name, version)) => word(name) && (version == "$LATEST" || word(version)),
        None => word(name),
    }
}

/// The task of another service with which the specification shows what a `Resource` is; what AWS says to it is not known.
fn is_of_the_specification(text: &str) -> bool {
    matches!(text.split(':').collect::<Vec<_>>()[..], ["arn", _, "swf", _, _, "task", name] if !name.is_empty())
}

/// Why there is no such call.
fn impossible(call: &Integration) -> Option<String> {
    let (service, suffix) = (&call.service, call.pattern.suffix());
    match call.pattern {
        Pattern::Sync | Pattern::Sync2 if call.sdk => {
            Some("AWS SDK integrations cannot wait for a job; leave the `.sync` off".to_owned())
        }
        Pattern::Sync2 if service != "states" => {
            Some("only `states:startExecution` has `.sync:2`".to_owned())
        }
        way if call.sdk || ways_of(service)?.contains(&way) => None,
        Pattern::WaitForTaskToken => Some(format!("`{service}` cannot call back; leave the `{suffix}` off")),
        _ => Some(format!("`{service}` has no jobs to wait for; leave the `{suffix}` off")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_calls_that_cannot_be_are_refused() {
        for good in [
            "arn:aws:lambda:us-east-1:111111111111:function:f:live",
            "arn:aws:lambda:us-east-1:111111111111:function:f:$LATEST",
            "arn:aws:swf:us-east-1:111111111111:task:t",
            "arn:aws-cn:states:cn-north-1:111111111111:activity:a",
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "arn:aws:states:::ecs:runTask.sync",
            "arn:aws:states:::states:startExecution.sync:2",
            "arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken",
            "arn:aws:states:us-east-1:111111111111:aws-sdk:s3:getObject",
            "arn:aws:states:::newservice:doThing.sync",
        ] {
            assert_eq!(refusal(good), None, "{good}");
        }
        for bad in [
            "validateOrder",
            "$.arn",
            "arn:aws:sns:us-east-1:111111111111:topic",
            "arn:aws:lambda:us-east-1:111111111111:function:f:",
            "arn:aws:lambda:us-east-1:111111111111:function:f:$*#",
            "arn:aws:states:::lambda:invoke.sync",
            "arn:aws:states:::dynamodb:putItem.waitForTaskToken",
            "arn:aws:states:::ecs:runTask.sync:2",
            "arn:aws:states:::aws-sdk:ecs:runTask.sync",
            "arn:aws:states:::sqs:sendMessage.waitForToken",
            "arn:aws:states:::lambda",
            "arn:aws:states:us-east-1:111111111111:stateMachine:m",
        ] {
            assert!(refusal(bad).is_some(), "{bad}");
        }
    }
}
