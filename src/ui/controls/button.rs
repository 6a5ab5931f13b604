use super::Icon;
use super::css::{Sheet, class};
use crate::app::{Msg, actions};
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use stylist::style;

/// How much a button stands out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Only its sign.
    Sign,
    /// Its words.
    Words,
    /// Its words, where the page is wide enough for them.
    Named,
    /// The thing to do here.
    Main,
}

/// A button for a row of the table of actions.
#[component]
pub(crate) fn ActionButton(
    /// The action.
    id: &'static str,
    /// Its sign.
    icon: &'static str,
    /// How it looks.
    #[prop(default = Look::Sign)]
    look: Look,
) -> impl IntoView {
    let editor = Editor::expect();
    let action = actions::find(id);
    let label = action.map_or("", |action| action.label);
    let tip = action.map_or_else(String::new, |action| match action.keys.first() {
        Some(chord) => format!("{label} ({})", chord.label()),
        None => label.to_owned(),
    });
    let refusal = editor.memo(move |state| action.and_then(|action| action.refusal(state)));
    let title = move || refusal.get().map_or_else(|| tip.clone(), |refusal| format!("{label}: {refusal}"));
    let is_enabled = editor.memo(move |state| action.is_some_and(|action| (action.is_enabled)(state)));
    view! {
        <button
            type="button"
            class=button_class(look)
            title=title
            aria-label=label
            disabled=move || !is_enabled.get()
            on:click=editor.sends(move |_| Msg::Act(id))
        >
            <Icon name=icon />
            {(look != Look::Sign).then(|| view! { <span class="word">{label}</span> })}
        </button>
    }
}

/// The classes of a button of that look.
pub(crate) fn button_class(look: Look) -> String {
    let look = match look {
        Look::Sign => "sign",
        Look::Words => "words",
        Look::Named => "named",
        Look::Main => "main",
    };
    format!("{} {look}", class(sheet()))
}

fn sheet() -> Sheet {
    style!(
        r#"
        display: inline-flex; align-items: center; justify-content: center; gap: 6px; flex: none;
        height: var(--row); padding: 0 var(--space-2); border: 1px solid transparent; border-radius: var(--radius);
        background: transparent; color: var(--ink); font: inherit; white-space: nowrap; cursor: pointer;
        transition: background var(--fast);
        &:hover:not(:disabled) { background: var(--hover); }
        &:active:not(:disabled) { background: var(--pressed); }
        &:disabled { color: var(--ink-faint); opacity: 0.55; cursor: default; }
        &.sign { width: var(--row); padding: 0; }
        @media (max-width: 1000px) { &.named { width: var(--row); padding: 0; } &.named .word { display: none; } }
        &.main { background: var(--accent); color: var(--on-accent); padding: 0 var(--space-3); font-weight: 600; }
        &.main:hover:not(:disabled) { background: var(--accent-hover); }
        "#
    )
}
