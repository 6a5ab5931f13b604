//! `asl convert`: a definition in the other syntax.

use crate::Outcome;
use crate::arguments::{Argument, Arguments};
use crate::files;
use asl_studio::document::Snapshot;
use asl_studio::edit::{Command, plan};
use asl_studio::syntax::Syntax;

pub(crate) const USAGE: &str = "FILE [-o OUT] [--to json|yaml]";

#[derive(Default)]
struct Wish {
    file: Option<String>,
    /// Where the text goes; the standard output where nothing is named.
    out: Option<String>,
    to: Option<Syntax>,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let wish = match Wish::read(arguments) {
        Ok(wish) => wish,
        Err(reason) => return Outcome::Misused(reason),
    };
    let file = wish.file.as_deref().unwrap_or("-");
    let text = match files::read(file) {
        Ok(text) => text,
        Err(reason) => return Outcome::Misused(reason),
    };
    files::deliver(convert(file, text, &wish), wish.out.as_deref())
}

/// The converted text: to what is asked for, or what the name of the output says, or the other syntax.
fn convert(file: &str, text: String, wish: &Wish) -> Result<String, String> {
    let syntax = files::syntax_of(file, &text);
    let named = wish.out.as_deref().and_then(Syntax::of_file);
    let to = wish.to.or(named).unwrap_or(syntax.other());
    let snapshot = Snapshot::of_syntax(text, syntax);
    if let Some(problem) = snapshot.syntax_problems().first() {
        let place = snapshot.lines().line_column(snapshot.text(), problem.span.start);
        return Err(format!("{file}:{}:{}: {}", place.line + 1, place.column + 1, problem.message));
    }
    let plan = plan(&snapshot, &Command::Convert { to }).map_err(|refusal| format!("{file}: {refusal}"))?;
    Ok(plan.edit.apply(snapshot.text()))
}

impl Wish {
    fn read(arguments: &[String]) -> Result<Wish, String> {
        let mut wish = Wish::default();
        let mut arguments = Arguments::new(arguments);
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::Operand(operand) if operand == "-o" => wish.out = Some(arguments.value("out")?),
                Argument::Operand(operand) if wish.file.is_none() => wish.file = Some(operand),
                Argument::Operand(operand) => return Err(format!("unexpected argument `{operand}`")),
                Argument::Option(option) => {
                    let value = arguments.value(&option)?;
                    wish.set(&option, value)?;
                }
            }
        }
        if wish.file.is_none() { Err("which definition?".to_owned()) } else { Ok(wish) }
    }

    fn set(&mut self, option: &str, value: String) -> Result<(), String> {
        match (option, value.as_str()) {
            ("out", _) => self.out = Some(value),
            ("to", "json") => self.to = Some(Syntax::Json),
            ("to", "yaml") => self.to = Some(Syntax::Yaml),
            ("to", _) => return Err(format!("--to is json or yaml, not `{value}`")),
            _ => return Err(format!("there is no option --{option}")),
        }
        Ok(())
    }
}
