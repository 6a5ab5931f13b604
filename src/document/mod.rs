//! The open definition: one text, everything that follows from it, and one list of changes to take back.
//!
//! Invariants: the text changes only by [`Document::apply`], [`Document::undo`] and [`Document::redo`]; a
//! [`Snapshot`] never changes and answers every question from its own text; undoing everything gives the first text
//! back, byte for byte.
//!
//! *Why keep the text and not the model?* The text pane must hold broken text while someone types, and key order,
//! spacing and unknown fields must survive what the canvas does. A model can do neither.
//!
//! *Why does undo store inverse edits?* The inverse comes for free from the edit and the text before it, so both
//! panes, and every command to come, share one history without a line of their own.
//!
//! Deliberately absent: intentions (see `edit`), messages and gestures (see `app`), runs (see `sim`), and any clock:
//! the time of a change is a parameter.

#[expect(clippy::module_inception, reason = "the room is named for the one type it is about")]
mod document;
mod history;
mod remap;
mod selection;
mod snapshot;
mod transaction;

pub use document::{Applied, Document};
pub use history::{Entry, History};
pub use remap::Remap;
pub use selection::{Caret, Selection};
pub use snapshot::{Revision, Snapshot};
pub use transaction::{FieldPath, Millis, Origin, Transaction};
