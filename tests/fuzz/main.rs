//! The fuzz targets as a program, which `cargo xtask fuzz` builds and runs.
//!
//! Natively `fuzz TARGET SEED FIRST COUNT` checks so many inputs from that number on. As WebAssembly it exports the same as
//! a function for each target, for `worker.mjs` to call.

#[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "natively, failures are told with their text"))]
mod inputs;

use inputs::Target;

/// Checks `count` expressions from the one with the number `first`.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub fn expressions(seed: u32, first: u32, count: u32) {
    check(Target::Expressions, seed, first, count);
}

/// Checks `count` definitions from the one with the number `first`.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub fn definitions(seed: u32, first: u32, count: u32) {
    check(Target::Definitions, seed, first, count);
}

fn check(target: Target, seed: u32, first: u32, count: u32) {
    for number in first..first.saturating_add(count) {
        target.check(seed.into(), number.into());
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let target = words.first().and_then(|name| Target::named(name));
    let numbers: Vec<u32> = words.iter().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (Some(target), [seed, first, count]) = (target, &numbers[..]) else {
        eprintln!("usage: fuzz expressions|definitions SEED FIRST COUNT");
        return std::process::ExitCode::from(2);
    };
    for number in *first..first.saturating_add(*count) {
        if std::panic::catch_unwind(|| check(target, *seed, number, 1)).is_err() {
            let text = target.text((*seed).into(), number.into());
            eprintln!("{target:?}: input {number} of seed {seed}: {text:?}");
            return std::process::ExitCode::FAILURE;
        }
        if number % PROGRESS == PROGRESS - 1 {
            eprintln!("{} inputs", number - first + 1);
        }
    }
    std::process::ExitCode::SUCCESS
}

/// After how many inputs it says how far it is.
#[cfg(not(target_arch = "wasm32"))]
const PROGRESS: u32 = 1_000_000;
