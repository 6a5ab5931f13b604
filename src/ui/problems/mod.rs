//! The list of problems: each a button that leads to its place in the text.

use super::controls::css::{Sheet, class};
use super::ctx::Editor;
use crate::app::{AppState, Msg, TextMsg};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::TextRange;
use leptos::prelude::*;
use stylist::style;

/// More problems than this are counted, but not listed.
const SHOWN: usize = 200;

/// A problem as it is listed.
#[derive(Clone, PartialEq)]
struct Line {
    severity: Severity,
    message: String,
    code: &'static str,
    place: String,
    span: TextRange,
}

/// The problems list.
#[component]
pub(crate) fn ProblemsView() -> impl IntoView {
    let editor = Editor::expect();
    let revision = editor.memo(|state| state.problems.revision);
    let lines = editor.memo_by(|state| state.problems.revision, lines);
    let count = editor.memo(|state| state.problems.list.len());
    let is_known = Memo::new(move |_| revision.get().is_some());
    view! {
        <section class=class(sheet()) data-testid="problems" aria-label="Problems">
            <h2>"Problems" <span class="count">{count}</span></h2>
            <Show when=move || is_known.get() && count.get() == 0>
                <p class="empty">"No problems. What AWS would refuse or warn of appears here."</p>
            </Show>
            <ul>
                <ForEnumerate
                    each=move || lines.get()
                    key=|line| (line.span, line.code, line.message.clone())
                    children=move |_, line| view! { <li><Problem line /></li> }
                />
            </ul>
            <Show when=move || { count.get() > SHOWN }>
                <p class="empty">{move || format!("and {} more", count.get() - SHOWN)}</p>
            </Show>
        </section>
    }
}

#[component]
fn Problem(line: Line) -> impl IntoView {
    let editor = Editor::expect();
    let span = line.span;
    view! {
        <button
            type="button"
            class=line.severity.name()
            on:click=editor.sends(move |_| Msg::Text(TextMsg::GoTo(span)))
        >
            <span class="dot" role="img" aria-label=line.severity.name()></span>
            <span class="message">{line.message}</span>
            <span class="code">{line.code}</span>
            <span class="place">{line.place}</span>
        </button>
    }
}

/// The problems with their places, as of the text they were found in.
fn lines(state: &AppState) -> Vec<Line> {
    let snapshot = state.doc.snapshot();
    let line = |problem: &Diagnostic| {
        let place = snapshot.lines().line_column(snapshot.text(), problem.span.start);
        Line {
            severity: problem.severity,
            message: problem.message.clone(),
            code: problem.code.0,
            place: format!("{}:{}", place.line + 1, place.column + 1),
            span: problem.span,
        }
    };
    let mut lines: Vec<Line> = state.problems.list.iter().take(SHOWN).map(line).collect();
    lines.sort_by_key(|line| line.severity);
    lines
}

fn sheet() -> Sheet {
    style!(
        r#"
        flex: none; height: var(--problems-height); overflow: auto; background: var(--surface);
        & h2 { position: sticky; top: 0; display: flex; gap: var(--space-2); padding: var(--space-2) var(--space-3); font-size: var(--text-body); font-weight: 600; background: var(--surface); }
        & .count { min-width: 20px; padding: 0 6px; border-radius: 10px; background: var(--hover); color: var(--ink-soft); text-align: center; font-weight: 500; }
        & .empty { padding: 0 var(--space-3) var(--space-2); color: var(--ink-soft); }
        & ul { list-style: none; margin: 0; padding: 0 0 var(--space-2); }
        & button { display: grid; grid-template-columns: auto 1fr auto; column-gap: var(--space-2); align-items: baseline; width: 100%; padding: 5px var(--space-3); border: none; background: none; color: var(--ink); font: inherit; text-align: start; cursor: pointer; }
        & button:hover { background: var(--hover); }
        & button:focus-visible { outline-offset: -2px; }
        & .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--hint); }
        & .error .dot { background: var(--error); }
        & .warning .dot { background: var(--warning); }
        & .message { overflow-wrap: anywhere; }
        & .code { grid-column: 2; grid-row: 2; color: var(--ink-faint); font-family: var(--font-code); font-size: var(--text-small); overflow-wrap: anywhere; }
        & .place { grid-column: 3; grid-row: 1; color: var(--ink-faint); font-variant-numeric: tabular-nums; }
        "#
    )
}
