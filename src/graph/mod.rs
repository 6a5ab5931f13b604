//! The flowchart as data: states and markers as nodes, transitions as edges, nested machines as containers.
//!
//! Invariants: node and edge ids are positions in their lists; a container precedes its content; an edge joins two
//! nodes of the same machine (same container, same branch); names of markers collide with no state's name.
//!
//! Deliberately absent: pixels (see `layout`), SVG (see `render`), and the text of the definition: a node names
//! the state it was drawn from, and where in the text that state lies is the model's to say.

mod chart;
mod condition;
mod project;
mod service;
mod subtitle;

pub use chart::{Badges, Edge, EdgeKind, Graph, MachineSite, Node, NodeId, NodeKind, Slot};
pub use condition::words as condition_in_words;
pub use project::project;
pub use service::Service;
