use crate::app::{Msg, RunMsg, objects, run};
use crate::sim::Unmocked;
use crate::ui::controls::button::{ActionButton, Look};
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// The execution's input.
#[component]
pub(super) fn Input() -> impl IntoView {
    let editor = Editor::expect();
    // A sample follows the text; the user's own input only itself.
    let text = editor.memo_by(
        |state| (state.run.input.clone(), state.run.input.is_none().then(|| state.doc.snapshot().revision())),
        run::input_text,
    );
    let trouble = editor.memo(|state| state.run.input_trouble());
    view! {
        <div class="input">
            <Entry
                id="run-input"
                label="Input"
                action="sample-input"
                icon="example"
                placeholder="{}"
                text
                trouble
                msg=RunMsg::Input
            />
            <Objects />
        </div>
    }
}

/// What an ItemReader finds in S3, where the definition has one.
#[component]
fn Objects() -> impl IntoView {
    let editor = Editor::expect();
    let are_asked_for = editor.memo_by(
        |state| (state.doc.snapshot().revision(), state.run.objects.is_empty()),
        objects::are_asked_for,
    );
    let text = editor.memo(|state| state.run.objects.clone());
    let trouble = editor.memo(|state| state.run.objects_trouble());
    view! {
        <Show when=move || are_asked_for.get()>
            <Entry
                id="run-objects"
                label="S3 objects"
                action="outline-objects"
                icon="plus"
                placeholder=r#"By bucket and key, such as {"bucket": {"key.json": "[1, 2]"}}. Empty: the items are made up."#
                text
                trouble
                msg=RunMsg::Objects
            />
        </Show>
    }
}

/// A text of the user's with its name, an action that fills it, and what is wrong with it.
#[component]
fn Entry(
    id: &'static str,
    label: &'static str,
    action: &'static str,
    icon: &'static str,
    placeholder: &'static str,
    text: Memo<String>,
    trouble: Memo<Option<String>>,
    msg: fn(String) -> RunMsg,
) -> impl IntoView {
    let editor = Editor::expect();
    view! {
        <div class="row">
            <label for=id>{label}</label>
            <ActionButton id=action icon look=Look::Words />
        </div>
        <textarea
            id=id
            spellcheck="false"
            placeholder=placeholder
            data-own-text=""
            aria-invalid=move || trouble.get().is_some().to_string()
            prop:value=text
            on:input=editor.sends(move |event| Msg::Run(msg(event_target_value(&event))))
        ></textarea>
        <Show when=move || trouble.get().is_some()>
            <p class="trouble">{trouble}</p>
        </Show>
    }
}

/// What a Task does that has no mock.
#[component]
pub(super) fn UnmockedChoice() -> impl IntoView {
    let editor = Editor::expect();
    let chosen = editor.memo(|state| state.run.unmocked);
    let choices = [
        (Unmocked::Sample, "sample", "gives a sample result"),
        (Unmocked::Echo, "echo", "gives its input back"),
        (Unmocked::Fail, "fail", "fails"),
    ];
    let options = choices.map(|(policy, name, words)| {
        view! { <option value=name selected=move || chosen.get() == policy>{words}</option> }
    });
    let choose = move |event| {
        let policy = Unmocked::from_name(&event_target_value(&event)).unwrap_or_default();
        editor.dispatch(Msg::Run(RunMsg::Unmocked(policy)));
    };
    view! {
        <span class="choice">
            <label for="run-unmocked">"A Task without a mock"</label>
            <select id="run-unmocked" on:change=choose>
                {options}
            </select>
        </span>
    }
}
