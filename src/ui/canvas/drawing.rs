//! The picture in the DOM, kept in step with the scene by hand: a keyed group per node and edge, of which only what
//! changed is touched. Thousands of reactive components would do the same work several times over.

use super::detail::{Detail, View};
use super::marks;
use super::picture::{Item, Picture, Subject};
use crate::app::{Marks, Scene, Viewport};
use crate::asl::StatePath;
use rustc_hash::FxHashMap;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, SvgElement};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The layers, from below: containers, edges, all other nodes.
const LAYERS: usize = 3;

/// The groups that stand in the DOM.
pub(super) struct Drawing {
    document: Document,
    layers: [SvgElement; LAYERS],
    shown: [Vec<Shown>; LAYERS],
    groups: usize,
}

/// A group and what it was made of.
struct Shown {
    item: Item,
    element: Element,
    detail: Detail,
    mark: String,
}

impl Drawing {
    /// An empty drawing in `svg`.
    pub(super) fn new(svg: &SvgElement) -> Option<Self> {
        let document = svg.owner_document()?;
        let layer = || {
            let group: SvgElement = document.create_element_ns(Some(SVG), "g").ok()?.dyn_into().ok()?;
            svg.append_child(&group).ok()?;
            Some(group)
        };
        let layers = [layer()?, layer()?, layer()?];
        Some(Drawing { document, layers, shown: [const { Vec::new() }; LAYERS], groups: 0 })
    }

    /// Brings the DOM up to a scene, as it is seen through a viewport.
    pub(super) fn update(&mut self, scene: &Scene, viewport: &Viewport) {
        let picture = Picture::of(scene);
        self.groups = picture.len();
        let view = View::of(viewport, self.groups);
        for (number, items) in picture.layers.into_iter().enumerate() {
            let shown = std::mem::take(&mut self.shown[number]);
            let layer = &self.layers[number];
            let kept = shown.iter().zip(&items).filter(|(shown, item)| shown.item.key == item.key).count();
            self.shown[number] = if kept * 2 < items.len() {
                redraw(layer, items, &view)
            } else {
                patch(&self.document, layer, shown, items, &view)
            };
        }
    }

    /// Draws what came into sight.
    pub(super) fn look(&mut self, viewport: &Viewport) {
        let view = View::of(viewport, self.groups);
        for shown in self.shown.iter_mut().flatten() {
            let detail = view.wants(shown.item.bounds, shown.detail);
            if detail != shown.detail {
                shown.detail = detail;
                shown.element.set_inner_html(&shown.item.inner(detail));
            }
        }
    }

    /// Draws all there is, in sight or not.
    pub(super) fn complete(&mut self) {
        for shown in self.shown.iter_mut().flatten().filter(|shown| shown.detail != Detail::Full) {
            shown.detail = Detail::Full;
            shown.element.set_inner_html(&shown.item.inner(Detail::Full));
        }
    }

    /// Gives every group its marks: selected, visited, failed.
    pub(super) fn mark(&mut self, all: &Marks) {
        for shown in self.shown.iter_mut().flatten() {
            let mark = marks::classes(all, &shown.item.subject);
            if mark != shown.mark {
                let _ = shown.element.set_attribute("class", &format!("{} {mark}", shown.item.class()));
                marks::describe(all, &shown.item.subject, &shown.element);
                shown.mark = mark;
            }
        }
    }

    /// The group of a state.
    pub(super) fn element_of(&self, path: &StatePath) -> Option<&Element> {
        let is_it = |shown: &&Shown| matches!(&shown.item.subject, Subject::State(state) if state == path);
        self.shown.iter().flatten().find(is_it).map(|shown| &shown.element)
    }

    /// What the group of that key stands for.
    pub(super) fn subject(&self, key: &str) -> Option<&Subject> {
        self.shown.iter().flatten().find(|shown| shown.item.key == key).map(|shown| &shown.item.subject)
    }
}

/// Fills a layer at one go: one parse of all its markup is much faster than a group at a time.
fn redraw(layer: &SvgElement, items: Vec<Item>, view: &View) -> Vec<Shown> {
    let details: Vec<Detail> = items.iter().map(|item| view.wants(item.bounds, Detail::Hidden)).collect();
    let markup: String = items.iter().zip(&details).map(|(item, detail)| item.markup(*detail)).collect();
    layer.set_inner_html(&markup);
    let mut element = layer.first_element_child();
    let mut shown = Vec::with_capacity(items.len());
    for (item, detail) in items.into_iter().zip(details) {
        let Some(here) = element else { break };
        element = here.next_element_sibling();
        shown.push(Shown { item, element: here, detail, mark: String::new() });
    }
    shown
}

/// Touches only the groups that changed, and puts new ones in their places.
fn patch(
    document: &Document,
    layer: &SvgElement,
    shown: Vec<Shown>,
    items: Vec<Item>,
    view: &View,
) -> Vec<Shown> {
    let mut known: FxHashMap<String, Shown> =
        shown.into_iter().map(|shown| (shown.item.key.clone(), shown)).collect();
    let mut after = Vec::with_capacity(items.len());
    let mut cursor = layer.first_element_child();
    for item in items {
        let Some(shown) = known.remove(&item.key).or_else(|| made(document)) else { continue };
        if cursor.as_ref() == Some(&shown.element) {
            cursor = shown.element.next_element_sibling();
        } else {
            let _ = layer.insert_before(&shown.element, cursor.as_ref().map(AsRef::as_ref));
        }
        after.push(changed(shown, item, view));
    }
    known.into_values().for_each(|gone| gone.element.remove());
    after
}

fn made(document: &Document) -> Option<Shown> {
    let element = document.create_element_ns(Some(SVG), "g").ok()?;
    Some(Shown { item: Item::default(), element, detail: Detail::Hidden, mark: String::new() })
}

fn changed(shown: Shown, item: Item, view: &View) -> Shown {
    if shown.item == item {
        return shown;
    }
    let element = &shown.element;
    let _ = element.set_attribute("class", &format!("{} {}", item.class(), shown.mark));
    for (name, value) in item.attributes() {
        // Where the focus may come to is a mark.
        if name != "tabindex" || !element.has_attribute(name) {
            let _ = element.set_attribute(name, &value);
        }
    }
    let detail = view.wants(item.bounds, shown.detail);
    if shown.detail != detail || !shown.item.draws_like(&item) {
        element.set_inner_html(&item.inner(detail));
    }
    Shown { item, detail, ..shown }
}
