use super::adapter::{self, View};
use super::answers::{self, Question};
use crate::app::{Msg, Problems, TextMsg, Via};
use crate::assist;
use crate::document::Snapshot;
use crate::platform::timers;
use crate::syntax::Syntax;
use crate::text::{TextEdit, TextRange};
use crate::ui::ctx::Editor;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// The editor of the page, and the text it holds.
#[derive(Clone)]
pub(crate) struct TextPane {
    view: View,
    /// What stands in the editor: the document's text, except while one of the two tells the other.
    shown: Rc<RefCell<Arc<Snapshot>>>,
    /// While the editor has yet to take a whole new text: what it shows then.
    behind: Behind,
}

type Behind = Rc<RefCell<Option<TextRange>>>;

/// What can happen to the editor; before any of it, the editor holds the document's text.
const TOUCHES: [&str; 7] =
    ["beforeinput", "compositionstart", "drop", "focusin", "keydown", "paste", "pointerdown"];

impl TextPane {
    /// Puts an editor into `parent` that tells `editor` what the user does.
    pub(super) fn new(parent: &Element, editor: Editor) -> Self {
        let snapshot = editor.peek(|state| state.doc.snapshot().clone());
        let shown = Rc::new(RefCell::new(snapshot.clone()));
        let behind = Rc::default();
        let view = adapter::create(parent, snapshot.text(), &hooks(&shown, &behind, editor));
        let pane = TextPane { view, shown, behind };
        let touched = pane.clone();
        let catch_up = Closure::<dyn Fn()>::new(move || touched.catch_up(editor)).into_js_value();
        for touch in TOUCHES {
            let _ = parent.add_event_listener_with_callback_and_bool(touch, catch_up.unchecked_ref(), true);
        }
        pane
    }

    /// Brings the whole text into the editor anew, once the picture of it is painted: of a long text the editor has
    /// as much to do as the canvas.
    pub(crate) fn refill(&self, editor: Editor) {
        *self.behind.borrow_mut() = Some(TextRange::default());
        let pane = self.clone();
        timers::after_paint(move || timers::when_quiet(move || pane.catch_up(editor)));
    }

    fn catch_up(&self, editor: Editor) {
        let Some(range) = self.behind.take() else { return };
        let text = editor.peek(|state| state.doc.snapshot().text().clone());
        let edit = TextEdit::between(self.shown.borrow().text(), &text);
        self.patch(&edit, editor);
        self.show(range, editor);
        self.show_problems(&editor.peek(|state| state.problems.clone()));
    }

    /// Brings a change into the editor that was made elsewhere.
    pub(crate) fn patch(&self, edit: &TextEdit, editor: Editor) {
        if self.behind.borrow().is_some() {
            return;
        }
        let changes = adapter::changes_from_edit(edit, &self.shown.borrow());
        *self.shown.borrow_mut() = editor.peek(|state| state.doc.snapshot().clone());
        adapter::patch(&self.view, &changes);
    }

    /// Selects a place and brings it into sight, without taking the focus.
    pub(crate) fn show(&self, range: TextRange, editor: Editor) {
        if let Some(shown_then) = self.behind.borrow_mut().as_mut() {
            *shown_then = range;
            return;
        }
        let snapshot = editor.peek(|state| state.doc.snapshot().clone());
        let (from, to) = (adapter::utf16(&snapshot, range.start), adapter::utf16(&snapshot, range.end));
        adapter::select(&self.view, from, to);
    }

    /// Puts the caret at an offset and takes the focus.
    pub(crate) fn focus_at(&self, offset: usize, editor: Editor) {
        self.catch_up(editor);
        let snapshot = editor.peek(|state| state.doc.snapshot().clone());
        adapter::focus_at(&self.view, adapter::utf16(&snapshot, offset));
    }

    /// Reads the text as it is written.
    pub(super) fn set_syntax(&self, syntax: Syntax) {
        adapter::set_language(&self.view, &syntax.name().to_ascii_lowercase());
    }

    /// Marks problems, if they are of the text that the editor holds.
    pub(super) fn show_problems(&self, problems: &Problems) {
        let shown = self.shown.borrow();
        if problems.revision != Some(shown.revision()) {
            return;
        }
        let places: Vec<u32> = problems
            .list
            .iter()
            .flat_map(|problem| [problem.span.start, problem.span.end])
            .map(|offset| adapter::utf16(&shown, offset))
            .collect();
        let words = problems.list.iter().flat_map(|problem| {
            let severity = if problem.severity.name() == "hint" { "info" } else { problem.severity.name() };
            [severity, &problem.message, problem.code.0]
        });
        // One string crosses faster than thousands.
        let words = words.collect::<Vec<_>>().join("\0");
        adapter::show_problems(&self.view, &places, &words);
    }
}

fn hooks(shown: &Rc<RefCell<Arc<Snapshot>>>, behind: &Behind, editor: Editor) -> js_sys::Object {
    let (held, behind) = (shown.clone(), behind.clone());
    let edited = Closure::<dyn Fn(Array, f64, f64)>::new(move |changes: Array, anchor: f64, head: f64| {
        let mut edit = adapter::edit_from_changes(&changes, &held.borrow());
        if behind.take().is_some() {
            // Something typed without a touch: what stands in the editor holds, and undo brings the other text back.
            let typed = edit.apply(held.borrow().text());
            edit = TextEdit::between(&editor.peek(|state| state.doc.snapshot().text().clone()), &typed);
        }
        editor.dispatch(Msg::Text(TextMsg::Edited(edit)));
        let after = editor.peek(|state| state.doc.snapshot().clone());
        let caret = adapter::caret(&after, anchor, head);
        let before = held.replace(after);
        editor.dispatch(Msg::Text(TextMsg::CaretCarried(caret)));
        // To let go of a tree takes its time, too; the key is painted first.
        timers::after_paint(move || drop(before));
    });
    let held = shown.clone();
    let moved = Closure::<dyn Fn(f64, f64)>::new(move |anchor: f64, head: f64| {
        let caret = adapter::caret(&held.borrow(), anchor, head);
        editor.dispatch(Msg::Text(TextMsg::CaretMoved(caret)));
    });
    let command = Closure::<dyn Fn(String)>::new(move |name: String| {
        editor.dispatch(match name.as_str() {
            "undo" => Msg::Undo,
            "redo" => Msg::Redo,
            _ => Msg::Text(TextMsg::Format),
        });
    });
    let held = shown.clone();
    let ask = Closure::<dyn Fn(String, f64, f64, String) -> JsValue>::new(
        move |name: String, at: f64, to: f64, word: String| {
            let snapshot = held.borrow().clone();
            let caret = adapter::caret(&snapshot, at, to);
            let question = Question { name: &name, at: caret.anchor, to: caret.head, word: &word };
            let answer = editor.peek(|state| answers::answer(state, &snapshot, &question));
            js_sys::JSON::parse(&answer.to_string()).unwrap_or(JsValue::NULL)
        },
    );
    let held = shown.clone();
    let rename = Closure::<dyn Fn(f64, String)>::new(move |at: f64, name: String| {
        let snapshot = held.borrow().clone();
        let offset = adapter::caret(&snapshot, at, at).head;
        if let Some(found) = assist::symbol_at(&snapshot, offset) {
            editor.dispatch(Msg::Edit(found.symbol.rename_to(&name), Via::Text));
        }
    });
    adapter::object([
        ("edited", edited.into_js_value()),
        ("moved", moved.into_js_value()),
        ("command", command.into_js_value()),
        ("ask", ask.into_js_value()),
        ("rename", rename.into_js_value()),
    ])
}
