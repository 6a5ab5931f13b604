//! The application without a browser: its state, everything that can happen to it, and what it asks the outside world
//! to do. [`update()`] is the only place that changes [`AppState`].
//!
//! Invariants: the same state, message and time give the same state and effects; the document changes only by
//! transactions; what follows from the text (scene, problems) is remembered for speed only and knows its revision.
//!
//! Deliberately absent: the DOM, timers, storage and workers (see `platform`), and how anything looks (see `ui`).

pub mod actions;
mod checks;
mod container_results;
mod effect;
mod example;
mod gesture;
mod inspect;
pub mod keep;
mod keymap;
mod last_run;
mod marks;
mod mocks;
mod msg;
pub mod objects;
mod pinch;
mod problem_list;
mod refused;
pub mod run;
mod scene;
mod shelf;
mod state;
mod update;
mod viewport;
mod walk;
mod words;

pub use checks::Checks;
pub use effect::Effect;
pub use gesture::{Gesture, Grip, Outcome, Pointer};
pub use inspect::{Control, Exit, Inspection, Row, Trouble, field_pointer, inspect, starting_value};
pub use keymap::{Chord, Focus, KeyPress, Scope};
pub use last_run::LastRun;
pub use marks::{Drop, Marks};
pub use mocks::{MockAnswer, MockMsg, MockRow, MockTable};
pub use msg::{CanvasMsg, FileMsg, Msg, ProblemsMsg, RunMsg, TextMsg, Via, ViewMsg};
pub use pinch::Pinch;
pub use problem_list::{ProblemFilter, ProblemLine, ProblemList, problem_counts, problem_list};
pub use refused::{Refusals, Refused};
pub use run::RunPanel;
pub use scene::Scene;
pub use shelf::Shelved;
pub use state::{AppState, Canvas, Notice, Panels, Pending, Problems, Splitter, Theme, Tone};
pub use update::update;
pub use viewport::{MAX_ZOOM, MIN_ZOOM, Viewport, ZOOM_STEP};
pub use walk::{Step, first, walk};
use words::typed_json;
pub use words::{counted, grouped, sentence};
