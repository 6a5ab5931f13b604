use crate::document::Millis;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The time since the page was opened.
pub fn now() -> Millis {
    let elapsed = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
    Millis(elapsed as u64)
}

/// Calls back after a while.
pub fn after(wait: Millis, call: impl FnOnce() + 'static) {
    Timeout::new(u32::try_from(wait.0).unwrap_or(u32::MAX), call).forget();
}

/// Calls back before the next picture is painted.
pub fn before_paint(call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(call.unchecked_ref());
    }
}

/// How long what waits for a quiet moment waits at most.
const QUIET_WITHIN: u32 = 60;

/// Calls back in the next quiet moment, when no picture and no input waits.
pub fn when_quiet(call: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    if !Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false) {
        return after(Millis(0), call);
    }
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(QUIET_WITHIN);
    let call = Closure::once_into_js(call);
    let _ = window.request_idle_callback_with_options(call.unchecked_ref(), &options);
}

/// Calls back once the next picture is painted.
pub fn after_paint(call: impl FnOnce() + 'static) {
    before_paint(move || after(Millis(0), call));
}

/// Calls back as soon as the next picture is painted, before all that waits for that: a timer waits a millisecond at least,
/// and lets what waits for a quiet moment go first.
pub fn right_after_paint(call: impl FnOnce() + 'static) {
    before_paint(move || next(call));
}

fn next(call: impl FnOnce() + 'static) {
    let Some((scheduler, post)) = post_task() else { return after(Millis(0), call) };
    let options = Object::new();
    let _ = Reflect::set(&options, &"priority".into(), &"user-blocking".into());
    let _ = post.call2(&scheduler, &Closure::once_into_js(call), &options);
}

/// `scheduler.postTask`, which not every browser has.
fn post_task() -> Option<(JsValue, Function)> {
    let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).ok()?;
    let post = Reflect::get(&scheduler, &"postTask".into()).ok()?.dyn_into().ok()?;
    Some((scheduler, post))
}
