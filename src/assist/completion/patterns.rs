use super::CompletionKind::Snippet;
use super::candidate::{Candidate, Insert};
use super::{rank, snippets};
use crate::assist::site::Site;
use crate::assist::skeleton::Skeleton;

/// Several states that do something together.
struct Pattern {
    label: &'static str,
    what: &'static str,
    states: &'static str,
}

/// Patterns of workflows that the developer guide and AWS's samples describe.
const PATTERNS: &[Pattern] = &[
    Pattern {
        label: "Pattern: poll until done",
        what: "Starts a job, waits, asks how it stands, and goes round until it is done or has failed.",
        states: r##"{
            "‹Start job›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«StartJob»", "Payload@": "$"},
                "ResultSelector|": {"id.$": "$.Payload.id"}, "|Output": "{% {'id': $states.result.Payload.id} %}", "Next": "‹Wait for job›"},
            "‹Wait for job›": {"Type": "Wait", "Seconds": "#«30»", "Next": "‹Get status›"},
            "‹Get status›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«GetStatus»", "Payload@": "$"},
                "ResultSelector|": {"id.$": "$.Payload.id", "status.$": "$.Payload.status"},
                "|Output": "{% {'id': $states.result.Payload.id, 'status': $states.result.Payload.status} %}", "Next": "‹Is it done?›"},
            "‹Is it done?›": {"Type": "Choice", "Choices": [
                {"Variable|": "$.status", "StringEquals|": "SUCCEEDED", "|Condition": "{% $states.input.status = 'SUCCEEDED' %}", "Next": "‹Done›"},
                {"Variable|": "$.status", "StringEquals|": "FAILED", "|Condition": "{% $states.input.status = 'FAILED' %}", "Next": "‹Job failed›"}],
                "Default": "‹Wait for job›"},
            "‹Job failed›": {"Type": "Fail", "Error": "JobFailed", "Cause": "The job failed"},
            "‹Done›": {"Type": "Succeed"}}"##,
    },
    Pattern {
        label: "Pattern: saga with compensation",
        what: "Does one step after the other; when one fails, what was done before is undone in the reverse order.",
        states: r#"{
            "‹Reserve›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«Reserve»", "Payload@": "$"},
                "ResultPath|": "$.reservation", "|Output": "{% $merge([$states.input, {'reservation': $states.result.Payload}]) %}",
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath|": "$.error",
                "|Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "‹Not done›"}], "Next": "‹Pay›"},
            "‹Pay›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«Pay»", "Payload@": "$"},
                "ResultPath|": "$.payment", "|Output": "{% $merge([$states.input, {'payment': $states.result.Payload}]) %}",
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath|": "$.error",
                "|Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "‹Release›"}], "Next": "‹Confirm›"},
            "‹Confirm›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«Confirm»", "Payload@": "$"},
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath|": "$.error",
                "|Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "‹Refund›"}], "End": true},
            "‹Refund›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«Refund»", "Payload@": "$"}, "ResultPath|": null,
                "|Output": "{% $states.input %}", "Next": "‹Release›"},
            "‹Release›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«Release»", "Payload@": "$"}, "ResultPath|": null,
                "|Output": "{% $states.input %}", "Next": "‹Not done›"},
            "‹Not done›": {"Type": "Fail", "Error": "NotDone", "Cause": "A step failed and what was done before is undone"}}"#,
    },
    Pattern {
        label: "Pattern: human approval",
        what: "Sends a task token to somebody and waits until it comes back with an answer, or until the time is up.",
        states: r##"{
            "‹Ask for approval›": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
                "Parameters|Arguments": {"TopicArn": "«arn:aws:sns:REGION:ACCOUNT:TOPIC»",
                "Message": {"TaskToken@": "$$.Task.Token", "Input@": "$"}},
                "TimeoutSeconds": "#«86400»", "ResultPath|": "$.answer",
                "|Output": "{% $merge([$states.input, {'answer': $states.result}]) %}",
                "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "‹Rejected›"}], "Next": "‹Approved?›"},
            "‹Approved?›": {"Type": "Choice", "Choices": [{"Variable|": "$.answer.approved", "BooleanEquals|": true,
                "|Condition": "{% $states.input.answer.approved = true %}", "Next": "‹Approved›"}], "Default": "‹Rejected›"},
            "‹Approved›": {"Type": "Succeed"},
            "‹Rejected›": {"Type": "Fail", "Error": "Rejected", "Cause": "Nobody approved in time, or somebody said no"}}"##,
    },
    Pattern {
        label: "Pattern: fan out and gather",
        what: "Works on the items of an array side by side and puts the results together.",
        states: r##"{
            "‹Fan out›": {"Type": "Map", "ItemsPath|": "$.«items»", "|Items": "{% $states.input.«items» %}", "MaxConcurrency": "#«10»",
                "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "‹Work on item›", "States": {
                "‹Work on item›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«WorkOnItem»", "Payload@": "$"},
                "OutputPath|": "$.Payload", "|Output": "{% $states.result.Payload %}", "End": true}}},
                "ResultPath|": "$.results", "|Output": "{% {'results': $states.result} %}", "Next": "‹Gather›"},
            "‹Gather›": {"Type": "Pass", "Parameters|": {"count.$": "States.ArrayLength($.results)"},
                "|Output": "{% {'count': $count($states.input.results)} %}", "End": true}}"##,
    },
    Pattern {
        label: "Pattern: circuit breaker",
        what: "Keeps in a table whether a service is out of order; while it is, the fallback is taken at once.",
        states: r##"{
            "‹Get circuit›": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
                "Parameters|Arguments": {"TableName": "«Circuits»", "Key": {"service": {"S": "«my-service»"}}},
                "ResultPath|": "$.circuit", "|Output": "{% $merge([$states.input, {'circuit': $states.result}]) %}", "Next": "‹Is it open?›"},
            "‹Is it open?›": {"Type": "Choice", "Choices": [{"Variable|": "$.circuit.Item.open.BOOL", "IsPresent|": true,
                "|Condition": "{% $exists($states.input.circuit.Item.open) %}", "Next": "‹Fall back›"}], "Default": "‹Call service›"},
            "‹Call service›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«CallService»", "Payload@": "$"}, "TimeoutSeconds": "#«30»",
                "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 2, "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath|": "$.error",
                "|Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "‹Open circuit›"}], "End": true},
            "‹Open circuit›": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
                "Parameters|Arguments": {"TableName": "«Circuits»", "Item": {"service": {"S": "«my-service»"}, "open": {"BOOL": true}}},
                "ResultPath|": null, "|Output": "{% $states.input %}", "Next": "‹Fall back›"},
            "‹Fall back›": {"Type": "Pass", "End": true}}"##,
    },
    Pattern {
        label: "Pattern: retry, then dead-letter queue",
        what: "Tries a Task again with growing delays; what still fails goes to a queue.",
        states: r##"{
            "‹Work›": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters|Arguments": {"FunctionName": "«Work»", "Payload@": "$"}, "TimeoutSeconds": "#«60»",
                "Retry": [{"ErrorEquals": ["States.TaskFailed", "States.Timeout"], "IntervalSeconds": 2, "MaxAttempts": "#«5»", "BackoffRate": 2,
                "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath|": "$.error",
                "|Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "‹Put aside›"}], "End": true},
            "‹Put aside›": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
                "Parameters|Arguments": {"QueueUrl": "«https://sqs.REGION.amazonaws.com/ACCOUNT/QUEUE»", "MessageBody@": "$"},
                "Next": "‹Gave up›"},
            "‹Gave up›": {"Type": "Fail", "Error": "GaveUp", "Cause": "The work failed; its input is in the dead-letter queue"}}"##,
    },
];

/// The patterns, for a place where a state may stand.
pub(super) fn candidates(site: &Site<'_>, typed: &str) -> Vec<Candidate> {
    let fits = |pattern: &&Pattern| typed.is_empty() || rank::distance(pattern.label, typed).is_some();
    let candidate = |(order, pattern): (usize, &Pattern)| {
        let Skeleton::Object(states) = snippets::read(site, pattern.states) else { return None };
        let detail = format!("{} states", states.len());
        let insert = Insert::Members(states);
        Some(
            Candidate::new(Snippet, pattern.label, insert)
                .detail(detail)
                .info(pattern.what)
                .order(200 + order),
        )
    };
    PATTERNS.iter().filter(fits).enumerate().filter_map(candidate).collect()
}
