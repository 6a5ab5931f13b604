//! What the pointer does on the canvas, as messages.

use super::stage::Stage;
use crate::app::{CanvasMsg, Grip, Msg, Pointer};
use crate::layout::Point;
use crate::ui::ctx::Editor;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDivElement, PointerEvent, WheelEvent};

/// How much a turn of the wheel by one pixel zooms.
const ZOOM_PER_PIXEL: f64 = 0.0022;
/// The pixels of a line, for wheels that count lines.
const LINE: f64 = 18.0;

/// Listens to everything that happens on the host.
pub(super) fn listen(host: &HtmlDivElement, stage: &Stage, editor: Editor) {
    let on = |name: &'static str, hear: fn(&HtmlDivElement, &Stage, &Event) -> Option<CanvasMsg>| {
        let (host, stage) = (host.clone(), stage.clone());
        let options = EventListenerOptions::enable_prevent_default();
        let target = host.clone();
        EventListener::new_with_options(&target, name, options, move |event| {
            hear(&host, &stage, event).into_iter().for_each(|msg| editor.dispatch(Msg::Canvas(msg)));
        })
        .forget();
    };
    on("pointerdown", pressed);
    on("pointermove", |_, stage, event| {
        Some(pointer(Pointer::Move(stage.host_from_client(event.dyn_ref()?))))
    });
    on("pointerup", |_, stage, event| {
        Some(pointer(Pointer::Release(stage.host_from_client(event.dyn_ref()?))))
    });
    on("pointercancel", |_, _, _| Some(pointer(Pointer::Cancel)));
    on("wheel", turned);
    on("focusin", |_, stage, event| match stage.grip(event) {
        Grip::State(path) => Some(CanvasMsg::Focused(path)),
        Grip::Ground | Grip::Edge(_) | Grip::EdgeEnd(_) => None,
    });
    on("scroll", |_, stage, _| {
        let by = stage.take_scroll();
        (by != Point::default()).then_some(CanvasMsg::PanBy(by))
    });
}

fn pointer(pointer: Pointer) -> CanvasMsg {
    CanvasMsg::Pointer(pointer)
}

fn pressed(host: &HtmlDivElement, stage: &Stage, event: &Event) -> Option<CanvasMsg> {
    let event: &PointerEvent = event.dyn_ref()?;
    if event.button() > 1 {
        return None;
    }
    let _ = host.set_pointer_capture(event.pointer_id());
    Some(pointer(Pointer::Press(stage.grip(event), stage.host_from_client(event))))
}

fn turned(_: &HtmlDivElement, stage: &Stage, event: &Event) -> Option<CanvasMsg> {
    let event: &WheelEvent = event.dyn_ref()?;
    event.prevent_default();
    let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { LINE } else { 1.0 };
    let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
    if event.ctrl_key() || event.meta_key() {
        // A pinch on a touchpad arrives as a turn of the wheel with Control.
        return Some(CanvasMsg::Zoom((-y * ZOOM_PER_PIXEL).exp(), Some(stage.host_from_client(event))));
    }
    let by = if event.shift_key() && x == 0.0 { Point::new(-y, 0.0) } else { Point::new(-x, -y) };
    Some(CanvasMsg::PanBy(by))
}
