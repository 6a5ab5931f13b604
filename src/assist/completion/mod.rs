//! What may be written at a caret: fields, values, names, resources, expressions, whole states and patterns.
//!
//! A source (one file each) offers [`Candidate`]s for a [`Site`]; ranking keeps those that fit what is typed, and
//! `writing` turns each into an edit that leaves the text no more broken than it was.

mod candidate;
mod data;
mod errors;
mod expressions;
mod fields;
mod json_path;
mod jsonata;
mod patterns;
mod rank;
mod requests;
mod resources;
mod snippets;
mod states;
mod values;
mod writing;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod yaml_tests;

pub(super) use expressions::{expression_at, seen};
pub(super) use fields::{meaning_of, what_it_takes};
pub(super) use json_path::evaluate as evaluate_path;
pub(super) use jsonata::evaluate as evaluate_jsonata;
pub(super) use values::{meaning, what_it_does};

use super::run::DryRun;
use super::scan::Slot;
use super::site::{Meaning, Reading, Site};
use crate::asl::fields::FieldKind;
use crate::document::Snapshot;
use crate::text::{TextEdit, TextRange};
use candidate::Candidate;

/// How many completions are given at most; the best ones.
const MOST: usize = 120;

/// What may be written at a caret.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Completions {
    /// What is typed already and what each of them replaces.
    pub range: TextRange,
    /// Whether a token has begun, so that the list may come up by itself.
    pub is_begun: bool,
    /// The best first.
    pub items: Vec<Completion>,
}

/// Something that may be written.
#[derive(Clone, PartialEq, Debug)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label.
    pub detail: String,
    /// What it means, in sentences.
    pub info: String,
    /// The change of the text.
    pub edit: TextEdit,
    /// The places that are left to the author, in the text after the change; the caret goes to the first.
    pub stops: Vec<TextRange>,
    /// Whether the first of these places has completions of its own.
    pub again: bool,
}

/// The kinds of completions, for their icons and their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CompletionKind {
    /// A field of the language.
    Field,
    /// A word or another value.
    Value,
    /// The name of a state.
    State,
    /// The name of an error.
    Error,
    /// Something a Task calls.
    Resource,
    /// A workflow variable, or a part of `$states`.
    Variable,
    /// A path or a member of data.
    Path,
    /// A function.
    Function,
    /// A piece of a definition.
    Snippet,
}

impl CompletionKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            CompletionKind::Field => "field",
            CompletionKind::Value => "value",
            CompletionKind::State => "state",
            CompletionKind::Error => "error",
            CompletionKind::Resource => "resource",
            CompletionKind::Variable => "variable",
            CompletionKind::Path => "path",
            CompletionKind::Function => "function",
            CompletionKind::Snippet => "snippet",
        }
    }
}

/// What may be written at a caret, with what the last dry run knows.
///
/// ```
/// use asl_studio::assist::{NoRun, complete};
/// use asl_studio::document::Snapshot;
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Ne"}}}"#;
/// let completions = complete(&Snapshot::new(text), text.find("Ne").unwrap() + 2, &NoRun);
/// let first = &completions.items[0];
/// assert_eq!(first.label, "Next");
/// assert_eq!(first.edit.apply(text), text.replace("\"Ne\"", "\"Next\": \"\""));
/// ```
pub fn complete(snapshot: &Snapshot, offset: usize, run: &dyn DryRun) -> Completions {
    let site = Site::new(snapshot, offset);
    let (candidates, range, typed) = match expressions::candidates(&site, run) {
        Some(found) => (found.candidates, found.range, found.typed),
        None => (candidates(&site, run), site.scan.token.range, site.typed()),
    };
    let best = rank::best(candidates, &typed, MOST);
    Completions {
        range,
        is_begun: site.scan.token.inner.is_some() || !site.scan.token.range.is_empty(),
        items: best.into_iter().map(|candidate| writing::written(&site, range, candidate)).collect(),
    }
}

fn candidates(site: &Site<'_>, run: &dyn DryRun) -> Vec<Candidate> {
    match site.scan.slot {
        Slot::Nowhere => Vec::new(),
        Slot::Top => snippets::definitions(site),
        Slot::Key => keys(site),
        Slot::Value => values(site, run),
        Slot::Item => items(site),
    }
}

fn keys(site: &Site<'_>) -> Vec<Candidate> {
    match site.innermost() {
        Some((Meaning::Object(kind), _)) => fields::candidates(site, kind),
        Some((Meaning::States, _)) => snippets::states(site),
        Some((Meaning::Inside(spec), _)) => requests::keys(site, spec),
        _ => Vec::new(),
    }
}

fn values(site: &Site<'_>, run: &dyn DryRun) -> Vec<Candidate> {
    let Some((meaning, frame)) = site.innermost() else { return Vec::new() };
    let key = frame.key.clone();
    match (meaning, site.field()) {
        (Meaning::Object(_), Some(spec)) => values::of_field(site, spec),
        (Meaning::Object(_), None) => values::of_operator(site, &key),
        (Meaning::States, _) => snippets::state_values(site, &key),
        (Meaning::Inside(spec), _) => values::inside(site, spec, &key, run),
        _ => Vec::new(),
    }
}

fn items(site: &Site<'_>) -> Vec<Candidate> {
    match site.innermost() {
        Some((Meaning::Objects(kind), _)) => snippets::entries(site, kind),
        Some((Meaning::Inside(spec), _)) if spec.kind == FieldKind::Texts && spec.name == "ErrorEquals" => {
            errors::candidates(site)
        }
        Some((Meaning::Inside(_), _)) if site.reading() == Reading::Jsonata => values::expression(),
        _ => Vec::new(),
    }
}
