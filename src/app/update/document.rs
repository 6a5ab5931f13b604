//! The one way from here into the document, whoever asks.

use crate::app::{AppState, Effect, FileMsg, Gesture, Msg, Notice, Pending, Tone, ViewMsg, shelf};
use crate::document::{Applied, Millis, Origin, Transaction};

/// How long the text rests before it is kept on the device.
const KEEP_AFTER: Millis = Millis(300);
/// How long a notice stays.
const NOTICE_FOR: Millis = Millis(6000);

/// Applies a change and says what follows for the panes.
pub(super) fn apply(state: &mut AppState, transaction: Transaction, now: Millis) -> Vec<Effect> {
    let applied = state.doc.apply(transaction, now);
    applied.map_or_else(Vec::new, |applied| follow(state, &applied))
}

/// What follows from a change: the editor is patched unless it made the change, and the text is kept soon.
pub(super) fn follow(state: &mut AppState, applied: &Applied) -> Vec<Effect> {
    let mut effects = Vec::new();
    match applied.origin {
        Origin::Typing => {}
        Origin::Load => effects.push(Effect::RefillEditor),
        _ => effects.push(Effect::PatchEditor(applied.edit.clone())),
    }
    effects.push(Effect::After(KEEP_AFTER, Box::new(Msg::File(FileMsg::Keep(applied.revision)))));
    state.run.mocks.remap(&applied.remap);
    state.canvas.gesture = Gesture::Off;
    effects
}

pub(super) fn undo(state: &mut AppState) -> Vec<Effect> {
    match shelf::through(state, |state| state.doc.undo()) {
        Some(applied) => travel(state, &applied, "Undone"),
        None => vec![Effect::Announce("Nothing to undo".to_owned())],
    }
}

pub(super) fn redo(state: &mut AppState) -> Vec<Effect> {
    match shelf::through(state, |state| state.doc.redo()) {
        Some(applied) => travel(state, &applied, "Redone"),
        None => vec![Effect::Announce("Nothing to redo".to_owned())],
    }
}

/// Shows in both panes what undo or redo changed.
fn travel(state: &mut AppState, applied: &Applied, word: &str) -> Vec<Effect> {
    let mut effects = follow(state, applied);
    effects.push(Effect::ShowInEditor(state.doc.selection().caret.range()));
    effects.push(Effect::Announce(format!("{word}: {}", applied.label)));
    state.canvas.pending = state.selected().cloned().map(Pending::State).or(state.canvas.pending.take());
    effects
}

/// Says something to the user.
pub(super) fn notify(state: &mut AppState, text: impl Into<String>, tone: Tone) -> Vec<Effect> {
    let number = state.notice.as_ref().map_or(0, |notice| notice.number + 1);
    let text = text.into();
    state.notice = Some(Notice { text: text.clone(), tone, number });
    let dismiss = Msg::View(ViewMsg::Dismiss(number));
    vec![Effect::Announce(text), Effect::After(NOTICE_FOR, Box::new(dismiss))]
}
