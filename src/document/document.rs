use super::history::Entry;
use super::{History, Millis, Origin, Remap, Revision, Selection, Snapshot, Transaction};
use crate::text::TextEdit;
use std::sync::Arc;

/// The open definition: its current text, what is selected, and how it came to be.
///
/// ```
/// use asl_studio::document::{Document, Millis, Transaction};
/// use asl_studio::text::TextEdit;
/// let mut document = Document::new("{}");
/// document.apply(Transaction::typing(TextEdit::insert(1, " ")), Millis(0));
/// assert_eq!(&**document.snapshot().text(), "{ }");
/// document.undo();
/// assert_eq!(&**document.snapshot().text(), "{}");
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    snapshot: Arc<Snapshot>,
    selection: Selection,
    history: History,
}

/// What a change did, for views that patch themselves.
#[derive(Clone, PartialEq, Debug)]
pub struct Applied {
    /// The change of the text; for the text of the revision before.
    pub edit: TextEdit,
    /// States that have a new path.
    pub remap: Remap,
    /// The revision it led to.
    pub revision: Revision,
    /// Who made the change; undo and redo are of `Origin::History`.
    pub origin: Origin,
    /// The name of the change.
    pub label: String,
}

impl Document {
    /// A document with an empty history.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Document {
            snapshot: Arc::new(Snapshot::new(text)),
            selection: Selection::default(),
            history: History::default(),
        }
    }

    /// The current text with everything that follows from it.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What can be taken back and brought back.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Selects something else, which ends the current step of undo.
    pub fn select(&mut self, selection: Selection) {
        let selection = selection.clamped(self.snapshot.text());
        if selection != self.selection {
            self.history.seal();
            self.selection = selection;
        }
    }

    /// Lets the selection follow what the last change made of the text, which goes on with its step of undo.
    pub fn carry_selection(&mut self, selection: Selection) {
        self.selection = selection.clamped(self.snapshot.text());
    }

    /// Ends the current step of undo, as when a field is left or a run starts.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Changes the text. A transaction that changes nothing only selects; one that does not fit the text does
    /// nothing at all.
    pub fn apply(&mut self, transaction: Transaction, now: Millis) -> Option<Applied> {
        let before = self.snapshot.text().clone();
        if !transaction.edit.fits(&before) {
            debug_assert!(false, "a transaction made for another text: {transaction:?}");
            return None;
        }
        if transaction.edit.is_empty() {
            transaction.select.into_iter().for_each(|selection| self.select(selection));
            return None;
        }
        let carried = || self.selection.mapped(&transaction.edit, &transaction.remap);
        let after = transaction.select.clone().unwrap_or_else(carried);
        let selection_before = self.selection.clone();
        let applied = self.replace_text(
            Applied {
                edit: transaction.edit.clone(),
                remap: transaction.remap.clone(),
                revision: self.next_revision(),
                origin: transaction.origin.clone(),
                label: transaction.label.clone(),
            },
            after,
        );
        let selections = (selection_before, self.selection.clone());
        self.history.record(Entry::new(transaction, &before, selections, now));
        Some(applied)
    }

    /// Puts another text in the place of this one. It is a change like any other, so undo brings the old one back.
    pub fn load(&mut self, text: &str, label: impl Into<String>, now: Millis) -> Option<Applied> {
        let edit = TextEdit::between(self.snapshot.text(), text);
        let transaction = Transaction::new(edit, Origin::Load, label).selecting(Selection::default());
        self.apply(transaction, now)
    }

    /// Takes the last step back, with its selection.
    pub fn undo(&mut self) -> Option<Applied> {
        let revision = self.next_revision();
        let entry = self.history.step_back()?;
        let selection = entry.before.clone();
        let applied = Applied {
            edit: entry.inverse.clone(),
            remap: entry.remap.inverse(),
            revision,
            origin: Origin::History,
            label: entry.label.clone(),
        };
        Some(self.replace_text(applied, selection))
    }

    /// Brings the last undone step back, with its selection.
    pub fn redo(&mut self) -> Option<Applied> {
        let revision = self.next_revision();
        let entry = self.history.step_forward()?;
        let selection = entry.after.clone();
        let applied = Applied {
            edit: entry.edit.clone(),
            remap: entry.remap.clone(),
            revision,
            origin: Origin::History,
            label: entry.label.clone(),
        };
        Some(self.replace_text(applied, selection))
    }

    fn next_revision(&self) -> Revision {
        Revision(self.snapshot.revision().0 + 1)
    }

    /// The one place where the text changes.
    fn replace_text(&mut self, applied: Applied, selection: Selection) -> Applied {
        let text: Arc<str> = applied.edit.apply(self.snapshot.text()).into();
        self.selection = selection.clamped(&text);
        self.snapshot = Arc::new(self.snapshot.followed_by(applied.revision, text));
        applied
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asl::StatePath;
    use crate::document::{Caret, FieldPath};
    use crate::json::Pointer;
    use crate::text::TextRange;

    /// A change of a test: when, by whom, where, and what stands there afterwards.
    type Change = (u64, Origin, (usize, usize), &'static str);

    /// Applies `changes` to `text` and compares the texts that undo passes, last first; then undoes and redoes
    /// everything and checks texts, selections and revisions on the way.
    fn check(text: &str, changes: &[Change], passed: &[&str]) -> Document {
        let mut document = Document::new(text);
        for (at, origin, (start, end), new) in changes {
            let edit = TextEdit::replace(TextRange::new(*start, *end), *new);
            let label = format!("{origin:?}");
            document.apply(Transaction::new(edit, origin.clone(), label), Millis(*at));
        }
        let (changed, selection) = (document.snapshot().text().clone(), document.selection().clone());
        let mut texts = vec![changed.to_string()];
        let mut revision = document.snapshot().revision();
        while let Some(applied) = document.undo() {
            assert!(applied.revision > revision, "every change has a new revision");
            revision = applied.revision;
            texts.push(document.snapshot().text().to_string());
        }
        assert_eq!(texts, passed);
        assert_eq!(&**document.snapshot().text(), text, "undoing everything gives the first text");
        while document.redo().is_some() {}
        assert_eq!(document.snapshot().text(), &changed, "redoing everything gives the last text");
        assert_eq!(document.selection(), &selection, "redo selects what was selected");
        document
    }

    fn field(name: &str) -> Origin {
        let field = Pointer::root().then(name);
        Origin::Inspector(FieldPath { state: StatePath::top("A"), field })
    }

    #[test]
    fn quick_keystrokes_side_by_side_are_one_step() {
        use Origin::Typing;
        let word = [(0, Typing, (0, 0), "a"), (100, Typing, (1, 1), "b"), (700, Typing, (2, 2), "c")];
        check("", &word[..2], &["ab", ""]);
        check("", &word, &["abc", "ab", ""]);
        check("x  y", &[(0, Typing, (0, 0), "a"), (9, Typing, (5, 5), "b")], &["ax  yb", "ax  y", "x  y"]);
        check(
            "",
            &[(0, Typing, (0, 0), "abc"), (9, Typing, (2, 3), ""), (20, Typing, (2, 2), "d")],
            &["abd", ""],
        );
    }

    #[test]
    fn one_field_of_the_inspector_is_one_step_and_a_gesture_always_its_own() {
        check("1 2", &[(0, field("A"), (0, 1), "3"), (9, field("A"), (0, 1), "4")], &["4 2", "1 2"]);
        check("1 2", &[(0, field("A"), (0, 1), "3"), (9, field("B"), (0, 1), "4")], &["4 2", "3 2", "1 2"]);
        use Origin::{Gesture, Typing};
        check("", &[(0, Gesture, (0, 0), "a"), (0, Gesture, (1, 1), "b")], &["ab", "a", ""]);
        check(
            "",
            &[(0, Typing, (0, 0), "a"), (0, Gesture, (1, 1), "b"), (0, Typing, (2, 2), "c")],
            &["abc", "ab", "a", ""],
        );
    }

    #[test]
    fn a_name_typed_in_the_inspector_is_one_step_though_each_key_renames() {
        let mut document = Document::new(r#"{"States": {"A": {}}}"#);
        for (number, name) in ["AB", "ABC"].into_iter().enumerate() {
            let old = &"ABC"[..=number];
            let path = FieldPath { state: StatePath::top(old), field: Pointer::root() };
            let edit = TextEdit::insert(13 + old.len(), &name[old.len()..]);
            let rename = Transaction::new(edit, Origin::Inspector(path), format!("Rename A to {name}"))
                .remapping(Remap::renamed(StatePath::top(old), StatePath::top(name)));
            document.apply(rename, Millis(0));
        }
        assert_eq!(document.history().undo_label(), Some("Rename A to ABC"));
        assert_eq!(document.undo().unwrap().remap.state(&StatePath::top("ABC")), StatePath::top("A"));
    }

    #[test]
    fn what_was_typed_and_deleted_again_at_once_leaves_no_step() {
        check("", &[(0, Origin::Typing, (0, 0), "a"), (9, Origin::Typing, (0, 1), "")], &[""]);
    }

    #[test]
    fn a_new_change_forgets_what_was_undone() {
        let mut document = check("", &[(0, Origin::Paste, (0, 0), "a")], &["a", ""]);
        document.undo();
        document.apply(Transaction::typing(TextEdit::insert(0, "b")), Millis(1));
        assert_eq!(document.history().redo_label(), None);
        assert!(document.redo().is_none());
    }

    #[test]
    fn selecting_elsewhere_ends_a_step() {
        let mut document = Document::new("");
        document.apply(Transaction::typing(TextEdit::insert(0, "a")), Millis(0));
        document.select(Selection { caret: Caret::at(0), ..document.selection().clone() });
        document.apply(Transaction::typing(TextEdit::insert(0, "b")), Millis(1));
        assert_eq!(document.history().done().len(), 2);
    }

    #[test]
    fn loading_is_a_change_that_can_be_taken_back() {
        let crlf = "\u{feff}{\r\n}\r\n";
        let mut document = Document::new(crlf);
        document.load("{}", "Open other.asl.json", Millis(0));
        assert_eq!(&**document.snapshot().text(), "{}");
        assert_eq!(document.history().undo_label(), Some("Open other.asl.json"));
        document.undo();
        assert_eq!(&**document.snapshot().text(), crlf);
    }

    #[test]
    fn selected_states_follow_their_new_names_both_ways() {
        let mut document = Document::new(r#"{"States": {"A": {}}}"#);
        document.select(Selection::state(StatePath::top("A"), 0));
        let rename =
            Transaction::new(TextEdit::replace(TextRange::new(13, 14), "B"), Origin::Gesture, "Rename")
                .remapping(Remap::renamed(StatePath::top("A"), StatePath::top("B")));
        document.apply(rename, Millis(0));
        assert_eq!(document.selection().states, [StatePath::top("B")]);
        let undone = document.undo().unwrap();
        assert_eq!(undone.remap.state(&StatePath::top("B")), StatePath::top("A"));
        assert_eq!(document.selection().states, [StatePath::top("A")]);
    }

    #[test]
    fn a_snapshot_goes_wherever_it_is_needed() {
        fn is_shareable<T: Send + Sync>() {}
        is_shareable::<Snapshot>();
        is_shareable::<Document>();
    }
}
