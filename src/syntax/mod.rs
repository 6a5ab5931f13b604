//! A definition's text, whichever syntax it is written in: read, changed and converted without asking which.
//!
//! | syntax | read and changed by |
//! |---|---|
//! | JSON | `json` |
//! | YAML | `yaml` |
//!
//! Invariants: both give the same [`Tree`], which knows its syntax; a [`Draft`] changes no byte it
//! need not and refuses a change that would not come out as meant; a conversion keeps every value.
//!
//! Deliberately absent: a syntax of its own. What a text is written in is told by the text ([`Syntax::of`]).

mod convert;
mod detect;
mod draft;
mod modifier;

#[cfg(test)]
mod json_edits;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod yaml_edits;

use crate::json::{self, Fragment, NodeId, Parse, Tree};
use crate::text::{TextEdit, TextRange};
use crate::yaml;

pub use crate::json::Syntax;
pub use convert::convert;
pub use draft::{Draft, Obstacle};
pub use modifier::Modifier;

/// Parses any text as `syntax`. Broken text gives a tree with holes and problems.
pub fn parse(text: &str, syntax: Syntax) -> Parse {
    match syntax {
        Syntax::Json => json::parse(text),
        Syntax::Yaml => yaml::parse(text),
    }
}

/// Plans the layout of a whole text anew, without changing what it means.
pub fn format(text: &str, syntax: Syntax) -> TextEdit {
    match syntax {
        Syntax::Json => json::format(text),
        Syntax::Yaml => yaml::format(text),
    }
}

/// Parses any text as what it looks like.
///
/// ```
/// use asl_studio::syntax::{self, Syntax};
/// assert_eq!(syntax::read("StartAt: A").tree.syntax(), Syntax::Yaml);
/// assert_eq!(syntax::read("{\"StartAt\": \"A\"}").tree.syntax(), Syntax::Json);
/// ```
pub fn read(text: &str) -> Parse {
    parse(text, Syntax::of(text, Syntax::Json))
}

/// Where a part of a string's value stands in the text; `part` counts bytes of the value.
pub fn string_span(tree: &Tree, text: &str, string: NodeId, part: TextRange) -> TextRange {
    let span = tree.span(string);
    match tree.syntax() {
        Syntax::Json => json::string_span(text, span, part),
        Syntax::Yaml if tree.is_copy(string) => span,
        Syntax::Yaml => yaml::string_span(text, span, part),
    }
}

/// The text at `span`, changed by `change`, for another place of the same definition.
pub fn source(text: &str, span: TextRange, change: impl FnOnce(&str) -> String) -> Fragment {
    Fragment::Source { text: change(span.slice(text)), column: yaml::column(text, span.start) }
}
