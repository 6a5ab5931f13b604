use crate::asl::resource::Pattern::{self, RequestResponse, Sync, Sync2, WaitForTaskToken};

/// The ways in which the calls of an optimised service can be waited for, some call of it at least (AWS developer guide,
/// "Integrating services"); none for a service that is not known.
pub fn ways_of(service: &str) -> Option<&'static [Pattern]> {
    WAYS.iter().find(|(known, _)| *known == service).map(|(_, ways)| *ways)
}

pub(super) const ONCE: &[Pattern] = &[RequestResponse];
pub(super) const JOB: &[Pattern] = &[RequestResponse, Sync];
pub(super) const CALLBACK: &[Pattern] = &[RequestResponse, WaitForTaskToken];
const JOB_OR_CALLBACK: &[Pattern] = &[RequestResponse, Sync, WaitForTaskToken];

const WAYS: &[(&str, &[Pattern])] = &[
    ("apigateway", CALLBACK),
    ("athena", JOB),
    ("batch", JOB),
    ("bedrock", JOB_OR_CALLBACK),
    ("bedrockagentcore", ONCE),
    ("codebuild", JOB),
    ("databrew", JOB),
    ("dynamodb", ONCE),
    ("ecs", JOB_OR_CALLBACK),
    ("eks", JOB_OR_CALLBACK),
    ("elasticmapreduce", JOB),
    ("emr-containers", JOB),
    ("emr-serverless", JOB),
    ("events", CALLBACK),
    ("glue", JOB),
    ("http", ONCE),
    ("lambda", CALLBACK),
    ("mediaconvert", JOB),
    ("sagemaker", JOB),
    ("sns", CALLBACK),
    ("sqs", CALLBACK),
    ("states", &[RequestResponse, Sync, Sync2, WaitForTaskToken]),
];

/// How a Task waits, in a sentence.
pub fn meaning(pattern: Pattern) -> &'static str {
    match pattern {
        RequestResponse => "Goes on with the response of the call.",
        Sync => "Waits until the job is done; the result describes the finished job.",
        Sync2 => "Waits until the execution is done; its output comes as JSON.",
        WaitForTaskToken => "Waits until somebody sends the task token back.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asl::services::OPTIMIZED;

    #[test]
    fn no_call_has_a_way_that_its_service_has_not() {
        for row in OPTIMIZED {
            let ways = ways_of(row.service).unwrap_or_default();
            assert!(row.patterns.iter().all(|way| ways.contains(way)), "{}:{}", row.service, row.action);
        }
    }
}
