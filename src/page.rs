//! A page that only shows that the pieces come together: Leptos, the editor's bundle, the wasm in a worker.

use js_sys::{JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MessageEvent, Url, Worker};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = aslStudioEditor)]
    fn create(parent: &Element, text: &str) -> JsValue;
}

pub(crate) fn mount() {
    let (answer, set_answer) = signal(String::new());
    mount_to_body(move || view! { <main><h1>"ASL Studio"</h1><p>{answer}</p></main> });
    if let Ok(Some(main)) = document().query_selector("main") {
        create(&main, "{}");
    }
    if start_worker(move |message| set_answer.set(message)).is_err() {
        set_answer.set("no worker".to_owned());
    }
    let handle = Object::new();
    let _ = Reflect::set(&handle, &"ready".into(), &Promise::resolve(&JsValue::UNDEFINED));
    let _ = Reflect::set(&window(), &"aslStudio".into(), &handle);
}

/// Starts a worker with the same wasm, whose files are the ones that this page preloads.
fn start_worker(hear: impl Fn(String) + 'static) -> Result<(), JsValue> {
    let worker = Worker::new("worker.js")?;
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        hear(JSON::stringify(&event.data()).map(String::from).unwrap_or_default());
    });
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let files = Object::new();
    Reflect::set(&files, &"glue".into(), &preloaded("link[rel=modulepreload]")?)?;
    Reflect::set(&files, &"wasm".into(), &preloaded("link[rel=preload][type='application/wasm']")?)?;
    worker.post_message(&files)
}

/// The absolute address of what the first such link names.
fn preloaded(selector: &str) -> Result<JsValue, JsValue> {
    let link = document().query_selector(selector)?.ok_or(selector)?;
    let base = document().base_uri()?.unwrap_or_default();
    Ok(Url::new_with_base(&link.get_attribute("href").unwrap_or_default(), &base)?.href().into())
}
