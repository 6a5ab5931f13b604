use crate::app::Theme;
use gloo::events::EventListener;
use web_sys::MediaQueryList;

/// Gives the page a theme's colours.
pub fn set_theme(theme: Theme) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(root) = document.and_then(|document| document.document_element()) else { return };
    let _ = match theme.name() {
        Some(name) => root.set_attribute("data-theme", name),
        None => root.remove_attribute("data-theme"),
    };
}

/// Whether the system asks for dark colours now.
pub fn system_is_dark() -> bool {
    dark_query().is_some_and(|query| query.matches())
}

/// Calls back whenever the system changes its mind about dark colours.
pub fn on_system_change(call: impl Fn(bool) + 'static) {
    if let Some(query) = dark_query() {
        EventListener::new(&query, "change", move |_| call(system_is_dark())).forget();
    }
}

fn dark_query() -> Option<MediaQueryList> {
    web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok()?
}
