//! The page: thin Leptos components that turn events into messages and memos into DOM.
//!
//! Invariants: a component reads memos of [`ctx::Editor`] and writes only by its `dispatch`; colours, spaces and
//! durations come from `style/tokens.css`; text of a definition is shown as text and never runs.
//!
//! Deliberately absent: rules and decisions (see `app` and the rooms below it).

#![expect(unreachable_pub, reason = "the component macro makes public items of its own")]

mod api;
mod canvas;
mod controls;
mod ctx;
mod focus;
mod inspector;
mod problems;
mod run_panel;
mod runner;
mod shell;
mod text_pane;

use crate::app::{AppState, Msg, ViewMsg, keep};
use crate::platform::{appearance, storage, worker};
use crate::render;
use ctx::Editor;
use leptos::prelude::*;

/// Puts the page into the document.
pub fn mount() {
    mount_to_body(App);
}

/// Serves runs, in a worker.
pub fn serve() {
    worker::serve(runner::answer);
}

#[component]
fn App() -> impl IntoView {
    let editor = Editor::provide(opened());
    appearance::set_theme(editor.peek(|state| state.theme));
    appearance::on_system_change(move |is_dark| editor.dispatch(Msg::View(ViewMsg::SystemIsDark(is_dark))));
    editor.settle_soon();
    api::install(editor);
    view! {
        <style>{render::STYLE}</style>
        <shell::Page />
    }
}

/// The work of the last time; on a first visit the example.
fn opened() -> AppState {
    let mut state = keep::restored(storage::load);
    state.system_is_dark = appearance::system_is_dark();
    state
}
