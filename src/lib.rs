//! ASL Studio: a workbench for AWS Step Functions definitions that lives wholly in the browser.
//!
//! The definition's text is the only truth. Everything else (tree, model, problems, graph, layout, run) is a value
//! computed from one revision of the text and thrown away with it; every change, from a keystroke to a drag, is a
//! [`text::TextEdit`] that goes through [`document`]. Six functions hold the product:
//!
//! | function | from | to |
//! |---|---|---|
//! | `syntax::parse` | any text, JSON or YAML | a tree with places, and problems |
//! | `asl::lower` | a tree | a definition with holes |
//! | `edit::plan` | a snapshot and a command | a text edit, or a refusal with its reason |
//! | `sim::step` | an execution and a stimulus | the next execution and what happened |
//! | `layout::lay_out` | a request | geometry; same request, same bytes |
//! | `app::update` | a message | the next state, and effects for the browser |
//!
//! # Rooms
//!
//! A room may use the rooms below it; `tests/it/tidy.rs` holds that.
//!
//! ```text
//! L7   platform          ui            the browser: effects done, components drawn
//!          └──────┬───────┘
//! L6             app                   state, messages, effects, run session
//!                 │
//! L5       edit ◄── assist              commands planned as text edits; help while writing the text
//!                 │
//! L4           document                snapshots, transactions, one undo list
//!                 │
//! L3   lint   graph ─► layout ─► render   sim      readers of the model
//!         └───────┼──────────────┘
//! L2             asl            expr   the model; paths, intrinsics, JSONata
//!                 └──────┬───────┘
//! L1        json ─► yaml ─► syntax     text as a tree with places; syntax is what the others ask
//!                       │
//! L0          text · diagnostic · value
//! ```
//!
//! # Decisions
//!
//! *Why an arena model that reads fields on demand?* Only structure (who contains whom, who leads where) is lowered;
//! a field is read from the tree by whoever needs it, and [`asl::fields`] says what exists. So a new field is one
//! row, and text that is half typed costs nothing but a hole.
//!
//! *Why a `Value` of our own beside `serde_json`'s?* A run keeps the input and output of every state; ours shares
//! containers, so that a clone costs nothing, and prints numbers as AWS does. Reading and writing JSON is serde's.
//!
//! *Why one tree for JSON and YAML?* What is said about a definition does not depend on how it is written. The tree
//! knows its syntax, and only `syntax` asks for it: to parse, to edit, to find a place inside a string.
//!
//! *Why are short runs made in the page and long ones in a worker?* Most runs are over before a worker would have heard of
//! them, so their result is there in the same picture as the click. What is not over after some milliseconds is begun anew
//! in the worker, where it can be stopped; the same request gives the same run, so nobody sees which it was.
//!
//! *Why is `render` a room of the core?* The page's canvas, `asl render` and the picture exports are the same markup.

pub mod app;
pub mod asl;
pub mod assist;
pub mod diagnostic;
pub mod document;
pub mod edit;
pub mod expr;
pub mod graph;
pub mod json;
pub mod layout;
pub mod lint;
#[cfg(target_arch = "wasm32")]
pub mod platform;
pub mod render;
pub mod sim;
pub mod syntax;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod value;
pub mod yaml;
