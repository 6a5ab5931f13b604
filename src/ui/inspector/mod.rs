//! The inspector: the selected state as a form. Every entry is one small edit of the text.

mod exits;
mod fields;
mod head;
mod overview;
mod style;
mod transition;

use super::controls::css::class;
use super::controls::field::form_class;
use super::ctx::Editor;
use crate::app::{AppState, Inspection, Msg, ProblemsMsg, Refused, Trouble, inspect};
use crate::document::FieldPath;
use crate::edit::Command;
use crate::json::Pointer;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The selected state, or the whole definition.
#[component]
pub(crate) fn InspectorView() -> impl IntoView {
    let editor = Editor::expect();
    let inspection = editor.memo_by(
        |state| (state.selected().cloned(), state.doc.snapshot().revision(), state.problems.revision),
        inspect,
    );
    let is_there = Memo::new(move |_| inspection.with(Option::is_some));
    // The form stays while a state is selected, so that the focus stays in it; only what it shows changes.
    let shown = Memo::new(move |last: Option<&Option<Inspection>>| {
        inspection.get().or_else(|| last.cloned().flatten())
    });
    view! {
        <section
            class=format!("{} {}", class(style::inspector()), form_class())
            data-testid="inspector"
            aria-label="Inspector"
        >
            <transition::Transition />
            <Show when=move || is_there.get() fallback=|| view! { <overview::Overview /> }>
                <head::Head inspection=shown />
                <exits::Exits inspection=shown />
                <fields::Fields inspection=shown />
            </Show>
        </section>
    }
}

/// The entry that was refused for a field of the selected state.
pub(super) fn refused(state: &AppState, field: &Pointer) -> Option<Refused> {
    let state_path = state.selected()?.clone();
    state.refused(&FieldPath { state: state_path, field: field.clone() }).cloned()
}

/// Why the field above does not hold what the definition holds.
#[component]
pub(super) fn Refusal(
    /// The entry that was refused.
    refused: Memo<Option<Refused>>,
) -> impl IntoView {
    let reason = move || refused.get().map(|refused| refused.reason);
    view! {
        <Show when=move || refused.get().is_some()>
            <p class="trouble">{reason}</p>
            <p class="note">"Not in the definition yet: put it right, or Esc brings back what is."</p>
        </Show>
    }
}

/// Sentences about what is wrong, below what is wrong.
#[component]
pub(super) fn Troubles(
    /// What is wrong.
    #[prop(into)]
    troubles: Signal<Vec<Trouble>>,
) -> impl IntoView {
    view! {
        <ForEnumerate
            each=move || troubles.get()
            key=|trouble| trouble.message.clone()
            children=|_, trouble| {
                view! {
                    <p class=format!("trouble {}", trouble.severity.name())>
                        {trouble.message}
                        {trouble.fix.map(|(title, command)| view! { <Remedy title command /> })}
                    </p>
                }
            }
        />
    }
}

/// A button that applies a fix.
#[component]
fn Remedy(title: String, command: Command) -> impl IntoView {
    let editor = Editor::expect();
    let fix = editor.sends(move |_| Msg::Problems(ProblemsMsg::Fix(command.clone())));
    view! {
        <button type="button" class="remedy" title=title on:click=fix>
            "Fix"
        </button>
    }
}

/// Gives the focus to a field of the form, with its text selected.
pub(crate) fn focus_field(name: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let input = document.and_then(|document| document.get_element_by_id(&field_id(name)));
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        let _ = input.focus();
        input.select();
    }
}

/// The id of a field's control.
pub(super) fn field_id(name: &str) -> String {
    format!("inspect-{name}")
}
