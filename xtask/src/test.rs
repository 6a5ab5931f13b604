//! `cargo xtask test`: every test there is, in steps of which each can be run alone.

use crate::build::{self, Profile};
use crate::process::{Result, Stopwatch, run, say};
use crate::project;
use crate::setup::{self, Tools};
use std::process::Command;

/// A part of the tests.
struct Step {
    name: &'static str,
    what: &'static str,
    run: Run,
}

/// What a step does with the arguments after `--`, and whether it can do so before the tools are there.
enum Run {
    WithCargo(fn(&[String]) -> Result<()>),
    WithTools(fn(&Tools, &[String]) -> Result<()>),
}

/// The quick ones first: what is wrong is known as soon as can be.
const STEPS: [Step; 7] = [
    Step { name: "format", what: "the code is formatted", run: Run::WithCargo(format) },
    Step { name: "native", what: "the core and the command line, natively", run: Run::WithCargo(native) },
    Step { name: "lint", what: "no lint has anything to say", run: Run::WithTools(lint) },
    Step { name: "docs", what: "the documentation has no loose ends", run: Run::WithCargo(docs) },
    Step { name: "page", what: "the page builds", run: Run::WithTools(page) },
    Step { name: "wasm", what: "the core as WebAssembly, in a browser", run: Run::WithTools(wasm) },
    Step { name: "journeys", what: "the page, used in a browser", run: Run::WithTools(journeys) },
];

const USAGE: &str = "usage: cargo xtask test [--list | STEP… [-- ARGUMENTS FOR THE STEP]]";

pub(crate) fn test(arguments: &[String]) -> Result<()> {
    if arguments.first().is_some_and(|word| word == "--list") {
        STEPS.iter().for_each(|step| println!("{:10}{}", step.name, step.what));
        return Ok(());
    }
    let end = arguments.iter().position(|word| word == "--").unwrap_or(arguments.len());
    let (names, rest) = arguments.split_at(end);
    let steps = chosen(names)?;
    let whole = Stopwatch::start();
    let mut tools = None;
    for (index, step) in steps.iter().enumerate() {
        say(&format!("── {}/{} {}: {}", index + 1, steps.len(), step.name, step.what));
        let stopwatch = Stopwatch::start();
        step.run_with(&mut tools, rest.get(1..).unwrap_or_default())
            .map_err(|error| format!("step {} failed: {error}", step.name))?;
        say(&format!("── {} passed after {:.1} s", step.name, stopwatch.elapsed().as_secs_f64()));
    }
    say(&format!("all good after {:.0} s", whole.elapsed().as_secs_f64()));
    Ok(())
}

impl Step {
    /// Gets the tools if this is the first step that needs them.
    fn run_with(&self, tools: &mut Option<Tools>, arguments: &[String]) -> Result<()> {
        match self.run {
            Run::WithCargo(run) => run(arguments),
            Run::WithTools(run) => {
                if tools.is_none() {
                    *tools = Some(setup::for_tests()?);
                }
                tools.as_ref().map_or(Ok(()), |tools| run(tools, arguments))
            }
        }
    }
}

fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if names.is_empty() {
        return Ok(STEPS.iter().collect());
    }
    let find = |name: &String| STEPS.iter().find(|step| step.name == name);
    names.iter().map(|name| find(name).ok_or_else(|| format!("no step is named {name}\n{USAGE}"))).collect()
}

fn format(_: &[String]) -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn lint(tools: &Tools, _: &[String]) -> Result<()> {
    run(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "--deny",
        "warnings",
    ]))?;
    if !tools.lints_wasm() {
        say("skipped: the lints of the page, for want of rustup's own wasm32 target");
        return Ok(());
    }
    let mut page = tools.wasm_command("cargo");
    run(page
        .args(["clippy", "--lib", "--bin", "asl-studio", "--target", "wasm32-unknown-unknown"])
        .args(["--", "--deny", "warnings"]))
}

/// Private items too: the docs are the map of the source. Public docs may point at private rooms for that reason.
fn docs(_: &[String]) -> Result<()> {
    let flags = "--deny warnings --allow rustdoc::private_intra_doc_links";
    run(cargo()
        .args(["doc", "--workspace", "--all-features", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", flags))
}

fn native(arguments: &[String]) -> Result<()> {
    run(cargo().args(["test", "--workspace", "--all-features"]).args(arguments))
}

fn page(tools: &Tools, _: &[String]) -> Result<()> {
    build::build_with(tools, Profile::Release)
}

/// The profile is the page's, so that nothing is compiled twice.
fn wasm(tools: &Tools, arguments: &[String]) -> Result<()> {
    let mut cargo = tools.wasm_command("cargo");
    cargo.args(["test", "--release", "--target", "wasm32-unknown-unknown", "--bin", "asl-studio"]);
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", project::root().join("tests/browser/webdriver.json"));
    run(cargo.args(arguments))
}

fn journeys(tools: &Tools, arguments: &[String]) -> Result<()> {
    let mut node = tools.command("node");
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(arguments);
    run(node.args(specs()?))
}

/// Every journey, in the order of the alphabet.
fn specs() -> Result<Vec<String>> {
    let folder = project::root().join("tests/e2e");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.path().display().to_string());
    let mut specs: Vec<String> = names.filter(|name| name.ends_with(".spec.mjs")).collect();
    specs.sort();
    Ok(specs)
}

fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(project::root());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_run_in_the_order_they_are_asked_for() {
        let names = ["page".to_owned(), "format".to_owned()];
        let steps = chosen(&names).unwrap();
        assert_eq!(steps.iter().map(|step| step.name).collect::<Vec<_>>(), ["page", "format"]);
    }

    #[test]
    fn an_unknown_step_is_refused_by_name() {
        let refusal = chosen(&["pages".to_owned()]).err().unwrap();
        assert!(refusal.starts_with("no step is named pages"), "{refusal}");
    }
}
