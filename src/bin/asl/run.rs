//! `asl run`: a dry run of a definition with mocked Tasks.

use crate::Outcome;
use crate::arguments::{Argument, Arguments};
use crate::files;
use asl_studio::asl::{self, Definition, StatePath};
use asl_studio::sim::{
    MockConfig, MockScript, Objects, RunReport, RunRequest, RunStatus, SimTime, Stop, Unmocked, Visit,
    WorkflowType, run_definition, sample_input,
};
use asl_studio::text::{LineIndex, TextRange};
use asl_studio::value::{Map, Value};
use std::sync::Arc;

pub(crate) const USAGE: &str = "FILE [--input FILE | --sample-input] [--mocks FILE [--case NAME]] [--objects FILE] \
                                [--unmocked sample|echo|fail] [--format summary|history|trace] [--express] [--clock TIME] [--seed NUMBER]";

#[derive(Clone, Copy, Default)]
enum Format {
    #[default]
    Summary,
    History,
    Trace,
}

/// What the arguments ask for.
#[derive(Default)]
struct Wish {
    file: Option<String>,
    input: Option<String>,
    /// Whether the input is made up of what the definition reads.
    sample_input: bool,
    mocks: Option<String>,
    case: Option<String>,
    format: Format,
    request: RunRequest,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (file, text, mut wish) = match Wish::read(arguments).and_then(Wish::load) {
        Ok(loaded) => loaded,
        Err(reason) => return Outcome::Misused(reason),
    };
    let parse = files::parse(&file, &text);
    let lines = LineIndex::new(&text);
    if !parse.problems.is_empty() {
        for problem in &parse.problems {
            eprintln!("{}: {}", place(&file, &text, &lines, problem.span), problem.message);
        }
        return Outcome::Failed;
    }
    let definition = asl::lower(&Arc::new(parse.tree));
    if wish.sample_input {
        wish.request.input = sample_input(&definition);
    }
    let report = run_definition(&definition, &wish.request, |_| false);
    print!("{}", print(&report, wish.format));
    if let Some(stop) = &report.stopped {
        let span = stop_span(&definition, stop);
        eprintln!("{}: {}", place(&file, &text, &lines, span), stop);
    }
    if report.status == RunStatus::Succeeded { Outcome::Good } else { Outcome::Failed }
}

impl Wish {
    fn read(arguments: &[String]) -> Result<Wish, String> {
        let mut arguments = Arguments::new(arguments);
        let mut wish = Wish::default();
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::Operand(file) if wish.file.is_none() => wish.file = Some(file),
                Argument::Operand(file) => {
                    return Err(format!("one definition at a time; what is `{file}`?"));
                }
                Argument::Option(option) => wish.option(&option, &mut arguments)?,
            }
        }
        Ok(wish)
    }

    fn option(&mut self, option: &str, arguments: &mut Arguments) -> Result<(), String> {
        match option {
            "express" => {
                self.request.workflow_type = WorkflowType::Express;
                return Ok(());
            }
            "sample-input" => {
                self.sample_input = true;
                return Ok(());
            }
            _ => {}
        }
        let known = ["input", "mocks", "case", "objects", "unmocked", "format", "clock", "seed"];
        if !known.contains(&option) {
            return Err(format!("there is no option --{option}"));
        }
        let value = arguments.value(option)?;
        match option {
            "input" => self.input = Some(value),
            "mocks" => self.mocks = Some(value),
            "case" => self.case = Some(value),
            "objects" => {
                let objects = Objects::from_json(&files::read(&value)?);
                self.request.objects = objects.map_err(|reason| format!("{value}: {reason}"))?;
            }
            "unmocked" => {
                let policy = Unmocked::from_name(&value).filter(|policy| *policy != Unmocked::Ask);
                self.request.unmocked =
                    policy.ok_or_else(|| format!("--unmocked is sample, echo or fail, not `{value}`"))?;
            }
            "format" => self.format = Format::read(&value)?,
            "clock" => {
                let time = SimTime::parse(&value);
                self.request.clock = time.ok_or_else(|| {
                    format!("--clock is a time such as 2024-01-01T00:00:00Z, not `{value}`")
                })?;
            }
            _ => {
                self.request.seed =
                    value.parse().map_err(|_| format!("--seed is a number, not `{value}`"))?;
            }
        }
        Ok(())
    }

    /// Reads the files; gives the definition's name and text.
    fn load(mut self) -> Result<(String, String, Wish), String> {
        let file =
            self.file.take().ok_or_else(|| "no definition is given; `-` is the standard input".to_owned())?;
        let text = files::read(&file)?;
        if let Some(input) = &self.input {
            self.request.input = files::read_json(input)?;
        }
        self.request.mocks = self.script()?;
        self.request.trace = matches!(self.format, Format::Trace);
        Ok((file, text, self))
    }

    fn script(&self) -> Result<MockScript, String> {
        let Some(file) = &self.mocks else {
            return match self.case {
                Some(_) => Err("--case needs --mocks".to_owned()),
                None => Ok(MockScript::default()),
            };
        };
        let value = files::read_json(file)?;
        match (MockConfig::from_value(&value), &self.case) {
            (Some(config), Some(case)) => config.case(case).map_err(|error| format!("{file}: {error}")),
            (Some(config), None) => {
                let cases: Vec<String> =
                    config.cases().map(|(machine, case)| format!("{machine}#{case}")).collect();
                Err(format!("{file} has test cases; choose one by --case: {}", cases.join(", ")))
            }
            (None, Some(_)) => Err(format!("{file} has no StateMachines, and so no --case")),
            (None, None) => MockScript::from_value(&value).map_err(|error| format!("{file}: {error}")),
        }
    }
}

