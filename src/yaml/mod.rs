//! YAML text as the tree that JSON text gives, and edits of it that change only what they must.
//!
//! Invariants: those of `json`. [`parse`] never fails and never runs away: nesting is bounded, and so is what aliases
//! stand for. A node's span leaves out its anchor and tag; what an alias or a merge key stands for has the place of
//! the alias, and [`json::Tree::is_copy`](crate::json::Tree::is_copy) says so. A block's span ends with its last
//! entry; comments belong to no node.
//!
//! Deliberately absent: what JSON cannot say. Keys are texts, infinities are texts, of several documents the first
//! one is read, `%` directives are skipped.

mod anchors;
mod block;
mod entries;
mod flow;
mod format;
mod lines;
mod modify;
mod parser;
mod print;
mod properties;
mod quote;
mod scalar;
mod schema;
mod slot;
mod string_span;
mod style;
mod text;

use crate::json::{Fragment, Tree};
use crate::value::Value;

pub use format::format;
pub use modify::Modifier;
pub use parser::parse;
pub use string_span::string_span;

/// The column that `at` stands in: blanks before it on its line, and whatever else.
pub fn column(text: &str, at: usize) -> usize {
    lines::column(text, at)
}

/// A tree as a YAML text of its own: blocks, plain scalars where every reader takes them for what they are.
pub fn print(tree: &Tree, newline: &'static str) -> String {
    print::print_document(tree, &style::Style { newline, ..style::Style::default() })
}

/// A fragment as data; one cut out of a YAML text is read as YAML.
pub fn value_of(fragment: &Fragment) -> Value {
    match fragment {
        Fragment::Source { text, column } => {
            let tree = parse(&(" ".repeat(*column) + text)).tree;
            tree.root().map(|root| tree.value(root)).unwrap_or_default()
        }
        Fragment::Entry { text, column } => {
            let tree = parse(&(" ".repeat(*column) + text)).tree;
            let member = tree.root().and_then(|root| tree.members(root).first()?.value);
            member.map(|value| tree.value(value)).unwrap_or_default()
        }
        Fragment::Value(_) | Fragment::Raw(_) => fragment.value(),
    }
}

/// A fragment that can stand between brackets.
fn flat(fragment: &Fragment) -> Fragment {
    match fragment {
        Fragment::Source { .. } | Fragment::Entry { .. } => Fragment::Value(value_of(fragment)),
        Fragment::Value(_) | Fragment::Raw(_) => fragment.clone(),
    }
}

#[cfg(test)]
mod tests;
