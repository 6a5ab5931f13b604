use super::causes;
use super::event::{ErrorOutput, EventId};
use super::limits::MAX_CAUSE_CHARACTERS;
use super::report::Stop;
use crate::expr::json_path::ReferencePathConflict;
use std::sync::Arc;

/// Why a state did not get to its end.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Failure {
    /// The error's name and explanation.
    pub(super) output: ErrorOutput,
    /// Where it comes from.
    pub(super) kind: FailureKind,
}

/// Where a failure comes from, which decides what is told of it and who may handle it.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum FailureKind {
    /// Step Functions itself could not go on (`States.Runtime`): nothing retries or catches it.
    Runtime {
        /// Whether the words about the state are in the cause already.
        told: bool,
    },
    /// A JSONata expression, or a value it gave: an `EvaluationFailed` event tells of it.
    Evaluation {
        /// The field; none where the state's input was wrong.
        location: Option<Arc<str>>,
    },
    /// A Reference Path does not fit the data.
    Conflict,
    /// A limit of the service.
    Limit,
    /// The work failed: a Task, a Fail state, something inside a container.
    Work,
    /// The Task did not answer in time.
    Timeout {
        /// Whether a heartbeat was missed, rather than the end.
        heartbeat: bool,
    },
    /// The child execution around it has run out of time: nothing in it can go on.
    Overdue,
    /// The interpreter has to stop the run.
    Stop(Stop),
}

impl Failure {
    fn new(kind: FailureKind, error: &str, cause: impl Into<Arc<str>>) -> Box<Self> {
        let output = ErrorOutput { error: Some(error.into()), cause: Some(cause.into()) };
        Box::new(Failure { output, kind })
    }

    /// `States.Runtime` with the words that follow those about the state.
    pub(super) fn runtime(cause: impl Into<Arc<str>>) -> Box<Self> {
        Failure::new(FailureKind::Runtime { told: false }, causes::RUNTIME, cause)
    }

    /// `States.Runtime` with all the words there are.
    pub(super) fn told(cause: impl Into<Arc<str>>) -> Box<Self> {
        Failure::new(FailureKind::Runtime { told: true }, causes::RUNTIME, cause)
    }

    /// `States.QueryEvaluationError` with the words that follow those about the state.
    pub(super) fn evaluation(location: Option<&str>, cause: impl Into<Arc<str>>) -> Box<Self> {
        let location = location.map(Into::into);
        Failure::new(FailureKind::Evaluation { location }, causes::QUERY_EVALUATION_ERROR, cause)
    }

    /// `States.ReferencePathConflict` with the words that follow those about the state.
    pub(super) fn conflict(conflict: &ReferencePathConflict) -> Box<Self> {
        Failure::new(FailureKind::Conflict, causes::REFERENCE_PATH_CONFLICT, conflict.to_string())
    }

    /// A limit of the service that a state exceeds.
    pub(super) fn limit(error: &str, cause: impl Into<Arc<str>>) -> Box<Self> {
        Failure::new(FailureKind::Limit, error, cause)
    }

    /// An error of the work itself.
    pub(super) fn work(output: ErrorOutput) -> Box<Self> {
        Box::new(Failure { output, kind: FailureKind::Work }).cut()
    }

    /// An error of the work itself that has a name and a cause of its own.
    pub(super) fn named(error: &str, cause: impl Into<Arc<str>>) -> Box<Self> {
        Failure::new(FailureKind::Work, error, cause)
    }

    /// `States.Timeout`, which has no cause.
    pub(super) fn timeout(heartbeat: bool) -> Box<Self> {
        let output = ErrorOutput { error: Some(causes::TIMEOUT.into()), cause: None };
        Box::new(Failure { output, kind: FailureKind::Timeout { heartbeat } })
    }

    /// The end of a child execution that has run out of time; like its parent's it has no name and no cause.
    pub(super) fn overdue() -> Box<Self> {
        Box::new(Failure { output: ErrorOutput::default(), kind: FailureKind::Overdue })
    }

    /// The end of the run for a reason of the interpreter.
    pub(super) fn stop(stop: Stop) -> Box<Self> {
        Box::new(Failure { output: ErrorOutput::default(), kind: FailureKind::Stop(stop) })
    }

    /// Puts the words about the state in front of the cause, where Step Functions does so; none is longer than it may be.
    pub(super) fn in_state(mut self: Box<Self>, name: &str, entered: EventId) -> Box<Self> {
        let is_bare = matches!(
            self.kind,
            FailureKind::Runtime { told: false } | FailureKind::Evaluation { .. } | FailureKind::Conflict
        );
        if is_bare && let Some(cause) = &self.output.cause {
            self.output.cause = Some(causes::in_state(name, entered, cause).into());
        }
        self.cut()
    }

    /// Cuts the cause off where the service's histories do. A cause that quotes data with an earlier cause in it would
    /// otherwise double with each turn of a loop.
    fn cut(mut self: Box<Self>) -> Box<Self> {
        if let Some(cause) = &self.output.cause
            && let Some((end, _)) = cause.char_indices().nth(MAX_CAUSE_CHARACTERS)
        {
            self.output.cause = Some(cause[..end].into());
        }
        self
    }

    /// Whether nothing can handle the failure.
    pub(super) fn is_fatal(&self) -> bool {
        matches!(self.kind, FailureKind::Runtime { .. } | FailureKind::Overdue | FailureKind::Stop(_))
    }

    /// The failure as the container around it sees it: its words are complete.
    pub(super) fn from_inside(mut self: Box<Self>) -> Box<Self> {
        match &mut self.kind {
            FailureKind::Evaluation { .. } | FailureKind::Conflict => self.kind = FailureKind::Work,
            FailureKind::Runtime { told } => *told = true,
            _ => {}
        }
        self
    }
}
