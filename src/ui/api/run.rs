use super::result;
use crate::platform::worker::{Heard, RunWorker};
use crate::sim::{MockScript, Objects};
use crate::ui::ctx::Editor;
use crate::ui::runner;
use crate::value::Value;
use js_sys::{Function, JSON, JsString, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};

/// The runs that programs ask for: those that are soon over at once, the others one after the other, in a worker of their own
/// beside the page's run.
#[derive(Clone)]
pub(super) struct Runs {
    editor: Editor,
    /// The last request that was not soon over, until the worker is soon done with one.
    slow: Rc<RefCell<Option<Slow>>>,
    /// When the worker got its last request.
    sent_at: Rc<Cell<f64>>,
    worker: Rc<RefCell<Option<Rc<RunWorker>>>>,
    waiting: Rc<RefCell<VecDeque<Waiting>>>,
}

/// A request that takes its time. One of the same definition that is no shorter need not be tried at once.
struct Slow {
    definition: Arc<str>,
    length: usize,
}

/// A run and who waits for it.
struct Waiting {
    request: JsString,
    resolve: Function,
    reject: Function,
}

impl Runs {
    pub(super) fn new(editor: Editor) -> Self {
        Runs {
            editor,
            slow: Rc::default(),
            sent_at: Rc::default(),
            worker: Rc::default(),
            waiting: Rc::default(),
        }
    }

    /// Runs the present text. The promise is of what came of it, or is refused where the options cannot be read.
    pub(super) fn run(&self, options: &JsValue) -> Promise {
        let request = match self.request(options) {
            Ok(request) => request,
            Err(reason) => return Promise::reject(&js_sys::Error::new(&reason)),
        };
        if let Some(result) = self.at_once(&request) {
            return Promise::resolve(&result);
        }
        Promise::new(&mut |resolve, reject| self.queue(Waiting { request: request.clone(), resolve, reject }))
    }

    /// What came of a run that is soon over.
    fn at_once(&self, request: &JsString) -> Option<JsValue> {
        let length = request.length() as usize;
        let definition = self.editor.peek(|state| state.doc.snapshot().text().clone());
        let is_slow = |slow: &Slow| slow.definition == definition && length >= slow.length;
        if length > runner::AT_ONCE_LENGTH || self.slow.borrow().as_ref().is_some_and(is_slow) {
            return None;
        }
        let request = serde_json::from_str(&String::from(request)).ok()?;
        match runner::at_once(&request) {
            Some(answer) => result::object(answer.as_slice().into()),
            None => {
                *self.slow.borrow_mut() = Some(Slow { definition, length });
                None
            }
        }
    }

    /// The run as the worker reads it; what it leaves out is as by default. The input, which may be long, stays with
    /// JavaScript.
    fn request(&self, options: &JsValue) -> Result<JsString, String> {
        let definition = self.editor.peek(|state| state.doc.snapshot().text().clone());
        let mut request = format!(r#"{{"definition":{}"#, Value::from(definition));
        for (key, accept) in MEMBERS {
            if let Some(json) = member(options, key)? {
                let json = String::from(json);
                accept(&json)?;
                request.push_str(&format!(r#","{key}":{json}"#));
            }
        }
        let request = JsString::from(request);
        Ok(match member(options, "input")? {
            Some(json) => request.concat(&r#","input":"#.into()).concat(&json).concat(&"}".into()),
            None => request.concat(&"}".into()),
        })
    }

    fn queue(&self, waiting: Waiting) {
        self.waiting.borrow_mut().push_back(waiting);
        if self.waiting.borrow().len() == 1 {
            self.send();
        }
    }

    /// Sends the first of those that wait.
    fn send(&self) {
        let this = self.clone();
        let worker = self
            .worker
            .borrow_mut()
            .get_or_insert_with(|| RunWorker::new(move |heard| this.heard(heard)))
            .clone();
        let request = self.waiting.borrow().front().map(|waiting| waiting.request.clone());
        self.sent_at.set(js_sys::Date::now());
        request.into_iter().for_each(|request| worker.ask(request));
    }

    fn heard(&self, heard: Heard) {
        let answer = match heard {
            Heard::Progress(_) => return,
            Heard::Answer(answer) => {
                if js_sys::Date::now() - self.sent_at.get() <= runner::AT_ONCE_MILLIS {
                    *self.slow.borrow_mut() = None;
                }
                result::object(answer).ok_or_else(|| "the interpreter's answer cannot be read".to_owned())
            }
            Heard::Died(why) => Err(format!("the interpreter stopped: {why}")),
        };
        let Some(first) = self.waiting.borrow_mut().pop_front() else { return };
        let _ = match answer {
            Ok(result) => first.resolve.call1(&JsValue::UNDEFINED, &result),
            Err(reason) => first.reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new(&reason)),
        };
        if !self.waiting.borrow().is_empty() {
            self.send();
        }
    }
}

/// The options beside the input, each with what it has to be: its JSON is a member of [`RunRequest`].
///
/// [`RunRequest`]: crate::sim::RunRequest
const MEMBERS: [(&str, Accept); 4] = [
    ("mocks", |json| {
        let mocks = Value::parse(json).map_err(|error| error.to_string())?;
        MockScript::from_value(&mocks).map(drop).map_err(|error| error.to_string())
    }),
    ("objects", |json| Objects::from_json(json).map(drop)),
    ("unmocked", |json| one_of(json, "unmocked", &["sample", "echo", "fail"])),
    ("workflowType", |json| one_of(json, "workflowType", &["STANDARD", "EXPRESS"])),
];

/// Says what is wrong with an option's JSON.
type Accept = fn(&str) -> Result<(), String>;

fn one_of(json: &str, key: &str, words: &[&str]) -> Result<(), String> {
    let known = words.iter().any(|word| json == format!(r#""{word}""#));
    if known { Ok(()) } else { Err(format!("{key} is one of {}, not {json}", words.join(", "))) }
}

/// The JSON of a member of an object of JavaScript; none where it is missing.
fn member(object: &JsValue, key: &str) -> Result<Option<JsString>, String> {
    if !object.is_object() {
        return Ok(None);
    }
    let value = Reflect::get(object, &key.into()).unwrap_or_default();
    if value.is_undefined() { Ok(None) } else { json_of(key, &value).map(Some) }
}

/// Plain data of JavaScript as JSON; `what` it is, for messages.
pub(super) fn json_of(what: &str, value: &JsValue) -> Result<JsString, String> {
    // Of what is no data, a function for instance, comes undefined and no string.
    let json = JSON::stringify(value).ok().and_then(|json| JsValue::from(json).dyn_into().ok());
    json.ok_or_else(|| format!("{what} is no JSON"))
}
