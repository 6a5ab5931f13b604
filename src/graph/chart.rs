use super::Service;
use crate::asl::{MachineId, StateId, StatePath, TransitionKind};
use crate::json::Pointer;
use std::fmt;
use std::sync::Arc;

/// The position of a node in its graph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub usize);

/// What a node stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NodeKind {
    /// A Task state.
    Task,
    /// A Pass state.
    Pass,
    /// A Choice state.
    Choice,
    /// A Wait state.
    Wait,
    /// A Succeed state.
    Succeed,
    /// A Fail state.
    Fail,
    /// A Parallel state: a container with one machine per branch.
    Parallel,
    /// A Map state: a container with one machine.
    Map,
    /// A state whose type is missing or none of the eight.
    Unknown,
    /// The target of a transition that names no state of its machine.
    Missing,
    /// Where a machine begins.
    Start,
    /// Where a machine ends.
    End,
}

impl NodeKind {
    /// The word for it: the state's `Type`, or `Start`, `End`, `Missing`, `Unknown`.
    pub fn name(self) -> &'static str {
        match self {
            NodeKind::Task => "Task",
            NodeKind::Pass => "Pass",
            NodeKind::Choice => "Choice",
            NodeKind::Wait => "Wait",
            NodeKind::Succeed => "Succeed",
            NodeKind::Fail => "Fail",
            NodeKind::Parallel => "Parallel",
            NodeKind::Map => "Map",
            NodeKind::Unknown => "Unknown",
            NodeKind::Missing => "Missing",
            NodeKind::Start => "Start",
            NodeKind::End => "End",
        }
    }

    /// Whether this is where a machine begins or ends, which is not a state.
    pub fn is_marker(self) -> bool {
        matches!(self, NodeKind::Start | NodeKind::End)
    }

    /// Whether the node stands for a state that the definition has.
    pub fn is_state(self) -> bool {
        !self.is_marker() && self != NodeKind::Missing
    }

    /// Whether the node is drawn around nested machines.
    pub fn is_container(self) -> bool {
        matches!(self, NodeKind::Parallel | NodeKind::Map)
    }
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A nested machine: the container it lies in, and which branch it is; a Map has only branch 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MachineSite {
    /// The Parallel or Map.
    pub container: NodeId,
    /// The index in `Branches`.
    pub branch: usize,
}

/// Small marks on a node.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Badges {
    /// The state has a `Retry`.
    pub retry: bool,
    /// The state has a `Catch`.
    pub catch: bool,
    /// The Map runs its items as a distributed map.
    pub distributed: bool,
}

/// A state or a marker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// The state's name, the dangling target's name, or a generated name of a marker. Only states of a broken
    /// definition, or of different machines, share a name.
    pub name: Arc<str>,
    /// What it stands for.
    pub kind: NodeKind,
    /// What the state does, in words: `lambda:invoke`, `30 s`, an error's name.
    pub subtitle: String,
    /// The AWS service that a Task calls, where it is one with a picture of its own.
    pub service: Option<Service>,
    /// Small marks.
    pub badges: Badges,
    /// The nested machine it belongs to; none at the top level.
    pub site: Option<MachineSite>,
    /// The same machine in the definition.
    pub machine: MachineId,
    /// The state in the definition; none for a marker or a missing target.
    pub state: Option<StateId>,
    /// How many states of its machine that have the same name come behind it.
    pub twins: usize,
}

/// Why control passes along an edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgeKind {
    /// From the start marker, by `StartAt`.
    Start,
    /// By `Next`.
    Next,
    /// By the `Next` of a Choice rule.
    Choice,
    /// By a Choice's `Default`.
    Default,
    /// By the `Next` of a catcher.
    Catch,
    /// To the end marker, by `End`, Succeed or Fail.
    End,
}

impl EdgeKind {
    /// The lower-case word for it.
    pub fn name(self) -> &'static str {
        match self {
            EdgeKind::Start => "start",
            EdgeKind::Next => "next",
            EdgeKind::Choice => "choice",
            EdgeKind::Default => "default",
            EdgeKind::Catch => "catch",
            EdgeKind::End => "end",
        }
    }
}

impl fmt::Display for EdgeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The field of the text that an edge is drawn from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slot {
    /// `StartAt` of the start marker's machine.
    StartAt,
    /// A field of the state that the edge leaves.
    Transition(TransitionKind),
    /// `End` of the state that the edge leaves, or its type where that always ends.
    End,
}

impl Slot {
    /// The way to the field from its state, or for `StartAt` from its machine.
    pub fn pointer(self) -> Pointer {
        match self {
            Slot::StartAt => Pointer::root().then("StartAt"),
            Slot::Transition(kind) => kind.pointer(),
            Slot::End => Pointer::root().then("End"),
        }
    }
}

/// A transition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Where it leaves.
    pub from: NodeId,
    /// Where it arrives.
    pub to: NodeId,
    /// Why it is taken.
    pub kind: EdgeKind,
    /// When it is taken, in words; empty where that goes without saying.
    pub label: String,
    /// The field it is drawn from.
    pub slot: Slot,
}

/// A flowchart.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Graph {
    /// States and markers; a container stands before its content.
    pub nodes: Vec<Node>,
    /// Transitions by state: Next, rules in their order, Default, End, catchers in their order.
    pub edges: Vec<Edge>,
}

impl Graph {
    /// The node `id`.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0)
    }

    /// Every node with its id.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(index, node)| (NodeId(index), node))
    }

    /// The node of a state.
    pub fn node_of(&self, state: StateId) -> Option<NodeId> {
        self.iter().find(|(_, node)| node.state == Some(state)).map(|(id, _)| id)
    }

    /// The state with that path of names.
    pub fn find(&self, path: &StatePath) -> Option<NodeId> {
        let named = |(id, node): &(NodeId, &Node)| {
            node.kind.is_state() && node.name == path.name && self.path(*id).as_ref() == Some(path)
        };
        self.iter().find(named).map(|(id, _)| id)
    }

    /// The path of names to a node; none for an id of another graph.
    pub fn path(&self, id: NodeId) -> Option<StatePath> {
        let node = self.node(id)?;
        let path = match node.site {
            Some(site) => self.path(site.container)?.child(site.branch, node.name.clone()),
            None => StatePath::top(node.name.clone()),
        };
        Some(path.before(node.twins))
    }

    /// The nodes of a nested machine, or of the top level.
    pub fn machine(&self, site: Option<MachineSite>) -> impl Iterator<Item = (NodeId, &Node)> {
        self.iter().filter(move |(_, node)| node.site == site)
    }
}
