use crate::app::actions::{ACTIONS, Action};
use crate::app::{Msg, Scope, ViewMsg};
use crate::ui::controls::Icon;
use crate::ui::controls::button::{Look, button_class};
use crate::ui::controls::css::{Sheet, class};
use crate::ui::ctx::Editor;
use leptos::html::Dialog;
use leptos::prelude::*;
use stylist::style;

/// The keys of the text pane, which are the editor's own.
const OF_TEXT: &[(&str, &str)] = &[
    ("Ctrl+Space", "Complete"),
    ("Ctrl+F", "Search and replace"),
    ("F2", "Rename everywhere"),
    ("F12", "Go to the definition"),
    ("Shift+F12", "Show all places"),
    ("Ctrl+Shift+O", "Outline"),
    ("Shift+Alt+F", "Lay the text out"),
    ("Shift+Alt+→", "Select what is around"),
    ("Ctrl+Shift+[", "Fold"),
    ("Esc, then Tab", "Leave the text"),
];

/// All keys, by where they work.
#[component]
pub(super) fn KeysList() -> impl IntoView {
    let editor = Editor::expect();
    let is_shown = editor.memo(|state| state.shows_keys);
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if is_shown.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !is_shown.get() && dialog.open() {
            dialog.close();
        }
    });
    let close = move || editor.dispatch(Msg::View(ViewMsg::ShowKeys(false)));
    view! {
        <dialog node_ref=dialog class=class(sheet()) aria-label="Keys" on:close=move |_| close()>
            <header>
                <h2>"Keys"</h2>
                <button
                    type="button"
                    class=button_class(Look::Sign)
                    aria-label="Close"
                    title="Close (Esc)"
                    on:click=move |_| close()
                >
                    <Icon name="close" />
                </button>
            </header>
            <div class="columns">
                <Group title="Everywhere" keys=keys(|scope| scope != Scope::Canvas) />
                <Group title="On the canvas" keys=keys(|scope| scope == Scope::Canvas) />
                <Group title="In the text" keys=OF_TEXT.iter().map(|(keys, what)| (keys.to_string(), *what)).collect() />
            </div>
        </dialog>
    }
}

#[component]
fn Group(title: &'static str, keys: Vec<(String, &'static str)>) -> impl IntoView {
    let rows = keys.into_iter().map(|(keys, what)| view! { <dt>{what}</dt><dd><kbd>{keys}</kbd></dd> });
    view! {
        <section>
            <h3>{title}</h3>
            <dl>{rows.collect_view()}</dl>
        </section>
    }
}

/// The keys of the actions that work there.
fn keys(works: impl Fn(Scope) -> bool) -> Vec<(String, &'static str)> {
    let has_keys = |action: &&Action| !action.keys.is_empty() && works(action.scope);
    let written = |action: &Action| {
        let keys: Vec<String> = action.keys.iter().map(|chord| chord.label()).collect();
        (keys.join(" or "), action.label)
    };
    ACTIONS.iter().filter(has_keys).map(written).collect()
}

fn sheet() -> Sheet {
    style!(
        r#"
        width: min(900px, 94vw); max-height: 90dvh; padding: 0; border: 1px solid var(--line); border-radius: var(--radius-large); background: var(--surface-raised); color: var(--ink); box-shadow: var(--shadow);
        &::backdrop { background: rgb(0 0 0 / 35%); }
        & header { display: flex; align-items: center; justify-content: space-between; padding: var(--space-3) var(--space-4); border-bottom: 1px solid var(--line); }
        & h2 { font-size: var(--text-large); font-weight: 650; }
        & h3 { margin-bottom: var(--space-2); font-size: var(--text-body); font-weight: 600; }
        & .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(230px, 1fr)); gap: var(--space-4) var(--space-6); padding: var(--space-4); }
        & dl { display: grid; grid-template-columns: 1fr auto; gap: var(--space-1) var(--space-3); margin: 0; }
        & dt { color: var(--ink-soft); }
        & dd { margin: 0; text-align: end; }
        & kbd { font-family: var(--font-code); font-size: var(--text-small); white-space: nowrap; }
        "#
    )
}
