//! What each type of state does: one file a type, each a function over the engine and the frame.

pub(super) mod choice;
pub(super) mod fail;
pub(super) mod map;
pub(super) mod parallel;
pub(super) mod pass;
pub(super) mod task;
pub(super) mod wait;
