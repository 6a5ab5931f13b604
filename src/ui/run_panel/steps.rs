use crate::app::run::{Mark, duration};
use crate::app::{AppState, Msg, RunMsg, grouped};
use crate::sim::Visit;
use crate::ui::controls::button::{Look, button_class};
use crate::ui::ctx::Editor;
use crate::value::Value;
use leptos::html::Li;
use leptos::prelude::*;

/// So many steps are listed at a time.
const PAGE: usize = 200;

/// The states that a run came by, in order; the chosen one shows its input and output.
#[component]
pub(super) fn Steps() -> impl IntoView {
    let editor = Editor::expect();
    let run = editor.memo(|state| state.run.finished().cloned());
    let count = Memo::new(move |_| run.get().map_or(0, |run| run.report.visits.len()));
    let number = editor.memo(|state| state.run.number);
    let selected = editor.memo(shown_visit);
    let page = RwSignal::new(0);
    Effect::new(move |_| {
        number.track();
        page.set(selected.get().unwrap_or_default() / PAGE);
    });
    let first = Memo::new(move |_| (page.get() * PAGE).min(count.get()));
    let behind = Memo::new(move |_| (first.get() + PAGE).min(count.get()));
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="row">
                <h3>"Steps"</h3>
                <Show when=move || { count.get() > PAGE }>
                    <Pager page first behind count />
                </Show>
            </div>
            <ol class="steps" start=move || first.get() + 1>
                <For
                    each=move || {
                        let number = number.get();
                        (first.get()..behind.get()).map(move |nth| (number, nth))
                    }
                    key=|key| *key
                    children=move |(_, nth)| view! { <Step nth selected /> }
                />
            </ol>
        </Show>
    }
}

/// Which of the steps are listed, and the way to the others.
#[component]
fn Pager(
    page: RwSignal<usize>,
    first: Memo<usize>,
    behind: Memo<usize>,
    count: Memo<usize>,
) -> impl IntoView {
    let last = move || count.get_untracked().saturating_sub(1) / PAGE;
    let is_last = Signal::derive(move || page.get() >= count.get().saturating_sub(1) / PAGE);
    let turn = move |word, is_there: Signal<bool>, to: fn(usize, usize) -> usize| {
        view! {
            <button
                type="button"
                class=button_class(Look::Words)
                disabled=is_there
                on:click=move |_| page.update(|page| *page = to(*page, last()))
            >
                {word}
            </button>
        }
    };
    let place =
        move || format!("{}–{} of {}", grouped(first.get() + 1), grouped(behind.get()), grouped(count.get()));
    view! {
        <span class="note" role="status">{place}</span>
        {turn("Earlier", Signal::derive(move || page.get() == 0), |page, _| page.saturating_sub(1))}
        {turn("Later", is_last, |page, _| page + 1)}
        {turn("Last", is_last, |_, last| last)}
    }
}

/// The step that is shown: the chosen one, or the last in the selected state.
fn shown_visit(state: &AppState) -> Option<usize> {
    let run = state.run.finished()?;
    state.run.visit.or_else(|| {
        let selected = state.selected()?;
        run.report.visits.iter().rposition(|visit| visit.path == *selected)
    })
}

#[component]
fn Step(nth: usize, selected: Memo<Option<usize>>) -> impl IntoView {
    let editor = Editor::expect();
    let visit = editor.peek(|state| state.run.finished().and_then(|run| run.report.visits.get(nth).cloned()));
    let start = editor.peek(|state| state.run.finished().map_or(0, |run| run.report.started_at.0));
    let is_shown = Memo::new(move |_| selected.get() == Some(nth));
    let row = NodeRef::<Li>::new();
    Effect::new(move |_| {
        if let (true, Some(row)) = (is_shown.get(), row.get()) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    visit.map(|visit| {
        let mark = Mark::of(visit.outcome);
        let place = visit.place.to_string();
        let when = duration(visit.entered_at.0 - start);
        let name = visit.path.name.to_string();
        let visit = StoredValue::new(visit);
        view! {
            <li node_ref=row>
                <button
                    type="button"
                    class=mark.name()
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=editor.sends(move |_| Msg::Run(RunMsg::ShowVisit(nth)))
                >
                    <span class="dot" role="img" aria-label=mark.name()></span>
                    <span>{name}</span>
                    <span class="where">{place}</span>
                    <span class="when">{when}</span>
                </button>
                <Show when=move || is_shown.get()>{move || view! { <Data visit=visit.get_value() /> }}</Show>
            </li>
        }
    })
}

/// What went into a state, what its Task answered, and what came out.
#[component]
fn Data(visit: Visit) -> impl IntoView {
    let attempts = visit.attempts.iter().enumerate().map(|(nth, attempt)| {
        let answer = match (&attempt.result, &attempt.failure) {
            (_, Some(failure)) => {
                let parts = [&failure.error, &failure.cause].into_iter().flatten();
                parts.map(|part| &**part).collect::<Vec<_>>().join(": ")
            }
            (Some(result), None) => result.to_json(),
            (None, None) => "no answer".to_owned(),
        };
        view! { <p class="note">{format!("Attempt {}: {answer}", nth + 1)}</p> }
    });
    view! {
        {attempts.collect_view()}
        <div class="data">
            <div>
                <span class="label">"Input"</span>
                <pre>{visit.input.to_pretty_json()}</pre>
            </div>
            <div>
                <span class="label">"Output"</span>
                <pre>{visit.output.as_ref().map_or_else(|| "none".to_owned(), Value::to_pretty_json)}</pre>
            </div>
        </div>
    }
}
