//! Trunk and wasm-bindgen, built by cargo.

use crate::process::{Result, announced, output, run_logged};
use crate::project;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// 0.22 needs a newer compiler than this project.
const TRUNK: &str = "0.21.14";

/// The folder of the programs that were built here.
pub(super) fn folder() -> PathBuf {
    project::cache().join("tools/bin")
}

pub(super) fn find_or_build() -> Result<()> {
    let wasm_bindgen = locked_version("wasm-bindgen")?;
    let trunk = Tool { program: "trunk", package: "trunk", version: TRUNK, locked: true };
    // Its lock file names a version of a dependency that not every registry copy has.
    let wasm_bindgen =
        Tool { program: "wasm-bindgen", package: "wasm-bindgen-cli", version: &wasm_bindgen, locked: false };
    let missing: Vec<Tool> = [trunk, wasm_bindgen].into_iter().filter(|tool| !tool.is_there()).collect();
    for tool in &missing {
        announced(&format!("building {} {} (minutes, once per user)", tool.package, tool.version), || {
            tool.build()
        })?;
    }
    if !missing.is_empty() {
        // The half-products take a gigabyte; failing to remove them harms nothing.
        let _ = fs::remove_dir_all(build_folder());
    }
    Ok(())
}

struct Tool<'a> {
    program: &'static str,
    package: &'static str,
    version: &'a str,
    locked: bool,
}

impl Tool<'_> {
    fn is_there(&self) -> bool {
        let ours = folder().join(self.program);
        let answers = |program: PathBuf| {
            output(Command::new(program).arg("--version")).is_some_and(|text| text.ends_with(self.version))
        };
        answers(ours) || answers(PathBuf::from(self.program))
    }

    /// They run for seconds, so compiling them fast counts more than their own speed. Their optional
    /// features are for downloads and update checks, which this project does not let them do.
    fn build(&self) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo.args(["install", self.package, "--version", self.version, "--no-default-features", "--root"]);
        cargo.arg(project::cache().join("tools")).args(self.locked.then_some("--locked"));
        cargo.current_dir(project::cache_folder()?);
        cargo.env("CARGO_TARGET_DIR", build_folder());
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        run_logged(&mut cargo, self.package)
    }
}

/// One folder for both tools, so that what they share is built once.
fn build_folder() -> PathBuf {
    project::cache().join("build")
}

/// The version of a package in this project's lock file.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(project::root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    version_in(&lock, package).ok_or_else(|| format!("Cargo.lock names no {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let version = lock.lines().skip_while(|line| *line != name).nth(1)?;
    Some(version.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "bindgen"), None);
    }
}
