use crate::app::{AppState, grouped};
use crate::asl::StateType;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// The definition as a whole, while no state is selected.
#[component]
pub(super) fn Overview() -> impl IntoView {
    let editor = Editor::expect();
    let facts = editor.memo_by(|state| state.doc.snapshot().revision(), facts);
    let list = move || {
        facts.get().into_iter().map(|(what, how)| view! { <dt>{what}</dt><dd>{how}</dd> }).collect_view()
    };
    view! {
        <h2>"Definition"</h2>
        <dl>{list}</dl>
        <p class="note field">"Select a state to see and change its fields:"</p>
        <ul class="steps">
            <li>"click it on the canvas, or walk there by the arrow keys"</li>
            <li>"or put the caret into it in the text"</li>
            <li>"lead a transition elsewhere by dragging the end of its arrow"</li>
        </ul>
    }
}

/// What there is to say of a definition, briefly.
fn facts(state: &AppState) -> Vec<(&'static str, String)> {
    let definition = state.doc.snapshot().definition();
    let start = definition.top().and_then(|top| top.start_at.value().map(ToString::to_string));
    let mut facts = vec![
        ("States", grouped(definition.states().len())),
        ("Starts at", start.unwrap_or_else(|| "nowhere yet".to_owned())),
        ("Language", definition.top_language().name().to_owned()),
    ];
    facts.extend(StateType::ALL.into_iter().filter_map(|kind| {
        let count = definition.states().iter().filter(|state| state.known_type() == Some(kind)).count();
        (count > 0).then(|| (kind.name(), grouped(count)))
    }));
    facts
}
