use crate::asl::resource::{Pattern, Resource};
use crate::asl::{State, StateType};
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "unlimited-wait",
    code: Code("TASK_WITHOUT_TIMEOUT"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds Tasks that wait for a callback, an activity or a job without `TimeoutSeconds` or `HeartbeatSeconds` (AWS \
           developer guide, \"Best practices\").",
    why: "If the answer never comes, the execution stands there for up to a year.",
    failing: r#"{"StartAt": "A", "States": {«"A"»: {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 3600, "End": true}}}"#,
    check,
};

const BOUNDS: &[&str] = &["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"];

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Task)) {
        let is_bounded = || BOUNDS.iter().any(|key| checker.tree.member(node, key).is_some());
        let what = checker.resource(state).and_then(|resource| waits_for(&resource));
        if let Some(what) = what.filter(|_| !is_bounded()) {
            report(checker, state, what);
        }
    }
}

fn report(checker: &mut Checker<'_>, state: &State, what: &str) {
    let problem = checker.problem(state.name_span, format!("this Task waits for {what} without a bound"));
    checker.report(problem.with_hint("set `TimeoutSeconds`, or `HeartbeatSeconds` where the worker reports"));
}

fn waits_for(resource: &Resource) -> Option<&'static str> {
    match resource {
        Resource::Activity { .. } => Some("a worker"),
        Resource::Service(call) => match call.pattern {
            Pattern::WaitForTaskToken => Some("a callback"),
            Pattern::Sync | Pattern::Sync2 => Some("a job"),
            Pattern::RequestResponse => None,
        },
        Resource::LambdaFunction { .. } | Resource::Placeholder(_) | Resource::Unknown(_) => None,
    }
}
