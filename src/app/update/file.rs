use super::document::{follow, notify};
use crate::app::{AppState, Effect, FileMsg, Pending, Tone, example, keep, shelf};
use crate::document::{Millis, Origin, Selection, Transaction};
use crate::text::TextEdit;

pub(super) fn update(state: &mut AppState, msg: FileMsg, now: Millis) -> Vec<Effect> {
    match msg {
        FileMsg::Choose => vec![Effect::ChooseFile],
        FileMsg::Opened { name, text } => {
            shelf::shelve(state);
            example::leave(state);
            let label = name.as_ref().map_or("Set the text".to_owned(), |name| format!("Open {name}"));
            state.file_name = name.unwrap_or_else(|| state.file_name.clone());
            open(state, &text, &label, now)
        }
        FileMsg::Unreadable(reason) => notify(state, reason, Tone::Bad),
        FileMsg::Save => save(state),
        FileMsg::Rename(name) => {
            let name = name.trim();
            if !name.is_empty() {
                state.file_name = name.to_owned();
            }
            vec![keep::work(state)]
        }
        FileMsg::Keep(revision) if revision != state.doc.snapshot().revision() => Vec::new(),
        FileMsg::Keep(_) | FileMsg::KeepNow => keep::everything(state),
        FileMsg::NotKept(reason) => notify(
            state,
            format!("This device did not keep your text ({reason}): save it as a file"),
            Tone::Bad,
        ),
        FileMsg::New => {
            shelf::shelve(state);
            example::leave(state);
            state.file_name = example::NEW_NAME.to_owned();
            open(state, example::NEW_TEXT, "New definition", now)
        }
        FileMsg::Example => {
            // Where it is open already, what the user gave it stays.
            if **state.doc.snapshot().text() != *example::TEXT {
                shelf::shelve(state);
                state.run = example::run();
            }
            state.file_name = example::NAME.to_owned();
            open(state, example::TEXT, "Open the example", now)
        }
    }
}

/// Puts another text in the place of this one, as a change that can be taken back.
fn open(state: &mut AppState, text: &str, label: &str, now: Millis) -> Vec<Effect> {
    let edit = TextEdit::between(state.doc.snapshot().text(), text);
    let transaction = Transaction::new(edit, Origin::Load, label).selecting(Selection::default());
    let applied = state.doc.apply(transaction, now);
    let mut effects = applied.map_or_else(Vec::new, |applied| follow(state, &applied));
    state.canvas.pending = Some(Pending::Opening);
    effects.push(Effect::ShowInEditor(Default::default()));
    effects.push(Effect::Announce(label.to_owned()));
    effects
}

fn save(state: &mut AppState) -> Vec<Effect> {
    let (name, text) = (state.saved_name(), state.doc.snapshot().text().to_string());
    let mut effects = notify(state, format!("Saved {name}"), Tone::Plain);
    effects.extend([Effect::Download { name, text }, keep::work(state)]);
    effects
}
