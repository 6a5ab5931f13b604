//! Debian's packages, where there is an apt and the right to use it.

use crate::process::{Result, output, run_logged};
use std::process::Command;
use std::sync::OnceLock;

/// Whether packages can be installed here without asking anybody.
pub(crate) fn is_usable() -> bool {
    let root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    root && output(Command::new("apt-get").arg("--version")).is_some()
}

/// Installs `packages` without what they merely recommend.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    update()?;
    let mut command = apt_get();
    command.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    run_logged(&mut command, &format!("apt-{}", packages.join("-")))
}

/// Reads the package lists, once per run.
fn update() -> Result<()> {
    static OUTCOME: OnceLock<Result<()>> = OnceLock::new();
    OUTCOME.get_or_init(|| run_logged(apt_get().arg("update"), "apt-update")).clone()
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=600"]);
    command
}
