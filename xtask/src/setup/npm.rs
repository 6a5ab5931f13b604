//! The npm packages: the text pane's editor, its bundler, the optimiser of the wasm, the tests' browser client.

use crate::process::{Result, announced, output, run_logged};
use crate::project;
use std::fs;
use std::process::Command;

/// Installs exactly what the lock file names, unless that is what is there.
pub(super) fn install() -> Result<()> {
    let folder = project::npm();
    let lock =
        fs::read(folder.join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    if output(Command::new("npm").arg("--version")).is_none() {
        return Err(
            "the page needs Node.js with npm: install it from your system or from nodejs.org".to_owned()
        );
    }
    announced("installing the npm packages", || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
        run_logged(&mut npm, "npm-ci")?;
        fs::write(&installed, &lock).map_err(|error| format!("{}: {error}", installed.display()))
    })
}
