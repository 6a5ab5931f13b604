//! Help while somebody writes a definition as text: what may be written at a caret, what stands there and means, where it is
//! defined and used, what encloses it.
//!
//! Every question takes a [`Snapshot`](crate::document::Snapshot) and an offset and is answered from that text alone, however
//! half typed it is; what the last dry run knows comes in as plain data ([`DryRun`]). Nothing is worked out before it is asked
//! for, so typing costs nothing here.
//!
//! Invariants: no question panics or changes anything; an answer's ranges lie in the snapshot's text; a completion's edit fits
//! that text and adds no syntax problem.
//!
//! Deliberately absent: how answers look (see `ui`), changing the text (see `edit`: a rename is a command there), running
//! anything (see `sim`).

mod caret;
mod completion;
mod enclosing;
mod hover;
mod knowledge;
mod locals;
mod outline;
mod run;
mod scan;
mod scan_yaml;
mod signature;
mod site;
mod skeleton;
mod skeleton_yaml;
mod symbol;
#[cfg(test)]
mod testing;

pub use completion::{Completion, CompletionKind, Completions, complete};
pub use enclosing::enclosing;
pub use hover::{Hover, HoverPart, hover};
pub use outline::{Crumb, OutlineItem, breadcrumbs, outline};
pub use run::{DryRun, FieldPlace, NoRun, Seen};
pub use signature::{Signature, signature};
pub use symbol::{Reference, Symbol, SymbolAt, definitions, references, symbol_at};
