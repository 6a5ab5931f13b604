use super::Refusal;
use crate::asl::{Definition, State, StateId};
use std::sync::Arc;

/// The most characters a state's name may have (AWS developer guide, "State machine structure").
const MAX_LENGTH: usize = 80;

/// Whether a state may be called `name`; its own present name counts as free.
pub(super) fn check(definition: &Definition, state: Option<StateId>, name: &str) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return Err(Refusal::EmptyName);
    }
    let length = name.chars().count();
    if length > MAX_LENGTH {
        return Err(Refusal::NameTooLong(length));
    }
    match definition.states().iter().find(|other| &*other.name == name && Some(other.id) != state) {
        Some(other) => Err(Refusal::NameTaken(other.name.clone())),
        None => Ok(()),
    }
}

/// Gives out names that no state of a definition has, nor any it gave out before.
pub(super) struct FreeNames {
    taken: Vec<String>,
}

impl FreeNames {
    pub(super) fn new(definition: &Definition) -> Self {
        FreeNames { taken: definition.states().iter().map(|state| state.name.to_string()).collect() }
    }

    /// `wish`, or `wish 2`, `wish 3`, …, cut to a state's length. A number at its end counts on.
    pub(super) fn take(&mut self, wish: &str) -> String {
        let stem = wish.rsplit_once(' ').filter(|(_, number)| number.parse::<usize>().is_ok());
        let stem = stem.map_or(wish, |(stem, _)| stem);
        let numbered = (2..).map(|number| format!("{} {number}", shortened(stem, 75)));
        let name = std::iter::once(shortened(wish, MAX_LENGTH).to_owned())
            .chain(numbered)
            .find(|name| !self.taken.contains(name))
            .unwrap_or_default();
        self.taken.push(name.clone());
        name
    }
}

/// Gives out labels of distributed Maps, which are unique in a definition too, at most 40 characters long and
/// without blanks (AWS developer guide, "Distributed mode").
pub(super) struct FreeLabels {
    taken: Vec<String>,
}

impl FreeLabels {
    pub(super) fn new(definition: &Definition) -> Self {
        let label =
            |state: &State| definition.read::<Arc<str>>(state.id, "Label").value().map(ToString::to_string);
        FreeLabels { taken: definition.states().iter().filter_map(label).collect() }
    }

    /// `wish` with the first free number behind it.
    pub(super) fn take(&mut self, wish: &str) -> String {
        let stem = shortened(wish.trim_end_matches(|c: char| c.is_ascii_digit()), 36);
        let mut numbered = (2..).map(|number| format!("{stem}{number}"));
        let label = numbered.find(|label| !self.taken.contains(label)).unwrap_or_default();
        self.taken.push(label.clone());
        label
    }
}

fn shortened(name: &str, characters: usize) -> &str {
    name.char_indices().nth(characters).map_or(name, |(end, _)| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_names_count_on() {
        let snapshot = crate::document::Snapshot::new(r#"{"States": {"Pass": {}, "Pay 2": {}}}"#);
        let mut names = FreeNames::new(snapshot.definition());
        let taken = ["Wait", "Pass", "Pass", "Pay 2", "Pay 2"].map(|wish| names.take(wish));
        assert_eq!(taken, ["Wait", "Pass 2", "Pass 3", "Pay 3", "Pay 4"]);
        let long = "x".repeat(80);
        assert_eq!(names.take(&long), long);
        assert_eq!(names.take(&long).len(), 77);
    }
}
