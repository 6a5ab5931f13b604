//! `window.aslStudio`: the page for programs.
//!
//! What crosses is plain data, by way of JSON: objects with the names that the README lists.

mod answers;
mod result;
mod run;
mod test_state;

use super::ctx::Editor;
use crate::app::{CanvasMsg, FileMsg, Msg};
use crate::platform::timers;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Hangs the page's handle on the window.
pub(crate) fn install(editor: Editor) {
    let handle = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&handle, &name.into(), value);
    };
    set("ready", &painted(|| {}));
    let get_text = Closure::<dyn Fn() -> String>::new(move || {
        editor.peek(|state| state.doc.snapshot().text().to_string())
    });
    set("getText", &get_text.into_js_value());
    let set_text = Closure::<dyn Fn(JsValue) -> Promise>::new(move |text: JsValue| {
        let Some(text) = text.as_string() else {
            return Promise::reject(&js_sys::TypeError::new("setText takes a string"));
        };
        painted(move || {
            editor.dispatch(Msg::File(FileMsg::Opened { name: None, text }));
            // Drawn without a wait for the next frame, but what the caller goes on to ask comes first.
            leptos::task::spawn_local(async move { editor.dispatch(Msg::Canvas(CanvasMsg::Draw)) });
        })
    });
    set("setText", &set_text.into_js_value());
    let get_problems =
        Closure::<dyn Fn() -> JsValue>::new(move || js_from_json(&editor.peek(answers::problems)));
    set("getProblems", &get_problems.into_js_value());
    let get_layout = Closure::<dyn Fn() -> JsValue>::new(move || {
        editor.dispatch(Msg::Canvas(CanvasMsg::Draw));
        js_from_json(&editor.peek(answers::layout))
    });
    set("getLayout", &get_layout.into_js_value());
    let runs = run::Runs::new(editor);
    let run = Closure::<dyn Fn(JsValue) -> Promise>::new(move |options: JsValue| runs.run(&options));
    set("run", &run.into_js_value());
    let test_state = Closure::<dyn Fn(JsValue) -> Promise>::new(move |request: JsValue| {
        test_state::answer(editor, &request)
    });
    set("testState", &test_state.into_js_value());
    if let Some(window) = web_sys::window() {
        let _ = Reflect::set(&window, &"aslStudio".into(), &handle);
    }
}

/// Does something and promises that its picture is painted.
fn painted(act: impl FnOnce() + 'static) -> Promise {
    // The promise stands in line before whatever the act leaves for later.
    let promise = Promise::new(&mut |resolve, _| {
        timers::right_after_paint(move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    act();
    promise
}

/// JSON as the values of JavaScript.
fn js_from_json(json: &impl serde::Serialize) -> JsValue {
    let text = serde_json::to_string(json).unwrap_or_default();
    js_sys::JSON::parse(&text).unwrap_or(JsValue::NULL)
}
