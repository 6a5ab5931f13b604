use super::{Amount, Template};
use crate::asl::resource::{Pattern, Resource};
use crate::sim::event::TaskFamily;
use std::sync::Arc;

/// A Task.
#[derive(Debug)]
pub(in crate::sim) struct TaskCode {
    /// The `Resource` as written.
    pub(in crate::sim) resource_text: Arc<str>,
    pub(in crate::sim) family: TaskFamily,
    /// `lambda`, `aws-sdk:s3`; empty where the family has its own events.
    pub(in crate::sim) resource_type: Arc<str>,
    /// `invoke.waitForTaskToken`, or the ARN of a function or an activity.
    pub(in crate::sim) resource: Arc<str>,
    /// The region that the ARN names; empty for the execution's own.
    pub(in crate::sim) region: Arc<str>,
    pub(in crate::sim) pattern: Pattern,
    pub(in crate::sim) timeout: Option<Amount>,
    pub(in crate::sim) heartbeat: Option<Amount>,
    pub(in crate::sim) credentials: Option<Template>,
}

impl TaskCode {
    pub(super) fn new(resource_text: &Arc<str>) -> Self {
        let mut code = TaskCode {
            resource_text: resource_text.clone(),
            family: TaskFamily::LambdaFunction,
            resource_type: Arc::default(),
            resource: resource_text.clone(),
            region: Arc::default(),
            pattern: Pattern::RequestResponse,
            timeout: None,
            heartbeat: None,
            credentials: None,
        };
        match Resource::parse(resource_text) {
            // What a placeholder stands for is known only when deployed; most are functions.
            Resource::LambdaFunction { .. } | Resource::Placeholder(_) | Resource::Unknown(_) => {}
            Resource::Activity { .. } => code.family = TaskFamily::Activity,
            Resource::Service(call) => {
                let prefix = if call.sdk { "aws-sdk:" } else { "" };
                code.family = TaskFamily::Task;
                code.resource_type = format!("{prefix}{}", call.service).into();
                code.resource = format!("{}{}", call.action, call.pattern.suffix()).into();
                code.region = call.region.as_str().into();
                code.pattern = call.pattern;
            }
        }
        code
    }

    /// Whether a callback with a token may end the Task: `.waitForTaskToken`, but also `.sync` (aws-behaviour 15).
    pub(in crate::sim) fn has_token(&self) -> bool {
        self.pattern != Pattern::RequestResponse
    }
}
