use crate::app::{Msg, Panels, Splitter, ViewMsg};
use crate::ui::controls::css::{Sheet, class};
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use stylist::style;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// How far an arrow key moves a boundary.
const STEP: f64 = 16.0;

/// A boundary between two panels, moved by pointer or arrow keys.
#[component]
pub(super) fn SplitterView(
    /// Which boundary.
    splitter: Splitter,
) -> impl IntoView {
    let editor = Editor::expect();
    let size = editor.memo(move |state| state.panels.size(splitter));
    let (least, greatest) = Panels::bounds(splitter);
    let stands = matches!(splitter, Splitter::Text | Splitter::Inspector);
    let resize = move |size: f64| editor.dispatch(Msg::View(ViewMsg::Resize(splitter, size)));
    let held = StoredValue::new(None::<(f64, f64)>);

    let press = move |event: PointerEvent| {
        if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        held.set_value(Some((along(&event, stands), size.get_untracked())));
    };
    let drag = move |event: PointerEvent| {
        if let Some((start, before)) = held.get_value() {
            resize(before + (along(&event, stands) - start) * direction(splitter));
        }
    };
    let key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => STEP,
            "ArrowLeft" | "ArrowUp" => -STEP,
            _ => return,
        };
        event.prevent_default();
        resize(size.get_untracked() + by * direction(splitter));
    };
    view! {
        <div
            class=class(sheet())
            class:stands=stands
            role="separator"
            tabindex="0"
            aria-label=name(splitter)
            aria-orientation=if stands { "vertical" } else { "horizontal" }
            aria-valuenow=move || size.get()
            aria-valuemin=least
            aria-valuemax=greatest
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=move |_| held.set_value(None)
            on:pointercancel=move |_| held.set_value(None)
            on:keydown=key
        ></div>
    }
}

fn along(event: &PointerEvent, stands: bool) -> f64 {
    f64::from(if stands { event.client_x() } else { event.client_y() })
}

/// Whether the panel that a boundary sizes lies before it or behind it.
fn direction(splitter: Splitter) -> f64 {
    if splitter == Splitter::Text { 1.0 } else { -1.0 }
}

fn name(splitter: Splitter) -> &'static str {
    match splitter {
        Splitter::Text => "Width of the text pane",
        Splitter::Problems => "Height of the problems list",
        Splitter::Inspector => "Width of the inspector",
        Splitter::Run => "Height of the run panel",
    }
}

fn sheet() -> Sheet {
    style!(
        r#"
        flex: none; height: var(--splitter); cursor: row-resize; background: var(--ground); touch-action: none;
        &.stands { height: auto; width: var(--splitter); cursor: col-resize; }
        &:hover, &:focus-visible { background: var(--accent); outline: none; }
        @media (max-width: 760px) { &.stands { display: none; } }
        "#
    )
}
