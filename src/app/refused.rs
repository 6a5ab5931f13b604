use super::AppState;
use super::inspect::field_text;
use crate::document::FieldPath;
use crate::edit::{Command, Entry};
use std::collections::BTreeMap;

/// Entries of the inspector that the definition did not take: they stay in their fields, with the reason, until they
/// are put right, taken back, or the field's value changes elsewhere.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Refusals(BTreeMap<FieldPath, Refused>);

/// An entry that was refused.
#[derive(Clone, PartialEq, Debug)]
pub struct Refused {
    /// What was typed.
    pub text: String,
    /// Why it was not taken.
    pub reason: String,
    /// What the field held then, and holds still.
    instead_of: String,
}

impl AppState {
    /// The entry that was refused for a field, while that is as it was.
    pub fn refused(&self, field: &FieldPath) -> Option<&Refused> {
        let refused = self.refusals.0.get(field)?;
        (field_text(self.doc.snapshot(), field) == refused.instead_of).then_some(refused)
    }

    /// Keeps an entry that was refused.
    pub(super) fn refuse(&mut self, field: FieldPath, command: &Command, reason: String) {
        let text = match command {
            Command::RenameState { name, .. } => name.clone(),
            Command::SetField { entry: Entry::Typed(text) | Entry::Json(text), .. } => text.clone(),
            _ => return,
        };
        let instead_of = field_text(self.doc.snapshot(), &field);
        self.refusals.0.insert(field, Refused { text, reason, instead_of });
    }

    /// Forgets the entry that was refused for a field: another one was taken.
    pub(super) fn accept(&mut self, field: &FieldPath) {
        self.refusals.0.remove(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Msg, Via, field_pointer, update};
    use crate::asl::StatePath;
    use crate::document::Millis;

    const TEXT: &str =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": {"a": 1}, "End": true}}}"#;

    fn result() -> FieldPath {
        FieldPath { state: StatePath::top("A"), field: field_pointer("Result") }
    }

    fn type_in(state: &mut AppState, json: &str) {
        let FieldPath { state: path, field } = result();
        let entry = Entry::Json(json.to_owned());
        let set = Command::SetField { state: path, field, entry };
        update(state, Msg::Edit(set, Via::Field(result())), Millis(0));
    }

    #[test]
    fn what_was_refused_is_kept_until_it_is_put_right() {
        let mut state = AppState::new(TEXT, "a.asl.json");
        type_in(&mut state, "{\"a\": ");
        assert_eq!(&**state.doc.snapshot().text(), TEXT);
        assert_eq!(state.refused(&result()).map(|refused| &*refused.text), Some("{\"a\": "));
        type_in(&mut state, "{\"a\": 2}");
        assert_eq!(state.refused(&result()), None);
        assert!(state.doc.snapshot().text().contains("{\"a\": 2}"));
    }

    #[test]
    fn a_change_elsewhere_wins_over_what_was_refused() {
        let mut state = AppState::new(TEXT, "a.asl.json");
        type_in(&mut state, "{\"a\": 2}");
        type_in(&mut state, "{");
        assert!(state.refused(&result()).is_some());
        update(&mut state, Msg::Undo, Millis(1));
        assert_eq!(state.refused(&result()), None);
    }
}
