//! The fuzz target as a program, which `cargo xtask fuzz` builds and runs.
//!
//! Natively `fuzz SEED FIRST COUNT` checks so many inputs from that number on. As WebAssembly it exports the same as a
//! function, for `worker.mjs` to call.

#[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "natively, failures are told with their text"))]
mod inputs;

/// Checks `count` inputs from the one with the number `first`.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub fn fuzz(seed: u32, first: u32, count: u32) {
    for number in first..first.saturating_add(count) {
        inputs::check_input(seed.into(), number.into());
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let numbers: Vec<u32> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let [seed, first, count] = numbers[..] else {
        eprintln!("usage: fuzz SEED FIRST COUNT");
        return std::process::ExitCode::from(2);
    };
    for number in first..first.saturating_add(count) {
        if std::panic::catch_unwind(|| fuzz(seed, number, 1)).is_err() {
            eprintln!("input {number} of seed {seed}: {:?}", inputs::text_of(seed.into(), number.into()));
            return std::process::ExitCode::FAILURE;
        }
    }
    std::process::ExitCode::SUCCESS
}
