//! Amazon States Language as a model over the text: states, nested machines, transitions, conditions, resources.
//!
//! A [`Definition`] holds the structure (who contains whom, who leads where); every other field is read from the
//! tree when it is asked for, by [`Definition::field`], and [`fields`] says which fields exist and what they take.
//!
//! Invariants: [`lower()`] never fails; every state and machine is reached from the top by `children`; ids index the
//! arena of their own definition; a target that names no state stays, unresolved.
//!
//! Deliberately absent: verdicts (see `lint`), evaluation (see `sim`), drawing (see `graph`).

pub mod choice;
mod definition;
mod error_handling;
mod field;
pub mod fields;
mod language;
mod lower;
mod objects;
pub mod resource;
pub mod services;
mod state_path;
mod state_type;
mod substitution;
mod transition;

pub use definition::{Definition, Machine, MachineId, Owner, State, StateId};
pub use error_handling::{Catcher, Retrier};
pub use field::{Field, FromNode};
pub use language::QueryLanguage;
pub use lower::lower;
pub use objects::Object;
pub use state_path::{MachinePath, StatePath};
pub use state_type::StateType;
pub use substitution::is_template_function;
pub use transition::{EdgePath, Transition, TransitionKind};
