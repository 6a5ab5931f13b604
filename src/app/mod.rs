//! The application without a browser: its state, everything that can happen to it, and what it asks the outside world
//! to do. [`update`] is the only place that changes [`AppState`].
//!
//! Invariants: the same state, message and time give the same state and effects; the document changes only by
//! transactions; what follows from the text (scene, problems) is remembered for speed only and knows its revision.
//!
//! Deliberately absent: the DOM, timers, storage and workers (see `platform`), and how anything looks (see `ui`).

mod gesture;
mod keymap;
mod scene;
mod viewport;
mod walk;

pub use gesture::{Gesture, Grip, Outcome, Pointer};
pub use keymap::{Chord, Focus, KeyPress, Scope};
pub use scene::Scene;
pub use viewport::{MAX_ZOOM, MIN_ZOOM, Viewport, ZOOM_STEP};
pub use walk::{Step, first, walk};
