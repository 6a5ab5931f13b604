use super::{Ending, EventKind, TaskCall, TaskProgress, Way};
use crate::asl::{StateType, TransitionKind};
use crate::value::{Map, Value};
use std::sync::Arc;

/// An event as the interpreter tells it: an [`EventKind`], or one of the frequent kinds as a view of what the run holds
/// anyway, so that an event that is only packed costs no copy.
pub(in crate::sim) trait Told {
    /// The event to be kept.
    fn kind(self) -> EventKind;

    /// Whether it is one of those that end an execution, for which there is always room.
    fn ends_execution(&self) -> bool {
        false
    }
}

impl Told for EventKind {
    fn kind(self) -> EventKind {
        self
    }

    fn ends_execution(&self) -> bool {
        matches!(
            self,
            EventKind::ExecutionFailed(_)
                | EventKind::ExecutionSucceeded { .. }
                | EventKind::ExecutionTimedOut
                | EventKind::ExecutionAborted
        )
    }
}

/// [`EventKind::StateEntered`]
pub(in crate::sim) struct StateEntered<'a> {
    pub(in crate::sim) state_type: StateType,
    pub(in crate::sim) name: &'a Arc<str>,
    pub(in crate::sim) input: &'a Value,
}

impl Told for StateEntered<'_> {
    fn kind(self) -> EventKind {
        EventKind::StateEntered {
            state_type: self.state_type,
            name: self.name.clone(),
            input: self.input.clone(),
        }
    }
}

/// [`EventKind::StateExited`]
pub(in crate::sim) struct StateExited<'a> {
    pub(in crate::sim) state_type: StateType,
    pub(in crate::sim) name: &'a Arc<str>,
    pub(in crate::sim) output: &'a Value,
    pub(in crate::sim) assigned: Option<&'a Arc<Map>>,
    pub(in crate::sim) way: Option<(TransitionKind, &'a Arc<str>)>,
}

impl Told for StateExited<'_> {
    fn kind(self) -> EventKind {
        EventKind::StateExited {
            state_type: self.state_type,
            name: self.name.clone(),
            output: self.output.clone(),
            assigned: self.assigned.cloned(),
            way: self.way.map(|(kind, target)| Way { kind, target: target.clone() }),
        }
    }
}

/// [`EventKind::IterationStarted`], or with an ending [`EventKind::IterationEnded`].
pub(in crate::sim) struct Iteration<'a> {
    pub(in crate::sim) name: &'a Arc<str>,
    pub(in crate::sim) index: usize,
    pub(in crate::sim) ending: Option<Ending>,
}

impl Told for Iteration<'_> {
    fn kind(self) -> EventKind {
        let (name, index) = (self.name.clone(), self.index);
        match self.ending {
            None => EventKind::IterationStarted { name, index },
            Some(ending) => EventKind::IterationEnded { name, index, ending },
        }
    }
}

/// [`EventKind::Task`]
pub(in crate::sim) struct TaskEvent<'a> {
    pub(in crate::sim) call: &'a TaskCall,
    pub(in crate::sim) progress: &'a TaskProgress,
}

impl Told for TaskEvent<'_> {
    fn kind(self) -> EventKind {
        EventKind::Task { call: Arc::new(self.call.clone()), progress: self.progress.clone() }
    }
}
