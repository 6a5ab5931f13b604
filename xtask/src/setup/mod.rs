//! Finds the tools of the page, or fetches and builds what is missing.
//!
//! A tool that is installed in the right version is used as it is. Everything else goes into a cache per
//! user, so that a second checkout fetches nothing. What does not wait for each other runs side by side.

mod apt;
mod browser;
mod cargo_tools;
mod npm;
mod wasm_target;

pub(crate) use browser::Browser;

use crate::process::Result;
use crate::project;
use std::ffi::OsString;
use std::process::Command;
use std::thread::{ScopedJoinHandle, scope};
use wasm_target::WasmCompiler;

/// The tools that were found, as the environment in which other programs find them too.
pub(crate) struct Tools {
    path: OsString,
    wasm_compiler: WasmCompiler,
    browser: Option<Browser>,
}

/// What building the page needs.
pub(crate) fn for_page() -> Result<Tools> {
    gather(|| Ok(None))
}

/// What the tests need: a browser as well.
pub(crate) fn for_tests() -> Result<Tools> {
    gather(|| browser::find_or_fetch().map(Some))
}

fn gather(browser: impl FnOnce() -> Result<Option<Browser>> + Send) -> Result<Tools> {
    scope(|scope| {
        // The compiler and the browser both come by apt, which serves one at a time.
        let system = scope.spawn(|| Ok((wasm_target::find_or_fetch()?, browser()?)));
        let cargo_tools = scope.spawn(cargo_tools::find_or_build);
        let npm = scope.spawn(npm::install);
        let (wasm_compiler, browser) = joined(system)?;
        joined(cargo_tools)?;
        joined(npm)?;
        Ok(Tools { path: search_path()?, wasm_compiler, browser })
    })
}

fn joined<T>(worker: ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    worker.join().unwrap_or_else(|_| Err("a part of the set-up stopped without a word".to_owned()))
}

/// The user's own `PATH` with the tools of the cache and of npm before it.
fn search_path() -> Result<OsString> {
    let own = std::env::var_os("PATH").unwrap_or_default();
    let folders = [cargo_tools::folder(), project::npm().join("node_modules/.bin")];
    std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&own)))
        .map_err(|error| error.to_string())
}

impl Tools {
    /// A program that finds the tools.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(project::root()).env("PATH", &self.path);
        if let Some(browser) = &self.browser {
            browser.announce_to(&mut command);
        }
        command
    }

    /// Trunk, which builds the page as `Trunk.toml` says.
    pub(crate) fn trunk(&self, command: &str) -> Command {
        let mut trunk = self.wasm_command("trunk");
        // It reads this variable as its own option and stumbles over the usual value 1.
        trunk.env_remove("NO_COLOR").arg(command);
        trunk
    }

    /// A program that compiles for WebAssembly.
    pub(crate) fn wasm_command(&self, program: &str) -> Command {
        let mut command = self.command(program);
        command.env("CARGO_TARGET_DIR", project::wasm_target());
        self.wasm_compiler.choose_for(&mut command);
        command
    }

    /// Whether the page is compiled by the toolchain of this project, so that its lints can run too.
    pub(crate) fn lints_wasm(&self) -> bool {
        self.wasm_compiler == WasmCompiler::Own
    }
}
