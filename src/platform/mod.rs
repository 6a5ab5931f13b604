//! The browser, for the page: a worker for runs, files, storage, and what happens after a panic.
//!
//! Invariants: this is the only wide user of `web_sys`; whatever the outside world refuses comes back as a message
//! for the user, never as a panic.
//!
//! Deliberately absent: decisions. What to do is `app`'s, how it looks is `ui`'s.

pub mod appearance;
pub mod crash;
pub mod files;
pub mod storage;
pub mod timers;
pub mod worker;
