use super::document::{apply, notify};
use crate::app::{AppState, Effect, Pending, Tone, Via, sentence};
use crate::document::{Millis, Origin};
use crate::edit::{Command, Plan, plan};

/// Plans a command on the present text and applies it, or says why not.
pub(super) fn update(state: &mut AppState, command: &Command, via: Via, now: Millis) -> Vec<Effect> {
    match plan(state.doc.snapshot(), command) {
        Ok(plan) => carry_out(state, plan, via, now),
        Err(refusal) => match via {
            Via::Gesture | Via::Text => notify(state, sentence(&refusal.to_string()), Tone::Bad),
            Via::Field(field) => {
                let reason = sentence(&refusal.to_string());
                state.refuse(field, command, reason.clone());
                vec![Effect::Announce(reason)]
            }
        },
    }
}

fn carry_out(state: &mut AppState, plan: Plan, via: Via, now: Millis) -> Vec<Effect> {
    let (label, note) = (plan.label.clone(), plan.note.clone());
    let selects = plan.select.is_some();
    let is_gesture = via == Via::Gesture;
    let is_told = matches!(via, Via::Gesture | Via::Text);
    let origin = match via {
        Via::Gesture | Via::Text => Origin::Gesture,
        Via::Field(field) => {
            state.accept(&field);
            Origin::Inspector(field)
        }
    };
    let mut effects = apply(state, plan.into_transaction(origin), now);
    if is_gesture && selects {
        let selected = state.selected().cloned();
        state.canvas.pending = selected.clone().map(Pending::State).or(state.canvas.pending.take());
        effects.push(Effect::ShowInEditor(state.doc.selection().caret.range()));
        effects.extend(selected.map(Effect::FocusState));
    }
    match note {
        Some(note) => effects.extend(notify(state, format!("{label}: {note}"), Tone::Plain)),
        None if is_told => effects.push(Effect::Announce(label)),
        None => {}
    }
    effects
}
