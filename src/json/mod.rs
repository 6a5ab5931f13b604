//! JSON text as a tree with places: a parser that takes any text, lookup, and edits that change only what they must.
//!
//! Invariants: [`parse`] never fails; every node's span lies inside its parent's and inside the text; siblings are in
//! text order; of anything that cannot be understood there is a problem with its place; an edit changes no byte of
//! the values it does not touch, keeps comments and commas right, and writes what is new as the text around it is
//! written.
//!
//! Deliberately absent: what the members mean (see `asl`), and which syntax a text has (see `syntax`, which most rooms
//! ask instead of this one). Values without places are `value`'s.

mod container;
mod foreign_placeholder;
mod format;
mod fragment;
mod jackson;
mod lexer;
mod member;
mod modify;
mod parser;
mod pointer;
mod string_span;
mod style;
mod tree;
mod trivia;
mod words;

pub(crate) use foreign_placeholder::{advice as placeholder_advice, foreign_placeholder};
pub use format::format;
pub use fragment::Fragment;
pub(crate) use fragment::print_key;
pub use jackson::JacksonError;
pub use member::Member;
pub use modify::{Modifier, Place};
pub use parser::{Parse, parse};
pub use pointer::{Pointer, Step};
pub use string_span::string_span;
pub(crate) use style::Style;
pub use tree::{Node, NodeId, NodeKind, Syntax, Tree, is_substitution};
