//! The check helpers of all questions. A fixture is a text with a caret `|` or a selection `«…»` in it; the answer is rendered
//! as text.

use super::run::{DryRun, FieldPlace, Seen};
use super::{Completion, Completions, complete};
use crate::document::Snapshot;
use crate::syntax::{Syntax, convert};
use crate::text::TextRange;
use crate::value::Value;

/// Takes the caret out of a fixture: `|`, or `‸` where the text has a `|` of its own.
#[track_caller]
pub(super) fn caret(fixture: &str) -> (String, usize) {
    let sign = if fixture.contains('‸') { '‸' } else { '|' };
    let at = fixture.find(sign).expect("a caret `|`");
    (fixture.replacen(sign, "", 1), at)
}

/// A text with ranges marked by `«…»`; ranges without letters are `‸`.
pub(super) fn mark(text: &str, ranges: &[TextRange]) -> String {
    let mut ranges = ranges.to_vec();
    ranges.sort_unstable();
    let mut shown = text.to_owned();
    for range in ranges.into_iter().rev() {
        if range.is_empty() {
            shown.insert(range.start, '‸');
        } else {
            shown.insert(range.end, '»');
            shown.insert(range.start, '«');
        }
    }
    shown
}

/// A run in which every field sees the same.
pub(super) struct FakeRun(pub(super) Seen);

impl FakeRun {
    /// From an object of `data`, `result`, `error`, `context` and `variables`.
    pub(super) fn new(json: &str) -> Self {
        let all = Value::parse(json).expect("JSON");
        FakeRun(Seen {
            data: all.get("data").cloned().unwrap_or_default(),
            result: all.get("result").cloned(),
            error: all.get("error").cloned(),
            context: all.get("context").cloned().unwrap_or_else(Value::empty_object),
            variables: all.get("variables").and_then(Value::as_object).cloned().unwrap_or_default(),
        })
    }
}

impl DryRun for FakeRun {
    fn seen(&self, _: &FieldPlace<'_>) -> Option<Seen> {
        Some(self.0.clone())
    }
}

/// The completions at the caret. On the way it checks of each, and of the text cut off anywhere, that its edit fits the text,
/// that its places lie in what comes of it, and that it adds no syntax problem.
#[track_caller]
pub(super) fn completions(fixture: &str, run: &dyn DryRun) -> (String, Completions) {
    let (text, at) = caret(fixture);
    for (end, _) in text.char_indices().step_by(19) {
        let cut = Snapshot::new(&text[..end]);
        check_laws(&cut, &complete(&cut, end, run));
    }
    let snapshot = Snapshot::new(text.as_str());
    let found = complete(&snapshot, at, run);
    check_laws(&snapshot, &found);
    if let Some((snapshot, at)) = in_yaml(fixture) {
        let same = complete(&snapshot, at, run);
        check_laws(&snapshot, &same);
        assert_eq!(labels(&same), labels(&found), "at {at} of\n{}", snapshot.text());
    }
    (text, found)
}

/// The same fixture in YAML: none where the text is no whole JSON, or the caret stands in no string of it.
pub(super) fn in_yaml(fixture: &str) -> Option<(Snapshot, usize)> {
    const CARET: &str = "caret0here";
    let marked = fixture.replacen('|', CARET, 1);
    let snapshot = Snapshot::new(marked.as_str());
    let is_whole = snapshot.syntax() == Syntax::Json && snapshot.syntax_problems().is_empty();
    let yaml = is_whole.then(|| convert(&marked, Syntax::Json, |_, _| false).ok()).flatten()?;
    let at = yaml.find(CARET)?;
    Some((Snapshot::of_syntax(yaml.replacen(CARET, "", 1), Syntax::Yaml), at))
}

fn check_laws(snapshot: &Snapshot, found: &Completions) {
    let text = snapshot.text();
    assert!(found.range.end <= text.len(), "{text}: {:?}", found.range);
    for item in found.items.iter().take(12) {
        assert!(item.edit.fits(text), "{text}: {item:?}");
        let after = item.edit.apply(text);
        for stop in &item.stops {
            assert!(after.get(stop.start..stop.end).is_some(), "{text}: {item:?}");
        }
        let problems = Snapshot::new(after.as_str()).syntax_problems().len();
        assert!(problems <= snapshot.syntax_problems().len(), "{} makes of {text}\n{after}", item.label);
    }
}

fn labels(found: &Completions) -> Vec<&str> {
    found.items.iter().map(|item| item.label.as_str()).collect()
}

/// Checks which completions come first, in their order.
#[track_caller]
pub(super) fn check_first(fixture: &str, run: &dyn DryRun, expected: &[&str]) {
    let (_, found) = completions(fixture, run);
    let labels = labels(&found);
    assert_eq!(&labels[..labels.len().min(expected.len())], expected, "{fixture}: {labels:?}");
}

/// Checks all completions, in their order.
#[track_caller]
pub(super) fn check_all(fixture: &str, run: &dyn DryRun, expected: &[&str]) {
    let (_, found) = completions(fixture, run);
    assert_eq!(labels(&found), expected, "{fixture}");
}

/// Checks that these are offered, and those are not.
#[track_caller]
pub(super) fn check_offers(fixture: &str, run: &dyn DryRun, offered: &[&str], absent: &[&str]) {
    let (_, found) = completions(fixture, run);
    let labels = labels(&found);
    offered
        .iter()
        .for_each(|label| assert!(labels.contains(label), "{fixture} offers no {label}: {labels:?}"));
    absent.iter().for_each(|label| assert!(!labels.contains(label), "{fixture} offers {label}"));
}

/// Checks what comes of a text when one of its completions is taken, with its places marked.
#[track_caller]
pub(super) fn check_taken(fixture: &str, run: &dyn DryRun, label: &str, expected: &str) -> Completion {
    let (text, found) = completions(fixture, run);
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{fixture} offers no {label}: {:?}", labels(&found)));
    assert_eq!(mark(&item.edit.apply(&text), &item.stops), expected, "{label}");
    item.clone()
}

#[test]
fn a_fixture_has_its_twin_in_yaml() {
    let (yaml, at) = in_yaml(r#"{"States": {"A": {"Type": "Pa|ss"}}}"#).expect("whole JSON");
    assert_eq!((&**yaml.text(), at), ("States:\n  A:\n    Type: Pass\n", 25));
    assert!(in_yaml(r#"{"States": |"#).is_none());
}
