use super::ways::{CALLBACK, JOB, ONCE};
use crate::asl::resource::Pattern::{self, RequestResponse, Sync, Sync2, WaitForTaskToken};

/// An optimised integration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Optimized {
    /// The service, as it stands in the ARN.
    pub service: &'static str,
    /// The action.
    pub action: &'static str,
    /// The ways to wait that it has.
    pub patterns: &'static [Pattern],
    /// What it does.
    pub what: &'static str,
    /// A request with what it needs, as JSON. The value of a key with `@` behind it is a path; `«…»` is for the author
    /// to fill in.
    pub request: &'static str,
    /// The same while it waits for a task token, where that needs the token inside the request.
    pub token_request: &'static str,
    /// The fields without which AWS refuses the request, in its order (as cdk-preflight measured them).
    pub required: &'static [&'static str],
    /// The page of the developer guide.
    pub page: &'static str,
}

impl Optimized {
    /// The ARN with a way to wait.
    pub fn arn(&self, pattern: Pattern) -> String {
        format!("arn:aws:states:::{}:{}{}", self.service, self.action, pattern.suffix())
    }

    /// The request that a way to wait needs.
    pub fn request_for(&self, pattern: Pattern) -> &'static str {
        if pattern == WaitForTaskToken && !self.token_request.is_empty() {
            self.token_request
        } else {
            self.request
        }
    }
}

/// The row of an action.
pub fn optimized(service: &str, action: &str) -> Option<&'static Optimized> {
    OPTIMIZED.iter().find(|row| row.service == service && row.action == action)
}

const fn row(
    service: &'static str,
    action: &'static str,
    patterns: &'static [Pattern],
    what: &'static str,
    request: &'static str,
    page: &'static str,
) -> Optimized {
    Optimized { service, action, patterns, what, request, token_request: "", required: &[], page }
}

const fn with_token(token_request: &'static str, row: Optimized) -> Optimized {
    Optimized { token_request, ..row }
}

const fn needing(required: &'static [&'static str], row: Optimized) -> Optimized {
    Optimized { required, ..row }
}

