use super::{Millis, Origin, Remap, Selection, Transaction};
use crate::text::{TextEdit, TextRange};

/// Changes that come within this time of each other may join into one step.
const JOIN_WITHIN: Millis = Millis(500);

/// One step of undo.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// What undo calls it, such as `Rename A to B`.
    pub label: String,
    /// Who made the change; of joined ones, the first.
    pub origin: Origin,
    pub(super) edit: TextEdit,
    pub(super) inverse: TextEdit,
    pub(super) before: Selection,
    pub(super) after: Selection,
    pub(super) remap: Remap,
    /// When the last change of the step came.
    at: Millis,
}

/// The changes that can be taken back, oldest first, and those that were.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    done: Vec<Entry>,
    undone: Vec<Entry>,
    sealed: bool,
}

impl Entry {
    pub(super) fn new(
        transaction: Transaction,
        text_before: &str,
        selections: (Selection, Selection),
        now: Millis,
    ) -> Self {
        Entry {
            inverse: transaction.edit.invert(text_before),
            edit: transaction.edit,
            label: transaction.label,
            origin: transaction.origin,
            before: selections.0,
            after: selections.1,
            remap: transaction.remap,
            at: now,
        }
    }

    /// Whether `next` goes on where this step stopped: typing at the same place, or the same field of the inspector.
    fn takes(&self, next: &Entry) -> bool {
        next.at.0.saturating_sub(self.at.0) <= JOIN_WITHIN.0
            && match (&self.origin, &next.origin) {
                (Origin::Typing, Origin::Typing) => touches(&self.edit, &next.edit),
                (Origin::Inspector(first), Origin::Inspector(next)) => {
                    first.field == next.field && self.remap.state(&first.state) == next.state
                }
                _ => false,
            }
    }

    fn join(&mut self, next: Entry) {
        self.edit = self.edit.compose(&next.edit);
        self.inverse = next.inverse.compose(&self.inverse);
        self.remap = self.remap.then(&next.remap);
        self.after = next.after;
        self.label = next.label;
        self.at = next.at;
    }
}

/// Whether `next` changes text at or beside the text that `edit` left.
fn touches(edit: &TextEdit, next: &TextEdit) -> bool {
    let Some(changed) = edit.changed_range() else { return true };
    let at = |range: TextRange| changed.touches(range.start) || changed.touches(range.end);
    next.replacements().iter().all(|replacement| at(replacement.range))
}

impl History {
    /// The steps that undo takes back, oldest first.
    pub fn done(&self) -> &[Entry] {
        &self.done
    }

    /// The steps that redo brings back; the next one is the last.
    pub fn undone(&self) -> &[Entry] {
        &self.undone
    }

    /// The name of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|entry| entry.label.as_str())
    }

    /// The name of the step that redo would bring back.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|entry| entry.label.as_str())
    }

    /// Ends the current step: what comes next begins a new one.
    pub(super) fn seal(&mut self) {
        self.sealed = true;
    }

    pub(super) fn record(&mut self, entry: Entry) {
        self.undone.clear();
        let joins = !std::mem::replace(&mut self.sealed, false);
        let Some(last) = self.done.last_mut().filter(|last| joins && last.takes(&entry)) else {
            return self.done.push(entry);
        };
        last.join(entry);
        if last.edit.is_empty() {
            self.done.pop();
        }
    }

    /// Moves the last step to the undone ones.
    pub(super) fn step_back(&mut self) -> Option<&Entry> {
        self.seal();
        self.undone.push(self.done.pop()?);
        self.undone.last()
    }

    /// Moves the last undone step to the done ones.
    pub(super) fn step_forward(&mut self) -> Option<&Entry> {
        self.seal();
        self.done.push(self.undone.pop()?);
        self.done.last()
    }
}
