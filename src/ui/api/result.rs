use super::js_from_json;
use crate::app;
use crate::sim::{RunReport, unpack_events, unpack_head};
use js_sys::{JSON, Object, Reflect, Uint8Array};
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// What came of a run, as programs get it: status, error, cause, output, and the history in the shape of
/// GetExecutionHistory. None where the bytes are not those of a report.
///
/// Output and history are made of the bytes when somebody reads them first: a history is much longer printed than
/// recorded, and not everybody who runs a definition reads it.
pub(super) fn object(packed: Uint8Array) -> Option<JsValue> {
    let head = head(&packed)?;
    let stopped = head.stopped.as_ref().map(|_| app::run::summary(&head));
    let object = js_from_json(&json!({
        "status": head.status.name(),
        "error": head.failure.error,
        "cause": head.failure.cause,
        "stopped": stopped,
    }));
    let target: &Object = object.unchecked_ref();
    let lazy = Rc::new(RefCell::new(Lazy::Packed(packed)));
    for key in ["output", "events"] {
        let lazy = lazy.clone();
        let get = Closure::<dyn Fn() -> JsValue>::new(move || lazy.borrow_mut().get(key));
        let property = Object::new();
        Reflect::set(&property, &"get".into(), &get.into_js_value()).ok()?;
        Reflect::set(&property, &"enumerable".into(), &true.into()).ok()?;
        Object::define_property(target, &key.into(), &property);
    }
    Some(object)
}

/// The report's head: mostly within the last of the bytes.
fn head(packed: &Uint8Array) -> Option<RunReport> {
    let end = packed.subarray(packed.length().saturating_sub(MOSTLY), packed.length());
    unpack_head(&end.to_vec()).or_else(|| unpack_head(&packed.to_vec()))
}

/// So many bytes hold most heads; a long cause makes a longer one.
const MOSTLY: u32 = 4096;

/// Output and events, once they are wanted.
enum Lazy {
    Packed(Uint8Array),
    Made(JsValue),
}

impl Lazy {
    fn get(&mut self, key: &str) -> JsValue {
        if let Lazy::Packed(bytes) = self {
            *self = Lazy::Made(make(&bytes.to_vec()));
        }
        match self {
            Lazy::Made(made) => Reflect::get(made, &key.into()).unwrap_or_default(),
            Lazy::Packed(_) => JsValue::UNDEFINED,
        }
    }
}

/// `{output, events}`
fn make(packed: &[u8]) -> JsValue {
    let Some(report) = unpack_events(packed) else { return JsValue::UNDEFINED };
    let output = report.output.as_ref().map_or_else(|| "null".to_owned(), |output| output.to_json());
    let text = format!(r#"{{"output":{output},"events":{}}}"#, report.history_json());
    JSON::parse(&text).unwrap_or_default()
}
