use super::{MachinePath, StateId, StatePath};
use crate::json::{NodeId, Pointer};
use std::sync::Arc;

/// Which field of a state leads on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum TransitionKind {
    /// `Next`
    Next,
    /// `Choices[i].Next`
    Choice(usize),
    /// `Default`
    Default,
    /// `Catch[i].Next`
    Catch(usize),
}

impl TransitionKind {
    /// The way from the state to the field.
    pub fn pointer(self) -> Pointer {
        match self {
            TransitionKind::Next => Pointer::root().then("Next"),
            TransitionKind::Choice(rule) => Pointer::root().then("Choices").then(rule).then("Next"),
            TransitionKind::Default => Pointer::root().then("Default"),
            TransitionKind::Catch(catcher) => Pointer::root().then("Catch").then(catcher).then("Next"),
        }
    }
}

/// Addresses an edge of the flowchart by names: the place in the text that says where it leads.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgePath {
    /// `StartAt` of a machine.
    Start(MachinePath),
    /// A transition of a state.
    Exit(StatePath, TransitionKind),
    /// The end of a machine at a state: `End`, or the type where it always ends.
    End(StatePath),
}

impl EdgePath {
    /// The machine the edge belongs to.
    pub fn machine(&self) -> MachinePath {
        match self {
            EdgePath::Start(machine) => machine.clone(),
            EdgePath::Exit(state, _) | EdgePath::End(state) => state.machine(),
        }
    }

    /// The state the edge leaves; none for the start of a machine.
    pub fn from(&self) -> Option<&StatePath> {
        match self {
            EdgePath::Start(_) => None,
            EdgePath::Exit(state, _) | EdgePath::End(state) => Some(state),
        }
    }
}

/// One way out of a state.
#[derive(Clone, PartialEq, Debug)]
pub struct Transition {
    /// The field it stands in.
    pub kind: TransitionKind,
    /// The name it gives.
    pub target: Arc<str>,
    /// The string in the text.
    pub node: NodeId,
    /// The state of that name in the same machine; none for a dangling target.
    pub resolved: Option<StateId>,
}
