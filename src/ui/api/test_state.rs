use super::run::json_of;
use crate::lint;
use crate::sim::test_state::{self, TestStateWorld};
use crate::ui::ctx::Editor;
use crate::value::Value;
use js_sys::{Error, JSON, Promise};
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// A promise of the response to a request of AWS's TestState API. A request without a definition is about the page's.
/// AWS's exception refuses it: an Error with its name and message.
pub(super) fn answer(editor: Editor, request: &JsValue) -> Promise {
    match respond(editor, request) {
        Ok(response) => Promise::resolve(&response),
        Err(error) => Promise::reject(&error),
    }
}

fn respond(editor: Editor, request: &JsValue) -> Result<JsValue, Error> {
    let json = json_of("the request", request).map(String::from).map_err(|reason| Error::new(&reason))?;
    let mut request = Value::parse(&json).map_err(|error| Error::new(&error.to_string()))?;
    if let Value::Object(members) = &mut request
        && !members.contains_key("definition")
    {
        let text = editor.peek(|state| state.doc.snapshot().text().clone());
        Arc::make_mut(members).insert("definition".into(), Value::from(text));
    }
    let response = test_state::answer(&request, &TestStateWorld::default(), lint::refusal_of_text).map_err(
        |exception| {
            let error = Error::new(&exception.message);
            error.set_name(exception.code);
            error
        },
    )?;
    Ok(JSON::parse(&response.to_value().to_json()).unwrap_or_default())
}
