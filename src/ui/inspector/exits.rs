use super::field_id;
use crate::app::{Exit, Inspection, Msg, Via};
use crate::asl::{EdgePath, TransitionKind};
use crate::edit::{Command, Destination};
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use std::sync::Arc;

/// Where the state leads, and what it does about errors.
#[component]
pub(super) fn Exits(
    /// The state.
    inspection: Memo<Option<Inspection>>,
) -> impl IntoView {
    let exits = Memo::new(move |_| inspection.get().map(|state| with_end(&state)).unwrap_or_default());
    let end = Memo::new(move |_| inspection.with(|state| state.as_ref().map_or("", |state| state.end)));
    let retriers = Memo::new(move |_| inspection.get().map(|state| state.retriers).unwrap_or_default());
    let targets = Memo::new(move |_| inspection.get().map(|state| state.targets).unwrap_or_default());
    view! {
        <Show when=move || !exits.with(Vec::is_empty)>
            <h3>"Leads to"</h3>
        </Show>
        <For
            each=move || exits.get()
            key=|exit| (exit.edge.clone(), exit.when.clone(), exit.target.clone())
            children=move |exit| view! { <ExitView exit targets end /> }
        />
        <Show when=move || !retriers.with(Vec::is_empty)>
            <h3>"Tries again"</h3>
            <For
                each=move || retriers.get()
                key=Clone::clone
                children=|words| view! { <p class="retry">{words}</p> }
            />
        </Show>
    }
}

/// The ways out; a state that takes `Next` and has none ends the machine, or leads nowhere yet.
fn with_end(state: &Inspection) -> Vec<Exit> {
    let mut exits = state.exits.clone();
    let has_next = exits.iter().any(|exit| matches!(exit.edge, EdgePath::Exit(_, TransitionKind::Next)));
    if state.has_next && state.state_type.is_some() && !has_next {
        exits.insert(
            0,
            Exit {
                edge: EdgePath::Exit(state.path.clone(), TransitionKind::Next),
                when: "Next".to_owned(),
                target: Arc::from(""),
                is_dangling: !state.ends,
            },
        );
    }
    exits
}

/// A way out, with a choice of where it leads.
#[component]
fn ExitView(
    /// The way out.
    exit: Exit,
    /// The states it can lead to.
    targets: Memo<Vec<Arc<str>>>,
    /// What ends where it ends.
    end: Memo<&'static str>,
) -> impl IntoView {
    let editor = Editor::expect();
    let id = field_id(&format!("{:?}", exit.edge).replace(|c: char| !c.is_alphanumeric(), "-"));
    let (edge, target) = (exit.edge.clone(), exit.target.clone());
    let can_end = matches!(edge, EdgePath::Exit(_, TransitionKind::Next));
    let lead = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        let to = match (&*name, edge.from()) {
            ("", _) => Destination::End,
            (name, Some(from)) => Destination::State(from.sibling(name)),
            (_, None) => return,
        };
        editor.dispatch(Msg::Edit(Command::Connect { edge: edge.clone(), to }, Via::Gesture));
    };
    let current = target.clone();
    let options = move || {
        let current = current.clone();
        let option = move |name: Arc<str>| {
            let selected = name == current;
            view! { <option value=name.to_string() selected=selected>{name.to_string()}</option> }
        };
        targets.get().into_iter().map(option).collect_view()
    };
    let lost = exit.is_dangling.then(|| {
        let words = if target.is_empty() {
            "choose a state…".to_owned()
        } else {
            format!("{target} (no such state)")
        };
        view! { <option value="?" selected disabled>{words}</option> }
    });
    let ends = target.is_empty() && !exit.is_dangling;
    view! {
        <div class="exit">
            <label for=id.clone()>{exit.when.clone()}</label>
            <select id=id on:change=lead>
                {lost}
                {can_end.then(|| view! { <option value="" selected=ends>{end}</option> })}
                {options}
            </select>
        </div>
    }
}
