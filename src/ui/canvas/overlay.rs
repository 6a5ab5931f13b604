use crate::app::{Drop, Gesture};
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// What a gesture shows over the drawing.
#[component]
pub(super) fn Overlay() -> impl IntoView {
    let editor = Editor::expect();
    let line = editor.memo(|state| {
        let Gesture::Reconnecting { edge, at_in_host } = &state.canvas.gesture else { return None };
        let scene = &state.canvas.scene;
        let position = scene.find_edge(edge)?;
        let from = scene.layout.edges.get(position)?.points.first().copied()?;
        let to = state.canvas.viewport.canvas_from_host(*at_in_host);
        Some((from, to))
    });
    let path = move || line.get().map(|(from, to)| format!("M{} {}L{} {}", from.x, from.y, to.x, to.y));
    view! {
        <svg class="overlay" aria-hidden="true">
            <Show when=move || line.get().is_some()>
                <path class="ghost" d=path></path>
            </Show>
        </svg>
    }
}

/// Says while an edge's end is dragged why it cannot be let go here, or where it would lead.
#[component]
pub(super) fn Verdict() -> impl IntoView {
    let editor = Editor::expect();
    let refusal = editor.memo(|state| Drop::of(state).map(|drop| drop.refusal));
    let words = move || match refusal.get() {
        Some(Some(reason)) => reason,
        Some(None) => "Let go on a state to lead there; Esc cancels".to_owned(),
        None => String::new(),
    };
    view! {
        <Show when=move || refusal.get().is_some()>
            <p class="verdict" class:refused=move || refusal.get().flatten().is_some()>{words}</p>
        </Show>
    }
}
