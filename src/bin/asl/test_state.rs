//! `asl test-state`: one state on its own, by AWS's TestState API.

use crate::Outcome;
use crate::arguments::{Argument, Arguments};
use crate::files;
use asl_studio::lint;
use asl_studio::sim::test_state::{self, TestStateResponse, TestStateWorld, TestStatus};
use asl_studio::sim::{MockScript, SimTime, Unmocked};
use asl_studio::value::Value;

pub(crate) const USAGE: &str = "REQUEST [--mocks FILE] [--unmocked sample|echo|fail] [--plain] [--clock TIME] \
                                [--seed NUMBER], where REQUEST is a file with the request of the TestState API";

#[derive(Default)]
struct Wish {
    file: Option<String>,
    /// Whether data is printed as it is, and not as JSON in strings.
    plain: bool,
    world: TestStateWorld,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (value, wish) = match Wish::read(arguments) {
        Ok(read) => read,
        Err(reason) => return Outcome::Misused(reason),
    };
    match test_state::answer(&value, &wish.world, lint::refusal_of_text) {
        Ok(response) => print(&response, wish.plain),
        Err(exception) => {
            eprintln!("{exception}");
            Outcome::Failed
        }
    }
}

fn print(response: &TestStateResponse, plain: bool) -> Outcome {
    let value = if plain { response.to_plain_value() } else { response.to_value() };
    println!("{}", value.to_pretty_json());
    match response.status {
        TestStatus::Succeeded | TestStatus::CaughtError => Outcome::Good,
        TestStatus::Failed | TestStatus::Retriable => Outcome::Failed,
    }
}

impl Wish {
    fn read(arguments: &[String]) -> Result<(Value, Wish), String> {
        let mut arguments = Arguments::new(arguments);
        let mut wish = Wish::default();
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::Operand(file) if wish.file.is_none() => wish.file = Some(file),
                Argument::Operand(file) => return Err(format!("one request at a time; what is `{file}`?")),
                Argument::Option(option) => wish.option(&option, &mut arguments)?,
            }
        }
        let file =
            wish.file.take().ok_or_else(|| "no request is given; `-` is the standard input".to_owned())?;
        Ok((files::read_json(&file)?, wish))
    }

    fn option(&mut self, option: &str, arguments: &mut Arguments) -> Result<(), String> {
        match option {
            "plain" => self.plain = true,
            "mocks" => {
                let file = arguments.value(option)?;
                let mocks = MockScript::from_value(&files::read_json(&file)?);
                self.world.mocks = mocks.map_err(|error| format!("{file}: {error}"))?;
            }
            "unmocked" => {
                let value = arguments.value(option)?;
                let policy = Unmocked::from_name(&value).filter(|policy| *policy != Unmocked::Ask);
                self.world.unmocked =
                    policy.ok_or_else(|| format!("--unmocked is sample, echo or fail, not `{value}`"))?;
            }
            "clock" => {
                let value = arguments.value(option)?;
                self.world.clock = SimTime::parse(&value).ok_or_else(|| {
                    format!("--clock is a time such as 2024-01-01T00:00:00Z, not `{value}`")
                })?;
            }
            "seed" => {
                let value = arguments.value(option)?;
                self.world.seed = value.parse().map_err(|_| format!("--seed is a number, not `{value}`"))?;
            }
            other => return Err(format!("there is no option --{other}")),
        }
        Ok(())
    }
}
