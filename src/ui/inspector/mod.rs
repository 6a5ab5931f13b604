use leptos::prelude::*;

#[component]
pub(crate) fn InspectorView() -> impl IntoView {
    view! { <section data-testid="inspector" aria-label="Inspector"></section> }
}
pub(crate) fn focus_field(_name: &str) {}
