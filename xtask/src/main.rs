//! The project's chores: `cargo xtask COMMAND`.
//!
//! One file per command. Every command first asks [`setup`] for the tools it needs, so each of them works
//! alone on a machine that has only Rust and Node, and none of them fetches a thing twice.

mod bench;
mod build;
#[cfg(feature = "core")]
mod check_speed;
#[cfg(feature = "core")]
mod conformance;
mod fuzz;
mod pictures;
mod process;
mod project;
mod serve;
mod setup;
#[cfg(feature = "core")]
mod speed;
mod test;

use process::Result;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--port N]      build the page, serve it, rebuild it when a file changes
  build                 build the page into dist/, a static site for any path of any web server
                        (both with --dev: sooner built after a change, but bigger and slower)
  test [STEP…]          run every test, or only the named steps; `test --list` names them
  bench PEERS [SIZES]   measure the page beside its peers, in one run of one browser
  conformance FOLDER    run every recording of AWS below a folder, and print a line a case for the judge
                        (--wasm: compare what the built page makes of them with the native build, byte for byte)
  speed                 measure the interpreter and JSONata natively: transitions a second, growth, memory
  speed FILE…           measure how long these definitions take to be read and checked
  fuzz [expressions|definitions] [--wasm] [--count N] [--seed N]
                        ten million texts that nobody wrote: no panic, no trap, no hang
  pictures [FILE…]      take the README's pictures from the running page, or one of each definition
  setup                 fetch and build the tools, which every other command also does by itself";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match dispatch(command, rest) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(message)) => {
            eprintln!("xtask {command}: {message}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("no such command: {command}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: &str, arguments: &[String]) -> Option<Result<()>> {
    Some(match command {
        "serve" => serve::serve(arguments),
        "build" => build::build(arguments),
        "test" => test::test(arguments),
        "bench" => bench::bench(arguments),
        #[cfg(feature = "core")]
        "conformance" => conformance::conformance(arguments),
        #[cfg(feature = "core")]
        "speed" if arguments.is_empty() => speed::speed(),
        #[cfg(feature = "core")]
        "speed" => check_speed::check_speed(arguments),
        #[cfg(not(feature = "core"))]
        "conformance" | "speed" => with_core(command, arguments),
        "fuzz" => fuzz::fuzz(arguments),
        "pictures" => pictures::pictures(arguments),
        "setup" => setup::for_tests().map(drop),
        _ => return None,
    })
}

/// Starts this program anew with the core in it; what measures the core wants it optimised.
#[cfg(not(feature = "core"))]
fn with_core(command: &str, arguments: &[String]) -> Result<()> {
    let mut cargo = std::process::Command::new("cargo");
    cargo.args(["run", "--package", "xtask", "--features", "core"]);
    cargo.args((command == "speed").then_some("--release"));
    process::run(cargo.arg("--").arg(command).args(arguments))
}
