//! The list of problems: filtered, walked by keyboard, each leading to its place, with its fixes.

mod row;
mod settings;
mod style;

use super::controls::Icon;
use super::controls::button::{ActionButton, Look, button_class};
use super::controls::css::class;
use super::ctx::Editor;
use crate::app::{Msg, ProblemLine, ProblemList, ProblemsMsg, grouped, problem_counts, problem_list};
use crate::diagnostic::Severity;
use leptos::prelude::*;
use row::Row;
use settings::Settings;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

/// The problems list.
#[component]
pub(crate) fn ProblemsView() -> impl IntoView {
    let editor = Editor::expect();
    let is_known = editor.memo(|state| state.problems.revision.is_some());
    let key = editor.memo(|state| (state.problems.found, state.filter.clone()));
    let most = RwSignal::new(STEP);
    let list = Memo::new(move |_| key.with(|_| editor.peek(|state| problem_list(state, most.get()))));
    let is_empty = Memo::new(move |_| list.with(|list| list.lines.is_empty()));
    let more = Memo::new(move |_| list.with(|list| list.more));
    let count = editor.memo(|state| state.problems.list.len());
    let is_set_up = RwSignal::new(false);
    view! {
        <section
            class=class(style::sheet())
            data-testid="problems"
            aria-label="Problems"
            on:scroll=move |event| {
                if more.get_untracked() > 0 && is_near_the_end(&event) {
                    most.update(|most| *most += STEP);
                }
            }
        >
            <Head is_set_up />
            <Show when=move || is_set_up.get()>
                <Settings />
            </Show>
            <Show when=move || is_known.get() && count.get() == 0>
                <p class="empty">"No problems. What AWS would refuse or warn of appears here."</p>
            </Show>
            <Show when=move || { count.get() > 0 && is_empty.get() }>
                <p class="empty">"None of the problems passes the filter."</p>
            </Show>
            <ul on:keydown=|event| walk(&event)>
                <ForEnumerate
                    each=move || list.with(identities)
                    key=Clone::clone
                    children=move |nth, _| view! { <Row list nth /> }
                />
            </ul>
            <Show when=move || { more.get() > 0 }>
                <p class="empty">{move || format!("and {} more", grouped(more.get()))}</p>
            </Show>
        </section>
    }
}

/// How many rows there are at first, and how many come with each look at the last ones: nobody waits for hundreds of rows
/// to be brought up to a key.
const STEP: usize = 40;

/// Whether what is in sight, or nearly so, is the end of what scrolls.
fn is_near_the_end(event: &Event) -> bool {
    let Some(sheet) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    sheet.scroll_top() + 3 * sheet.client_height() > sheet.scroll_height()
}

/// What a row shows of its problem for good: with a key typed before it only its place changes.
type Identity = (&'static str, String, Option<String>, Vec<String>, usize, usize);

fn identities(list: &ProblemList) -> Vec<Identity> {
    let identity = |line: &ProblemLine| {
        let fixes = line.fixes.iter().map(|(title, _)| title.clone()).collect();
        (line.code, line.message.clone(), line.hint.clone(), fixes, line.alike, line.echo)
    };
    list.lines.iter().map(identity).collect()
}

/// Title, filter, and what can be done with all.
#[component]
fn Head(is_set_up: RwSignal<bool>) -> impl IntoView {
    let editor = Editor::expect();
    let search = editor.memo(|state| state.filter.search.clone());
    let search_for = move |event| Msg::Problems(ProblemsMsg::Search(event_target_value(&event)));
    view! {
        <div class="head">
            <h2>"Problems"</h2>
            <div class="severities" role="group" aria-label="Problems to list">
                <Chip severity=Severity::Error noun="errors" />
                <Chip severity=Severity::Warning noun="warnings" />
                <Chip severity=Severity::Hint noun="advice" />
            </div>
            <input
                type="search"
                aria-label="Filter the problems"
                placeholder="Filter"
                spellcheck="false"
                prop:value=search
                on:input=editor.sends(search_for)
            />
            <ActionButton id="fix-all" icon="fix" />
            <button
                type="button"
                class=button_class(Look::Sign)
                title="What is checked"
                aria-label="What is checked"
                aria-expanded=move || is_set_up.get().to_string()
                on:click=move |_| is_set_up.update(|is_set_up| *is_set_up = !*is_set_up)
            >
                <Icon name="settings" />
            </button>
        </div>
    }
}

/// How many problems there are of a severity; pressed while they are listed.
#[component]
fn Chip(severity: Severity, noun: &'static str) -> impl IntoView {
    let editor = Editor::expect();
    let count = editor.memo(move |state| problem_counts(state).0.get(&severity).copied().unwrap_or_default());
    let is_shown = editor.memo(move |state| !state.filter.hidden.contains(&severity));
    let toggle = move |_| {
        let show = !is_shown.get_untracked();
        editor.dispatch(Msg::Problems(ProblemsMsg::Show(severity, show)));
    };
    view! {
        <button
            type="button"
            class=format!("chip {}", severity.name())
            aria-pressed=move || is_shown.get().to_string()
            aria-label=move || format!("{} {noun}", count.get())
            title=noun
            on:click=toggle
        >
            <span class="dot"></span>
            {move || grouped(count.get())}
        </button>
    }
}

/// The arrows walk the list.
fn walk(event: &KeyboardEvent) {
    let forward = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    let here = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let row = here.and_then(|here| here.closest("li").ok().flatten());
    let next =
        row.and_then(|row| if forward { row.next_element_sibling() } else { row.previous_element_sibling() });
    let button = next.and_then(|next| next.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
        event.prevent_default();
    }
}
