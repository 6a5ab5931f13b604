//! The command line, native, on the same core as the page: one row of [`COMMANDS`] a command.
//!
//! Exit codes: 0 good, 1 the definition or the run failed, 2 wrong use.

mod arguments;
mod check;
mod convert;
mod eval;
mod files;
mod render;
mod run;
mod test_state;

use std::process::ExitCode;

/// A command of `asl`.
struct Command {
    name: &'static str,
    usage: &'static str,
    summary: &'static str,
    run: fn(&[String]) -> Outcome,
}

/// How a command ends.
enum Outcome {
    Good,
    /// The definition or the run failed; it has been said how.
    Failed,
    /// The command was not used as it is meant, for this reason.
    Misused(String),
}

const COMMANDS: &[Command] = &[
    Command {
        name: "check",
        usage: check::USAGE,
        summary: "print what AWS would refuse in definitions, and what could be better",
        run: check::run,
    },
    Command {
        name: "run",
        usage: run::USAGE,
        summary: "run a definition with mocked Tasks, and print how it ends and what it goes through",
        run: run::run,
    },
    Command {
        name: "render",
        usage: render::USAGE,
        summary: "draw a definition as an SVG picture",
        run: render::run,
    },
    Command {
        name: "convert",
        usage: convert::USAGE,
        summary: "write a JSON definition in YAML, or a YAML definition in JSON",
        run: convert::run,
    },
    Command {
        name: "test-state",
        usage: test_state::USAGE,
        summary: "test one state by a request of AWS's TestState API, and print the response",
        run: test_state::run,
    },
    Command {
        name: "eval",
        usage: eval::USAGE,
        summary: "print the value of an expression as JSON, nothing where it is undefined",
        run: eval::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        eprint!("{}", help());
        return ExitCode::from(2);
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprint!("asl: there is no command `{name}`\n\n{}", help());
        return ExitCode::from(2);
    };
    if rest.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("asl {} {}\n\n{}", command.name, command.usage, command.summary);
        return ExitCode::SUCCESS;
    }
    match (command.run)(rest) {
        Outcome::Good => ExitCode::SUCCESS,
        Outcome::Failed => ExitCode::FAILURE,
        Outcome::Misused(reason) => {
            eprintln!("asl {name}: {reason}\nusage: asl {} {}", command.name, command.usage);
            ExitCode::from(2)
        }
    }
}

fn help() -> String {
    let mut help = "usage: asl COMMAND …\n\n".to_owned();
    for command in COMMANDS {
        help += &format!("  {} {}\n      {}\n", command.name, command.usage, command.summary);
    }
    help
}
