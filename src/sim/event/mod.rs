//! What happens in a run, as typed values; printed in the shape of GetExecutionHistory only when somebody asks.

mod history;
mod told;

use super::{Place, SimTime};
use crate::asl::{StateType, TransitionKind};
use crate::value::{Map, Value};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
pub(super) use told::{Iteration, StateEntered, StateExited, TaskEvent, Told};

/// The number of an event in its execution's history, from 1; 0 stands for "none".
pub type EventId = u32;

/// An entry of an execution's history.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// The event that led to it.
    pub previous: EventId,
    /// When, on the virtual clock.
    pub at: SimTime,
    /// Where in the run.
    pub place: Arc<Place>,
    /// What.
    pub kind: EventKind,
}

/// An error's name and its explanation, both of which may be absent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ErrorOutput {
    /// The error's name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<Arc<str>>,
    /// The explanation.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cause: Option<Arc<str>>,
}

/// What a Task asks of the world.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskCall {
    /// What is called.
    pub integration: Arc<Integration>,
    /// The region of a service call.
    pub region: Arc<str>,
    /// The effective input.
    pub parameters: Value,
    /// `TimeoutSeconds`, if given.
    pub timeout_seconds: Option<i64>,
    /// `HeartbeatSeconds`, if given.
    pub heartbeat_seconds: Option<i64>,
    /// The role of `Credentials`, if given.
    pub role_arn: Option<Arc<str>>,
}

/// A service's action, a function or an activity, as a Task's `Resource` names it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Integration {
    /// Which family of events its calls have.
    pub family: TaskFamily,
    /// `lambda`, `sqs`, `aws-sdk:s3`; empty for a function's or an activity's own ARN.
    pub resource_type: Arc<str>,
    /// `invoke`, `sendMessage.waitForTaskToken`; or the ARN of a function or an activity.
    pub resource: Arc<str>,
}

/// The families of a Task's events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TaskFamily {
    /// `Task…`: service integrations.
    Task,
    /// `LambdaFunction…`: a function by its own ARN.
    LambdaFunction,
    /// `Activity…`
    Activity,
}

/// How a Task comes along.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum TaskProgress {
    /// `…Scheduled`
    Scheduled,
    /// `…Started`
    Started,
    /// `TaskSubmitted`: the service took the job; with its answer.
    Submitted(Value),
    /// `TaskSubmitFailed`: the service did not take the job.
    SubmitFailed(ErrorOutput),
    /// `…Succeeded`, with the result.
    Succeeded(Value),
    /// `…Failed`
    Failed(ErrorOutput),
    /// `…TimedOut`
    TimedOut(ErrorOutput),
}

/// Which containers' life an event tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Container {
    /// `ParallelState…`
    Parallel,
    /// `MapState…`
    Map,
}

/// How something that runs for a while ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Ending {
    /// `…Succeeded`
    Succeeded,
    /// `…Failed`
    Failed,
    /// `…Aborted`
    Aborted,
}

/// The way a state was left.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Way {
    /// The field that leads on.
    pub kind: TransitionKind,
    /// The state it names.
    pub target: Arc<str>,
}

/// The kinds of events (reference b16).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum EventKind {
    /// `ExecutionStarted`
    ExecutionStarted {
        /// The execution's input.
        input: Value,
        /// Its role.
        role_arn: Arc<str>,
    },
    /// `ExecutionSucceeded`
    ExecutionSucceeded {
        /// The execution's output.
        output: Value,
    },
    /// `ExecutionFailed`
    ExecutionFailed(ErrorOutput),
    /// `ExecutionTimedOut`
    ExecutionTimedOut,
    /// `ExecutionAborted`
    ExecutionAborted,
    /// `…StateEntered`
    StateEntered {
        /// The state's type.
        state_type: StateType,
        /// The state.
        name: Arc<str>,
        /// Its raw input.
        input: Value,
    },
    /// `…StateExited`
    StateExited {
        /// The state's type.
        state_type: StateType,
        /// The state.
        name: Arc<str>,
        /// Its output.
        output: Value,
        /// The variables it set.
        assigned: Option<Arc<Map>>,
        /// Where it leads; none at an end.
        way: Option<Way>,
    },
    /// `…StateAborted`: a sibling failed.
    StateAborted {
        /// The state's type.
        state_type: StateType,
    },
    /// `Task…`, `LambdaFunction…`, `Activity…`
    Task {
        /// The call.
        call: Arc<TaskCall>,
        /// Which of its events.
        progress: TaskProgress,
    },
    /// `ParallelStateStarted`, `MapStateStarted`
    ContainerStarted {
        /// Parallel or Map.
        container: Container,
        /// How many items a Map has.
        length: Option<usize>,
    },
    /// `ParallelStateSucceeded`, `MapStateFailed`, …
    ContainerEnded {
        /// Parallel or Map.
        container: Container,
        /// How.
        ending: Ending,
    },
    /// `MapIterationStarted`
    IterationStarted {
        /// The Map.
        name: Arc<str>,
        /// The iteration.
        index: usize,
    },
    /// `MapIterationSucceeded`, …
    IterationEnded {
        /// The Map.
        name: Arc<str>,
        /// The iteration.
        index: usize,
        /// How.
        ending: Ending,
    },
    /// `MapRunStarted`
    MapRunStarted {
        /// The Map Run.
        arn: Arc<str>,
    },
    /// `MapRunSucceeded`, `MapRunFailed`
    MapRunEnded {
        /// How.
        ending: Ending,
        /// Why, if it failed.
        failure: ErrorOutput,
    },
    /// `EvaluationFailed`: a JSONata expression failed.
    EvaluationFailed {
        /// Error and cause.
        failure: ErrorOutput,
        /// The field; absent where the state's input was wrong.
        location: Option<Arc<str>>,
        /// The state.
        state: Arc<str>,
    },
}
