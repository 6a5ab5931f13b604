use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The names that appear in the context object and in ARNs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Names {
    /// The execution.
    pub execution: Arc<str>,
    /// The state machine.
    pub state_machine: Arc<str>,
    /// The execution's role.
    pub role_arn: Arc<str>,
    /// The account's number.
    pub account: Arc<str>,
    /// The region.
    pub region: Arc<str>,
}

impl Default for Names {
    fn default() -> Self {
        Names {
            execution: "dry-run".into(),
            state_machine: "StateMachine".into(),
            role_arn: "arn:aws:iam::123456789012:role/StepFunctionsRole".into(),
            account: "123456789012".into(),
            region: "us-east-1".into(),
        }
    }
}

impl Names {
    /// The ARN of a Standard execution.
    pub fn execution_arn(&self) -> String {
        self.arn(&format!("execution:{}:{}", self.state_machine, self.execution))
    }

    /// The ARN of an Express execution: its name may be given again, so that `id` tells it from others.
    pub fn express_arn(&self, id: &str) -> String {
        self.arn(&format!("express:{}:{}:{id}", self.state_machine, self.execution))
    }

    /// The state machine's ARN.
    pub fn state_machine_arn(&self) -> String {
        self.arn(&format!("stateMachine:{}", self.state_machine))
    }

    /// An ARN of Step Functions in this account and region.
    pub fn arn(&self, resource: &str) -> String {
        format!("arn:aws:states:{}:{}:{resource}", self.region, self.account)
    }
}
