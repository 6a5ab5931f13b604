use super::Icon;
use super::button::{Look, button_class};
use super::css::{Sheet, class};
use crate::app::{Msg, Via};
use crate::asl::StateType;
use crate::edit::{Command, Spot};
use crate::ui::ctx::Editor;
use leptos::html::Div;
use leptos::prelude::*;
use stylist::style;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// A button that opens a menu of the eight types and adds a state of one behind the selected state.
#[component]
pub(crate) fn AddMenu(
    /// Whether only its sign is shown.
    #[prop(optional)]
    is_small: bool,
) -> impl IntoView {
    let editor = Editor::expect();
    let is_open = RwSignal::new(false);
    let list = NodeRef::<Div>::new();
    let has_selection = editor.memo(|state| state.selected().is_some());
    Effect::new(move |_| {
        if is_open.get() {
            focus_item(list, 0);
        }
    });
    let add = move |state_type: StateType| {
        is_open.set(false);
        if let Some(state) = editor.peek(|state| state.selected().cloned()) {
            editor.dispatch(Msg::Edit(
                Command::InsertState { spot: Spot::After(state), state_type },
                Via::Gesture,
            ));
        }
    };
    let item = move |state_type: StateType| {
        view! {
            <button type="button" role="menuitem" tabindex="-1" on:click=move |_| add(state_type)>
                {state_type.name()}
            </button>
        }
    };
    let look = if is_small { Look::Sign } else { Look::Words };
    view! {
        <div
            class=class(sheet())
            on:keydown=move |event| key(&event, list, is_open)
            on:focusout=move |event| left(&event, is_open)
        >
            <button
                type="button"
                class=button_class(look)
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                aria-label="Add after"
                title="Add a state after this one"
                disabled=move || !has_selection.get()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon name="plus" />
                {(!is_small).then_some("Add after")}
            </button>
            <Show when=move || is_open.get()>
                <div node_ref=list class="list" role="menu" aria-label="Type of the new state">
                    {StateType::ALL.map(item)}
                </div>
            </Show>
        </div>
    }
}

/// Arrows walk the menu, Escape closes it.
fn key(event: &KeyboardEvent, list: NodeRef<Div>, is_open: RwSignal<bool>) {
    if !is_open.get_untracked() {
        return;
    }
    let here = focused_item(list);
    match event.key().as_str() {
        "ArrowDown" => focus_item(list, here.map_or(0, |at| at + 1)),
        "ArrowUp" => focus_item(list, here.map_or(0, |at| at.saturating_sub(1))),
        "Home" => focus_item(list, 0),
        "End" => focus_item(list, StateType::ALL.len() - 1),
        "Escape" => {
            is_open.set(false);
            let wrapper = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let button = wrapper.and_then(|wrapper| wrapper.query_selector("button").ok().flatten());
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                let _ = button.focus();
            }
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// The menu closes when the focus goes elsewhere.
fn left(event: &FocusEvent, is_open: RwSignal<bool>) {
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    let wrapper = event.current_target().and_then(|target| target.dyn_into::<Node>().ok());
    if wrapper.is_some_and(|wrapper| !wrapper.contains(to.as_ref())) {
        is_open.set(false);
    }
}

fn focus_item(list: NodeRef<Div>, at: usize) {
    let item = list.get_untracked().and_then(|list| list.children().item(u32::try_from(at).ok()?));
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}

fn focused_item(list: NodeRef<Div>) -> Option<usize> {
    let list = list.get_untracked()?;
    let focused = web_sys::window()?.document()?.active_element()?;
    let items = list.children();
    (0..items.length()).position(|at| items.item(at).as_ref() == Some(&focused))
}

fn sheet() -> Sheet {
    style!(
        r#"
        position: relative;
        & .list { position: absolute; z-index: 5; top: calc(100% + 4px); left: 0; display: flex; flex-direction: column; min-width: 132px; padding: var(--space-1); background: var(--surface-raised); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
        & .list button { padding: 5px var(--space-2); border: none; border-radius: var(--radius-small); background: none; color: var(--ink); font: inherit; text-align: start; cursor: pointer; }
        & .list button:hover, & .list button:focus { background: var(--hover); outline: none; }
        & .list button:focus-visible { box-shadow: inset 0 0 0 2px var(--focus); }
        "#
    )
}
