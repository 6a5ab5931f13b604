//! Keeps the focus where somebody works: what goes away with the focus in it hands it to what is left around it.

use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement};

thread_local! {
    /// What had the focus last, and what it lay in, from the inside out.
    static AROUND: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// What takes the focus.
const FOCUSABLE: &str = "button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

/// Remembers where the focus came to.
pub(super) fn came(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let around = std::iter::successors(target, |inner| inner.parent_element()).collect();
    AROUND.with(|kept| *kept.borrow_mut() = around);
}

/// Gives the focus back, if what had it is gone.
pub(super) fn keep() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let around = AROUND.with(|kept| kept.borrow().clone());
    let is_gone = around.first().is_some_and(|last| !last.is_connected());
    if !is_gone || !is_nowhere(&document) {
        return;
    }
    let left = around.iter().filter(|element| element.is_connected());
    let next = left.filter_map(|element| element.query_selector(FOCUSABLE).ok().flatten()).next();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
    }
}

fn is_nowhere(document: &Document) -> bool {
    document.active_element().is_none_or(|active| active.tag_name() == "BODY")
}
