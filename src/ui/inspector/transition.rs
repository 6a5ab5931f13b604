use crate::app::{AppState, Msg, sentence};
use crate::ui::controls::Icon;
use crate::ui::controls::button::{Look, button_class};
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use std::sync::Arc;

/// The selected edge, in words, and what can be done with it.
#[component]
pub(super) fn Transition() -> impl IntoView {
    let editor = Editor::expect();
    let words = editor.memo(words);
    view! {
        <Show when=move || words.get().is_some()>
            <div class="transition" role="group" aria-label="Selected transition">
                <h2>"Transition"</h2>
                <p>{words}</p>
                <p class="note">"Drag its end to lead it elsewhere, or choose the state under “Leads to”."</p>
                <button type="button" class=button_class(Look::Words) on:click=move |_| editor.dispatch(Msg::Act("delete"))>
                    <Icon name="delete" />
                    "Delete transition"
                </button>
            </div>
        </Show>
    }
}

/// Where the selected edge leads, and when.
fn words(state: &AppState) -> Option<String> {
    let scene = &state.canvas.scene;
    let edge = scene.graph.edges.get(scene.find_edge(state.doc.selection().edge.as_ref()?)?)?;
    let name = |id| scene.graph.node(id).filter(|node| !node.kind.is_marker()).map(|node| node.name.clone());
    let from = name(edge.from).unwrap_or_else(|| Arc::from("the start"));
    let to = name(edge.to).unwrap_or_else(|| Arc::from("the end"));
    let when = if edge.label.is_empty() { String::new() } else { format!(", when {}", edge.label) };
    Some(format!("{} from {from} to {to}{when}", sentence(edge.kind.name())))
}
