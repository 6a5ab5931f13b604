use super::CompletionKind::{Path, Variable};
use super::candidate::{Candidate, Insert};
use super::data::{context_below, gathered, members, preview};
use super::expressions::{Found, function, seen, variables};
use crate::assist::caret::Caret;
use crate::assist::knowledge::INTRINSICS;
use crate::assist::run::{DryRun, Seen};
use crate::assist::scan::decode;
use crate::assist::site::{Reading, Site};
use crate::expr::{FixedEnvironment, PathOrIntrinsic};
use crate::text::TextRange;
use crate::value::Value;

/// Completions in a path, or in a call of an intrinsic function.
pub(super) fn candidates(site: &Site<'_>, caret: &Caret<'_>, run: &dyn DryRun) -> Option<Found> {
    let start = argument_start(caret);
    if caret.is_quoted() && !caret.before().contains("['") {
        return Some(Found {
            candidates: Vec::new(),
            range: TextRange::empty(caret.at),
            typed: String::new(),
        });
    }
    let argument = Caret { start, ..*caret };
    if argument.before().starts_with('$') {
        return Some(path(site, &argument, seen(site, run).as_ref()));
    }
    (site.reading() == Reading::PathOrIntrinsic).then(|| intrinsics(site, &argument, run))
}

/// Where the argument of an intrinsic function begins that the caret is in; the expression itself outside of calls.
fn argument_start(caret: &Caret<'_>) -> usize {
    let before = caret.before();
    let (mut start, mut depth, mut quoted) = (0, 0, false);
    for (at, character) in before.char_indices() {
        match character {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '[' => depth += 1,
            ']' => depth -= 1,
            '(' | ',' if depth == 0 => start = at + 1,
            _ => {}
        }
    }
    let blanks = before[start..].len() - before[start..].trim_start().len();
    caret.start + start + blanks
}

fn intrinsics(site: &Site<'_>, argument: &Caret<'_>, run: &dyn DryRun) -> Found {
    let typed = argument.before().to_owned();
    let after = TextRange::new(argument.at, argument.end).slice(argument.text);
    let rest = after.len() - after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '.').len();
    let range = TextRange::new(argument.start, argument.at + rest);
    let is_called = argument.text.get(range.end..).is_some_and(|rest| rest.starts_with('('));
    let mut candidates: Vec<Candidate> = INTRINSICS
        .iter()
        .enumerate()
        .map(|(order, note)| function(note, is_called).order(100 + order))
        .collect();
    if typed.is_empty() {
        candidates.extend(roots(site, seen(site, run).as_ref()));
    }
    Found { candidates, range, typed }
}

fn path(site: &Site<'_>, caret: &Caret<'_>, seen: Option<&Seen>) -> Found {
    let before = caret.before();
    let name_end = |at: usize| {
        let after = TextRange::new(at, caret.end).slice(caret.text);
        at + (after.len() - after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len())
    };
    let (separator, is_bracket) = last_separator(before);
    let Some(separator) = separator else {
        let range = TextRange::new(caret.start, name_end(caret.at));
        return Found { candidates: roots(site, seen), range, typed: before.to_owned() };
    };
    let base = decode(before.get(..separator).unwrap_or_default());
    let value = seen.and_then(|seen| evaluate(&base, seen));
    if is_bracket {
        let typed = before.get(separator + 2..).unwrap_or_default().to_owned();
        let range = TextRange::new(caret.start + (separator + 2).min(before.len()), name_end(caret.at));
        return Found { candidates: bracket_keys(value.as_ref()), range, typed };
    }
    let typed = before.get(separator + 1..).unwrap_or_default().to_owned();
    let range = TextRange::new(caret.start + separator, name_end(caret.at));
    Found { candidates: steps(site, &base, value.as_ref()), range, typed }
}

/// The last `.` or `['` outside of brackets that are closed, and whether it is a bracket.
fn last_separator(path: &str) -> (Option<usize>, bool) {
    let mut depth = 0;
    for (at, character) in path.char_indices().rev() {
        match character {
            ']' => depth += 1,
            '[' if depth == 0 => return (Some(at), true),
            '[' => depth -= 1,
            '.' if depth == 0 => return (Some(at), false),
            _ => {}
        }
    }
    (None, false)
}

/// What a path may begin with.
fn roots(site: &Site<'_>, seen: Option<&Seen>) -> Vec<Candidate> {
    let root = |letters: &str, what: &str, order| {
        Candidate::new(Variable, letters, Insert::Letters(letters.to_owned()))
            .detail("path")
            .info(what)
            .order(order)
    };
    let mut found =
        vec![root("$", "All of the data that the field reads.", 0), root("$$", "The context object.", 40)];
    let context = |(name, member): (&str, &crate::assist::knowledge::ContextMember)| {
        root(&format!("$$.{name}"), member.what, 50)
    };
    found.extend(context_below(site, "").into_iter().map(context));
    found.extend(variables(site, |name| format!("${name}")));
    found.extend(seen.map_or(Vec::new(), |seen| data(&seen.data, "$")));
    found
}

/// What may stand behind a path and its dot.
fn steps(site: &Site<'_>, base: &str, value: Option<&Value>) -> Vec<Candidate> {
    let known =
        base.strip_prefix("$$").map_or(Vec::new(), |path| context_below(site, path.trim_start_matches('.')));
    let mut found: Vec<Candidate> = known
        .iter()
        .enumerate()
        .map(|(order, (name, member))| {
            let sample = value.and_then(|value| value.get(name)).map(preview);
            Candidate::new(Path, *name, Insert::Letters(format!(".{name}")))
                .detail(sample.unwrap_or_else(|| "context object".to_owned()))
                .info(member.what)
                .order(order)
        })
        .collect();
    let others = value.map_or(Vec::new(), |value| data(value, ""));
    found.extend(others.into_iter().filter(|other| !known.iter().any(|(name, _)| *name == other.label)));
    found
}

/// The members of data as steps behind `base`, also those further down.
fn data(value: &Value, base: &str) -> Vec<Candidate> {
    let row = |(order, member): (usize, super::data::Member)| {
        let steps: String =
            member.way.iter().map(|step| step.as_deref().map_or_else(|| "[0]".to_owned(), step_of)).collect();
        let label =
            if base.is_empty() { steps.trim_start_matches('.').to_owned() } else { format!("{base}{steps}") };
        let depth = member.way.len();
        Candidate::new(Path, label, Insert::Letters(format!("{base}{steps}")))
            .detail(preview(&member.value))
            .order(order + depth * 100)
    };
    members(value).into_iter().enumerate().map(row).collect()
}

fn bracket_keys(value: Option<&Value>) -> Vec<Candidate> {
    let members = value.map(gathered);
    let members = members.as_ref().and_then(Value::as_object);
    let row = |(key, value): (&std::sync::Arc<str>, &Value)| {
        Candidate::new(Path, key.to_string(), Insert::Letters(key.to_string())).detail(preview(value))
    };
    members.into_iter().flatten().map(row).collect()
}

/// A name as a path takes it, with its dot or brackets.
fn step_of(key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { format!(".{key}") } else { format!("['{}']", key.replace('\'', "\\'")) }
}

/// The value of a path or a call in what the run saw; none where it has none.
pub(in crate::assist) fn evaluate(expression: &str, seen: &Seen) -> Option<Value> {
    PathOrIntrinsic::parse(expression).ok()?.evaluate(&environment(seen)).ok()
}

fn environment(seen: &Seen) -> FixedEnvironment {
    FixedEnvironment::new(seen.data.clone())
        .with_context(seen.context.clone())
        .with_variables(Value::from(seen.variables.clone()))
}
