use super::css::{Sheet, class};
use crate::app::Refused;
use leptos::prelude::*;
use stylist::style;

/// What a text control holds while somebody types in it, and what it holds otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    /// The value elsewhere.
    value: Memo<String>,
    /// What was typed and not taken, which the control goes on showing.
    refused: Memo<Option<Refused>>,
    /// What was typed, while it differs in form from the value.
    typed: RwSignal<Option<String>>,
    /// The value that came of it: another one was set elsewhere, by undo for instance, and wins.
    made: StoredValue<String>,
    /// The value when somebody began to type.
    begun: StoredValue<Option<String>>,
}

impl Draft {
    /// A draft of a value.
    pub(crate) fn new(value: Memo<String>, refused: Memo<Option<Refused>>) -> Self {
        let made = StoredValue::new(value.get_untracked());
        let (typed, begun) = (RwSignal::new(None), StoredValue::new(None));
        let draft = Draft { value, refused, typed, made, begun };
        Effect::new(move |_| {
            let value = draft.value.get();
            if draft.made.with_value(|made| *made != value) {
                draft.made.set_value(value);
                draft.typed.set(None);
            }
        });
        draft
    }

    /// What the control shows.
    pub(crate) fn shown(self) -> String {
        let refused = || self.refused.get().map(|refused| refused.text);
        self.typed.get().or_else(refused).unwrap_or_else(|| self.value.get())
    }

    /// Somebody typed; `commit` brings it into the value, if it can.
    pub(crate) fn typed(self, text: String, commit: impl FnOnce(String)) {
        if self.begun.with_value(Option::is_none) {
            self.begun.set_value(Some(self.value.get_untracked()));
        }
        self.typed.set(Some(text.clone()));
        commit(text);
        self.made.set_value(self.value.get_untracked());
    }

    /// Escape was pressed: the value is again what it was before somebody typed. Whether anybody had.
    pub(crate) fn taken_back(self, commit: impl FnOnce(String)) -> bool {
        let kept = || self.refused.get_untracked().map(|_| self.value.get_untracked());
        let Some(begun) = self.begun.try_update_value(Option::take).flatten().or_else(kept) else {
            return false;
        };
        commit(begun);
        self.made.set_value(self.value.get_untracked());
        self.typed.set(None);
        true
    }

    /// The control was left: it shows the value again, or what was refused.
    pub(crate) fn left(self) {
        self.begun.set_value(None);
        self.typed.set(None);
    }
}

/// The class of a form: labels above controls.
pub(crate) fn form_class() -> String {
    class(sheet())
}

fn sheet() -> Sheet {
    style!(
        r#"
        & label, & .label { display: block; color: var(--ink-soft); font-size: var(--text-small); font-weight: 600; }
        & input:not([type=checkbox]), & textarea, & select { width: 100%; min-width: 0; padding: 4px var(--space-2); border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); color: var(--ink); font: inherit; }
        & input:not([type=checkbox]), & select { height: var(--row); }
        & textarea { display: block; font-family: var(--font-code); font-size: var(--text-code); line-height: 1.45; resize: vertical; white-space: pre; overflow: auto; tab-size: 2; }
        & .mono { font-family: var(--font-code); font-size: var(--text-code); }
        & .trouble { margin-top: 2px; color: var(--error); font-size: var(--text-small); overflow-wrap: anywhere; }
        & .trouble.warning { color: var(--warning); }
        & .trouble.hint { color: var(--hint); }
        & .note { color: var(--ink-faint); font-size: var(--text-small); }
        & .field { margin-bottom: var(--space-3); }
        & .row { display: flex; align-items: center; gap: var(--space-2); }
        & .row > :first-child { flex: 1; min-width: 0; }
        "#
    )
}
