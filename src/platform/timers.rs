use crate::document::Millis;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

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

/// Calls back once the next picture is painted.
pub fn after_paint(call: impl FnOnce() + 'static) {
    before_paint(move || after(Millis(0), call));
}
