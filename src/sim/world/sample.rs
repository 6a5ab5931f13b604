//! Plausible results of integrations, for Tasks that nobody has mocked: one row an API action, in the shapes of AWS's API
//! references. Jobs are always done, so that a loop that waits for one comes to its end.

use super::TaskRequest;
use crate::sim::event::{TaskCall, TaskFamily};
use crate::value::Value;

/// The result of a Task in the shape of its integration.
pub(super) fn result(request: &TaskRequest) -> Value {
    let call = &request.call;
    if call.integration.family != TaskFamily::Task {
        return function_result(&call.parameters);
    }
    let (service, action) = (service(call), action(call));
    let pattern = call.integration.resource.split_once('.').map_or("", |(_, pattern)| pattern);
    match (service, action, pattern) {
        (_, _, "waitForTaskToken") => function_result(&Value::Null),
        ("lambda", "invoke", _) => lambda_result(&call.parameters),
        ("states", "startExecution", "sync" | "sync:2") => execution_result(&call.parameters, pattern),
        _ => row(service, action),
    }
}

/// The service that is called, whichever way.
pub(super) fn service(call: &TaskCall) -> &str {
    call.integration.resource_type.strip_prefix("aws-sdk:").unwrap_or(&call.integration.resource_type)
}

/// The API action that is called.
pub(super) fn action(call: &TaskCall) -> &str {
    call.integration.resource.split_once('.').map_or(&call.integration.resource, |(action, _)| action)
}

/// The result of an action that is known, or else nothing.
pub(super) fn row(service: &str, action: &str) -> Value {
    let known = ROWS.iter().find(|row| row.0 == service && row.1.eq_ignore_ascii_case(action));
    known.and_then(|row| Value::parse(row.2).ok()).unwrap_or_else(Value::empty_object)
}

/// What a function of one's own gives: its input, so that fields which later states read are there, and marks of success.
fn function_result(input: &Value) -> Value {
    let marks = [("statusCode", Value::from(200_i64)), ("status", Value::from("SUCCEEDED"))];
    let mut result = input.as_object().cloned().unwrap_or_default();
    for (key, mark) in marks {
        if !result.contains_key(key) {
            result.insert(key.into(), mark);
        }
    }
    Value::from(result)
}

fn lambda_result(parameters: &Value) -> Value {
    let payload = function_result(parameters.get("Payload").unwrap_or(&Value::Null));
    Value::object([
        ("ExecutedVersion", Value::from("$LATEST")),
        ("Payload", payload),
        ("SdkHttpMetadata", Value::object([("HttpStatusCode", Value::from(200_i64))])),
        ("StatusCode", Value::from(200_i64)),
    ])
}

/// A nested execution that gives back its input: as text for `.sync`, as JSON for `.sync:2`.
fn execution_result(parameters: &Value, pattern: &str) -> Value {
    let input = parameters.get("Input").cloned().unwrap_or_else(Value::empty_object);
    let output = if pattern == "sync:2" { input } else { Value::from(input.to_json()) };
    Value::object([
        ("ExecutionArn", Value::from("arn:aws:states:us-east-1:123456789012:execution:sample:run")),
        ("Input", output.clone()),
        ("Name", Value::from("run")),
        ("Output", output),
        ("StartDate", Value::from("2024-01-01T00:00:00.000Z")),
        ("StateMachineArn", parameters.get("StateMachineArn").cloned().unwrap_or_default()),
        ("Status", Value::from("SUCCEEDED")),
        ("StopDate", Value::from("2024-01-01T00:00:01.000Z")),
    ])
}

