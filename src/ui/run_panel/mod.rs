//! The run panel: what a run gets on the left, what came of it on the right.

mod input;
mod mocks;
mod result;
mod steps;
mod style;

use super::controls::button::{ActionButton, Look};
use super::controls::css::class;
use super::controls::field::form_class;
use super::ctx::Editor;
use crate::app::grouped;
use crate::app::run::Session;
use leptos::prelude::*;

/// The dry run.
#[component]
pub(crate) fn RunView() -> impl IntoView {
    let editor = Editor::expect();
    let is_running = editor.memo(|state| state.run.is_running());
    let steps = editor.memo(|state| match state.run.session {
        Session::Running(steps) if steps > 0 => format!("{} steps so far…", grouped(steps)),
        Session::Running(_) => "Running…".to_owned(),
        Session::None | Session::Refused(_) | Session::Over(_) => String::new(),
    });
    view! {
        <section
            class=format!("{} {}", class(style::run()), form_class())
            data-testid="run"
            aria-label="Dry run"
        >
            <header>
                <h2>"Dry run"</h2>
                <ActionButton id="run" icon="run" look=Look::Main />
                <Show when=move || is_running.get()>
                    <ActionButton id="stop" icon="stop" look=Look::Words />
                </Show>
                <span class="note">{steps}</span>
                <input::UnmockedChoice />
            </header>
            <div class="columns">
                <input::Input />
                <mocks::Mocks />
                <div class="outcome">
                    <result::ResultView />
                    <steps::Steps />
                </div>
            </div>
        </section>
    }
}
