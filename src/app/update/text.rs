use super::document::apply;
use crate::app::{AppState, Effect, Pending, TextMsg, example, shelf};
use crate::document::{Caret, Millis, Origin, Transaction};
use crate::syntax;
use crate::text::{TextEdit, TextRange};

pub(super) fn update(state: &mut AppState, msg: TextMsg, now: Millis) -> Vec<Effect> {
    match msg {
        TextMsg::Edited(edit) => {
            if replaces_all(&edit, state) {
                shelf::shelve(state);
                example::leave(state);
                state.canvas.pending = Some(Pending::Opening);
            }
            apply(state, Transaction::typing(edit), now)
        }
        TextMsg::CaretCarried(caret) => {
            let carried = state.selection_with(|selection| selection.caret = caret);
            state.doc.carry_selection(carried);
            state.follows_typing = true;
            Vec::new()
        }
        TextMsg::CaretMoved(caret) => {
            let moved = state.selection_with(|selection| selection.caret = caret);
            state.doc.select(moved);
            follow_caret(state)
        }
        TextMsg::GoTo(range) => go_to(state, range),
        TextMsg::Format => {
            let snapshot = state.doc.snapshot();
            let edit = syntax::format(snapshot.text(), snapshot.syntax());
            if edit.is_empty() {
                return vec![Effect::Announce("The text is laid out well already".to_owned())];
            }
            let mut effects = apply(state, Transaction::new(edit, Origin::Format, "Format the text"), now);
            effects.push(Effect::Announce("Formatted".to_owned()));
            effects
        }
    }
}

/// Whether another definition was pasted over the whole text.
fn replaces_all(edit: &TextEdit, state: &AppState) -> bool {
    let text = state.doc.snapshot().text();
    let [piece] = edit.replacements() else { return false };
    let rest = text.len() - piece.range.slice(text).trim().len();
    rest == text.len() - text.trim().len() && piece.text.contains("States")
}

/// Selects the state in which something was typed.
pub(super) fn follow_typing(state: &mut AppState) {
    if std::mem::take(&mut state.follows_typing) {
        let head = state.doc.selection().caret.head;
        let states = state.doc.snapshot().state_at(head).into_iter().collect();
        let carried = state.selection_with(|selection| selection.states = states);
        state.doc.carry_selection(carried);
    }
}

/// Selects the state around the caret and brings it into sight on the canvas. The caret stays where it is.
fn follow_caret(state: &mut AppState) -> Vec<Effect> {
    let around = state.doc.snapshot().state_at(state.doc.selection().caret.head);
    if around.as_ref() != state.selected() {
        state.canvas.pending = around.clone().map(Pending::State).or(state.canvas.pending.take());
        let selection = state.selection_with(|selection| {
            selection.states = around.into_iter().collect();
            selection.edge = None;
        });
        state.doc.select(selection);
    }
    Vec::new()
}

fn go_to(state: &mut AppState, range: TextRange) -> Vec<Effect> {
    let moved = state.selection_with(|selection| {
        selection.caret = Caret { anchor: range.start, head: range.end };
    });
    state.doc.select(moved);
    let mut effects = follow_caret(state);
    effects.extend([Effect::FocusEditor(range.start), Effect::ShowInEditor(range)]);
    effects
}
