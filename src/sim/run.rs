use super::world::{MockScript, Objects, Unmocked};
use super::{Names, SimTime};
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The two kinds of workflows (AWS, "Standard vs. Express workflows").
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WorkflowType {
    /// Up to a year and 25,000 events.
    #[default]
    Standard,
    /// Up to five minutes.
    Express,
}

/// A run to be made: the definition, its input, and the world it runs in. The same request gives the same report.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunRequest {
    /// The definition's text.
    pub definition: Arc<str>,
    /// The execution's input.
    pub input: Value,
    /// The results of Tasks.
    pub mocks: MockScript,
    /// What a Task without a mock does.
    pub unmocked: Unmocked,
    /// Standard or Express.
    pub workflow_type: WorkflowType,
    /// When the run begins.
    pub clock: SimTime,
    /// Where chance begins.
    pub seed: u64,
    /// The names in the context object.
    pub names: Names,
    /// What an ItemReader finds in S3.
    pub objects: Objects,
    /// Whether the report has a line for each phase.
    pub trace: bool,
    /// After how many steps the interpreter gives up.
    pub max_steps: u64,
}

impl Default for RunRequest {
    fn default() -> Self {
        RunRequest {
            definition: Arc::default(),
            input: Value::empty_object(),
            mocks: MockScript::default(),
            unmocked: Unmocked::default(),
            workflow_type: WorkflowType::default(),
            clock: SimTime(1_704_067_200_000),
            seed: 0,
            names: Names::default(),
            objects: Objects::default(),
            trace: false,
            max_steps: 10_000_000,
        }
    }
}
