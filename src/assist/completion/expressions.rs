use super::CompletionKind::{Function, Variable};
use super::candidate::{Candidate, Insert};
use super::{json_path, jsonata};
use crate::asl::fields::ObjectKind;
use crate::assist::caret::Caret;
use crate::assist::knowledge::FunctionNote;
use crate::assist::run::{DryRun, FieldPlace, Seen};
use crate::assist::site::{Reading, Site};
use crate::assist::skeleton::marked;
use crate::text::TextRange;

/// Completions inside of an expression.
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
    /// What they replace.
    pub(super) range: TextRange,
    /// What of them is typed.
    pub(super) typed: String,
}

/// The completions in the expression at the caret; none where there is no expression, or not yet.
pub(super) fn candidates(site: &Site<'_>, run: &dyn DryRun) -> Option<Found> {
    let caret = expression_at(site)?;
    if caret.is_in_escape() {
        return Some(Found {
            candidates: Vec::new(),
            range: TextRange::empty(caret.at),
            typed: String::new(),
        });
    }
    match site.reading() {
        Reading::Jsonata => Some(jsonata::candidates(site, &caret, run)),
        Reading::Path | Reading::PathOrIntrinsic if !caret.before().is_empty() => {
            json_path::candidates(site, &caret, run)
        }
        _ => None,
    }
}

/// The expression that the caret is in.
pub(in crate::assist) fn expression_at<'a>(site: &Site<'a>) -> Option<Caret<'a>> {
    let inner = site.scan.token.inner.filter(|inner| inner.touches(site.offset))?;
    let text = site.text();
    let whole = Caret { text, start: inner.start, at: site.offset, end: inner.end };
    match site.reading() {
        Reading::Plain => None,
        Reading::Path | Reading::PathOrIntrinsic => Some(whole),
        Reading::Jsonata => {
            let raw = inner.slice(text);
            let start = inner.start + 2;
            let end = inner.start + raw.strip_suffix("%}").map_or(raw.len(), str::len);
            (raw.starts_with("{%") && (start..=end.max(start)).contains(&site.offset)).then_some(Caret {
                start,
                end,
                ..whole
            })
        }
    }
}

/// What the last run saw where the caret is.
pub(in crate::assist) fn seen(site: &Site<'_>, run: &dyn DryRun) -> Option<Seen> {
    let state = site.definition().path(site.state()?.id);
    let (object, ..) = site.object()?;
    let way = site.way();
    let field = way.first()?;
    run.seen(&FieldPlace { state: &state, object: object.unwrap_or(ObjectKind::Top), field })
}

/// The variables in scope: those that are set on all ways first.
pub(super) fn variables(site: &Site<'_>, insert: impl Fn(&str) -> String) -> Vec<Candidate> {
    let Some(state) = site.state() else { return Vec::new() };
    let known = site.snapshot().variables();
    let candidate = |(name, is_certain): (std::sync::Arc<str>, bool)| {
        let detail = if is_certain { "variable" } else { "variable, set on some ways only" };
        let candidate = Candidate::new(Variable, format!("${name}"), Insert::Letters(insert(&name)));
        candidate.detail(detail).alias(name.to_string()).order(if is_certain { 20 } else { 30 })
    };
    known.before(state.id).into_iter().map(candidate).collect()
}

/// A function, with its brackets unless they are there already, and the caret between them.
pub(super) fn function(note: &FunctionNote, is_called: bool) -> Candidate {
    let letters = match (is_called, note.parameters.is_empty()) {
        (true, _) => note.name.to_owned(),
        (false, true) => format!("{}()", note.name),
        (false, false) => format!("{}(«»)", note.name),
    };
    Candidate::new(Function, note.name, Insert::Letters(marked(&letters)))
        .detail(note.signature())
        .info(note.what)
        .alias(note.name.trim_start_matches('$'))
        .again(!is_called && !note.parameters.is_empty())
}
