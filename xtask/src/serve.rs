//! `cargo xtask serve`: the page on this machine, built anew whenever a file changes.

use crate::build::Profile;
use crate::process::{Result, say};
use crate::setup;
use std::process::Command;

const USAGE: &str = "usage: cargo xtask serve [--port N] [--dev]";

pub(crate) fn serve(arguments: &[String]) -> Result<()> {
    let options = Options::from(arguments)?;
    let mut trunk = setup::for_page()?.trunk("serve");
    trunk.args(["--address", "127.0.0.1", "--port", &options.port.to_string()]);
    // Served pages listen for rebuilds, so they are no static site and must not lie where one is expected.
    trunk.args(["--dist", "target/serve"]);
    trunk.args(options.profile.argument());
    say(&format!(
        "the page will be at http://127.0.0.1:{}/ once it is built (stop with Ctrl-C)",
        options.port
    ));
    replace_by(&mut trunk)
}

/// Becomes the server, so that whoever stops this program stops the server.
#[cfg(unix)]
fn replace_by(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(format!("cannot start Trunk: {}", server.exec()))
}

#[cfg(not(unix))]
fn replace_by(server: &mut Command) -> Result<()> {
    crate::process::run(server)
}

struct Options {
    port: u16,
    profile: Profile,
}

impl Options {
    fn from(arguments: &[String]) -> Result<Self> {
        let mut options = Self { port: 8080, profile: Profile::Release };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--port" => options.port = words.next().and_then(|port| port.parse().ok()).ok_or(USAGE)?,
                "--dev" => options.profile = Profile::Dev,
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(options)
    }
}
