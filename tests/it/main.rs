//! One binary for all tests that cross rooms.

#[path = "../fuzz/inputs/mod.rs"]
mod inputs;

mod app_scripts;
mod assist;
mod json_path;
mod jsonata_suite;
mod layout;
mod lossless;
mod problems;
mod random;
mod sim;
mod sim_containers;
mod sim_laws;
mod sim_limits;
mod sim_refusals;
mod support;
mod sync;
mod tidy;
mod yaml_fuzz;
