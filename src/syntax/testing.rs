//! The check helper of all edits.

use super::{Draft, Obstacle, Syntax, parse};
use crate::json::{Fragment, Pointer};
use crate::value::Value;

pub(super) fn draft(text: &str, syntax: Syntax) -> Draft {
    let parsed = parse(text, syntax);
    Draft::parsed(text, parsed.tree.into(), parsed.problems.len())
}

/// Changes `before` and compares the text. Whatever has the same value afterwards must stand there in the same
/// letters (in YAML: every scalar, for a block moves with its indentation), no syntax problem may be new, and the edit
/// must be reversible.
#[track_caller]
pub(super) fn check(
    syntax: Syntax,
    before: &str,
    change: impl FnOnce(&mut Draft) -> Result<(), Obstacle>,
    after: &str,
) {
    let mut draft = draft(before, syntax);
    change(&mut draft).unwrap();
    assert_eq!(draft.text(), after);
    let edit = draft.finish();
    assert_eq!(edit.apply(before), after, "the steps compose to one edit");
    assert_eq!(edit.invert(before).apply(after), before);
    let (old, new) = (parse(before, syntax), parse(after, syntax));
    assert!(new.problems.len() <= old.problems.len(), "new problems: {:?}", new.problems);
    for id in old.tree.ids().filter(|&id| !old.tree.is_copy(id)) {
        let Some(same) = new.tree.find(&old.tree.pointer_to(id)) else { continue };
        let is_scalar = old.tree.members(id).is_empty() && old.tree.items(id).is_empty();
        let is_same = old.tree.value(id).to_json() == new.tree.value(same).to_json();
        if is_same && (is_scalar || syntax == Syntax::Json) {
            assert_eq!(old.tree.span(id).slice(before), new.tree.span(same).slice(after), "letters stay");
        }
    }
}

pub(super) fn at(path: &str) -> Pointer {
    Pointer::new(
        path.split_terminator('/')
            .map(|step| step.parse::<usize>().map_or(step.into(), Into::into))
            .collect(),
    )
}

pub(super) fn json(text: &str) -> Fragment {
    Fragment::Value(Value::parse(text).unwrap())
}
