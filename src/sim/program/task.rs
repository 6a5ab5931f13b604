use super::{Amount, Template};
use crate::asl::resource::{Pattern, Resource};
use crate::sim::event::{Integration, TaskFamily};
use std::sync::Arc;

/// A Task.
#[derive(Debug)]
pub(in crate::sim) struct TaskCode {
    /// The `Resource` as written.
    pub(in crate::sim) resource_text: Arc<str>,
    pub(in crate::sim) integration: Arc<Integration>,
    /// The region that the ARN names; empty for the execution's own.
    pub(in crate::sim) region: Arc<str>,
    pub(in crate::sim) pattern: Pattern,
    pub(in crate::sim) timeout: Option<Amount>,
    pub(in crate::sim) heartbeat: Option<Amount>,
    pub(in crate::sim) credentials: Option<Template>,
}

impl TaskCode {
    pub(super) fn new(resource_text: &Arc<str>) -> Self {
        let (mut region, mut pattern) = (Arc::default(), Pattern::RequestResponse);
        let mut integration = Integration {
            family: TaskFamily::LambdaFunction,
            resource_type: Arc::default(),
            resource: resource_text.clone(),
        };
        match Resource::parse(resource_text) {
            // What a placeholder stands for is known only when deployed; most are functions.
            Resource::LambdaFunction { .. } | Resource::Placeholder(_) | Resource::Unknown(_) => {}
            Resource::Activity { .. } => integration.family = TaskFamily::Activity,
            Resource::Service(call) => {
                let prefix = if call.sdk { "aws-sdk:" } else { "" };
                integration.family = TaskFamily::Task;
                integration.resource_type = format!("{prefix}{}", call.service).into();
                integration.resource = format!("{}{}", call.action, call.pattern.suffix()).into();
                region = call.region.as_str().into();
                pattern = call.pattern;
            }
        }
        TaskCode {
            resource_text: resource_text.clone(),
            integration: Arc::new(integration),
            region,
            pattern,
            timeout: None,
            heartbeat: None,
            credentials: None,
        }
    }

    /// Whether a callback with a token may end the Task: `.waitForTaskToken`, but also `.sync` (aws-behaviour 15).
    pub(in crate::sim) fn has_token(&self) -> bool {
        self.pattern != Pattern::RequestResponse
    }
}
