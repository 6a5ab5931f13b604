use super::detail::Detail;
use crate::app::Scene;
use crate::asl::{EdgePath, StatePath};
use crate::graph::{Edge, Node, NodeId};
use crate::layout::{Direction, Rect, Route, Size, sizes};
use crate::render::{edge_class, edge_markup, edge_path, escape, lanes_markup, node_class, node_markup};
use rustc_hash::FxHashSet;
use std::fmt::Write;
use std::sync::Arc;

/// A scene as the groups that draw it.
#[derive(Default)]
pub(super) struct Picture {
    /// Containers, edges, other nodes.
    pub(super) layers: [Vec<Item>; 3],
    keys: FxHashSet<String>,
}

/// What a group stands for.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) enum Subject {
    /// A state.
    State(StatePath),
    /// An edge.
    Edge(EdgePath),
    /// A start, an end, or a target that does not exist.
    #[default]
    Other,
}

/// A group of the picture.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Item {
    /// Tells it from all others, and stays the same while its state or edge does.
    pub(super) key: String,
    pub(super) subject: Subject,
    /// What the group covers on the canvas.
    pub(super) bounds: Rect,
    content: Content,
}

/// What a group draws.
#[derive(Clone, PartialEq, Default)]
enum Content {
    #[default]
    Nothing,
    Node(Node, String),
    /// The names of both ends go with it.
    Edge(Edge, Route, Direction, [Arc<str>; 2]),
}

