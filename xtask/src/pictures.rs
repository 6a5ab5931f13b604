//! `cargo xtask pictures`: the README's pictures, taken from the running page.

use crate::build::{self, Profile};
use crate::process::{Result, run};
use crate::project;
use crate::setup;

/// With the path of a definition, takes a picture of that one instead, into `target/pictures`.
pub(crate) fn pictures(arguments: &[String]) -> Result<()> {
    let tools = setup::for_tests()?;
    build::build_with(&tools, Profile::Release)?;
    run(tools.command("node").arg(project::npm().join("pictures.mjs")).args(arguments))
}
