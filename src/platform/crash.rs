//! What happens after a panic or a trap: a page that says so and gives the user the text.

use super::files;
use gloo::events::EventListener;
use js_sys::{RangeError, Reflect, WebAssembly::RuntimeError};
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlTextAreaElement};

thread_local! {
    static TEXT: RefCell<Arc<str>> = RefCell::new(Arc::from(""));
}

/// Remembers the definition's text, so that a panic cannot take it away. Call it with every revision.
pub fn remember(text: Arc<str>) {
    TEXT.with(|kept| *kept.borrow_mut() = text);
}

/// Shows the page with the text in place of the application when a panic happens.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&message.as_str().into());
        show(&message);
    }));
    // A trap, such as an exhausted stack, is no panic: it comes out of the wasm as an exception.
    let Some(window) = web_sys::window() else { return };
    for (name, part) in [("error", "error"), ("unhandledrejection", "reason")] {
        EventListener::new(&window, name, move |event| trapped(event, part)).forget();
    }
}

fn trapped(event: &Event, part: &str) {
    let thrown = Reflect::get(event, &part.into()).unwrap_or_default();
    if is_trap(&thrown) {
        show(&String::from(js_sys::Object::from(thrown).to_string()));
    }
}

fn is_trap(thrown: &JsValue) -> bool {
    let is_of_stack = |error: &RangeError| String::from(error.message()).contains("call stack");
    thrown.is_instance_of::<RuntimeError>() || thrown.dyn_ref::<RangeError>().is_some_and(is_of_stack)
}

fn show(message: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let body = document.body()?;
    if document.query_selector("main.crash").ok()?.is_some() {
        return None;
    }
    let text = TEXT.with(|kept| kept.try_borrow().map(|text| text.clone()).unwrap_or_default());
    let page = element(&document, "main", "")?;
    page.set_class_name("crash");
    page.append_child(&*element(&document, "h1", "ASL Studio has stopped")?).ok()?;
    let what = "A mistake in ASL Studio stopped it. Your definition is below, with every change: save it, then reload.";
    page.append_child(&*element(&document, "p", what)?).ok()?;
    let save = element(&document, "button", "Save the definition")?;
    let kept = text.clone();
    EventListener::new(&save, "click", move |_| drop(files::download("definition.asl.json", &kept))).forget();
    page.append_child(&save).ok()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(&text);
    area.set_read_only(true);
    area.set_attribute("aria-label", "The definition").ok()?;
    page.append_child(&area).ok()?;
    page.append_child(&*element(&document, "pre", message)?).ok()?;
    body.replace_children_with_node_1(&page);
    Some(())
}

fn element(document: &Document, tag: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}
