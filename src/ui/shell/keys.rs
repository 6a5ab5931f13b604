//! Keys that no widget took for itself, files dropped anywhere, and a definition pasted outside any field.

use crate::app::{FileMsg, Focus, KeyPress, Msg, actions};
use crate::platform::files;
use crate::ui::ctx::Editor;
use crate::ui::focus;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element, Event, KeyboardEvent};

/// Listens on the whole window.
pub(super) fn listen(editor: Editor) {
    for touch in ["focusin", "keydown", "pointerdown"] {
        before(touch, move |event| touched(event, editor));
    }
    on("keydown", move |event| key(event, editor));
    on("dragover", |event| event.prevent_default());
    listen_with("drop", capturing(), move |event| dropped(event, editor));
    on("paste", move |event| pasted(event, editor));
    on("pagehide", move |_| editor.dispatch(Msg::File(FileMsg::KeepNow)));
}

fn on(name: &'static str, hear: impl Fn(&Event) + 'static) {
    listen_with(name, EventListenerOptions::enable_prevent_default(), hear);
}

/// Hears of an event before what it happens to.
fn before(name: &'static str, hear: impl Fn(&Event) + 'static) {
    listen_with(name, EventListenerOptions::run_in_capture_phase(), hear);
}

/// Before what it happens to, and instead of it.
fn capturing() -> EventListenerOptions {
    EventListenerOptions { phase: EventListenerPhase::Capture, passive: false }
}

fn listen_with(name: &'static str, options: EventListenerOptions, hear: impl Fn(&Event) + 'static) {
    if let Some(window) = web_sys::window() {
        EventListener::new_with_options(&window, name, options, move |event| hear(event)).forget();
    }
}

/// A panel that is about to be used shows the present state.
fn touched(event: &Event, editor: Editor) {
    if event.type_() == "focusin" {
        focus::came(event);
    }
    if !matches!(focus_of(event), Focus::Editor | Focus::Canvas) {
        editor.catch_up();
    }
}

fn key(event: &Event, editor: Editor) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    // While an input method composes, its keys are its own.
    if event.default_prevented() || event.is_composing() {
        return;
    }
    let press = KeyPress {
        key: event.key(),
        primary: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        focus: focus_of(event),
    };
    if actions::for_key(&press).is_some() {
        event.prevent_default();
        editor.dispatch(Msg::Key(press));
    }
}

/// What has the focus, by the element that hears the event.
fn focus_of(event: &Event) -> Focus {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Focus::Page;
    };
    let within = |selector| element.closest(selector).ok().flatten().is_some();
    if within(".cm-editor") {
        Focus::Editor
    } else if within("[data-own-text]") {
        Focus::OwnText
    } else if within("input, textarea, select") {
        Focus::Field
    } else if within("[data-testid=canvas]") {
        Focus::Canvas
    } else {
        Focus::Page
    }
}

fn dropped(event: &Event, editor: Editor) {
    let Some(transfer) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
    let Some(file) = transfer.files().and_then(|files| files.get(0)) else { return };
    event.prevent_default();
    event.stop_propagation();
    files::read(file, move |read| editor.opened(read));
}

/// A definition pasted where no field takes it takes the place of the open one; undo brings that back.
fn pasted(event: &Event, editor: Editor) {
    if !matches!(focus_of(event), Focus::Page | Focus::Canvas) {
        return;
    }
    let transfer = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    let text = transfer.and_then(|transfer| transfer.get_data("text/plain").ok()).unwrap_or_default();
    if text.trim_start().starts_with('{') {
        event.prevent_default();
        editor.dispatch(Msg::File(FileMsg::Opened { name: None, text }));
    }
}
