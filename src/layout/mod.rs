//! Geometry: where every node, edge and label of a graph lies.
//!
//! The contract, in order of priority: valid geometry (no overlapping nodes, no edge through a foreign node, no child
//! outside its container, no label on a node or on another label), then the story (start on top, the ordinary way
//! straight down, error handling beside it), then compactness. The same request gives the same bytes; ties go by the
//! order in which control reaches the states, and by the order of the text only where it reaches neither.
//!
//! How: each nested machine is laid out on its own, innermost first, and is one big node in the machine around it
//! (`containers`). Within a machine, `dugong`, a port of dagre, gives each node and each passing edge a rank and a
//! place across (`engine`); the rest is ours: the height of the ranks (`bands`), where edges dock (`ports`) and
//! how they run (`route`). Within a rank an edge runs straight along the flow at a place of its own, and it moves
//! across only between ranks, where nothing else lies: that is why no edge can cut a node.
//!
//! Deliberately absent: positions set by hand, measuring text in a browser (see [`sizes`]), and any knowledge of
//! what a state does.

mod bands;
mod containers;
mod engine;
mod flow;
mod geometry;
mod layers;
mod ports;
mod pulls;
mod quality;
mod ranks;
mod request;
mod result;
mod route;
pub mod sizes;
mod spread;
#[cfg(test)]
mod tests;
mod text_width;
mod traversal;
mod uncross;

pub use containers::lay_out;
pub use geometry::{Point, Rect, Size};
pub use quality::{Defect, Quality, measure};
pub use request::{Direction, EdgeRequest, LayoutRequest, NodeRequest};
pub use result::{Lane, Layout, Route};
pub use text_width::{Font, fit, width_of, wrap};
