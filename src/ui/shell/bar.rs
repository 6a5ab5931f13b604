use crate::app::{AppState, FileMsg, Msg};
use crate::ui::controls::button::{ActionButton, Look};
use crate::ui::controls::css::{Sheet, class};
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use stylist::style;

/// The bar at the top.
#[component]
pub(super) fn Bar() -> impl IntoView {
    view! {
        <header class=class(sheet())>
            <h1>"ASL Studio"</h1>
            <FileName />
            <div class="group" role="toolbar" aria-label="File">
                <ActionButton id="new" icon="new" look=Look::Named />
                <ActionButton id="open" icon="open" look=Look::Named />
                <ActionButton id="save" icon="save" look=Look::Named />
                <ActionButton id="example" icon="example" look=Look::Named />
                <ActionButton id="convert" icon="convert" look=Look::Named />
            </div>
            <div class="group" role="toolbar" aria-label="History">
                <ActionButton id="undo" icon="undo" look=Look::Named />
                <ActionButton id="redo" icon="redo" look=Look::Named />
            </div>
            <span class="space"></span>
            <div class="group" role="toolbar" aria-label="Page">
                <ActionButton id="keys" icon="keys" />
                <ActionButton id="theme" icon="theme" />
            </div>
        </header>
    }
}

/// The definition's file name, which can be changed in place.
#[component]
fn FileName() -> impl IntoView {
    let editor = Editor::expect();
    let name = editor.memo(AppState::saved_name);
    view! {
        <input
            class="name"
            aria-label="File name"
            spellcheck="false"
            data-own-text=""
            prop:value=name
            on:change=editor.sends(|event| Msg::File(FileMsg::Rename(event_target_value(&event))))
        />
    }
}

fn sheet() -> Sheet {
    style!(
        r#"
        display: flex; align-items: center; gap: var(--space-3); padding: 0 var(--space-3); min-width: 0;
        background: var(--surface); border-bottom: 1px solid var(--line);
        & h1 { margin: 0; font-size: var(--text-large); font-weight: 650; letter-spacing: -0.01em; white-space: nowrap; }
        & .name { flex: 0 1 20ch; width: 20ch; min-width: 5ch; height: var(--row); padding: 0 var(--space-2); border: 1px solid transparent; border-radius: var(--radius); background: transparent; color: var(--ink-soft); font: inherit; text-overflow: ellipsis; }
        & .name:hover { border-color: var(--line); }
        & .name:focus { border-color: var(--line-strong); background: var(--surface); color: var(--ink); }
        & .group { display: flex; gap: 2px; }
        & .group + .group { padding-left: var(--space-3); border-left: 1px solid var(--line); }
        & .space { flex: 1; }
        @media (max-width: 760px) { gap: var(--space-2); & .group + .group { padding-left: var(--space-2); } }
        @media (max-width: 560px) { flex-wrap: wrap; padding-block: var(--space-2); & .name { flex: 1 0 60%; } & .space { display: none; } }
        "#
    )
}
