//! The narrow door to CodeMirror (`editor.js`). UTF-16 offsets exist only here.

use crate::document::{Caret, Snapshot};
use crate::text::{Replacement, TextEdit, TextRange};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// CodeMirror's view.
    #[derive(Clone)]
    pub(super) type View;

    #[wasm_bindgen(js_namespace = aslStudioEditor)]
    pub(super) fn create(parent: &Element, text: &str, hooks: &Object) -> View;
    #[wasm_bindgen(js_namespace = aslStudioEditor)]
    pub(super) fn patch(view: &View, changes: &Array);
    #[wasm_bindgen(js_namespace = aslStudioEditor)]
    pub(super) fn select(view: &View, from: u32, to: u32);
    #[wasm_bindgen(js_namespace = aslStudioEditor, js_name = focusAt)]
    pub(super) fn focus_at(view: &View, at: u32);
    #[wasm_bindgen(js_namespace = aslStudioEditor, js_name = setLanguage)]
    pub(super) fn set_language(view: &View, name: &str);
    #[wasm_bindgen(js_namespace = aslStudioEditor, js_name = showProblems)]
    pub(super) fn show_problems(view: &View, places: &[u32], words: &str);
}

/// The edit that the editor reports as [from, to, text, …] in UTF-16 offsets of `before`.
pub(super) fn edit_from_changes(changes: &Array, before: &Snapshot) -> TextEdit {
    let offset =
        |at: u32| before.utf16().byte_from_utf16(changes.get(at).as_f64().unwrap_or_default() as usize);
    let replacements = (0..changes.length() / 3).map(|nth| Replacement {
        range: TextRange::new(offset(3 * nth), offset(3 * nth + 1)),
        text: changes.get(3 * nth + 2).as_string().unwrap_or_default(),
    });
    TextEdit::from_replacements(replacements.collect())
}

/// An edit of `before` as the editor takes it.
pub(super) fn changes_from_edit(edit: &TextEdit, before: &Snapshot) -> Array {
    let changes = Array::new();
    for Replacement { range, text } in edit.replacements() {
        changes.push(&utf16(before, range.start).into());
        changes.push(&utf16(before, range.end).into());
        changes.push(&JsValue::from_str(text));
    }
    changes
}

/// Where the editor counts a byte offset.
pub(super) fn utf16(snapshot: &Snapshot, offset: usize) -> u32 {
    u32::try_from(snapshot.utf16().utf16_from_byte(offset)).unwrap_or(u32::MAX)
}

/// The caret at the editor's offsets.
pub(super) fn caret(snapshot: &Snapshot, anchor: f64, head: f64) -> Caret {
    let byte = |at: f64| snapshot.utf16().byte_from_utf16(at as usize);
    Caret { anchor: byte(anchor), head: byte(head) }
}

/// An object of these members.
pub(super) fn object<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        let _ = Reflect::set(&object, &key.into(), &value);
    }
    object
}
