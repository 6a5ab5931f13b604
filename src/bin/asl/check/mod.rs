//! `asl check`: the problems of definitions, for people, as JSON, or as SARIF.

mod fixing;
mod json;
mod sarif;
mod text;

use crate::arguments::{Argument, Arguments};
use crate::{Outcome, files};
use asl_studio::diagnostic::{Diagnostic, Severity};
use asl_studio::lint::{self, Advice, Options, Source, rules};
use asl_studio::text::LineIndex;
use fixing::Fixing;
use std::collections::BTreeSet;

pub(crate) const USAGE: &str = "[--express] [--no-advice] [--silence RULE]… [--advise RULE]… [--fix] [--apply RULE]… [--format text|json|sarif] FILE…";

/// A file with its problems.
struct Checked {
    name: String,
    text: String,
    lines: LineIndex,
    problems: Vec<Diagnostic>,
}

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
    Sarif,
}

struct Request {
    options: Options,
    format: Format,
    fixing: Fixing,
    files: Vec<String>,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let checked = Request::read(arguments).and_then(|request| {
        let files: Result<Vec<Checked>, String> =
            request.files.iter().map(|file| check(file, &request)).collect();
        Ok((request.format, files?))
    });
    let (format, files) = match checked {
        Ok(checked) => checked,
        Err(reason) => return Outcome::Misused(reason),
    };
    match format {
        Format::Text => print!("{}", text::print(&files)),
        Format::Json => println!("{}", json::print(&files)),
        Format::Sarif => println!("{}", sarif::print(&files)),
    }
    let failed =
        files.iter().flat_map(|file| &file.problems).any(|problem| problem.severity == Severity::Error);
    if failed { Outcome::Failed } else { Outcome::Good }
}

impl Request {
    fn read(arguments: &[String]) -> Result<Request, String> {
        let mut arguments = Arguments::new(arguments);
        let mut request = Request {
            options: Options::default(),
            format: Format::Text,
            fixing: Fixing::default(),
            files: Vec::new(),
        };
        let mut silenced = match Options::default().advice {
            Advice::AllBut(silenced) => silenced,
            Advice::None => BTreeSet::new(),
        };
        let mut advice = true;
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::Operand(file) => request.files.push(file),
                Argument::Option(option) => match option.as_str() {
                    "express" => request.options.express = true,
                    "no-advice" => advice = false,
                    "silence" => silenced.extend([silenceable(arguments.value("silence")?)?]),
                    "advise" => {
                        silenced.remove(&silenceable(arguments.value("advise")?)?);
                    }
                    "fix" => request.fixing.safe = true,
                    "apply" => request.fixing.rules.extend([known(arguments.value("apply")?)?]),
                    "format" => request.format = Format::read(&arguments.value("format")?)?,
                    other => return Err(format!("there is no option --{other}")),
                },
            }
        }
        request.options.advice = if advice { Advice::AllBut(silenced) } else { Advice::None };
        if request.files.is_empty() {
            Err("no file is given; `-` is the standard input".to_owned())
        } else {
            Ok(request)
        }
    }
}

impl Format {
    fn read(name: &str) -> Result<Format, String> {
        match name {
            "text" => Ok(Format::Text),
            "json" => Ok(Format::Json),
            "sarif" => Ok(Format::Sarif),
            other => Err(format!("there is no format `{other}`")),
        }
    }
}

/// Only advice can be silenced: what AWS refuses stays refused.
fn silenceable(name: String) -> Result<String, String> {
    match rules::named(&name) {
        Some(rule) if rule.is_advice() => Ok(name),
        Some(_) => Err(format!("`{name}` is no advice and cannot be silenced")),
        None => Err(format!("there is no rule `{name}`")),
    }
}

fn known(name: String) -> Result<String, String> {
    rules::named(&name).map(|rule| rule.name.to_owned()).ok_or_else(|| format!("there is no rule `{name}`"))
}

fn check(file: &str, request: &Request) -> Result<Checked, String> {
    let mut text = files::read(file)?;
    if !request.fixing.is_off() {
        text = request.fixing.apply(file, text, |text| problems(file, text, &request.options))?;
    }
    let problems = problems(file, &text, &request.options);
    Ok(Checked { name: file.to_owned(), lines: LineIndex::new(&text), text, problems })
}

fn problems(file: &str, text: &str, options: &Options) -> Vec<Diagnostic> {
    let parse = files::parse(file, text);
    let definition = asl_studio::asl::lower(&parse.tree.into());
    lint::check(Source { text, syntax: &parse.problems, definition: &definition }, options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(words: &[&str]) -> Result<Request, String> {
        Request::read(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn options_may_stand_anywhere() {
        let read = request(&["a.json", "--express", "--no-advice", "b.json"]).unwrap();
        assert_eq!(read.files, ["a.json", "b.json"]);
        assert!(read.options.express && read.options.advice == Advice::None);
    }

    #[test]
    fn fixes_are_asked_for_by_rule() {
        let read = request(&["a.json", "--fix", "--apply=unbounded-map"]).unwrap();
        assert!(read.fixing.safe && read.fixing.rules.contains("unbounded-map"));
        assert!(request(&["a.json"]).unwrap().fixing.is_off());
    }

    #[test]
    fn wrong_use_says_what_is_wrong() {
        let reason = |words: &[&str]| request(words).err().unwrap_or_default();
        assert_eq!(reason(&[]), "no file is given; `-` is the standard input");
        assert_eq!(reason(&["--fast", "a"]), "there is no option --fast");
        assert_eq!(reason(&["a", "--format"]), "--format wants a value");
        assert_eq!(reason(&["a", "--format", "xml"]), "there is no format `xml`");
        assert_eq!(
            reason(&["a", "--silence", "dangling-target"]),
            "`dangling-target` is no advice and cannot be silenced"
        );
    }
}
