use leptos::prelude::*;

#[component]
pub(crate) fn RunView() -> impl IntoView {
    view! { <section data-testid="run" aria-label="Run"></section> }
}
