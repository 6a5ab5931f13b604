//! What each message does, one file per part of the page.

mod canvas;
mod document;
mod edit;
mod file;
mod problems;
mod run;
mod text;
mod view;

use super::actions::{self, Action};
use super::{AppState, Effect, Msg, Tone};
use crate::document::Millis;

/// Brings a message into the state. The only place that changes it.
///
/// ```
/// use asl_studio::app::{AppState, Msg, TextMsg, update};
/// use asl_studio::document::Millis;
/// use asl_studio::text::TextEdit;
/// let mut state = AppState::new("{}", "new.asl.json");
/// update(&mut state, Msg::Text(TextMsg::Edited(TextEdit::insert(1, " "))), Millis(0));
/// update(&mut state, Msg::Undo, Millis(1));
/// assert_eq!(&**state.doc.snapshot().text(), "{}");
/// ```
pub fn update(state: &mut AppState, msg: Msg, now: Millis) -> Vec<Effect> {
    match msg {
        Msg::Text(msg) => text::update(state, msg, now),
        Msg::Canvas(msg) => canvas::update(state, msg, now),
        Msg::Edit(command, via) => edit::update(state, &command, via, now),
        Msg::Run(msg) => run::update(state, msg),
        Msg::File(msg) => file::update(state, msg, now),
        Msg::Problems(msg) => problems::update(state, msg, now),
        Msg::View(msg) => view::update(state, msg),
        Msg::Act(id) => actions::find(id)
            .filter(|action| (action.is_enabled)(state))
            .map_or_else(Vec::new, |action| update(state, (action.msg)(state), now)),
        Msg::Key(press) => {
            actions::for_key(&press).map_or_else(Vec::new, |action| pressed(state, action, now))
        }
        Msg::Undo => document::undo(state),
        Msg::Redo => document::redo(state),
    }
}

/// Does what a key asks for, or says why that cannot be.
fn pressed(state: &mut AppState, action: &Action, now: Millis) -> Vec<Effect> {
    if (action.is_enabled)(state) {
        return update(state, (action.msg)(state), now);
    }
    let refusal = action.refusal(state);
    refusal.map_or_else(Vec::new, |refusal| document::notify(state, refusal, Tone::Bad))
}
