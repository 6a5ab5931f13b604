//! `cargo xtask build`: the page as a static site in `dist/`.

use crate::process::{Result, Stopwatch, run, say};
use crate::project;
use crate::setup::{self, Tools};

pub(crate) fn build() -> Result<()> {
    build_with(&setup::for_page()?)
}

pub(crate) fn build_with(tools: &Tools) -> Result<()> {
    let stopwatch = Stopwatch::start();
    run(tools.trunk("build").arg("--release"))?;
    say(&format!("built {} in {:.1} s", project::dist().display(), stopwatch.elapsed().as_secs_f64()));
    Ok(())
}
