//! What a service answers when a job or a message for a callback is handed in: the output of `TaskSubmitted`, one row an
//! API action, in the shapes of AWS's API references. Mocks say what becomes of the job, not what is answered here, so
//! that this is always made up.

use super::sample;
use crate::sim::event::TaskCall;
use crate::value::{Map, Value};

/// The service's answer to a call that it takes.
pub(in crate::sim) fn answer(call: &TaskCall) -> Value {
    let service = sample::service(call);
    let action = sample::action(call);
    let mut answer = match (service, action) {
        ("states" | "sfn", "startExecution") => execution_started(&call.parameters),
        _ => row(service, action),
    };
    let metadata = Value::object([("HttpStatusCode", Value::from(200_i64))]);
    answer.insert("SdkHttpMetadata".into(), metadata);
    Value::from(answer)
}

/// Whether an error is that of the service which does not take the call (`Glue.EntityNotFoundException`), rather than one
/// of a job or a callback (`States.TaskFailed`, or what `SendTaskFailure` names).
pub(in crate::sim) fn refuses(call: &TaskCall, error: &str) -> bool {
    let Some((prefix, _)) = error.split_once('.').filter(|(prefix, _)| *prefix != "States") else {
        return false;
    };
    let letters = |text: &str| text.replace('-', "").to_ascii_lowercase();
    let prefix = letters(prefix);
    let service = sample::service(call);
    prefix == letters(service) || NAMES.contains(&(service, &*prefix))
}

/// Services whose errors bear another name than their resources.
const NAMES: [(&str, &str); 4] = [
    ("states", "stepfunctions"),
    ("events", "eventbridge"),
    ("elasticmapreduce", "emr"),
    ("databrew", "gluedatabrew"),
];

fn execution_started(parameters: &Value) -> Map {
    let text = |key: &str| parameters.get(key).and_then(Value::as_str);
    let machine =
        text("StateMachineArn").unwrap_or("arn:aws:states:us-east-1:123456789012:stateMachine:sample");
    let arn =
        format!("{}:{}", machine.replacen(":stateMachine:", ":execution:", 1), text("Name").unwrap_or("run"));
    let started = [("ExecutionArn", arn), ("StartDate", "2024-01-01T00:00:00.000Z".to_owned())];
    started.into_iter().map(|(key, text)| (key.into(), Value::from(text))).collect()
}

fn row(service: &str, action: &str) -> Map {
    let known = ROWS.iter().find(|row| row.0 == service && row.1.eq_ignore_ascii_case(action));
    let shape = match known {
        Some((_, _, text)) => Value::parse(text).unwrap_or_default(),
        // What is no job is answered at once, in the shape of its result.
        None => sample::row(service, action),
    };
    shape.as_object().cloned().unwrap_or_default()
}

