//! Running other programs, and saying so while they run.

use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a chore ends with; the message is for the person at the terminal.
pub(crate) type Result<T> = std::result::Result<T, String>;

/// Runs `command` on this terminal; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command.status().map_err(|error| format!("cannot start {shown}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed ({status})")) }
}

/// Runs `command` with its output in a log of that name, which is shown only when it fails.
pub(crate) fn run_logged(command: &mut Command, log: &str) -> Result<()> {
    let path = log_path(log)?;
    let open = || File::options().create(true).append(true).open(&path).map_err(|error| error.to_string());
    File::create(&path).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    let outcome = run(command.stdin(Stdio::null()).stdout(open()?).stderr(open()?));
    outcome.map_err(|error| format!("{error}; its output was:\n{}", tail(&path)))
}

/// What `command` prints, without the white space around it; `None` when it fails or does not exist.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Does `work` and says so before and after, with the time it took.
pub(crate) fn announced<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(&format!("{what} …"));
    let stopwatch = Stopwatch::start();
    let outcome = work();
    let verdict = if outcome.is_ok() { "done" } else { "FAILED" };
    say(&format!("{what}: {verdict} after {:.1} s", stopwatch.elapsed().as_secs_f64()));
    outcome
}

/// Prints one line at once, whole even when several threads speak.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stderr().lock();
    // A closed terminal is no reason to stop the work.
    let _ = writeln!(out, "[xtask] {line}");
}

/// Measures how long a chore takes.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the chores never run in a browser")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn log_path(name: &str) -> Result<PathBuf> {
    let folder = crate::project::root().join("target/xtask-logs");
    std::fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    Ok(folder.join(format!("{name}.log")))
}

/// The end of a log: enough to see the error, not the hundreds of lines before it.
fn tail(path: &PathBuf) -> String {
    let mut bytes = Vec::new();
    if File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).is_err() {
        return format!("(unreadable: {})", path.display());
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(60)..].join("\n")
}
