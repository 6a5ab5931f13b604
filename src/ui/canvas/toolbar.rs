use crate::ui::controls::button::ActionButton;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// What the keys do here, zoom and fit, below the canvas.
#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let zoom = Editor::expect().memo(|state| format!("{} %", (state.canvas.viewport.zoom * 100.0).round()));
    view! {
        <div class="strip">
            <span class="note">"Drag to move, Ctrl and wheel to zoom; arrow keys walk, ? lists all keys"</span>
            <div class="toolbar" role="toolbar" aria-label="View">
                <ActionButton id="zoom-out" icon="minus" />
                <span class="zoom" aria-label="Zoom">{zoom}</span>
                <ActionButton id="zoom-in" icon="plus" />
                <ActionButton id="fit" icon="fit" />
            </div>
        </div>
    }
}
