//! One binary for all tests that cross rooms.

mod json_path;
mod layout;
mod support;
