//! `cargo xtask bench PEERS`: the page beside its peers, in one run of one browser.

use crate::build::{self, Profile};
use crate::process::{Result, announced, run, run_logged};
use crate::project;
use crate::setup;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const USAGE: &str = "usage: cargo xtask bench PEERS [SIZE,SIZE,…], where PEERS is a folder with package.json, \
                     gen_asl.py, src/react-flow.jsx and src/dry-run.js (or the variable ASL_STUDIO_PEERS names it)";

/// The peer of the checks, which the folder of peers does not have.
const VALIDATOR: &str = "asl-validator@4.0.0";

pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    let named = arguments.first().cloned().or_else(|| std::env::var("ASL_STUDIO_PEERS").ok());
    let sizes = arguments.get(1).map_or("100,500,1000,2000", String::as_str);
    let peers = install_peers(Path::new(&named.ok_or(USAGE)?))?;
    let tools = setup::for_tests()?;
    build::build_with(&tools, Profile::Release)?;
    run(tools.command("node").arg(project::npm().join("bench/bench.mjs")).arg(peers).arg(sizes))
}

/// Copies the peers, whose folder may be read-only, and installs what they need beside the copy.
fn install_peers(folder: &Path) -> Result<PathBuf> {
    let copy = project::root().join("target/peers");
    fs::create_dir_all(&copy).map_err(|error| format!("{}: {error}", copy.display()))?;
    copy_folder(folder, &copy).map_err(|error| format!("{}: {error}\n{USAGE}", folder.display()))?;
    if !copy.join("node_modules/asl-validator").is_dir() {
        announced("installing the peers", || {
            let mut npm = Command::new("npm");
            npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", VALIDATOR])
                .current_dir(&copy);
            run_logged(&mut npm, "npm-peers")
        })?;
    }
    Ok(copy)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            // Written and not copied: a copy of a read-only file could not be replaced the next time.
            fs::write(target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}
