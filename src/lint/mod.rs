//! What AWS would refuse, what would fail when it runs, and what could be better: a list of rules over the model.
//!
//! A rule is a file in `rules/` and a row in its list: what it looks for, why that matters, a failing and a
//! fixed example (which are its tests), and a function that reports. The codes, texts and locations of errors are
//! those of AWS's CreateStateMachine and ValidateStateMachineDefinition; what AWS does not say is a hint.
//! What several rules ask for is worked out once, by the first of them (`facts`).
//!
//! Invariants: checking never panics, whatever holes the definition has; time is linear in the text; the same text
//! gives the same problems in the same order; a `${Placeholder}` is right wherever it stands.
//!
//! Deliberately absent: how problems look, applying fixes to a document, running the definition.

mod checker;
mod expressions;
mod facts;
mod fixing;
mod options;
mod reach;
mod rule;
pub mod rules;
mod scopes;
mod suggest;
mod symbols;
#[cfg(test)]
mod testing;
mod timestamp;
mod variables;
mod verdict;

pub use fixing::{fixed, is_safe, joined_fixes};
pub use options::{Advice, Options};
pub use rule::Rule;
pub use symbols::{Variable, VariablePlace, Variables};
pub use verdict::{refusal, refusal_of_text, verdict};

use crate::asl::Definition;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::Diagnostic;
use checker::Checker;

/// What a check reads: one revision of a text and what was made of it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The text.
    pub text: &'a str,
    /// What is wrong with it as JSON or YAML.
    pub syntax: &'a [Diagnostic],
    /// The definition it holds.
    pub definition: &'a Definition,
}

/// Everything that is wrong or could be better, in text order; problems of the syntax included.
///
/// ```
/// use asl_studio::lint::{self, Options, Source};
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "C": {"Type": "Succeed"}}}"#;
/// let parse = asl_studio::json::parse(text);
/// let definition = asl_studio::asl::lower(&parse.tree.into());
/// let problems = lint::check(Source { text, syntax: &parse.problems, definition: &definition }, &Options::default());
/// assert_eq!(problems[0].message, "Missing 'Next' target: B");
/// assert_eq!(problems[0].location.as_deref(), Some("/States/A/Next"));
/// ```
pub fn check(source: Source<'_>, options: &Options) -> Vec<Diagnostic> {
    let mut problems = source.syntax.to_vec();
    problems.extend(findings(source, options));
    problems.sort_by_key(|problem| (problem.span.start, problem.severity, problem.span.end));
    problems
}

/// What the rules find, rule by rule. While the text is broken, a rule about something that is missing is not asked:
/// it may be what is just being typed.
fn findings(source: Source<'_>, options: &Options) -> Vec<Diagnostic> {
    let whole = source.syntax.is_empty();
    let mut checker = Checker::new(source, options);
    let asked = rules::all().filter(|rule| options.asks(rule) && (whole || rule.holds_while_typing));
    for rule in asked {
        checker.run(rule);
    }
    checker.into_found()
}

/// The fields that stand for the same thing as `field` in such an object, which takes one of them at most.
pub fn alternatives_to(kind: ObjectKind, field: &str) -> impl Iterator<Item = &'static str> {
    let mut groups = rules::alternatives::GROUPS.iter().filter(move |group| group.objects.contains(&kind));
    let group = groups.find(|group| group.fields.contains(&field));
    let others: Vec<&'static str> =
        group.map_or(&[][..], |group| group.fields).iter().copied().filter(|other| *other != field).collect();
    others.into_iter()
}
