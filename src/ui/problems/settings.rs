use crate::app::{Msg, ProblemsMsg};
use crate::lint::{Rule, rules};
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// What is checked: the kind of workflow, and each advice.
#[component]
pub(super) fn Settings() -> impl IntoView {
    let editor = Editor::expect();
    let is_express = editor.memo(|state| state.checks.express);
    let set_express = move |event| Msg::Problems(ProblemsMsg::Express(event_target_checked(&event)));
    view! {
        <fieldset class="settings">
            <legend>"What is checked"</legend>
            <label title="Refuses what an Express workflow cannot do">
                <input type="checkbox" prop:checked=is_express on:change=editor.sends(set_express) />
                "for an Express workflow"
            </label>
            {rules::all().filter(|rule| rule.is_advice()).map(advice).collect::<Vec<_>>()}
        </fieldset>
    }
}

fn advice(rule: &'static Rule) -> impl IntoView {
    let editor = Editor::expect();
    let is_asked = editor.memo(move |state| !state.checks.silenced.contains(rule.name));
    let ask = move |event| Msg::Problems(ProblemsMsg::Silence(rule.name, !event_target_checked(&event)));
    view! {
        <label title=format!("{} {}", rule.what, rule.why)>
            <input type="checkbox" prop:checked=is_asked on:change=editor.sends(ask) />
            {rule.name.replace('-', " ")}
        </label>
    }
}
