//! `cargo xtask build`: the page as a static site in `dist/`.

use crate::process::{Result, Stopwatch, run, say};
use crate::project;
use crate::setup::{self, Tools};

pub(crate) fn build(arguments: &[String]) -> Result<()> {
    let profile = match arguments {
        [] => Profile::Release,
        [word] if word == "--dev" => Profile::Dev,
        _ => return Err("usage: cargo xtask build [--dev]".to_owned()),
    };
    build_with(&setup::for_page()?, profile)
}

/// How the page is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As it is published: small and fast.
    Release,
    /// Bigger and slower, but built much sooner after a change.
    Dev,
}

impl Profile {
    pub(crate) fn argument(self) -> Option<&'static str> {
        (self == Self::Release).then_some("--release")
    }
}

pub(crate) fn build_with(tools: &Tools, profile: Profile) -> Result<()> {
    let stopwatch = Stopwatch::start();
    run(tools.trunk("build").args(profile.argument()))?;
    say(&format!("built {} in {:.1} s", project::dist().display(), stopwatch.elapsed().as_secs_f64()));
    Ok(())
}