/// All optimised integrations; those that definitions use most come first.
pub const OPTIMIZED: &[Optimized] = &[
    needing(
        &["FunctionName"],
        with_token(
            r#"{"FunctionName": "«MyFunction»", "Payload": {"TaskToken@": "$$.Task.Token", "Input@": "$"}}"#,
            row(
                "lambda",
                "invoke",
                CALLBACK,
                "Invokes a Lambda function.",
                r#"{"FunctionName": "«MyFunction»", "Payload@": "$"}"#,
                "connect-lambda",
            ),
        ),
    ),
    needing(
        &["TableName", "Key"],
        row(
            "dynamodb",
            "getItem",
            ONCE,
            "Reads an item of a table.",
            r#"{"TableName": "«MyTable»", "Key": {"«id»": {"S@": "$.«id»"}}}"#,
            "connect-ddb",
        ),
    ),
    needing(
        &["TableName", "Item"],
        row(
            "dynamodb",
            "putItem",
            ONCE,
            "Writes an item into a table.",
            r#"{"TableName": "«MyTable»", "Item": {"«id»": {"S@": "$.«id»"}}}"#,
            "connect-ddb",
        ),
    ),
    row(
        "dynamodb",
        "updateItem",
        ONCE,
        "Changes an item of a table.",
        r##"{"TableName": "«MyTable»", "Key": {"«id»": {"S@": "$.«id»"}}, "UpdateExpression": "SET #f = :v",
            "ExpressionAttributeNames": {"#f": "«field»"}, "ExpressionAttributeValues": {":v": {"S@": "$.«value»"}}}"##,
        "connect-ddb",
    ),
    row(
        "dynamodb",
        "deleteItem",
        ONCE,
        "Deletes an item of a table.",
        r#"{"TableName": "«MyTable»", "Key": {"«id»": {"S@": "$.«id»"}}}"#,
        "connect-ddb",
    ),
    needing(
        &["Message"],
        with_token(
            r#"{"TopicArn": "«arn:aws:sns:REGION:ACCOUNT:TOPIC»", "Message": {"TaskToken@": "$$.Task.Token", "Input@": "$"}}"#,
            row(
                "sns",
                "publish",
                CALLBACK,
                "Publishes a message to a topic.",
                r#"{"TopicArn": "«arn:aws:sns:REGION:ACCOUNT:TOPIC»", "Message@": "$"}"#,
                "connect-sns",
            ),
        ),
    ),
    needing(
        &["QueueUrl", "MessageBody"],
        with_token(
            r#"{"QueueUrl": "«https://sqs.REGION.amazonaws.com/ACCOUNT/QUEUE»",
            "MessageBody": {"TaskToken@": "$$.Task.Token", "Input@": "$"}}"#,
            row(
                "sqs",
                "sendMessage",
                CALLBACK,
                "Sends a message to a queue.",
                r#"{"QueueUrl": "«https://sqs.REGION.amazonaws.com/ACCOUNT/QUEUE»", "MessageBody@": "$"}"#,
                "connect-sqs",
            ),
        ),
    ),
    needing(
        &["Entries"],
        with_token(
            r#"{"Entries": [{"Detail": {"TaskToken@": "$$.Task.Token", "Input@": "$"}, "DetailType": "«MyDetailType»",
            "EventBusName": "«default»", "Source": "«my.source»"}]}"#,
            row(
                "events",
                "putEvents",
                CALLBACK,
                "Sends events to an event bus.",
                r#"{"Entries": [{"Detail@": "$", "DetailType": "«MyDetailType»", "EventBusName": "«default»", "Source": "«my.source»"}]}"#,
                "connect-eventbridge",
            ),
        ),
    ),
    needing(
        &["StateMachineArn"],
        with_token(
            r#"{"StateMachineArn": "«arn:aws:states:REGION:ACCOUNT:stateMachine:NAME»",
            "Input": {"TaskToken@": "$$.Task.Token", "Input@": "$"}}"#,
            row(
                "states",
                "startExecution",
                &[RequestResponse, Sync, Sync2, WaitForTaskToken],
                "Starts an execution of another state machine.",
                r#"{"StateMachineArn": "«arn:aws:states:REGION:ACCOUNT:stateMachine:NAME»", "Input@": "$"}"#,
                "connect-stepfunctions",
            ),
        ),
    ),
    needing(
        &["TaskDefinition"],
        with_token(
            r#"{"LaunchType": "FARGATE", "Cluster": "«MyCluster»", "TaskDefinition": "«MyTaskDefinition»",
            "Overrides": {"ContainerOverrides": [{"Name": "«container»",
            "Environment": [{"Name": "TASK_TOKEN", "Value@": "$$.Task.Token"}]}]}}"#,
            row(
                "ecs",
                "runTask",
                &[RequestResponse, Sync, WaitForTaskToken],
                "Runs an ECS or Fargate task.",
                r#"{"LaunchType": "FARGATE", "Cluster": "«MyCluster»", "TaskDefinition": "«MyTaskDefinition»"}"#,
                "connect-ecs",
            ),
        ),
    ),
    needing(
        &["JobName"],
        row(
            "glue",
            "startJobRun",
            JOB,
            "Starts a run of a Glue job.",
            r#"{"JobName": "«MyJob»"}"#,
            "connect-glue",
        ),
    ),
    row(
        "athena",
        "startQueryExecution",
        JOB,
        "Runs a query.",
        r#"{"QueryString": "«SELECT 1»", "WorkGroup": "«primary»"}"#,
        "connect-athena",
    ),
    row(
        "athena",
        "getQueryResults",
        ONCE,
        "Reads the results of a query.",
        r#"{"QueryExecutionId@": "$.«QueryExecutionId»"}"#,
        "connect-athena",
    ),
    row(
        "athena",
        "getQueryExecution",
        ONCE,
        "Reads how a query stands.",
        r#"{"QueryExecutionId@": "$.«QueryExecutionId»"}"#,
        "connect-athena",
    ),
    row(
        "athena",
        "stopQueryExecution",
        ONCE,
        "Stops a query.",
        r#"{"QueryExecutionId@": "$.«QueryExecutionId»"}"#,
        "connect-athena",
    ),
    row(
        "batch",
        "submitJob",
        JOB,
        "Submits a Batch job.",
        r#"{"JobName": "«MyJob»", "JobQueue": "«MyQueue»", "JobDefinition": "«MyJobDefinition»"}"#,
        "connect-batch",
    ),
    row(
        "http",
        "invoke",
        ONCE,
        "Calls an HTTPS API with an EventBridge connection.",
        r#"{"ApiEndpoint": "«https://api.example.com/items»", "Method": "«GET»",
            "Authentication": {"ConnectionArn": "«arn:aws:events:REGION:ACCOUNT:connection/NAME/ID»"}}"#,
        "call-https-apis",
    ),
    with_token(
        r#"{"ApiEndpoint": "«ID.execute-api.REGION.amazonaws.com»", "Method": "«POST»", "Stage": "«prod»", "Path": "«/items»",
            "Headers": {"TaskToken@": "States.Array($$.Task.Token)"}, "AuthType": "IAM_ROLE"}"#,
        row(
            "apigateway",
            "invoke",
            CALLBACK,
            "Calls an API of API Gateway.",
            r#"{"ApiEndpoint": "«ID.execute-api.REGION.amazonaws.com»", "Method": "«GET»", "Stage": "«prod»", "Path": "«/items»",
                "AuthType": "IAM_ROLE"}"#,
            "connect-api-gateway",
        ),
    ),
    row(
        "bedrock",
        "invokeModel",
        ONCE,
        "Invokes a model of Bedrock.",
        r#"{"ModelId": "«anthropic.claude-3-haiku-20240307-v1:0»", "Body@": "$"}"#,
        "connect-bedrock",
    ),
    row(
        "bedrock",
        "createModelCustomizationJob",
        JOB,
        "Fine-tunes a model of Bedrock.",
        r#"{"BaseModelIdentifier": "«»", "CustomModelName": "«»", "JobName": "«»", "RoleArn": "«»",
            "TrainingDataConfig": {"S3Uri": "«»"}, "OutputDataConfig": {"S3Uri": "«»"}}"#,
        "connect-bedrock",
    ),
    row(
        "codebuild",
        "startBuild",
        JOB,
        "Starts a build.",
        r#"{"ProjectName": "«MyProject»"}"#,
        "connect-codebuild",
    ),
    row("codebuild", "stopBuild", ONCE, "Stops a build.", r#"{"Id@": "$.«Id»"}"#, "connect-codebuild"),
    row(
        "codebuild",
        "startBuildBatch",
        JOB,
        "Starts a batch of builds.",
        r#"{"ProjectName": "«MyProject»"}"#,
        "connect-codebuild",
    ),
    row(
        "databrew",
        "startJobRun",
        JOB,
        "Starts a run of a DataBrew job.",
        r#"{"Name": "«MyJob»"}"#,
        "connect-databrew",
    ),
    row(
        "elasticmapreduce",
        "createCluster",
        JOB,
        "Creates an EMR cluster.",
        r#"{"Name": "«MyCluster»", "ReleaseLabel": "«emr-7.1.0»", "ServiceRole": "«EMR_DefaultRole»",
            "JobFlowRole": "«EMR_EC2_DefaultRole»", "Instances": {"KeepJobFlowAliveWhenNoSteps": true, "InstanceFleets": []}}"#,
        "connect-emr",
    ),
    row(
        "elasticmapreduce",
        "addStep",
        JOB,
        "Adds a step to an EMR cluster.",
        r#"{"ClusterId@": "$.«ClusterId»", "Step": {"Name": "«MyStep»", "ActionOnFailure": "«CONTINUE»",
            "HadoopJarStep": {"Jar": "command-runner.jar", "Args": ["«»"]}}}"#,
        "connect-emr",
    ),
    row(
        "elasticmapreduce",
        "cancelStep",
        ONCE,
        "Cancels a step of an EMR cluster.",
        r#"{"ClusterId@": "$.«ClusterId»", "StepId@": "$.«StepId»"}"#,
        "connect-emr",
    ),
    row(
        "elasticmapreduce",
        "terminateCluster",
        JOB,
        "Terminates an EMR cluster.",
        r#"{"ClusterId@": "$.«ClusterId»"}"#,
        "connect-emr",
    ),
    row(
        "emr-containers",
        "startJobRun",
        JOB,
        "Starts a job on EMR on EKS.",
        r#"{"VirtualClusterId": "«»", "ExecutionRoleArn": "«»", "ReleaseLabel": "«»", "JobDriver": {"SparkSubmitJobDriver": {"EntryPoint": "«»"}}}"#,
        "connect-emr-eks",
    ),
    row(
        "emr-serverless",
        "startJobRun",
        JOB,
        "Starts a job on EMR Serverless.",
        r#"{"ApplicationId": "«»", "ExecutionRoleArn": "«»", "JobDriver": {"SparkSubmit": {"EntryPoint": "«»"}}}"#,
        "connect-emr-serverless",
    ),
    row(
        "eks",
        "runJob",
        JOB,
        "Runs a Kubernetes job.",
        r#"{"ClusterName": "«MyCluster»", "CertificateAuthority": "«»", "Endpoint": "«»", "Job": {"apiVersion": "batch/v1", "kind": "Job",
            "metadata": {"name": "«»"}, "spec": {"template": {"spec": {"containers": [{"name": "«»", "image": "«»"}], "restartPolicy": "Never"}}}}}"#,
        "connect-eks",
    ),
    row(
        "eks",
        "call",
        ONCE,
        "Calls the API of a Kubernetes cluster.",
        r#"{"ClusterName": "«MyCluster»", "CertificateAuthority": "«»", "Endpoint": "«»", "Method": "«GET»", "Path": "«/api/v1/pods»"}"#,
        "connect-eks",
    ),
    row(
        "mediaconvert",
        "createJob",
        JOB,
        "Creates a transcoding job.",
        r#"{"Role": "«»", "Settings": {}}"#,
        "connect-mediaconvert",
    ),
    row(
        "sagemaker",
        "createTrainingJob",
        JOB,
        "Trains a model.",
        r#"{"TrainingJobName": "«»", "RoleArn": "«»", "AlgorithmSpecification": {"TrainingImage": "«»", "TrainingInputMode": "File"},
            "OutputDataConfig": {"S3OutputPath": "«»"}, "ResourceConfig": {"InstanceCount": 1, "InstanceType": "«ml.m5.large»", "VolumeSizeInGB": 10},
            "StoppingCondition": {"MaxRuntimeInSeconds": 3600}}"#,
        "connect-sagemaker",
    ),
    row(
        "sagemaker",
        "createTransformJob",
        JOB,
        "Runs a batch of predictions.",
        r#"{"TransformJobName": "«»", "ModelName": "«»", "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "«»"}}},
            "TransformOutput": {"S3OutputPath": "«»"}, "TransformResources": {"InstanceCount": 1, "InstanceType": "«ml.m5.large»"}}"#,
        "connect-sagemaker",
    ),
    row(
        "sagemaker",
        "createProcessingJob",
        JOB,
        "Runs a processing job.",
        r#"{"ProcessingJobName": "«»", "RoleArn": "«»", "AppSpecification": {"ImageUri": "«»"},
            "ProcessingResources": {"ClusterConfig": {"InstanceCount": 1, "InstanceType": "«ml.m5.large»", "VolumeSizeInGB": 10}}}"#,
        "connect-sagemaker",
    ),
    row(
        "sagemaker",
        "createEndpoint",
        ONCE,
        "Creates an endpoint for a model.",
        r#"{"EndpointName": "«»", "EndpointConfigName": "«»"}"#,
        "connect-sagemaker",
    ),
    row(
        "sagemaker",
        "createModel",
        ONCE,
        "Creates a model.",
        r#"{"ModelName": "«»", "ExecutionRoleArn": "«»", "PrimaryContainer": {"Image": "«»", "ModelDataUrl": "«»"}}"#,
        "connect-sagemaker",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asl::resource::Resource;

    #[test]
    fn every_row_is_a_resource_and_its_requests_are_json() {
        for row in OPTIMIZED {
            for &pattern in row.patterns {
                let Resource::Service(call) = Resource::parse(&row.arn(pattern)) else { panic!("{row:?}") };
                assert_eq!((call.service.as_str(), call.pattern, call.sdk), (row.service, pattern, false));
                let parsed = crate::json::parse(row.request_for(pattern));
                assert_eq!(parsed.problems, [], "{row:?}");
            }
            let request = crate::json::parse(row.request).tree;
            let members = request.root().map_or(&[][..], |root| request.members(root));
            let given = |name: &&str| members.iter().any(|member| member.key.trim_end_matches('@') == *name);
            assert!(row.required.iter().all(given), "{}:{} lacks what it needs", row.service, row.action);
            let token = row.patterns.contains(&WaitForTaskToken);
            assert_eq!(token, !row.token_request.is_empty(), "{}:{}", row.service, row.action);
            assert_eq!(optimized(row.service, row.action), Some(row), "each action has one row");
        }
    }
}
