//! Text and changes to text: ranges, edits, positions that survive edits, lines.
//!
//! Invariants: every offset is a byte offset on a character boundary; a [`TextEdit`] holds sorted, disjoint
//! replacements; `edit.invert(text).apply(edit.apply(text)) == text`.
//!
//! Deliberately absent: JSON, ASL, undo (which is `document`'s), UTF-16 anywhere but in [`Utf16Index`].

mod edit;
mod line_index;
mod range;
mod utf16_index;

pub use edit::{Replacement, Side, TextEdit};
pub use line_index::{LineColumn, LineIndex};
pub use range::TextRange;
pub use utf16_index::Utf16Index;

/// How the first line of a text ends.
pub fn newline_of(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| text.get(..at));
    if first.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
}
