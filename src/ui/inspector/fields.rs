use super::{Refusal, Troubles, field_id, refused};
use crate::app::{Control, Inspection, Msg, Refused, Row, Via, field_pointer, starting_value};
use crate::asl::StatePath;
use crate::document::FieldPath;
use crate::edit::{Command, Entry};
use crate::ui::controls::Icon;
use crate::ui::controls::button::{Look, button_class};
use crate::ui::controls::field::Draft;
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// Every other field of the state, and a way to add one.
#[component]
pub(super) fn Fields(
    /// The state.
    inspection: Memo<Option<Inspection>>,
) -> impl IntoView {
    let names = Memo::new(move |_| {
        let rows = inspection.get().map(|state| state.rows).unwrap_or_default();
        // A control that does not fit any more is made anew.
        rows.into_iter().map(|row| (row.name, row.control)).collect::<Vec<_>>()
    });
    view! {
        <h3>"Fields"</h3>
        <Show when=move || names.with(Vec::is_empty)>
            <p class="note field">"None yet: add one below."</p>
        </Show>
        <For
            each=move || names.get()
            key=|(name, control)| (name.clone(), format!("{control:?}"))
            children=move |(name, control)| {
                let wanted = name.clone();
                let row = Memo::new(move |_| {
                    let rows = inspection.get().map(|state| state.rows).unwrap_or_default();
                    rows.into_iter().find(|row| row.name == wanted)
                });
                let path = Signal::derive(move || inspection.get().map(|state| state.path));
                view! { <Field name=name.to_string() control row path /> }
            }
        />
        <AddField inspection />
    }
}

/// One field with its control, and what is wrong with it.
#[component]
fn Field(
    name: String,
    control: Control,
    row: Memo<Option<Row>>,
    path: Signal<Option<StatePath>>,
) -> impl IntoView {
    let editor = Editor::expect();
    let pointer = StoredValue::new(field_pointer(&name));
    let set = move |entry: Entry| {
        let Some(state) = path.get_untracked() else { return };
        let field = pointer.get_value();
        let via = Via::Field(FieldPath { state: state.clone(), field: field.clone() });
        editor.dispatch(Msg::Edit(Command::SetField { state, field, entry }, via));
    };
    let remove = move |_| {
        let Some(state) = path.get_untracked() else { return };
        editor.dispatch(Msg::Edit(Command::RemoveField { state, field: pointer.get_value() }, Via::Gesture));
    };
    let refused = editor.memo(move |state| refused(state, &pointer.get_value()));
    let text = Memo::new(move |_| row.get().map(|row| row.text).unwrap_or_default());
    let troubles = Signal::derive(move || row.get().map(|row| row.problems).unwrap_or_default());
    let purpose =
        row.get_untracked().map(|row| row.purpose.unwrap_or("Step Functions does not know this field."));
    view! {
        <div class="field">
            <div class="row">
                <label for=field_id(&name) title=purpose>{name.clone()}</label>
                <button
                    type="button"
                    class=button_class(Look::Sign)
                    aria-label=format!("Remove {name}")
                    on:click=remove
                >
                    <Icon name="close" />
                </button>
            </div>
            {input(&name, control, text, refused, set)}
            <Refusal refused />
            <Troubles troubles />
        </div>
    }
}

/// The control of a field.
fn input(
    name: &str,
    control: Control,
    text: Memo<String>,
    refused: Memo<Option<Refused>>,
    set: impl Fn(Entry) + Copy + Send + Sync + 'static,
) -> AnyView {
    let id = field_id(name);
    let draft = Draft::new(text, refused);
    let is_refused = move || refused.get().is_some().to_string();
    let type_in = move |event| draft.typed(event_target_value(&event), |text| set(Entry::Typed(text)));
    let take_back = move |event: KeyboardEvent, entry: fn(String) -> Entry| {
        if event.key() == "Escape" && draft.taken_back(|text| set(entry(text))) {
            event.stop_propagation();
        }
    };
    match control {
        Control::Line | Control::Number => view! {
            <input
                id=id
                class="mono"
                spellcheck="false"
                autocomplete="off"
                inputmode=(control == Control::Number).then_some("numeric")
                aria-invalid=is_refused
                prop:value=move || draft.shown()
                on:input=type_in
                on:keydown=move |event| take_back(event, Entry::Typed)
                on:blur=move |_| draft.left()
            />
        }
        .into_any(),
        Control::Json => view! {
            <textarea
                id=id
                spellcheck="false"
                rows=move || draft.shown().lines().count().clamp(1, 14)
                aria-invalid=is_refused
                prop:value=move || draft.shown()
                on:input=move |event| draft.typed(event_target_value(&event), |text| set(Entry::Json(text)))
                on:keydown=move |event| take_back(event, Entry::Json)
                on:blur=move |_| draft.left()
            ></textarea>
        }
        .into_any(),
        Control::Words(words) => select(id, words, text, set),
        Control::Flag => select(id, &["true", "false"], text, set),
    }
}

fn select(
    id: String,
    words: &'static [&'static str],
    text: Memo<String>,
    set: impl Fn(Entry) + Copy + 'static,
) -> AnyView {
    let options = words.iter().map(|&word| {
        view! { <option value=word selected=move || text.get() == word>{word}</option> }
    });
    let is_other = move || text.with(|text| !words.contains(&text.as_str()));
    view! {
        <select id=id on:change=move |event| set(Entry::Typed(event_target_value(&event)))>
            <Show when=is_other>
                <option selected disabled>{text}</option>
            </Show>
            {options.collect_view()}
        </select>
    }
    .into_any()
}

/// A choice of the fields that the state does not have yet.
#[component]
fn AddField(inspection: Memo<Option<Inspection>>) -> impl IntoView {
    let editor = Editor::expect();
    let absent = Memo::new(move |_| {
        let specs = inspection.get().map(|state| state.absent).unwrap_or_default();
        specs.iter().map(|spec| (spec.name, spec.purpose)).collect::<Vec<_>>()
    });
    let add = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        let Some(state) = inspection.get_untracked() else { return };
        let Some(spec) = state.absent.iter().find(|spec| spec.name == name) else { return };
        let entry = Entry::Json(starting_value(spec));
        let field = field_pointer(spec.name);
        editor.dispatch(Msg::Edit(Command::SetField { state: state.path, field, entry }, Via::Gesture));
    };
    view! {
        <select aria-label="Add a field" prop:value="" on:change=add>
            <option value="">"Add a field…"</option>
            <For
                each=move || absent.get()
                key=|(name, _)| *name
                children=|(name, purpose)| view! { <option value=name title=purpose>{name}</option> }
            />
        </select>
    }
}
