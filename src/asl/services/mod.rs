//! What Tasks can call: the optimised integrations with the requests they need, and the actions of `aws-sdk:`. The one
//! place for such facts; checks, completion and hover read it.
//!
//! Sources: AWS developer guide, "Integrating services with Step Functions"; the public API models of AWS (`sdk.txt`).
//!
//! Invariants: every request is JSON; a service or action that is not listed is simply unknown, never wrong.
//!
//! Deliberately absent: what actions answer (see `sim`), and verdicts (see `lint`).

mod optimized;
mod sdk;
mod ways;

pub use optimized::{OPTIMIZED, Optimized, optimized};
pub use sdk::{SdkAction, SdkService, sdk_service, sdk_services, unlisted_services};
pub use ways::{meaning, ways_of};

use super::resource::{Integration, Resource};

/// Names of errors that a call is known to fail with, the service's own and no `States.*`; the most common first.
pub fn errors_of(resource: &Resource) -> Vec<String> {
    match resource {
        Resource::LambdaFunction { .. } => with_prefix("Lambda", LAMBDA),
        Resource::Service(call) if call.sdk => sdk_errors(&call.service, None),
        Resource::Service(call) => optimized_errors(call),
        Resource::Activity { .. } | Resource::Placeholder(_) | Resource::Unknown(_) => Vec::new(),
    }
}

/// Passing faults of Lambda first, as the console's own retrier names them.
const LAMBDA: &[&str] = &[
    "ServiceException",
    "AWSLambdaException",
    "SdkClientException",
    "TooManyRequestsException",
    "ClientExecutionTimeoutException",
    "ResourceNotFoundException",
    "InvalidRequestContentException",
    "Unknown",
];

/// The optimised integrations whose errors begin otherwise than those of the SDK.
const PREFIXES: &[(&str, &str, &str)] = &[
    ("athena", "athena", "Athena"),
    ("batch", "batch", "Batch"),
    ("bedrock", "bedrockruntime", "Bedrock"),
    ("codebuild", "codebuild", "CodeBuild"),
    ("databrew", "databrew", "DataBrew"),
    ("dynamodb", "dynamodb", "DynamoDB"),
    ("ecs", "ecs", "ECS"),
    ("elasticmapreduce", "emr", "EMR"),
    ("emr-serverless", "emrserverless", "EMRServerless"),
    ("events", "eventbridge", "EventBridge"),
    ("glue", "glue", "Glue"),
    ("mediaconvert", "mediaconvert", "MediaConvert"),
    ("sns", "sns", "SNS"),
    ("sqs", "sqs", "SQS"),
    ("states", "sfn", "StepFunctions"),
];

fn optimized_errors(call: &Integration) -> Vec<String> {
    match call.service.as_str() {
        "lambda" => with_prefix("Lambda", LAMBDA),
        "http" => ["States.Http.Socket", "States.Http.StatusCode.429", "States.Http.StatusCode.500"]
            .map(str::to_owned)
            .to_vec(),
        service => {
            let row = PREFIXES.iter().find(|(known, ..)| *known == service);
            let mut errors = row.map_or(Vec::new(), |(_, sdk, prefix)| sdk_errors(sdk, Some(prefix)));
            if service == "events" {
                errors.insert(0, "EventBridge.FailedEntry".to_owned());
            }
            errors
        }
    }
}

fn sdk_errors(service: &str, prefix: Option<&str>) -> Vec<String> {
    let Some(service) = sdk_service(service) else { return Vec::new() };
    let errors: Vec<&str> = service.errors().collect();
    with_prefix(prefix.unwrap_or(service.prefix), &errors)
}

fn with_prefix(prefix: &str, errors: &[&str]) -> Vec<String> {
    errors.iter().map(|error| format!("{prefix}.{error}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_the_prefix_of_their_integration() {
        let errors = |resource: &str| errors_of(&Resource::parse(resource));
        assert_eq!(errors("arn:aws:states:::lambda:invoke")[0], "Lambda.ServiceException");
        assert_eq!(errors("arn:aws:lambda:us-east-1:111111111111:function:f").len(), LAMBDA.len());
        let has = |resource, error: &str| errors(resource).iter().any(|known| known == error);
        assert!(has("arn:aws:states:::dynamodb:putItem", "DynamoDB.ConditionalCheckFailedException"));
        assert!(has("arn:aws:states:::aws-sdk:dynamodb:putItem", "DynamoDb.ConditionalCheckFailedException"));
        assert!(has("arn:aws:states:::aws-sdk:s3:getObject", "S3.NoSuchKeyException"));
        assert!(has("arn:aws:states:::events:putEvents", "EventBridge.FailedEntry"));
        assert_eq!(errors("${Placeholder}"), Vec::<String>::new());
    }

    #[test]
    fn every_prefix_belongs_to_services_that_are_known() {
        for (service, sdk, _) in PREFIXES {
            assert!(OPTIMIZED.iter().any(|row| row.service == *service), "{service}");
            assert!(sdk_service(sdk).is_some(), "{sdk}");
        }
    }
}