/// Service, action, answer: of actions that start a job.
const ROWS: &[(&str, &str, &str)] = &[
    ("athena", "startQueryExecution", r#"{"QueryExecutionId":"b2c1a3f0-0000-4000-8000-000000000000"}"#),
    (
        "batch",
        "submitJob",
        r#"{"JobArn":"arn:aws:batch:us-east-1:123456789012:job/sample","JobId":"sample","JobName":"sample"}"#,
    ),
    (
        "bedrock",
        "createModelCustomizationJob",
        r#"{"JobArn":"arn:aws:bedrock:us-east-1:123456789012:model-customization-job/sample"}"#,
    ),
    (
        "codebuild",
        "startBuild",
        r#"{"Build":{"BuildComplete":false,"BuildStatus":"IN_PROGRESS","Id":"sample:1"}}"#,
    ),
    (
        "codebuild",
        "startBuildBatch",
        r#"{"BuildBatch":{"BuildBatchStatus":"IN_PROGRESS","Complete":false,"Id":"sample:1"}}"#,
    ),
    ("databrew", "startJobRun", r#"{"RunId":"sample"}"#),
    (
        "ecs",
        "runTask",
        r#"{"Failures":[],"Tasks":[{"ClusterArn":"arn:aws:ecs:us-east-1:123456789012:cluster/sample","Containers":[{"LastStatus":"PENDING","Name":"sample"}],"DesiredStatus":"RUNNING","LastStatus":"PROVISIONING","TaskArn":"arn:aws:ecs:us-east-1:123456789012:task/sample/0f9de17a6465404e8b1b2356dc13c2f8","TaskDefinitionArn":"arn:aws:ecs:us-east-1:123456789012:task-definition/sample:1"}]}"#,
    ),
    ("eks", "createCluster", r#"{"Cluster":{"Name":"sample","Status":"CREATING"}}"#),
    ("eks", "deleteCluster", r#"{"Cluster":{"Name":"sample","Status":"DELETING"}}"#),
    ("elasticmapreduce", "addStep", r#"{"StepId":"s-SAMPLE"}"#),
    ("elasticmapreduce", "createCluster", r#"{"ClusterId":"j-SAMPLE"}"#),
    ("elasticmapreduce", "terminateCluster", r#"{}"#),
    ("emr-containers", "startJobRun", r#"{"Id":"sample","VirtualClusterId":"sample"}"#),
    ("emr-serverless", "startJobRun", r#"{"ApplicationId":"sample","JobRunId":"sample"}"#),
    ("glue", "startJobRun", r#"{"JobRunId":"jr_sample"}"#),
    ("lambda", "invoke", r#"{"ExecutedVersion":"$LATEST","Payload":{},"StatusCode":200}"#),
    ("mediaconvert", "createJob", r#"{"Job":{"Id":"sample","Status":"SUBMITTED"}}"#),
    (
        "sagemaker",
        "createProcessingJob",
        r#"{"ProcessingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:processing-job/sample"}"#,
    ),
    (
        "sagemaker",
        "createTrainingJob",
        r#"{"TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/sample"}"#,
    ),
    (
        "sagemaker",
        "createTransformJob",
        r#"{"TransformJobArn":"arn:aws:sagemaker:us-east-1:123456789012:transform-job/sample"}"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::event::{Integration, TaskFamily};
    use std::sync::Arc;

    fn call(service: &str, action: &str, parameters: &str) -> TaskCall {
        TaskCall {
            integration: Arc::new(Integration {
                family: TaskFamily::Task,
                resource_type: service.into(),
                resource: action.into(),
            }),
            region: "us-east-1".into(),
            parameters: Value::parse(parameters).unwrap(),
            timeout_seconds: None,
            heartbeat_seconds: None,
            role_arn: None,
        }
    }

    #[test]
    fn a_job_is_answered_before_it_is_done() {
        for (service, action, parameters, expected) in [
            (
                "glue",
                "startJobRun.sync",
                "{}",
                r#"{"JobRunId":"jr_sample","SdkHttpMetadata":{"HttpStatusCode":200}}"#,
            ),
            (
                "states",
                "startExecution.sync:2",
                r#"{"StateMachineArn":"arn:aws:states:eu-west-1:1:stateMachine:m","Name":"n"}"#,
                r#"{"ExecutionArn":"arn:aws:states:eu-west-1:1:execution:m:n","StartDate":"2024-01-01T00:00:00.000Z","SdkHttpMetadata":{"HttpStatusCode":200}}"#,
            ),
            (
                "aws-sdk:nobody",
                "knows.waitForTaskToken",
                "{}",
                r#"{"SdkHttpMetadata":{"HttpStatusCode":200}}"#,
            ),
        ] {
            assert_eq!(answer(&call(service, action, parameters)).to_json(), expected);
        }
        assert!(answer(&call("sqs", "sendMessage.waitForTaskToken", "{}")).get("MessageId").is_some());
    }

    #[test]
    fn every_row_is_an_object() {
        for (service, action, text) in ROWS {
            assert!(Value::parse(text).unwrap().as_object().is_some(), "{service}:{action}");
        }
    }

    #[test]
    fn a_service_s_own_errors_refuse_the_call() {
        for (service, error, refused) in [
            ("ecs", "ECS.ClusterNotFoundException", true),
            ("states", "StepFunctions.ExecutionAlreadyExistsException", true),
            ("aws-sdk:sfn", "Sfn.InvalidTokenException", true),
            ("emr-serverless", "EMRServerless.ValidationException", true),
            ("states", "States.TaskFailed", false),
            ("sqs", "Orders.Rejected", false),
            ("sqs", "Rejected", false),
        ] {
            assert_eq!(refuses(&call(service, "x.sync", "{}"), error), refused, "{error}");
        }
    }
}
