//! One binary for all tests that cross rooms.

mod layout;
mod support;
