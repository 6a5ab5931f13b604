/// An AWS service that has a picture of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Service {
    /// AWS Lambda.
    Lambda,
    /// Amazon DynamoDB.
    DynamoDb,
    /// Amazon SNS.
    Sns,
    /// Amazon SQS.
    Sqs,
    /// Amazon ECS and EKS.
    Ecs,
    /// AWS Glue.
    Glue,
    /// Amazon EventBridge.
    EventBridge,
    /// AWS Step Functions.
    StepFunctions,
    /// Amazon API Gateway.
    ApiGateway,
    /// Amazon S3.
    S3,
    /// Amazon Bedrock.
    Bedrock,
    /// Amazon Athena.
    Athena,
    /// AWS Batch.
    Batch,
    /// A third-party API over HTTP.
    Http,
    /// An activity, whose worker lives anywhere.
    Activity,
}

impl Service {
    /// Every service.
    pub const ALL: [Service; 15] = [
        Service::Lambda,
        Service::DynamoDb,
        Service::Sns,
        Service::Sqs,
        Service::Ecs,
        Service::Glue,
        Service::EventBridge,
        Service::StepFunctions,
        Service::ApiGateway,
        Service::S3,
        Service::Bedrock,
        Service::Athena,
        Service::Batch,
        Service::Http,
        Service::Activity,
    ];

    /// The service of the name that stands in a resource: `lambda` in `arn:aws:states:::lambda:invoke`, `s3` in
    /// `arn:aws:states:::aws-sdk:s3:listObjectsV2`.
    pub fn named(name: &str) -> Option<Service> {
        Some(match name.to_ascii_lowercase().as_str() {
            "lambda" => Service::Lambda,
            "dynamodb" => Service::DynamoDb,
            "sns" => Service::Sns,
            "sqs" => Service::Sqs,
            "ecs" | "eks" => Service::Ecs,
            "glue" | "databrew" => Service::Glue,
            "events" | "eventbridge" => Service::EventBridge,
            "states" | "sfn" => Service::StepFunctions,
            "apigateway" => Service::ApiGateway,
            "s3" => Service::S3,
            "bedrock" | "bedrockruntime" | "bedrockagent" | "bedrockagentruntime" => Service::Bedrock,
            "athena" => Service::Athena,
            "batch" => Service::Batch,
            "http" => Service::Http,
            "activity" => Service::Activity,
            _ => return None,
        })
    }
}
