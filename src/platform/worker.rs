//! A Web Worker that runs the same wasm as the page, so that a long run blocks nothing and can be stopped at once.
//!
//! A request goes out as a string, then `progress` and one `answer` come back, the answer as bytes that change hands
//! without being copied again. Stopping ends the worker; the next run starts another.

use js_sys::{Array, Function, JsString, Object, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Url, Worker};

/// What a worker says.
#[derive(Clone, Debug)]
pub enum Heard {
    /// So many steps are done.
    Progress(u64),
    /// The answer to the request, where the worker left it: nobody who does not read it has it copied.
    Answer(Uint8Array),
    /// The worker could not start, or died.
    Died(String),
}

/// The page's end of the worker.
pub struct RunWorker {
    worker: RefCell<Option<Worker>>,
    is_ready: Cell<bool>,
    waiting: RefCell<Option<JsString>>,
    hear: Box<dyn Fn(Heard)>,
}

impl RunWorker {
    /// A worker that starts now, so that the first run need not wait for it.
    pub fn new(hear: impl Fn(Heard) + 'static) -> Rc<Self> {
        let run_worker = Rc::new(RunWorker {
            worker: RefCell::new(None),
            is_ready: Cell::new(false),
            waiting: RefCell::new(None),
            hear: Box::new(hear),
        });
        run_worker.start();
        run_worker
    }

    /// Sends a request; one that is still running is stopped.
    pub fn ask(self: &Rc<Self>, request: JsString) {
        self.stop_if_busy();
        *self.waiting.borrow_mut() = Some(request);
        if self.worker.borrow().is_none() {
            self.start();
        } else if self.is_ready.get() {
            self.send();
        }
    }

    /// Ends what is running, if anything is, and starts anew for the next request.
    pub fn stop_if_busy(self: &Rc<Self>) {
        if self.waiting.borrow_mut().take().is_some() {
            self.end();
            self.start();
        }
    }

    fn send(&self) {
        let worker = self.worker.borrow();
        if let (Some(worker), Some(request)) = (worker.as_ref(), self.waiting.borrow().as_ref()) {
            let _ = worker.post_message(request);
        }
    }

    fn start(self: &Rc<Self>) {
        if let Err(error) = self.try_start() {
            self.died(&format!("{error:?}"));
        }
    }

    fn try_start(self: &Rc<Self>) -> Result<(), JsValue> {
        let worker = Worker::new("worker.js")?;
        let this = Rc::downgrade(self);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(this) = this.upgrade() {
                this.message(&event.data());
            }
        });
        worker.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        let this = Rc::downgrade(self);
        let failed = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            if let Some(this) = this.upgrade() {
                this.died(&text_of(&event, "message").unwrap_or_default());
            }
        });
        worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
        let files = Object::new();
        Reflect::set(&files, &"glue".into(), &preloaded("link[rel=modulepreload]")?)?;
        Reflect::set(&files, &"wasm".into(), &preloaded("link[rel=preload][type='application/wasm']")?)?;
        worker.post_message(&files)?;
        *self.worker.borrow_mut() = Some(worker);
        Ok(())
    }

    fn message(&self, data: &JsValue) {
        if let Some(steps) = Reflect::get(data, &"progress".into()).ok().and_then(|steps| steps.as_f64()) {
            (self.hear)(Heard::Progress(steps as u64));
        } else if let Some(answer) = bytes_of(data, "answer") {
            *self.waiting.borrow_mut() = None;
            (self.hear)(Heard::Answer(answer));
        } else if let Some(error) = text_of(data, "error") {
            self.died(&error);
        } else {
            self.is_ready.set(true);
            self.send();
        }
    }

    fn died(&self, why: &str) {
        self.end();
        if self.waiting.borrow_mut().take().is_some() {
            (self.hear)(Heard::Died(why.to_owned()));
        }
    }

    fn end(&self) {
        self.is_ready.set(false);
        if let Some(worker) = self.worker.borrow_mut().take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

/// The worker's end: answers each request with what `handle` makes of it. `handle` may report its progress; what it gives
/// beside the answer is dropped once that is on its way.
pub fn serve<Rest>(handle: impl Fn(&str, &dyn Fn(u64)) -> (Vec<u8>, Rest) + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answering = scope.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(request) = event.data().as_string() else { return };
        let progress = |steps: u64| say(&answering, "progress", &JsValue::from_f64(steps as f64), None);
        let (answer, _rest) = handle(&request, &progress);
        let answer = Uint8Array::from(answer.as_slice());
        say(&answering, "answer", &answer, Some(&answer.buffer()));
    });
    scope.set_onmessage(Some(heard.into_js_value().unchecked_ref::<Function>()));
}

/// Posts an object with one member. What is given away belongs to the page from then on.
fn say(scope: &DedicatedWorkerGlobalScope, key: &str, value: &JsValue, given_away: Option<&JsValue>) {
    let entry = Array::of2(&key.into(), value);
    if let Ok(message) = Object::from_entries(&Array::of1(&entry)) {
        let given_away = given_away.map_or_else(Array::new, Array::of1);
        let _ = scope.post_message_with_transfer(&message, &given_away);
    }
}

/// The absolute address of the file that the first such link of the page names. Files carry hashes.
fn preloaded(selector: &str) -> Result<JsValue, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let link = document.query_selector(selector)?.ok_or(selector)?;
    let base = document.base_uri()?.unwrap_or_default();
    Ok(Url::new_with_base(&link.get_attribute("href").unwrap_or_default(), &base)?.href().into())
}

fn text_of(value: &JsValue, key: &str) -> Option<String> {
    Reflect::get(value, &key.into()).ok()?.as_string()
}

fn bytes_of(value: &JsValue, key: &str) -> Option<Uint8Array> {
    Reflect::get(value, &key.into()).ok()?.dyn_into().ok()
}
