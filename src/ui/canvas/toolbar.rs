use crate::ui::controls::button::ActionButton;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// Zoom and fit, in the canvas's corner.
#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let zoom = Editor::expect().memo(|state| format!("{} %", (state.canvas.viewport.zoom * 100.0).round()));
    view! {
        <div class="toolbar" role="toolbar" aria-label="View">
            <ActionButton id="zoom-out" icon="minus" />
            <span class="zoom" aria-label="Zoom">{zoom}</span>
            <ActionButton id="zoom-in" icon="plus" />
            <ActionButton id="fit" icon="fit" />
        </div>
    }
}
