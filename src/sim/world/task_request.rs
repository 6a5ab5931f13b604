use crate::asl::StatePath;
use crate::sim::Place;
use crate::sim::event::{ErrorOutput, TaskCall};
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A Task that waits for what the world makes of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRequest {
    /// The Task's address in the definition.
    pub state: Arc<StatePath>,
    /// The branches and iterations around it.
    pub place: Arc<Place>,
    /// The how-manyth invocation of this Task in the whole execution, from 0: retries, loops and iterations count.
    pub invocation: u32,
    /// The how-manyth invocation of this Task at this place, from 0.
    pub local_invocation: u32,
    /// What is called with what.
    pub call: TaskCall,
    /// The definition's `Resource`.
    pub resource: Arc<str>,
}

/// What the world makes of a Task, and when.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// Seconds from the call to the answer.
    pub after_seconds: f64,
    /// The answer.
    pub result: TaskResult,
}

/// The answer to a Task.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum TaskResult {
    /// Its result.
    Return(Value),
    /// Its error.
    Throw(ErrorOutput),
}

impl Outcome {
    /// An answer that takes no time.
    pub fn now(result: TaskResult) -> Self {
        Outcome { after_seconds: 0.0, result }
    }
}
