use super::{Refusal, Troubles, field_id, refused};
use crate::app::{Inspection, Msg, Via};
use crate::asl::{StatePath, StateType};
use crate::document::FieldPath;
use crate::edit::Command;
use crate::json::Pointer;
use crate::ui::controls::button::{ActionButton, Look};
use crate::ui::controls::field::Draft;
use crate::ui::controls::menu::AddMenu;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// Name, type and what can be done with the state.
#[component]
pub(super) fn Head(
    /// The state.
    inspection: Memo<Option<Inspection>>,
) -> impl IntoView {
    let general = Signal::derive(move || inspection.get().map(|state| state.problems).unwrap_or_default());
    view! {
        <h2>"State"</h2>
        <Name inspection />
        <Type inspection />
        <Troubles troubles=general />
        <div class="actions" role="group" aria-label="State">
            <AddMenu />
            <ActionButton id="duplicate" icon="new" look=Look::Words />
            <ActionButton id="delete-state" icon="delete" look=Look::Words />
        </div>
    }
}

#[component]
fn Name(inspection: Memo<Option<Inspection>>) -> impl IntoView {
    let editor = Editor::expect();
    let path = move || inspection.with(|state| state.as_ref().map(|state| state.path.clone()));
    let kept = Memo::new(move |_| path().map_or_else(String::new, |path| path.name.to_string()));
    let refused = editor.memo(|state| refused(state, &Pointer::root()));
    let draft = Draft::new(kept, refused);
    let rename = move |name: String| {
        if let Some(state) = path() {
            let via = Via::Field(FieldPath { state: state.clone(), field: Pointer::root() });
            editor.dispatch(Msg::Edit(Command::RenameState { state, name }, via));
        }
    };
    view! {
        <div class="field">
            <label for=field_id("Name")>"Name"</label>
            <input
                id=field_id("Name")
                spellcheck="false"
                autocomplete="off"
                aria-invalid=move || refused.get().is_some().to_string()
                prop:value=move || draft.shown()
                on:input=move |event| draft.typed(event_target_value(&event), rename)
                on:keydown=move |event| {
                    if event.key() == "Escape" && draft.taken_back(rename) {
                        event.stop_propagation();
                    }
                }
                on:blur=move |_| draft.left()
            />
            <Refusal refused />
        </div>
    }
}

#[component]
fn Type(inspection: Memo<Option<Inspection>>) -> impl IntoView {
    let editor = Editor::expect();
    let current = move || inspection.with(|state| state.as_ref().and_then(|state| state.state_type));
    let change = move |name: String| {
        let state: Option<StatePath> = inspection.get_untracked().map(|state| state.path);
        if let (Some(state), Some(to)) = (state, StateType::from_name(&name)) {
            editor.dispatch(Msg::Edit(Command::ChangeType { state, to }, Via::Gesture));
        }
    };
    let options = StateType::ALL.map(|kind| {
        view! { <option value=kind.name() selected=move || current() == Some(kind)>{kind.name()}</option> }
    });
    view! {
        <div class="field">
            <label for=field_id("Type")>"Type"</label>
            <select id=field_id("Type") on:change=move |event| change(event_target_value(&event))>
                <Show when=move || current().is_none()>
                    <option selected disabled>"unknown"</option>
                </Show>
                {options}
            </select>
        </div>
    }
}
