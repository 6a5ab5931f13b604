//! Definitions put together at random, in JSON and YAML, whole, spoiled and as noise; and what must hold for any text:
//! reading, lowering, checking, projecting and helping end without a panic, and every place and every fix lies in the text.

mod built;
mod pieces;
mod yaml;

use super::{Choices, check_place};
use asl_studio::assist::{self, NoRun};
use asl_studio::document::Snapshot;
use asl_studio::lint::{self, Options};
use asl_studio::syntax::{self, Syntax};
use pieces::ODD;

/// A text, and how it is read.
pub(super) fn input(choices: &mut Choices) -> (String, Syntax) {
    match choices.below(8) {
        0..=2 => (choices.definition(), Syntax::Json),
        3 | 4 => {
            let whole = choices.definition();
            (choices.spoiled(&whole, ODD), Syntax::Json)
        }
        5 => (choices.noise(), Syntax::Json),
        6 => (choices.spoiled_yaml(), Syntax::Yaml),
        // JSON is YAML too, between its brackets.
        _ => (choices.definition(), Syntax::Yaml),
    }
}

pub(super) fn check(text: &str, syntax: Syntax, choices: &mut Choices) {
    let snapshot = Snapshot::of_syntax(text, syntax);
    check_problems(&snapshot, choices.one_in(8));
    snapshot.graph();
    for variable in snapshot.variables().iter() {
        variable.places().iter().for_each(|place| check_place(text, place.span));
    }
    if choices.one_in(16) {
        check_layout(text, syntax);
    }
    if choices.one_in(8) {
        check_help(&snapshot, text.floor_char_boundary(choices.below(text.len() + 1)));
    }
}

fn check_problems(snapshot: &Snapshot, express: bool) {
    let text = snapshot.text();
    for problem in lint::check(snapshot.source(), &Options { express, ..Options::everything() }) {
        let labels = problem.labels.iter().map(|label| label.span);
        labels.chain([problem.span]).for_each(|span| check_place(text, span));
        for fix in &problem.fixes {
            assert!(fix.edit(text).fits(text), "{problem:?} has a fix outside of {text:?}");
        }
    }
    lint::verdict(snapshot.source(), express);
}

fn check_layout(text: &str, syntax: Syntax) {
    let once = syntax::format(text, syntax).apply(text);
    let value = |text: &str| {
        let tree = syntax::parse(text, syntax).tree;
        tree.root().map(|root| tree.value(root))
    };
    assert_eq!(value(&once), value(text), "{text:?}");
}

fn check_help(snapshot: &Snapshot, caret: usize) {
    let text = snapshot.text();
    assist::hover(snapshot, caret, &NoRun).into_iter().for_each(|hover| check_place(text, hover.span));
    assist::complete(snapshot, caret, &NoRun);
}
