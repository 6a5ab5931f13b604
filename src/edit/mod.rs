//! What people do to a definition, as plans: a command and a snapshot give a text edit, or a refusal with its
//! reason. The canvas, the inspector, the keyboard and the fixes all speak in [`Command`]s.
//!
//! Invariants: [`plan()`] changes nothing and depends on nothing but its arguments; a plan's edit fits the snapshot's
//! text, adds no syntax problem and changes no byte it need not; the [`rules`] that a gesture asks while it hovers
//! are those that guard the command.
//!
//! A command has a file of its own in `commands`, with its tests beside it. What several of them share are small
//! functions called by name: [`cascade`] says what follows for the neighbours, `names` what a new state is called,
//! `defaults` what it holds.
//!
//! Deliberately absent: applying anything (see `document`), gestures and keys (see `app`), and `sim`.

pub mod cascade;
mod command;
mod commands;
mod defaults;
mod entry;
mod names;
mod plan;
mod plan_builder;
mod refusal;
pub mod rules;
mod stretch;

#[cfg(test)]
mod testing;

pub use command::{Command, Destination, Entry, Spot};
pub use plan::{Plan, plan};
pub use refusal::Refusal;
