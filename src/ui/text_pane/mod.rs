//! The text pane: CodeMirror behind a narrow adapter, the problems it marks, and the help it shows (see `assist`).

mod adapter;
mod answers;
mod pane;
mod style;

pub(crate) use pane::TextPane;

use super::controls::css::class;
use super::ctx::Editor;
use leptos::html::Div;
use leptos::prelude::*;

/// The definition as text.
#[component]
pub(crate) fn TextPaneView() -> impl IntoView {
    let editor = Editor::expect();
    let host = NodeRef::<Div>::new();
    let pane = StoredValue::new_local(None::<TextPane>);
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        if pane.with_value(Option::is_none) {
            let made = TextPane::new(&host, editor);
            pane.set_value(Some(made.clone()));
            editor.attach_text_pane(made);
        }
    });
    let syntax = editor.memo(|state| state.doc.snapshot().syntax());
    Effect::new(move |_| {
        let syntax = syntax.get();
        pane.with_value(|pane| pane.iter().for_each(|pane| pane.set_syntax(syntax)));
    });
    let problems = editor.memo(|state| state.problems.clone());
    Effect::new(move |_| {
        let problems = problems.get();
        pane.with_value(|pane| pane.iter().for_each(|pane| pane.show_problems(&problems)));
    });
    view! { <div node_ref=host class=class(style::text_pane()) data-testid="text"></div> }
}
