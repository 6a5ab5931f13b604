use crate::app::AppState;
use crate::app::run::{Session, summary};
use crate::sim::RunStatus;
use crate::ui::ctx::Editor;
use crate::value::Value;
use leptos::prelude::*;

/// How a run ended, as it is shown.
#[derive(Clone, PartialEq, Default)]
struct Shown {
    verdict: String,
    class: &'static str,
    output: Option<String>,
    failure: Option<String>,
    is_outdated: bool,
}

/// Status, output, error and cause.
#[component]
pub(super) fn ResultView() -> impl IntoView {
    let editor = Editor::expect();
    let shown = editor.memo_by(|state| (state.run.session.clone(), state.doc.snapshot().revision()), shown);
    let output = Memo::new(move |_| shown.get().and_then(|shown| shown.output));
    let failure = Memo::new(move |_| shown.get().and_then(|shown| shown.failure));
    view! {
        <Show
            when=move || shown.get().is_some()
            fallback=|| {
                view! {
                    <p class="note">
                        "Run shows here what comes out, and on the canvas the way it took. Nothing leaves this page, and no time passes: a Wait of an hour takes none."
                    </p>
                }
            }
        >
            <p class=move || format!("verdict {}", shown.get().unwrap_or_default().class)>
                {move || shown.get().unwrap_or_default().verdict}
            </p>
            <Show when=move || shown.get().unwrap_or_default().is_outdated>
                <p class="note">"The text has changed since this run."</p>
            </Show>
            <Show when=move || failure.get().is_some()>
                <h3>"Error"</h3>
                <pre class="failure">{failure}</pre>
            </Show>
            <Show when=move || output.get().is_some()>
                <h3>"Output"</h3>
                <pre>{output}</pre>
            </Show>
        </Show>
    }
}

fn shown(state: &AppState) -> Option<Shown> {
    match &state.run.session {
        Session::None | Session::Running(_) => None,
        Session::Refused(reason) => Some(Shown { verdict: reason.clone(), class: "bad", ..Shown::default() }),
        Session::Over(run) => {
            let report = &run.report;
            let is_good = report.status == RunStatus::Succeeded;
            let failure = [&report.failure.error, &report.failure.cause];
            let failure: Vec<&str> = failure.into_iter().flatten().map(|text| &**text).collect();
            Some(Shown {
                verdict: summary(report),
                class: if is_good { "good" } else { "bad" },
                output: report.output.as_ref().map(Value::to_pretty_json),
                failure: (!failure.is_empty()).then(|| failure.join("\n")),
                is_outdated: run.revision != state.doc.snapshot().revision(),
            })
        }
    }
}
