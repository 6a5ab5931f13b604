//! Chromium and the driver of the same version.

use super::apt;
use crate::process::{Result, announced, output};
use std::process::Command;

/// A browser that tests can drive.
pub(crate) struct Browser {
    chromium: String,
    driver: String,
}

impl Browser {
    /// Tells `command` where the browser is, in the variables that wasm-bindgen and the journeys read.
    pub(super) fn announce_to(&self, command: &mut Command) {
        command.env("CHROMEDRIVER", &self.driver).env("CHROMIUM", &self.chromium);
    }
}

pub(super) fn find_or_fetch() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if apt::is_usable() {
        announced("installing Chromium for the tests by apt-get", || {
            apt::install(&["chromium", "chromium-driver"])
        })?;
    }
    find().ok_or_else(|| {
        "the tests need Chromium and its driver: install both (Debian: chromium and chromium-driver), \
         or name them in the variables CHROMIUM and CHROMEDRIVER"
            .to_owned()
    })
}

/// A browser and a driver of one major version; another driver refuses to drive it.
fn find() -> Option<Browser> {
    let named = |variable| std::env::var(variable).ok();
    let chromium = named("CHROMIUM").or_else(|| first(&["chromium", "chromium-browser", "google-chrome"]))?;
    let driver = named("CHROMEDRIVER").or_else(|| first(&["chromedriver"]))?;
    (major(&chromium)? == major(&driver)?).then_some(Browser { chromium, driver })
}

fn first(programs: &[&str]) -> Option<String> {
    programs.iter().find_map(|program| output(Command::new("which").arg(program)))
}

fn major(program: &str) -> Option<u32> {
    major_version(&output(Command::new(program).arg("--version"))?)
}

/// The 156 of `Chromium 156.0.8078.79 built on …` and of `ChromeDriver 156.0.8078.79 (…)`.
fn major_version(text: &str) -> Option<u32> {
    let version = text.split(' ').find(|word| word.starts_with(|start: char| start.is_ascii_digit()))?;
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn versions_are_found_in_what_the_programs_print() {
        assert_eq!(major_version("Chromium 156.0.8078.79 built on Debian GNU/Linux 12"), Some(156));
        assert_eq!(major_version("ChromeDriver 156.0.8078.79 (0123abc-refs/branch-heads/8078)"), Some(156));
        assert_eq!(major_version("Google Chrome 99.0.1 "), Some(99));
        assert_eq!(major_version("no version"), None);
    }
}
