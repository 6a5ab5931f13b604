//! The page: thin Leptos components that turn events into messages and memos into DOM.
//!
//! Invariants: a component reads memos of [`ctx::Editor`] and writes only by its `dispatch`; colours, spaces and
//! durations come from `style/tokens.css`; text of a definition is shown as text and never runs.
//!
//! Deliberately absent: rules and decisions (see `app` and the rooms below it).

mod api;
mod canvas;
mod controls;
mod ctx;
mod inspector;
mod problems;
mod run_panel;
mod shell;
mod text_pane;

use crate::app::{AppState, EXAMPLE_NAME, EXAMPLE_TEXT, Msg, ViewMsg, keep};
use crate::platform::{appearance, storage};
use crate::render;
use ctx::Editor;
use leptos::prelude::*;

/// Puts the page into the document.
pub fn mount() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let editor = Editor::provide(opened());
    appearance::set_theme(editor.peek(|state| state.theme));
    appearance::on_system_change(move |is_dark| editor.dispatch(Msg::View(ViewMsg::SystemIsDark(is_dark))));
    editor.find_problems_soon();
    api::install(editor);
    view! {
        <style>{render::STYLE}</style>
        <shell::Page />
    }
}

/// The work of the last time; on a first visit the example.
fn opened() -> AppState {
    let (work, view) = (storage::load(keep::WORK), storage::load(keep::VIEW));
    let mut state = keep::restored(work.as_deref(), view.as_deref()).unwrap_or_else(|| {
        let mut state = AppState::new(EXAMPLE_TEXT, EXAMPLE_NAME);
        keep::restore_view(&mut state, view.as_deref());
        state
    });
    state.system_is_dark = appearance::system_is_dark();
    state
}