impl Format {
    fn read(name: &str) -> Result<Format, String> {
        match name {
            "summary" => Ok(Format::Summary),
            "history" => Ok(Format::History),
            "trace" => Ok(Format::Trace),
            other => Err(format!("--format is summary, history or trace, not `{other}`")),
        }
    }
}

fn print(report: &RunReport, format: Format) -> String {
    match format {
        Format::Summary => summary(report).to_pretty_json() + "\n",
        Format::History => {
            let events = Value::parse(&report.history_json()).unwrap_or_default();
            Value::object([("events", events)]).to_pretty_json() + "\n"
        }
        Format::Trace => {
            let lines = report.trace.iter().map(|record| {
                let place =
                    if record.place.steps.is_empty() { String::new() } else { format!("{}/", record.place) };
                let (name, phase) = (&record.state.name, record.phase.name());
                format!("{} {place}{name} {phase} {} -> {}\n", record.at, record.before, record.after)
            });
            lines.chain([summary_line(report)]).collect()
        }
    }
}

/// How the execution ended, and the states it went through.
fn summary(report: &RunReport) -> Value {
    let mut printed = Map::default();
    let mut put = |key: &str, value: Value| {
        printed.insert(key.into(), value);
    };
    put("status", Value::from(report.status.name()));
    if let Some(output) = &report.output {
        put("output", output.clone());
    }
    if let Some(error) = &report.failure.error {
        put("error", Value::from(error.clone()));
    }
    if let Some(cause) = &report.failure.cause {
        put("cause", Value::from(cause.clone()));
    }
    put("transitions", Value::from(report.transitions as usize));
    put("seconds", Value::from((report.ended_at.0 - report.started_at.0) as f64 / 1000.0));
    put("states", Value::array(report.visits.iter().map(visit).collect()));
    Value::from(printed)
}

fn visit(visit: &Visit) -> Value {
    let place = if visit.place.steps.is_empty() { String::new() } else { format!("{}/", visit.place) };
    let mut printed = Map::default();
    printed.insert("state".into(), Value::from(format!("{place}{}", visit.path.name)));
    printed.insert("type".into(), Value::from(visit.state_type.name()));
    printed.insert("outcome".into(), Value::from(format!("{:?}", visit.outcome).to_lowercase()));
    printed.insert("input".into(), visit.input.clone());
    if let Some(output) = &visit.output {
        printed.insert("output".into(), output.clone());
    }
    Value::from(printed)
}

fn summary_line(report: &RunReport) -> String {
    let text = |text: &Option<Arc<str>>| text.as_deref().map(|text| format!(" {text}")).unwrap_or_default();
    let output = report.output.as_ref().map(|output| format!(" {output}")).unwrap_or_default();
    let (error, cause) = (text(&report.failure.error), text(&report.failure.cause));
    format!("{} {}{output}{error}{cause}\n", report.ended_at, report.status.name())
}

/// Where in the text the reason of a stop stands.
fn stop_span(definition: &Definition, stop: &Stop) -> TextRange {
    let state: Option<&StatePath> = match stop {
        Stop::NotCovered { state, .. } => Some(state),
        Stop::Invalid { state, .. } => state.as_ref(),
        Stop::Refused(_) | Stop::TooManySteps(_) => None,
    };
    let found = state.and_then(|path| definition.find(path));
    found.map_or(TextRange::empty(0), |id| definition.state(id).name_span)
}

fn place(file: &str, text: &str, lines: &LineIndex, span: TextRange) -> String {
    let at = lines.line_column(text, span.start);
    format!("{file}:{}:{}", at.line + 1, at.column + 1)
}
