use crate::app::{Msg, ProblemLine, ProblemsMsg, TextMsg};
use crate::diagnostic::Applicability;
use crate::edit::Command;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// A problem: it leads to its place, and its fixes can be applied.
#[component]
pub(super) fn Row(
    /// The problem.
    line: ProblemLine,
) -> impl IntoView {
    let editor = Editor::expect();
    let (span, severity) = (line.span, line.severity.name());
    let hint = line.hint.clone().map(|hint| view! { <span class="hint">{hint}</span> });
    view! {
        <li class=severity>
            <button
                type="button"
                class="go"
                on:click=editor.sends(move |_| Msg::Text(TextMsg::GoTo(span)))
            >
                <span class="dot" role="img" aria-label=severity></span>
                <span class="message">{line.message.clone()}</span>
                <span class="place">{line.place.clone()}</span>
                {hint}
                <span class="code">{line.code}</span>
            </button>
            <Remedies line />
        </li>
    }
}

/// What can be done about a problem besides going there.
#[component]
fn Remedies(line: ProblemLine) -> impl IntoView {
    let editor = Editor::expect();
    let fix = |(title, applicability): &(String, Applicability)| {
        let command = line.fix(title)?;
        let tip = match applicability {
            Applicability::Safe => "Keeps the meaning",
            Applicability::Suggested => "Likely right: look at what it changes",
        };
        Some(view! { <Remedy label=sentence(title) tip msg=Msg::Problems(ProblemsMsg::Fix(command)) /> })
    };
    let fixes: Vec<_> = line.fixes.iter().filter_map(fix).collect();
    let of_kind = line.rule.filter(|_| !line.fixes.is_empty() && line.alike > 1).map(|rule| {
        let msg = Msg::Problems(ProblemsMsg::Fix(Command::FixAll { rule: Some(rule) }));
        let label = format!("All {} of this kind", line.alike);
        view! { <Remedy label tip="Applies the first fix of each" msg /> }
    });
    let silence = line.rule.filter(|_| line.is_advice()).map(|rule| {
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
fn Remedy(label: String, tip: &'static str, msg: Msg) -> impl IntoView {
    let editor = Editor::expect();
    view! {
        <button type="button" title=tip on:click=editor.sends(move |_| msg.clone())>
            {label}
        </button>
    }
}

fn sentence(title: &str) -> String {
    let mut characters = title.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
