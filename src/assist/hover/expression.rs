use super::{Code, Hover, HoverPart, Link, Text, Title, is_expression, variable_parts};
use crate::assist::completion::{evaluate_jsonata, evaluate_path, expression_at, seen};
use crate::assist::knowledge::{CONTEXT, FunctionNote, STATES_MEMBERS, guide};
use crate::assist::run::{DryRun, Seen};
use crate::assist::scan::decode;
use crate::assist::site::{Reading, Site};
use crate::assist::symbol::symbol_at;
use crate::text::TextRange;
use crate::value::Value;

/// How much of a value is shown.
const MOST_LINES: usize = 14;
const MOST_LETTERS: usize = 800;

/// What stands in an expression at the caret: a function, a variable, a path with its value in the last run.
pub(super) fn hover(site: &Site<'_>, run: &dyn DryRun) -> Option<Hover> {
    if !is_expression(site) {
        return None;
    }
    let caret = expression_at(site)?;
    let word = caret.word();
    let seen = seen(site, run);
    if let Some(hover) = of_function(caret.text, word, caret.start) {
        return Some(hover);
    }
    let chain = TextRange::new(caret.chain_before(word.end).start, word.end);
    let chain = if chain.is_empty() { TextRange::new(caret.start, caret.end) } else { chain };
    let written = decode(chain.slice(caret.text).trim());
    if written.is_empty() || caret.is_quoted() && site.reading() == Reading::Jsonata {
        return None;
    }
    let mut parts = vec![Title(written.clone())];
    parts.extend(meaning(site, &written));
    parts.extend(value(site.reading(), &written, seen.as_ref()));
    (parts.len() > 1).then_some(Hover { span: chain, parts })
}

/// A function, by its name before a bracket or by itself.
fn of_function(text: &str, word: TextRange, least: usize) -> Option<Hover> {
    let mut span = word;
    let before = text.get(least..word.start)?;
    if before.ends_with("States.") {
        span.start -= "States.".len();
    } else if word.slice(text) == "States" {
        let rest = text.get(word.end + 1..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        span.end = (word.end + 1 + length).min(text.len());
    }
    let note = FunctionNote::named(span.slice(text))?;
    let page = if note.name.starts_with('$') { "transforming-data" } else { "intrinsic-functions" };
    let link = Link { label: "Functions".to_owned(), url: guide(page) };
    let parts = vec![Title(note.name.to_owned()), Code(note.signature()), Text(note.what.to_owned()), link];
    Some(Hover { span, parts })
}

/// What is known of a path without any run.
fn meaning(site: &Site<'_>, written: &str) -> Vec<HoverPart> {
    let context = written.strip_prefix("$$.").or_else(|| written.strip_prefix("$states.context."));
    if let Some(member) = context.and_then(|path| CONTEXT.iter().find(|member| member.path == path)) {
        return vec![Text(member.what.to_owned())];
    }
    if let Some((_, what)) =
        STATES_MEMBERS.iter().find(|(name, _)| written.strip_prefix("$states.") == Some(name))
    {
        return vec![Text((*what).to_owned())];
    }
    match written {
        "$" if site.reading() != Reading::Jsonata => {
            vec![Text("All of the data that this field reads.".to_owned())]
        }
        "$$" => vec![Text("The context object.".to_owned())],
        "$states" => vec![Text("The input, the result, the error and the context of this state.".to_owned())],
        _ => {
            let symbol = symbol_at(site.snapshot(), site.offset).map(|found| found.symbol);
            let parts = symbol.and_then(|symbol| variable_parts(site.snapshot(), &symbol));
            parts.into_iter().flatten().filter(|part| !matches!(part, Title(_))).collect()
        }
    }
}

fn value(reading: Reading, written: &str, seen: Option<&Seen>) -> Vec<HoverPart> {
    let Some(seen) = seen else {
        return vec![Text("Run the definition to see its value here.".to_owned())];
    };
    let value = match reading {
        Reading::Jsonata => evaluate_jsonata(written, seen),
        Reading::Path | Reading::PathOrIntrinsic | Reading::Plain => evaluate_path(written, seen),
    };
    match value {
        Some(value) => vec![Text("In the last dry run:".to_owned()), Code(pretty(&value))],
        None => vec![Text("It has no value in the last dry run.".to_owned())],
    }
}

/// A value over several lines, cut off where it gets long.
fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_json());
    let lines: Vec<&str> = text.lines().take(MOST_LINES).collect();
    let mut shown: String = lines.join("\n").chars().take(MOST_LETTERS).collect();
    if shown.len() < text.len() {
        shown.push_str("\n…");
    }
    shown
}
