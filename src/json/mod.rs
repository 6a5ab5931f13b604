//! JSON text as a tree with places: a parser that takes any text, lookup, and edits that change only what they must.
//!
//! Invariants: [`parse`] never fails; every node's span lies inside its parent's and inside the text; siblings are in
//! text order; of anything that cannot be understood there is a problem with its place.
//!
//! Deliberately absent: what the members mean (see `asl`). Values without places are `value`'s.

mod lexer;
mod parser;
mod pointer;
mod tree;

pub use parser::{Parse, parse};
pub use pointer::{Pointer, Step};
pub use tree::{Member, Node, NodeId, NodeKind, Tree};
