use super::{Size, sizes};
use crate::graph::{EdgeKind, Graph, MachineSite};

/// Which way control flows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    Down,
    /// From left to right.
    Right,
}

/// All that the layout depends on. Two equal requests have the same layout, so an edit of the text that leaves the
/// request equal leaves the picture as it is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LayoutRequest {
    /// Which way control flows.
    pub direction: Direction,
    /// The nodes, by id; a container stands before its content.
    pub nodes: Vec<NodeRequest>,
    /// The edges, by position.
    pub edges: Vec<EdgeRequest>,
}

/// What the layout needs to know of a node.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NodeRequest {
    /// The size; for a container the least it takes.
    pub size: Size,
    /// Whether nested machines lie inside.
    pub is_container: bool,
    /// Whether a machine begins here.
    pub is_start: bool,
    /// The nested machine it belongs to; none at the top level.
    pub site: Option<MachineSite>,
}

/// What the layout needs to know of an edge.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct EdgeRequest {
    /// The id of the node it leaves.
    pub from: usize,
    /// The id of the node it enters.
    pub to: usize,
    /// Why it is taken, which decides how much it wants to be short and straight.
    pub kind: EdgeKind,
    /// The size of its label.
    pub label: Option<Size>,
}

impl LayoutRequest {
    /// The request for `graph`, with sizes from [`sizes`].
    pub fn of(graph: &Graph, direction: Direction) -> Self {
        let nodes = graph.nodes.iter().map(|node| NodeRequest {
            size: sizes::node_size(node),
            is_container: node.kind.is_container(),
            is_start: node.kind == crate::graph::NodeKind::Start,
            site: node.site,
        });
        let edges = graph.edges.iter().map(|edge| EdgeRequest {
            from: edge.from.0,
            to: edge.to.0,
            kind: edge.kind,
            label: sizes::label_size(&edge.label),
        });
        LayoutRequest { direction, nodes: nodes.collect(), edges: edges.collect() }
    }
}
