use crate::app::{MockAnswer, MockMsg, MockRow, Msg, RunMsg, grouped, run};
use crate::ui::controls::Icon;
use crate::ui::controls::button::{Look, button_class};
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use std::sync::Arc;

/// The results of Tasks, by invocation.
#[component]
pub(super) fn Mocks() -> impl IntoView {
    let editor = Editor::expect();
    let listed = editor.memo_by(
        |state| (state.doc.snapshot().revision(), state.selected().cloned(), state.run.mocks.clone()),
        run::tasks_listed,
    );
    let strays =
        editor.memo_by(|state| (state.doc.snapshot().revision(), state.run.mocks.clone()), run::strays);
    let tasks = Memo::new(move |_| listed.get().0);
    let hidden = Memo::new(move |_| listed.get().1);
    view! {
        <div class="mocks" role="group" aria-label="Results of Tasks">
            <Show when=move || tasks.with(Vec::is_empty)>
                <p class="note">"No Task here: what there is runs as it is. Tasks get their results in this place."</p>
            </Show>
            <For
                each=move || tasks.get()
                key=Clone::clone
                children=|task| view! { <Task task /> }
            />
            <For
                each=move || strays.get()
                key=Clone::clone
                children=|name| view! { <Stray name /> }
            />
            <Show when=move || { hidden.get() > 0 }>
                <p class="note">{move || format!("and {} more: select one to list it here", grouped(hidden.get()))}</p>
            </Show>
        </div>
    }
}

/// One Task and its rows.
#[component]
fn Task(task: Arc<str>) -> impl IntoView {
    let editor = Editor::expect();
    let name = task.clone();
    let count = editor.memo(move |state| state.run.mocks.rows(&name).len());
    let (added, named) = (task.clone(), task.to_string());
    let add = move || editor.dispatch(Msg::Run(RunMsg::Mock(MockMsg::Add(added.clone()))));
    view! {
        <div class="task">
            <Head name=named.clone() icon="plus" word="Result" label=format!("Add a result for {named}") act=add />
            <For
                each=move || 0..count.get()
                key=|nth| *nth
                children=move |nth| view! { <Row task=task.clone() nth /> }
            />
        </div>
    }
}

/// A Task's name, and what can be done with its results as a whole.
#[component]
fn Head(
    name: String,
    icon: &'static str,
    word: &'static str,
    label: String,
    act: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <div class="row">
            <span class="name">{name}</span>
            <button type="button" class=button_class(Look::Words) aria-label=label on:click=move |_| act()>
                <Icon name=icon />
                {word}
            </button>
        </div>
    }
}

/// Results for a Task that the definition does not have.
#[component]
fn Stray(name: Arc<str>) -> impl IntoView {
    let editor = Editor::expect();
    let named = name.to_string();
    let remove = move || editor.dispatch(Msg::Run(RunMsg::Mock(MockMsg::RemoveAll(name.clone()))));
    view! {
        <div class="task">
            <Head
                name=named.clone()
                icon="delete"
                word="Remove"
                label=format!("Remove the results for {named}")
                act=remove
            />
            <p class="trouble warning">
                "No Task has this name, so its results are not used: name a Task so, or remove them."
            </p>
        </div>
    }
}

/// What a Task answers to some invocations.
#[component]
fn Row(task: Arc<str>, nth: usize) -> impl IntoView {
    let editor = Editor::expect();
    let name = StoredValue::new(task);
    let row = editor.memo(move |state| name.with_value(|name| state.run.mocks.rows(name).get(nth).cloned()));
    let send = move |msg: MockMsg| editor.dispatch(Msg::Run(RunMsg::Mock(msg)));
    let answer = move |answer: MockAnswer| send(MockMsg::Answer(name.get_value(), nth, answer));
    let label = move |what: &str| format!("{what} {} of {}", nth + 1, name.get_value());
    let invocations = move || row.get().map(|row| row.invocations).unwrap_or_default();
    let throws =
        Memo::new(move |_| row.get().is_some_and(|row| matches!(row.answer, MockAnswer::Throw { .. })));
    let trouble = editor.memo(move |state| name.with_value(|name| state.run.mocks.trouble(name, nth)));
    let turn = move |event| {
        answer(if event_target_value(&event) == "Throw" {
            MockAnswer::Throw { error: "States.TaskFailed".to_owned(), cause: String::new() }
        } else {
            MockAnswer::Return("{}".to_owned())
        });
    };
    view! {
        <div class="mock">
            <input
                class="mono"
                data-own-text=""
                aria-label=label("Invocations of result")
                title="Which invocations it answers, from 0: a number or a range such as 1-2"
                prop:value=invocations
                on:input=move |event| send(MockMsg::Invocations(name.get_value(), nth, event_target_value(&event)))
            />
            <select aria-label=label("Kind of result") on:change=turn>
                <option selected=move || !throws.get()>"Return"</option>
                <option selected=move || throws.get()>"Throw"</option>
            </select>
            <Show when=move || throws.get() fallback=move || view! { <Return row label=label("Result") answer /> }>
                <Throw row of=label("result") answer />
            </Show>
            <button
                type="button"
                class=button_class(Look::Sign)
                aria-label=label("Remove result")
                on:click=move |_| send(MockMsg::Remove(name.get_value(), nth))
            >
                <Icon name="close" />
            </button>
            <Show when=move || trouble.get().is_some()>
                <p class="trouble">{trouble}</p>
            </Show>
        </div>
    }
}

#[component]
fn Return(
    row: Memo<Option<MockRow>>,
    label: String,
    answer: impl Fn(MockAnswer) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let text = Memo::new(move |_| match row.get().map(|row| row.answer) {
        Some(MockAnswer::Return(text)) => text,
        Some(MockAnswer::Throw { .. }) | None => String::new(),
    });
    view! {
        <textarea
            data-own-text=""
            spellcheck="false"
            rows=move || text.with(|text| text.lines().count().clamp(1, 12))
            aria-label=label
            prop:value=text
            on:input=move |event| answer(MockAnswer::Return(event_target_value(&event)))
        ></textarea>
    }
}

#[component]
fn Throw(
    row: Memo<Option<MockRow>>,
    of: String,
    answer: impl Fn(MockAnswer) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let parts = Memo::new(move |_| match row.get().map(|row| row.answer) {
        Some(MockAnswer::Throw { error, cause }) => (error, cause),
        Some(MockAnswer::Return(_)) | None => Default::default(),
    });
    let name_it = move |event| {
        answer(MockAnswer::Throw { error: event_target_value(&event), cause: parts.get_untracked().1 });
    };
    let explain = move |event| {
        answer(MockAnswer::Throw { error: parts.get_untracked().0, cause: event_target_value(&event) });
    };
    view! {
        <div class="throw">
            <input
                class="mono"
                data-own-text=""
                aria-label=format!("Error of {of}")
                placeholder="Error"
                prop:value=move || parts.get().0
                on:input=name_it
            />
            <input
                data-own-text=""
                aria-label=format!("Cause of {of}")
                placeholder="Cause"
                prop:value=move || parts.get().1
                on:input=explain
            />
        </div>
    }
}
