//! `cargo xtask fuzz`: expressions or whole definitions that nobody wrote, natively or as WebAssembly.
//!
//! An input is made of the seed and its number, so a failure names what makes it happen again. With `--wasm` the inputs
//! are checked in a worker of Node with the stacks that a page's worker has, natively in as many processes as asked for.

use crate::process::{Result, Stopwatch, run, say};
use crate::project;
use crate::setup;
use std::path::PathBuf;
use std::process::Command;

const USAGE: &str =
    "usage: cargo xtask fuzz [expressions|definitions] [--wasm] [--dev] [--seed N] [--first N] [--count N]";

struct Wish {
    target: &'static str,
    wasm: bool,
    /// As a page built with `--dev`, whose frames on the stack are the largest.
    dev: bool,
    seed: u32,
    first: u32,
    count: u32,
}

pub(crate) fn fuzz(arguments: &[String]) -> Result<()> {
    let wish = Wish::read(arguments)?;
    let stopwatch = Stopwatch::start();
    let fuzz = if wish.wasm { Wish::in_worker } else { Wish::natively };
    fuzz(&wish)?;
    let seconds = stopwatch.elapsed().as_secs_f64();
    say(&format!(
        "{} {} of seed {} from {} on: all good after {seconds:.0} s",
        wish.count, wish.target, wish.seed, wish.first
    ));
    Ok(())
}

impl Wish {
    fn read(arguments: &[String]) -> Result<Wish> {
        let mut wish =
            Wish { target: "expressions", wasm: false, dev: false, seed: 1, first: 0, count: 10_000_000 };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let mut number = || {
                let value = words.next().and_then(|value| value.parse().ok());
                value.ok_or_else(|| format!("{word} wants a number\n{USAGE}"))
            };
            match word.as_str() {
                "expressions" => wish.target = "expressions",
                "definitions" => wish.target = "definitions",
                "--wasm" => wish.wasm = true,
                "--dev" => wish.dev = true,
                "--seed" => wish.seed = number()?,
                "--first" => wish.first = number()?,
                "--count" => wish.count = number()?,
                other => return Err(format!("what is {other}?\n{USAGE}")),
            }
        }
        Ok(wish)
    }

    fn profile(&self) -> &'static str {
        if self.dev { "dev" } else { "fuzz" }
    }

    fn numbers(&self) -> [String; 3] {
        [self.seed, self.first, self.count].map(|number| number.to_string())
    }

    fn natively(&self) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(project::root()).args([
            "run",
            "--example",
            "fuzz",
            "--profile",
            self.profile(),
            "--",
        ]);
        run(cargo.arg(self.target).args(self.numbers()))
    }

    fn in_worker(&self) -> Result<()> {
        let tools = setup::for_tests()?;
        let mut cargo = tools.wasm_command("cargo");
        cargo.args(["build", "--example", "fuzz", "--target", "wasm32-unknown-unknown"]);
        run(cargo.args(["--profile", self.profile()]))?;
        let mut node = tools.command("node");
        node.arg(project::root().join("tests/fuzz/worker.mjs")).arg(self.module()).arg(self.target);
        run(node.args(self.numbers()).arg("10000"))
    }

    fn module(&self) -> PathBuf {
        let folder = if self.dev { "debug" } else { "fuzz" };
        project::wasm_target().join("wasm32-unknown-unknown").join(folder).join("examples/fuzz.wasm")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_million_inputs_unless_told_otherwise() {
        let read =
            |words: &[&str]| Wish::read(&words.iter().map(|word| word.to_string()).collect::<Vec<_>>());
        assert_eq!(read(&[]).unwrap().numbers(), ["1", "0", "10000000"]);
        assert_eq!(read(&["--wasm", "--seed", "3", "--count", "5"]).unwrap().numbers(), ["3", "0", "5"]);
        assert_eq!(read(&["definitions"]).unwrap().target, "definitions");
        assert!(read(&["--count", "many"]).is_err() && read(&["defenitions"]).is_err());
    }
}
