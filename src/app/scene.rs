use crate::asl::{EdgePath, MachineId, StatePath};
use crate::document::{Revision, Snapshot};
use crate::edit::Destination;
use crate::graph::{self, Edge, Graph, Node, NodeId, NodeKind, Slot};
use crate::layout::{Direction, Layout, LayoutRequest, Point, Rect, lay_out};
use std::sync::Arc;

/// The flowchart that the canvas shows, with its geometry. It follows from a snapshot; what an edit left equal is
/// shared with the scene before, so that nobody lays out or draws it again.
#[derive(Clone, Default, Debug)]
pub struct Scene {
    /// The text it was drawn from; none before there is a picture.
    pub revision: Option<Revision>,
    /// What is drawn.
    pub graph: Arc<Graph>,
    /// Where it lies.
    pub layout: Arc<Layout>,
    /// Whether the present text holds no states at all, so that an earlier text's picture stays.
    pub is_stale: bool,
    request: Arc<LayoutRequest>,
}

impl PartialEq for Scene {
    /// Whether both look alike, whichever revision they were drawn from.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.graph, &other.graph)
            && Arc::ptr_eq(&self.layout, &other.layout)
            && self.is_stale == other.is_stale
    }
}

impl Scene {
    /// The scene of `snapshot`, if this one was drawn from another text.
    pub fn following(&self, snapshot: &Snapshot) -> Option<Scene> {
        if self.revision == Some(snapshot.revision()) {
            return None;
        }
        let graph = graph::project(snapshot.definition());
        let has_states = graph.nodes.iter().any(|node| node.kind.is_state());
        if !has_states && !self.graph.nodes.is_empty() && !snapshot.text().trim().is_empty() {
            return Some(Scene { revision: Some(snapshot.revision()), is_stale: true, ..self.clone() });
        }
        let graph = if graph == *self.graph { self.graph.clone() } else { Arc::new(graph) };
        let request = LayoutRequest::of(&graph, Direction::Down);
        let (request, layout) = if request == *self.request {
            (self.request.clone(), self.layout.clone())
        } else {
            let layout = Arc::new(lay_out(&request));
            (Arc::new(request), layout)
        };
        Some(Scene { revision: Some(snapshot.revision()), graph, layout, is_stale: false, request })
    }

    /// The rectangle of the mark where an execution starts.
    pub fn start(&self) -> Rect {
        let start = self
            .graph
            .iter()
            .find(|(_, node)| node.kind == NodeKind::Start && node.machine == MachineId::TOP);
        start.and_then(|(id, _)| self.rect(id)).unwrap_or_default()
    }

    /// The rectangle of a state.
    pub fn rect_of(&self, path: &StatePath) -> Option<Rect> {
        self.rect(self.graph.find(path)?)
    }

    /// The rectangle of a node.
    pub fn rect(&self, node: NodeId) -> Option<Rect> {
        self.layout.nodes.get(node.0).copied()
    }

    /// The address of an edge in the definition.
    pub fn edge_path(&self, edge: &Edge) -> Option<EdgePath> {
        let from = self.graph.path(edge.from)?;
        Some(match edge.slot {
            Slot::StartAt => EdgePath::Start(from.machine()),
            Slot::Transition(kind) => EdgePath::Exit(from, kind),
            Slot::End => EdgePath::End(from),
        })
    }

    /// The position of the edge at an address.
    pub fn find_edge(&self, path: &EdgePath) -> Option<usize> {
        self.graph.edges.iter().position(|edge| self.edge_path(edge).as_ref() == Some(path))
    }

    /// Where an edge leads whose end is let go at a place on the canvas: a state, or an end of a machine.
    pub fn destination_at(&self, in_canvas: Point) -> Option<Destination> {
        let (id, node) = self.node_at(in_canvas)?;
        match node.kind {
            NodeKind::End => Some(Destination::End),
            kind if kind.is_state() => self.graph.path(id).map(Destination::State),
            _ => None,
        }
    }

    /// The innermost state whose rectangle holds a place on the canvas.
    pub fn state_at(&self, in_canvas: Point) -> Option<StatePath> {
        let (id, node) = self.node_at(in_canvas)?;
        node.kind.is_state().then(|| self.graph.path(id))?
    }

    fn node_at(&self, in_canvas: Point) -> Option<(NodeId, &Node)> {
        let holds = |rect: Rect| {
            (rect.x..=rect.right()).contains(&in_canvas.x) && (rect.y..=rect.bottom()).contains(&in_canvas.y)
        };
        // A container precedes its content, so the last hit is the innermost.
        self.graph.iter().filter(|(id, _)| self.rect(*id).is_some_and(holds)).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "", "Next": "M"},
        "M": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "End": true}}}"#;

    fn scene(text: &str) -> Scene {
        Scene::default().following(&Snapshot::new(text)).expect("a first scene")
    }

    #[test]
    fn an_edit_that_moves_nothing_shares_the_picture() {
        let before = scene(TEXT);
        let edited = Snapshot::new(TEXT.replace(r#""Comment": """#, r#""Comment": "remark""#));
        let after = Scene { revision: None, ..before.clone() }.following(&edited).expect("another revision");
        assert!(after == before, "neither drawn nor laid out again");
        let renamed = Snapshot::new(TEXT.replace("\"A\"", "\"A longer name\""));
        let after = Scene { revision: None, ..before.clone() }.following(&renamed).expect("another revision");
        assert!(after != before);
    }

    #[test]
    fn a_text_without_states_keeps_the_picture_and_says_so() {
        let before = Scene { revision: None, ..scene(TEXT) };
        let after = before.following(&Snapshot::new("{\"Sta")).expect("another revision");
        assert!(after.is_stale);
        assert_eq!(after.graph, before.graph);
        let emptied = before.following(&Snapshot::new(" \n")).expect("another revision");
        assert!(!emptied.is_stale, "an empty document shows an empty canvas");
    }

    #[test]
    fn the_innermost_state_is_hit() {
        let scene = scene(TEXT);
        let map = StatePath::top("M");
        let inner = map.child(0, "I");
        let middle = scene.rect_of(&inner).expect("drawn").center();
        assert_eq!(scene.state_at(middle), Some(inner));
        let header = scene.rect_of(&map).expect("drawn");
        assert_eq!(scene.state_at(Point::new(header.x + 2.0, header.y + 2.0)), Some(map));
        assert_eq!(scene.state_at(Point::new(-5.0, -5.0)), None);
    }

    #[test]
    fn every_edge_is_found_by_its_address() {
        let scene = scene(TEXT);
        for (position, edge) in scene.graph.edges.iter().enumerate() {
            let path = scene.edge_path(edge).expect("an address");
            assert_eq!(scene.find_edge(&path), Some(position));
        }
    }
}
