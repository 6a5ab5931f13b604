use crate::ui::controls::button::{ActionButton, Look};
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// What to do while there is nothing to draw.
#[component]
pub(super) fn Empty() -> impl IntoView {
    let is_empty = Editor::expect()
        .memo(|state| !state.canvas.scene.graph.nodes.iter().any(|node| node.kind.is_state()));
    view! {
        <Show when=move || is_empty.get()>
            <div class="empty">
                <p>"Nothing to draw yet. Paste a definition, drop a file on the page, or begin with one of these:"</p>
                <div>
                    <ActionButton id="new" icon="new" look=Look::Words />
                    <ActionButton id="example" icon="example" look=Look::Words />
                </div>
            </div>
        </Show>
    }
}
