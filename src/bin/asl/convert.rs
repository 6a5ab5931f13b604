//! `asl convert`: a definition in the other syntax.

use crate::Outcome;
use crate::arguments::Files;
use crate::files;
use asl_studio::document::Snapshot;
use asl_studio::edit::{Command, plan};
use asl_studio::syntax::Syntax;

pub(crate) const USAGE: &str = "FILE [-o OUT] [--to json|yaml]";

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut to = None;
    let read = Files::read(arguments, |option, value| {
        to = Some(match (option, value) {
            ("to", "json") => Syntax::Json,
            ("to", "yaml") => Syntax::Yaml,
            ("to", _) => return Err(format!("--to is json or yaml, not `{value}`")),
            _ => return Err(format!("there is no option --{option}")),
        });
        Ok(())
    });
    let read = read.and_then(|wish| Ok((files::read(&wish.file)?, wish)));
    match read {
        Ok((text, wish)) => files::deliver(convert(text, &wish, to), wish.out.as_deref()),
        Err(reason) => Outcome::Misused(reason),
    }
}

/// The converted text: to what is asked for, or what the name of the output says, or the other syntax.
fn convert(text: String, wish: &Files, to: Option<Syntax>) -> Result<String, String> {
    let file = &wish.file;
    let syntax = files::syntax_of(file, &text);
    let named = wish.out.as_deref().and_then(Syntax::of_file);
    let to = to.or(named).unwrap_or(syntax.other());
    let snapshot = Snapshot::of_syntax(text, syntax);
    if let Some(problem) = snapshot.syntax_problems().first() {
        let place = snapshot.lines().line_column(snapshot.text(), problem.span.start);
        return Err(format!("{file}:{}:{}: {}", place.line + 1, place.column + 1, problem.message));
    }
    let plan = plan(&snapshot, &Command::Convert { to }).map_err(|refusal| format!("{file}: {refusal}"))?;
    Ok(plan.edit.apply(snapshot.text()))
}
