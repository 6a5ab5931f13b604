use leptos::prelude::*;

#[component]
pub(crate) fn ProblemsView() -> impl IntoView {
    view! { <section data-testid="problems" aria-label="Problems"></section> }
}
