use crate::app::Scene;
use crate::asl::{EdgePath, StatePath};
use crate::graph::{Edge, Node, NodeId};
use crate::layout::Rect;
use crate::render::{edge_class, edge_markup, escape, lanes_markup, node_class, node_markup};
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

/// What a group draws.
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
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Item {
    /// Tells it from all others, and stays the same while its state or edge does.
    pub(super) key: String,
    pub(super) subject: Subject,
    pub(super) class: &'static str,
    pub(super) transform: String,
    pub(super) attributes: Vec<(&'static str, Arc<str>)>,
    pub(super) inner: String,
}

impl Item {
    /// The whole group as markup.
    pub(super) fn markup(&self) -> String {
        let mut markup = format!(r#"<g class="{}""#, self.class);
        if !self.transform.is_empty() {
            let _ = write!(markup, r#" transform="{}""#, self.transform);
        }
        for (name, value) in &self.attributes {
            let _ = write!(markup, r#" {name}="{}""#, escape(value));
        }
        let _ = write!(markup, ">{}</g>", self.inner);
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
            if let Some(rect) = scene.rect(id) {
                picture.add_node(scene, id, &path, rect);
            }
            paths.push(path);
        }
        for (edge, route) in scene.graph.edges.iter().zip(&scene.layout.edges) {
            let inner = edge_markup(edge, route, scene.layout.direction);
            let end = route.points.last().map_or_else(String::new, |end| {
                format!(r#"<circle class="end" cx="{}" cy="{}" r="7"/>"#, end.x, end.y - 4.0)
            });
            picture.add_edge(scene, edge, &paths, inner + &end);
        }
        picture
    }

    fn add_node(&mut self, scene: &Scene, id: NodeId, path: &StatePath, rect: Rect) {
        let Some(node) = scene.graph.node(id) else { return };
        let key = self.unique(format!("n{path}"));
        // The space keeps the words of two lines apart for programs that read text.
        let mut inner = node_markup(node, rect.size()).replace("</text><text", "</text> <text");
        if node.kind.is_container() {
            inner.push_str(&lanes_markup(&scene.layout, id));
        }
        let layer = if node.kind.is_container() { 0 } else { 2 };
        let subject = if node.kind.is_state() { Subject::State(path.clone()) } else { Subject::Other };
        self.layers[layer].push(Item {
            class: node_class(node),
            transform: format!("translate({} {})", rect.x, rect.y),
            attributes: node_attributes(node, &key, &inner),
            inner,
            subject,
            key,
        });
    }

    fn add_edge(&mut self, scene: &Scene, edge: &Edge, paths: &[StatePath], inner: String) {
        let Some(path) = scene.edge_path(edge) else { return };
        let (from, to) = (&paths[edge.from.0].name, &paths[edge.to.0].name);
        let key = self.unique(format!("e{}{}{}", paths[edge.from.0], edge.kind, edge.slot.pointer()));
        let label = if edge.label.is_empty() { edge.kind.name() } else { &edge.label };
        let attributes = vec![
            ("data-key", Arc::from(key.as_str())),
            ("data-from", from.clone()),
            ("data-to", to.clone()),
            ("data-kind", Arc::from(edge.kind.name())),
            ("role", Arc::from("button")),
            ("tabindex", Arc::from("-1")),
            ("aria-label", Arc::from(format!("{from} to {to}: {label}"))),
        ];
        self.layers[1].push(Item {
            class: edge_class(edge),
            transform: String::new(),
            attributes,
            inner,
            subject: Subject::Edge(path),
            key,
        });
    }

    /// A key that no group has yet: two states of a broken definition may have one path.
    fn unique(&mut self, mut key: String) -> String {
        while !self.keys.insert(key.clone()) {
            key.push('\'');
        }
        key
    }
}

fn node_attributes(node: &Node, key: &str, inner: &str) -> Vec<(&'static str, Arc<str>)> {
    let mut attributes = vec![("data-key", Arc::from(key))];
    if node.kind.is_state() {
        attributes.extend([
            ("data-state", node.name.clone()),
            ("data-type", Arc::from(node.kind.name())),
            ("role", Arc::from("button")),
            ("tabindex", Arc::from("-1")),
            ("aria-label", Arc::from(spoken(node, inner))),
        ]);
    }
    attributes
}

/// How a state is spoken of. What is to be seen comes first, as it is to be seen, shortened or not: people who speak
/// to the page say that.
fn spoken(node: &Node, inner: &str) -> String {
    let whole = format!("{} {}", node.name, node.subtitle);
    let is_shortened = !inner.contains(&format!(">{}</text>", escape(&node.name)))
        || !inner.contains(&format!(">{}</text>", escape(&node.subtitle)));
    if !is_shortened {
        return format!("{whole}, {} state", node.kind);
    }
    let texts = inner.split("<text ").skip(1).filter_map(|text| text.split_once('>')?.1.split_once('<'));
    let seen: Vec<String> = texts.map(|(text, _)| unescape(text)).collect();
    format!("{}: {whole}, {} state", seen.join(" "), node.kind)
}

/// The text that [`escape`] made markup of.
fn unescape(markup: &str) -> String {
    markup
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
