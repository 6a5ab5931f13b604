use super::{AppState, MockTable};
use std::sync::Arc;

/// How many definitions are remembered.
const PLACES: usize = 16;

/// What belongs to a definition beside its text, while another one has taken its place: undo brings back both.
#[derive(Clone, PartialEq, Debug)]
pub struct Shelved {
    text: Arc<str>,
    file_name: String,
    input: Option<String>,
    mocks: MockTable,
    objects: String,
}

impl Shelved {
    fn of(state: &AppState) -> Self {
        Shelved {
            text: state.doc.snapshot().text().clone(),
            file_name: state.file_name.clone(),
            input: state.run.input.clone(),
            mocks: state.run.mocks.clone(),
            objects: state.run.objects.clone(),
        }
    }
}

/// Remembers what belongs to the present definition, which is about to be replaced.
pub(super) fn shelve(state: &mut AppState) {
    let shelved = Shelved::of(state);
    state.shelf.retain(|other| other.text != shelved.text);
    state.shelf.push(shelved);
    let surplus = state.shelf.len().saturating_sub(PLACES);
    state.shelf.drain(..surplus);
}

/// Lets `travel` go to another text of the history; if that was a definition of its own, what belonged to it comes back.
pub(super) fn through<T>(state: &mut AppState, travel: impl FnOnce(&mut AppState) -> T) -> T {
    let left = Shelved::of(state);
    let travelled = travel(state);
    let text = state.doc.snapshot().text();
    if let Some(place) = state.shelf.iter().position(|shelved| shelved.text == *text && left.text != *text) {
        let found = std::mem::replace(&mut state.shelf[place], left);
        state.file_name = found.file_name;
        state.run.input = found.input;
        state.run.mocks = found.mocks;
        state.run.objects = found.objects;
    }
    travelled
}

#[cfg(test)]
mod tests {
    use crate::app::{AppState, FileMsg, Msg, example, update};
    use crate::document::Millis;

    fn belongings(state: &AppState) -> (String, String, Option<String>) {
        (state.doc.snapshot().text().to_string(), state.file_name.clone(), state.run.input.clone())
    }

    #[test]
    fn undo_of_opening_brings_back_name_and_input_and_redo_the_others() {
        let mut state = example::opened();
        let does = |state: &mut AppState, msg| drop(update(state, msg, Millis(0)));
        let first = belongings(&state);
        let text = r#"{"StartAt": "A", "States": {}}"#.to_owned();
        does(&mut state, Msg::File(FileMsg::Opened { name: Some("b.asl.json".to_owned()), text }));
        let second = belongings(&state);
        assert_ne!(first, second);
        does(&mut state, Msg::Undo);
        assert_eq!(belongings(&state), first);
        does(&mut state, Msg::Redo);
        assert_eq!(belongings(&state), second);
        does(&mut state, Msg::File(FileMsg::Example));
        assert_eq!(belongings(&state).0, first.0);
        does(&mut state, Msg::Undo);
        assert_eq!(belongings(&state), second);
    }
}