/// Service, action, result.
const ROWS: &[(&str, &str, &str)] = &[
    ("dynamodb", "getItem", r#"{"Item":{"id":{"S":"sample"},"status":{"S":"SUCCEEDED"}}}"#),
    ("dynamodb", "putItem", r#"{}"#),
    ("dynamodb", "updateItem", r#"{"Attributes":{"id":{"S":"sample"},"status":{"S":"SUCCEEDED"}}}"#),
    ("dynamodb", "deleteItem", r#"{}"#),
    ("dynamodb", "query", r#"{"Count":1,"Items":[{"id":{"S":"sample"}}],"ScannedCount":1}"#),
    ("dynamodb", "scan", r#"{"Count":1,"Items":[{"id":{"S":"sample"}}],"ScannedCount":1}"#),
    ("sns", "publish", r#"{"MessageId":"7bf2b5f2-0e5c-4cd9-9f8c-5a1d5d8a1c6e","SequenceNumber":null}"#),
    (
        "sqs",
        "sendMessage",
        r#"{"MD5OfMessageBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","MessageId":"a7a2e6f4-9a7b-4bb0-8e9d-0d7d0c4a9a3c"}"#,
    ),
    ("sqs", "receiveMessage", r#"{"Messages":[]}"#),
    (
        "ecs",
        "runTask",
        r#"{"Failures":[],"Tasks":[{"ClusterArn":"arn:aws:ecs:us-east-1:123456789012:cluster/sample","Containers":[{"ExitCode":0,"LastStatus":"STOPPED","Name":"sample"}],"DesiredStatus":"STOPPED","LastStatus":"STOPPED","StopCode":"EssentialContainerExited","TaskArn":"arn:aws:ecs:us-east-1:123456789012:task/sample/0f9de17a6465404e8b1b2356dc13c2f8","TaskDefinitionArn":"arn:aws:ecs:us-east-1:123456789012:task-definition/sample:1"}]}"#,
    ),
    (
        "glue",
        "startJobRun",
        r#"{"Attempt":0,"CompletedOn":"2024-01-01T00:01:00.000Z","ExecutionTime":60,"Id":"jr_sample","JobName":"sample","JobRunId":"jr_sample","JobRunState":"SUCCEEDED","StartedOn":"2024-01-01T00:00:00.000Z"}"#,
    ),
    ("glue", "getJobRun", r#"{"JobRun":{"Id":"jr_sample","JobName":"sample","JobRunState":"SUCCEEDED"}}"#),
    ("glue", "startCrawler", r#"{}"#),
    (
        "glue",
        "getCrawler",
        r#"{"Crawler":{"Name":"sample","State":"READY","LastCrawl":{"Status":"SUCCEEDED"}}}"#,
    ),
    (
        "events",
        "putEvents",
        r#"{"Entries":[{"EventId":"11710aed-b79e-4468-a20b-bb3c0c3b4860"}],"FailedEntryCount":0}"#,
    ),
    (
        "states",
        "startExecution",
        r#"{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:sample:run","StartDate":"2024-01-01T00:00:00.000Z"}"#,
    ),
    (
        "sfn",
        "startExecution",
        r#"{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:sample:run","StartDate":"2024-01-01T00:00:00.000Z"}"#,
    ),
    (
        "sfn",
        "startSyncExecution",
        r#"{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:express:sample:run:1","Output":"{}","StartDate":"2024-01-01T00:00:00.000Z","Status":"SUCCEEDED","StopDate":"2024-01-01T00:00:01.000Z"}"#,
    ),
    (
        "sfn",
        "describeExecution",
        r#"{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:sample:run","Output":"{}","Status":"SUCCEEDED"}"#,
    ),
    (
        "apigateway",
        "invoke",
        r#"{"Headers":{"Content-Type":["application/json"]},"ResponseBody":{},"StatusCode":200,"StatusText":"OK"}"#,
    ),
    (
        "http",
        "invoke",
        r#"{"Headers":{"content-type":["application/json"]},"ResponseBody":{},"StatusCode":200,"StatusText":"OK"}"#,
    ),
    (
        "s3",
        "getObject",
        r#"{"Body":"{}","ContentLength":2,"ContentType":"application/json","ETag":"\"99914b932bd37a50b983c5e7c90ae93b\""}"#,
    ),
    ("s3", "putObject", r#"{"ETag":"\"99914b932bd37a50b983c5e7c90ae93b\""}"#),
    (
        "s3",
        "copyObject",
        r#"{"CopyObjectResult":{"ETag":"\"99914b932bd37a50b983c5e7c90ae93b\"","LastModified":"2024-01-01T00:00:00.000Z"}}"#,
    ),
    ("s3", "deleteObject", r#"{}"#),
    ("s3", "headObject", r#"{"ContentLength":2,"ContentType":"application/json"}"#),
    ("s3", "listBuckets", r#"{"Buckets":[{"CreationDate":"2024-01-01T00:00:00.000Z","Name":"sample"}]}"#),
    (
        "s3",
        "listObjectsV2",
        r#"{"Contents":[{"ETag":"\"99914b932bd37a50b983c5e7c90ae93b\"","Key":"sample","LastModified":"2024-01-01T00:00:00.000Z","Size":2,"StorageClass":"STANDARD"}],"IsTruncated":false,"KeyCount":1,"Name":"sample"}"#,
    ),
    (
        "bedrock",
        "invokeModel",
        r#"{"Body":{"completion":"A sample answer.","content":[{"text":"A sample answer.","type":"text"}],"results":[{"outputText":"A sample answer."}],"stop_reason":"end_turn"},"ContentType":"application/json"}"#,
    ),
    (
        "bedrockruntime",
        "converse",
        r#"{"Output":{"Message":{"Content":[{"Text":"A sample answer."}],"Role":"assistant"}},"StopReason":"end_turn"}"#,
    ),
    (
        "athena",
        "startQueryExecution",
        r#"{"QueryExecution":{"Query":"SELECT 1","QueryExecutionId":"b2c1a3f0-0000-4000-8000-000000000000","Status":{"State":"SUCCEEDED"}},"QueryExecutionId":"b2c1a3f0-0000-4000-8000-000000000000"}"#,
    ),
    (
        "athena",
        "getQueryExecution",
        r#"{"QueryExecution":{"QueryExecutionId":"b2c1a3f0-0000-4000-8000-000000000000","Status":{"State":"SUCCEEDED"}}}"#,
    ),
    (
        "athena",
        "getQueryResults",
        r#"{"ResultSet":{"ResultSetMetadata":{"ColumnInfo":[{"Name":"sample","Type":"varchar"}]},"Rows":[{"Data":[{"VarCharValue":"sample"}]},{"Data":[{"VarCharValue":"1"}]}]},"UpdateCount":0}"#,
    ),
    (
        "batch",
        "submitJob",
        r#"{"JobArn":"arn:aws:batch:us-east-1:123456789012:job/sample","JobId":"sample","JobName":"sample","Status":"SUCCEEDED"}"#,
    ),
    ("batch", "describeJobs", r#"{"Jobs":[{"JobId":"sample","JobName":"sample","Status":"SUCCEEDED"}]}"#),
    ("codebuild", "startBuild", r#"{"Build":{"BuildStatus":"SUCCEEDED","Id":"sample:1"}}"#),
    (
        "sagemaker",
        "createTrainingJob",
        r#"{"ModelArtifacts":{"S3ModelArtifacts":"s3://sample/model.tar.gz"},"TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/sample","TrainingJobStatus":"Completed"}"#,
    ),
    (
        "sagemaker",
        "createTransformJob",
        r#"{"TransformJobArn":"arn:aws:sagemaker:us-east-1:123456789012:transform-job/sample","TransformJobStatus":"Completed"}"#,
    ),
    ("sagemaker", "describeTrainingJob", r#"{"TrainingJobStatus":"Completed"}"#),
    ("elasticmapreduce", "createCluster", r#"{"ClusterId":"j-SAMPLE"}"#),
    (
        "elasticmapreduce",
        "addStep",
        r#"{"Step":{"Id":"s-SAMPLE","Status":{"State":"COMPLETED"}},"StepId":"s-SAMPLE"}"#,
    ),
    ("textract", "startDocumentTextDetection", r#"{"JobId":"sample"}"#),
    ("textract", "getDocumentTextDetection", r#"{"Blocks":[],"JobStatus":"SUCCEEDED"}"#),
    ("textract", "getDocumentAnalysis", r#"{"Blocks":[],"JobStatus":"SUCCEEDED"}"#),
    (
        "transcribe",
        "startTranscriptionJob",
        r#"{"TranscriptionJob":{"TranscriptionJobName":"sample","TranscriptionJobStatus":"COMPLETED"}}"#,
    ),
    (
        "transcribe",
        "getTranscriptionJob",
        r#"{"TranscriptionJob":{"Transcript":{"TranscriptFileUri":"https://s3.us-east-1.amazonaws.com/sample/sample.json"},"TranscriptionJobName":"sample","TranscriptionJobStatus":"COMPLETED"}}"#,
    ),
    (
        "comprehend",
        "detectSentiment",
        r#"{"Sentiment":"POSITIVE","SentimentScore":{"Mixed":0.01,"Negative":0.01,"Neutral":0.08,"Positive":0.9}}"#,
    ),
    ("rekognition", "detectLabels", r#"{"Labels":[{"Confidence":99.0,"Name":"Sample"}]}"#),
    (
        "translate",
        "translateText",
        r#"{"SourceLanguageCode":"en","TargetLanguageCode":"de","TranslatedText":"Beispiel"}"#,
    ),
    ("redshiftdata", "executeStatement", r#"{"Id":"b2c1a3f0-0000-4000-8000-000000000000"}"#),
    (
        "redshiftdata",
        "describeStatement",
        r#"{"HasResultSet":true,"Id":"b2c1a3f0-0000-4000-8000-000000000000","Status":"FINISHED"}"#,
    ),
    ("ssm", "getParameter", r#"{"Parameter":{"Name":"sample","Type":"String","Value":"sample"}}"#),
    ("secretsmanager", "getSecretValue", r#"{"Name":"sample","SecretString":"{}"}"#),
    ("ses", "sendEmail", r#"{"MessageId":"sample"}"#),
    ("sesv2", "sendEmail", r#"{"MessageId":"sample"}"#),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_an_object() {
        for (service, action, text) in ROWS {
            assert!(Value::parse(text).unwrap().as_object().is_some(), "{service}:{action}");
        }
    }
}
