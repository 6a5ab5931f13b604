use super::{Remap, Selection};
use crate::asl::StatePath;
use crate::diagnostic::Code;
use crate::json::Pointer;
use crate::text::TextEdit;

/// A point in time or a span of it, in milliseconds. Where the count begins does not matter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Millis(pub u64);

/// A field of a state, as the inspector names it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FieldPath {
    /// The state.
    pub state: StatePath,
    /// The way from the state to the field.
    pub field: Pointer,
}

/// Who changed the text. It decides what joins into one step of undo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Keys typed in the text pane.
    Typing,
    /// A field of the inspector.
    Inspector(FieldPath),
    /// Something done to the flowchart, by mouse or by keyboard.
    Gesture,
    /// The fix of a problem.
    QuickFix(Code),
    /// The document was formatted or converted.
    Format,
    /// Text was pasted or dropped in.
    Paste,
    /// Another definition took this one's place.
    Load,
    /// Undo or redo.
    History,
}

/// A change on its way into the document.
#[derive(Clone, PartialEq, Debug)]
pub struct Transaction {
    /// The change, for the current text.
    pub edit: TextEdit,
    /// Who made it.
    pub origin: Origin,
    /// Its name in the list of changes, such as `Rename A to B`.
    pub label: String,
    /// What is selected afterwards; none carries the selection along.
    pub select: Option<Selection>,
    /// States that have a new path.
    pub remap: Remap,
}

impl Transaction {
    /// A change that carries the selection along.
    pub fn new(edit: TextEdit, origin: Origin, label: impl Into<String>) -> Self {
        Transaction { edit, origin, label: label.into(), select: None, remap: Remap::default() }
    }

    /// Keys typed in the text pane, with the caret they leave.
    pub fn typing(edit: TextEdit) -> Self {
        Self::new(edit, Origin::Typing, "Typing")
    }

    /// The same with another selection afterwards.
    #[must_use]
    pub fn selecting(mut self, selection: Selection) -> Self {
        self.select = Some(selection);
        self
    }

    /// The same with states that have a new path.
    #[must_use]
    pub fn remapping(mut self, remap: Remap) -> Self {
        self.remap = remap;
        self
    }
}
