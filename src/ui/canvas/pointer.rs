//! What the pointer does on the canvas, as messages.

use super::stage::Stage;
use crate::app::{CanvasMsg, Grip, Msg, Pinch, Pointer};
use crate::asl::StatePath;
use crate::layout::Point;
use crate::ui::ctx::Editor;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDivElement, PointerEvent, WheelEvent};

/// How much a turn of the wheel by one pixel zooms.
const ZOOM_PER_PIXEL: f64 = 0.0022;
/// The pixels of a line, for wheels that count lines.
const LINE: f64 = 18.0;

/// What hears an event of the host: what follows for the canvas.
type Hear = fn(&Heard, &Event) -> Vec<CanvasMsg>;

/// What there is to know when an event is heard.
#[derive(Clone)]
struct Heard {
    host: HtmlDivElement,
    stage: Stage,
    pinch: Rc<RefCell<Pinch>>,
}

/// Listens to everything that happens on the host.
pub(super) fn listen(host: &HtmlDivElement, stage: &Stage, editor: Editor) {
    let heard = Heard { host: host.clone(), stage: stage.clone(), pinch: Rc::default() };
    let on = |name: &'static str, hear: Hear| {
        let heard = heard.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(host, name, options, move |event| {
            hear(&heard, event).into_iter().for_each(|msg| editor.dispatch(Msg::Canvas(msg)));
        })
        .forget();
    };
    on("pointerdown", pressed);
    on("pointermove", moved);
    on("pointerup", released);
    on("pointercancel", |heard, event| {
        lifted(heard, event);
        vec![CanvasMsg::Pointer(Pointer::Cancel)]
    });
    on("wheel", turned);
    on("dblclick", |heard, event| on_state(heard, event, |_| CanvasMsg::EditName));
    on("focusin", |heard, event| on_state(heard, event, CanvasMsg::Focused));
    on("scroll", |heard, _| {
        let by = heard.stage.take_scroll();
        (by != Point::default()).then_some(CanvasMsg::PanBy(by)).into_iter().collect()
    });
}

/// What an event on a state means; one elsewhere means nothing.
fn on_state(heard: &Heard, event: &Event, meaning: fn(StatePath) -> CanvasMsg) -> Vec<CanvasMsg> {
    match heard.stage.grip(event) {
        Grip::State(path) => vec![meaning(path)],
        Grip::Ground | Grip::Edge(_) | Grip::EdgeEnd(_) => Vec::new(),
    }
}

fn pressed(heard: &Heard, event: &Event) -> Vec<CanvasMsg> {
    let Some(event) = event.dyn_ref::<PointerEvent>().filter(|event| event.button() <= 1) else {
        return Vec::new();
    };
    let _ = heard.host.set_pointer_capture(event.pointer_id());
    let at = heard.stage.host_from_client(event);
    let mut pinch = heard.pinch.borrow_mut();
    let mut msgs = if is_touch(event) { pinch.at(event.pointer_id(), at) } else { Vec::new() };
    // The second finger ends what the first one began.
    let pointer = if pinch.is_on() { Pointer::Cancel } else { Pointer::Press(heard.stage.grip(event), at) };
    msgs.push(CanvasMsg::Pointer(pointer));
    msgs
}

fn moved(heard: &Heard, event: &Event) -> Vec<CanvasMsg> {
    let Some(event) = event.dyn_ref::<PointerEvent>() else { return Vec::new() };
    let at = heard.stage.host_from_client(event);
    let mut pinch = heard.pinch.borrow_mut();
    let msgs = if is_touch(event) { pinch.at(event.pointer_id(), at) } else { Vec::new() };
    if pinch.is_on() {
        return msgs;
    }
    vec![CanvasMsg::Pointer(Pointer::Move(at))]
}

fn released(heard: &Heard, event: &Event) -> Vec<CanvasMsg> {
    lifted(heard, event);
    let at = event.dyn_ref().map(|event| heard.stage.host_from_client(event));
    at.map(|at| CanvasMsg::Pointer(Pointer::Release(at))).into_iter().collect()
}

fn lifted(heard: &Heard, event: &Event) {
    if let Some(event) = event.dyn_ref::<PointerEvent>() {
        heard.pinch.borrow_mut().lift(event.pointer_id());
    }
}

fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn turned(heard: &Heard, event: &Event) -> Vec<CanvasMsg> {
    let Some(event) = event.dyn_ref::<WheelEvent>() else { return Vec::new() };
    event.prevent_default();
    let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { LINE } else { 1.0 };
    let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
    if event.ctrl_key() || event.meta_key() {
        // A pinch on a touchpad arrives as a turn of the wheel with Control.
        let at = heard.stage.host_from_client(event);
        return vec![CanvasMsg::Zoom((-y * ZOOM_PER_PIXEL).exp(), Some(at))];
    }
    let by = if event.shift_key() && x == 0.0 { Point::new(-y, 0.0) } else { Point::new(-x, -y) };
    vec![CanvasMsg::PanBy(by)]
}
