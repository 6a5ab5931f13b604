//! The picture in the DOM, kept in step with the scene by hand: a keyed group per node and edge, of which only what
//! changed is touched. Thousands of reactive components would do the same work several times over.

use super::marks;
use super::picture::{Item, Picture, Subject};
use crate::app::{Marks, Scene};
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
}

/// A group and what it was made of.
struct Shown {
    item: Item,
    element: Element,
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
        Some(Drawing { document, layers, shown: [const { Vec::new() }; LAYERS] })
    }

    /// Brings the DOM up to a scene.
    pub(super) fn update(&mut self, scene: &Scene) {
        for (number, items) in Picture::of(scene).layers.into_iter().enumerate() {
            let shown = std::mem::take(&mut self.shown[number]);
            let layer = &self.layers[number];
            let kept = shown.iter().zip(&items).filter(|(shown, item)| shown.item.key == item.key).count();
            self.shown[number] = if kept * 2 < items.len() {
                redraw(layer, items)
            } else {
                patch(&self.document, layer, shown, items)
            };
        }
    }

    /// Gives every group its marks: selected, visited, failed.
    pub(super) fn mark(&mut self, all: &Marks) {
        for shown in self.shown.iter_mut().flatten() {
            let mark = marks::classes(all, &shown.item.subject);
            if mark != shown.mark {
                let _ = shown.element.set_attribute("class", &format!("{} {mark}", shown.item.class));
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

    /// What the group of that key draws.
    pub(super) fn subject(&self, key: &str) -> Option<&Subject> {
        self.shown.iter().flatten().find(|shown| shown.item.key == key).map(|shown| &shown.item.subject)
    }
}

/// Fills a layer at one go: one parse of all its markup is much faster than a group at a time.
fn redraw(layer: &SvgElement, items: Vec<Item>) -> Vec<Shown> {
    layer.set_inner_html(&items.iter().map(Item::markup).collect::<String>());
    let groups = layer.children();
    let element = |nth| groups.item(u32::try_from(nth).ok()?);
    items
        .into_iter()
        .enumerate()
        .filter_map(|(nth, item)| Some(Shown { item, element: element(nth)?, mark: String::new() }))
        .collect()
}

/// Touches only the groups that changed, and puts new ones in their places.
fn patch(document: &Document, layer: &SvgElement, shown: Vec<Shown>, items: Vec<Item>) -> Vec<Shown> {
    let mut known: FxHashMap<String, Shown> =
        shown.into_iter().map(|shown| (shown.item.key.clone(), shown)).collect();
    let mut after = Vec::with_capacity(items.len());
    let mut cursor = layer.first_element_child();
    for item in items {
        let Some(shown) = known.remove(&item.key).map_or_else(|| made(document, &item), Some) else {
            continue;
        };
        if cursor.as_ref() == Some(&shown.element) {
            cursor = shown.element.next_element_sibling();
        } else {
            let _ = layer.insert_before(&shown.element, cursor.as_ref().map(AsRef::as_ref));
        }
        after.push(changed(shown, item));
    }
    known.into_values().for_each(|gone| gone.element.remove());
    after
}

fn made(document: &Document, item: &Item) -> Option<Shown> {
    let element = document.create_element_ns(Some(SVG), "g").ok()?;
    // An item that equals nothing, so that everything is set.
    let blank = Item { key: item.key.clone(), ..Item::default() };
    Some(Shown { item: blank, element, mark: String::new() })
}

fn changed(mut shown: Shown, item: Item) -> Shown {
    if shown.item == item {
        return shown;
    }
    let element = &shown.element;
    if shown.item.transform != item.transform {
        let _ = element.set_attribute("transform", &item.transform);
    }
    if shown.item.class != item.class {
        let _ = element.set_attribute("class", &format!("{} {}", item.class, shown.mark));
    }
    if shown.item.attributes != item.attributes {
        for (name, value) in &item.attributes {
            let _ = element.set_attribute(name, value);
        }
    }
    if shown.item.inner != item.inner {
        element.set_inner_html(&item.inner);
    }
    shown.item = item;
    shown
}