impl Item {
    /// The class of the group.
    pub(super) fn class(&self) -> &'static str {
        match &self.content {
            Content::Nothing => "",
            Content::Node(node, _) => node_class(node),
            Content::Edge(edge, ..) => edge_class(edge),
        }
    }

    /// All other attributes of the group.
    pub(super) fn attributes(&self) -> Vec<(&'static str, String)> {
        let mut attributes = vec![("data-key", self.key.clone())];
        match &self.content {
            Content::Nothing => {}
            Content::Node(node, _) => {
                attributes.push(("transform", format!("translate({} {})", self.bounds.x, self.bounds.y)));
                if node.kind.is_state() {
                    attributes.push(("data-state", node.name.to_string()));
                    attributes.push(("data-type", node.kind.name().to_owned()));
                    attributes.push(("role", "button".to_owned()));
                    attributes.push(("tabindex", "-1".to_owned()));
                    attributes.push(("aria-label", spoken(node, self.bounds.size())));
                }
            }
            Content::Edge(edge, _, _, [from, to]) => {
                let label = if edge.label.is_empty() { edge.kind.name() } else { &edge.label };
                attributes.push(("data-from", from.to_string()));
                attributes.push(("data-to", to.to_string()));
                attributes.push(("data-kind", edge.kind.name().to_owned()));
                attributes.push(("role", "button".to_owned()));
                attributes.push(("tabindex", "-1".to_owned()));
                attributes.push(("aria-label", format!("{from} to {to}: {label}")));
            }
        }
        attributes
    }

    /// What the group holds.
    pub(super) fn inner(&self, detail: Detail) -> String {
        match (&self.content, detail) {
            (Content::Nothing, _) | (Content::Edge(..), Detail::Hidden) => String::new(),
            (Content::Node(node, lanes), Detail::Full) => {
                // The space keeps the words of two lines apart for programs that read text.
                node_markup(node, self.bounds.size()).replace("</text><text", "</text> <text") + lanes
            }
            (Content::Node(node, _), Detail::Hidden | Detail::Outline) => outline(node, self.bounds.size()),
            (Content::Edge(edge, route, direction, _), Detail::Full) => {
                edge_markup(edge, route, *direction) + &end_handle(route)
            }
            (Content::Edge(_, route, direction, _), Detail::Outline) => edge_path(route, *direction)
                .map_or_else(String::new, |path| format!(r#"<path class="line" d="{}"/>"#, path.line)),
        }
    }

    /// Whether both groups hold the same: a node that only moved does.
    pub(super) fn draws_like(&self, other: &Item) -> bool {
        match (&self.content, &other.content) {
            (Content::Node(node, lanes), Content::Node(other_node, other_lanes)) => {
                (node, lanes) == (other_node, other_lanes) && self.bounds.size() == other.bounds.size()
            }
            (content, other) => content == other,
        }
    }

    /// The whole group as markup.
    pub(super) fn markup(&self, detail: Detail) -> String {
        let mut markup = format!(r#"<g class="{}""#, self.class());
        for (name, value) in self.attributes() {
            let _ = write!(markup, r#" {name}="{}""#, escape(&value));
        }
        let _ = write!(markup, ">{}</g>", self.inner(detail));
        markup
    }
}

impl Picture {
    /// The picture of a scene.
    pub(super) fn of(scene: &Scene) -> Self {
        let mut picture = Picture::default();
        let mut paths: Vec<StatePath> = Vec::with_capacity(scene.graph.nodes.len());
        for (id, node) in scene.graph.iter() {
            let path = match node.site {
                // A container precedes its content.
                Some(site) => paths[site.container.0].child(site.branch, node.name.clone()),
                None => StatePath::top(node.name.clone()),
            };
            let path = path.before(node.twins);
            if let Some(rect) = scene.rect(id) {
                picture.add_node(scene, (id, node), &path, rect);
            }
            paths.push(path);
        }
        for (edge, route) in scene.graph.edges.iter().zip(&scene.layout.edges) {
            picture.add_edge(scene, edge, route, &paths);
        }
        picture
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    fn add_node(&mut self, scene: &Scene, (id, node): (NodeId, &Node), path: &StatePath, bounds: Rect) {
        let is_container = node.kind.is_container();
        let lanes = if is_container { lanes_markup(&scene.layout, id) } else { String::new() };
        let item = Item {
            key: self.unique(format!("n{path}")),
            subject: if node.kind.is_state() { Subject::State(path.clone()) } else { Subject::Other },
            bounds,
            content: Content::Node(node.clone(), lanes),
        };
        self.layers[if is_container { 0 } else { 2 }].push(item);
    }

    fn add_edge(&mut self, scene: &Scene, edge: &Edge, route: &Route, paths: &[StatePath]) {
        let Some(path) = scene.edge_path(edge) else { return };
        let ends = [&paths[edge.from.0], &paths[edge.to.0]];
        let item = Item {
            key: self.unique(format!("e{}{}{}", ends[0], edge.kind, edge.slot.pointer())),
            subject: Subject::Edge(path),
            bounds: bounds_of(route),
            content: Content::Edge(
                edge.clone(),
                route.clone(),
                scene.layout.direction,
                ends.map(|end| end.name.clone()),
            ),
        };
        self.layers[1].push(item);
    }

    /// A key that no group has yet: two states of a broken definition may have one path.
    fn unique(&mut self, mut key: String) -> String {
        while !self.keys.insert(key.clone()) {
            key.push('\'');
        }
        key
    }
}

/// A node without what cannot be made out anyway.
fn outline(node: &Node, size: Size) -> String {
    let Size { width, height } = size;
    if node.kind.is_marker() {
        let radius = width / 2.0;
        return format!(r#"<circle class="disc" cx="{radius}" cy="{radius}" r="{}"/>"#, radius - 1.0);
    }
    let radius = if node.kind.is_container() { sizes::CONTAINER_RADIUS } else { sizes::CARD_RADIUS };
    format!(r#"<rect class="card" width="{width}" height="{height}" rx="{radius}"/>"#)
}

/// What an edge's end is taken by.
fn end_handle(route: &Route) -> String {
    let Some(end) = route.points.last() else { return String::new() };
    format!(r#"<circle class="end" cx="{}" cy="{}" r="12"/>"#, end.x, end.y - 6.0)
}

fn bounds_of(route: &Route) -> Rect {
    let mut corners = route.points.iter().map(|point| (point.x, point.y)).collect::<Vec<_>>();
    corners.extend(route.label.iter().flat_map(|rect| [(rect.x, rect.y), (rect.right(), rect.bottom())]));
    let bound = |pick: fn(f64, f64) -> f64, of: fn(&(f64, f64)) -> f64| corners.iter().map(of).reduce(pick);
    let (Some(x), Some(y)) = (bound(f64::min, |corner| corner.0), bound(f64::min, |corner| corner.1)) else {
        return Rect::default();
    };
    let right = bound(f64::max, |corner| corner.0).unwrap_or(x);
    let bottom = bound(f64::max, |corner| corner.1).unwrap_or(y);
    Rect::new(x, y, Size::new(right - x, bottom - y))
}

/// How a state is spoken of. What is to be seen comes first, as it is to be seen, shortened or not: people who speak
/// to the page say that.
fn spoken(node: &Node, size: Size) -> String {
    use crate::layout::{Font, fit};
    let room = size.width - sizes::card_frame(node);
    let seen =
        format!("{} {}", fit(&node.name, Font::Title, room), fit(&node.subtitle, Font::Subtitle, room));
    let whole = format!("{} {}", node.name, node.subtitle);
    if seen == whole {
        return format!("{whole}, {} state", node.kind);
    }
    format!("{seen}: {whole}, {} state", node.kind)
}
