use crate::app::{Msg, ProblemLine, ProblemList, ProblemsMsg, TextMsg, sentence};
use crate::diagnostic::Applicability;
use crate::edit::Command;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// A problem: it leads to its place, and its fixes can be applied.
#[component]
pub(super) fn Row(
    /// All that are listed.
    list: Memo<ProblemList>,
    /// Which of them it is.
    nth: ReadSignal<usize>,
) -> impl IntoView {
    let editor = Editor::expect();
    let line = move || list.with_untracked(|list| list.lines.get(nth.get_untracked()).cloned());
    let place =
        Memo::new(move |_| list.with(|list| list.lines.get(nth.get()).map(|line| line.place.clone())));
    let go = move |_| {
        if let Some(line) = line() {
            editor.dispatch(Msg::Text(TextMsg::GoTo(line.span)));
        }
    };
    line().map(|shown| {
        let severity = shown.severity.name();
        let hint = shown.hint.clone().map(|hint| view! { <span class="hint">{hint}</span> });
        view! {
            <li class=severity>
                <button type="button" class="go" on:click=go>
                    <span class="dot" role="img" aria-label=severity></span>
                    <span class="message">{shown.message.clone()}</span>
                    <span class="place">{place}</span>
                    {hint}
                    <span class="code">{shown.code}</span>
                </button>
                <Remedies shown line />
            </li>
        }
    })
}

/// What can be done about a problem besides going there.
#[component]
fn Remedies(
    shown: ProblemLine,
    line: impl Fn() -> Option<ProblemLine> + Copy + Send + 'static,
) -> impl IntoView {
    let editor = Editor::expect();
    let fix = |(title, applicability): &(String, Applicability)| {
        let (label, title) = (sentence(title), title.clone());
        let tip = match applicability {
            Applicability::Safe => "Keeps the meaning",
            Applicability::Suggested => "Likely right: look at what it changes",
        };
        view! { <Remedy label tip command=move || line()?.fix(&title) /> }
    };
    let fixes = shown.fixes.iter().filter(|_| shown.rule.is_some()).map(fix).collect::<Vec<_>>();
    let of_kind = shown.rule.filter(|_| !shown.fixes.is_empty() && shown.alike > 1).map(|rule| {
        let label = format!("All {} of this kind", shown.alike);
        view! {
            <Remedy label tip="Applies the first fix of each" command=move || Some(Command::FixAll { rule: Some(rule) }) />
        }
    });
    let silence = shown.rule.filter(|_| shown.is_advice()).map(|rule| {
        let silence = editor.sends(move |_| Msg::Problems(ProblemsMsg::Silence(rule, true)));
        view! {
            <button type="button" class="quiet" title="Ask for it again under “What is checked”" on:click=silence>
                "Silence"
            </button>
        }
    });
    view! { <span class="remedies">{fixes} {of_kind} {silence}</span> }
}

#[component]
fn Remedy(
    label: String,
    tip: &'static str,
    command: impl Fn() -> Option<Command> + Send + 'static,
) -> impl IntoView {
    let editor = Editor::expect();
    let apply = move |_| {
        if let Some(command) = command() {
            editor.dispatch(Msg::Problems(ProblemsMsg::Fix(command)));
        }
    };
    view! {
        <button type="button" title=tip on:click=apply>
            {label}
        </button>
    }
}
