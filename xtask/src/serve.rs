//! `cargo xtask serve`: the page on this machine, built anew whenever a file changes.

use crate::process::{Result, run, say};
use crate::setup;
use std::net::{Ipv4Addr, TcpStream};
use std::thread;
use std::time::Duration;

const USAGE: &str = "usage: cargo xtask serve [--port N] [--dev]";

pub(crate) fn serve(arguments: &[String]) -> Result<()> {
    let options = Options::from(arguments)?;
    let mut trunk = setup::for_page()?.trunk("serve");
    trunk.args(["--address", "127.0.0.1", "--port", &options.port.to_string()]);
    trunk.args(options.release.then_some("--release"));
    thread::spawn(move || announce(options.port));
    run(&mut trunk)
}

struct Options {
    port: u16,
    /// The same page as `build` makes; otherwise one that is slower, but sooner built after a change.
    release: bool,
}

impl Options {
    fn from(arguments: &[String]) -> Result<Self> {
        let mut options = Self { port: 8080, release: true };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--port" => options.port = words.next().and_then(|port| port.parse().ok()).ok_or(USAGE)?,
                "--dev" => options.release = false,
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(options)
    }
}

/// Prints the address once there is something to see.
fn announce(port: u16) {
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        thread::sleep(Duration::from_millis(200));
    }
    say(&format!("the page is at http://127.0.0.1:{port}/ (stop with Ctrl-C)"));
}
