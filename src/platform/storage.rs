//! What is kept on this device.

use gloo::storage::{LocalStorage, Storage};

/// The text kept under `key`; none where there is none, or where the browser keeps nothing.
pub fn load(key: &str) -> Option<String> {
    let storage = available()?;
    storage.get_item(key).ok()?
}

/// Keeps `text` under `key`.
///
/// # Errors
/// Says why the browser did not keep it: no room left, or storage forbidden.
pub fn store(key: &str, text: &str) -> Result<(), String> {
    let storage = available().ok_or("this browser keeps nothing for this page")?;
    storage.set_item(key, text).map_err(|_| "there is no room left on this device".to_owned())
}

/// The storage, unless the browser forbids it: then even asking for it throws.
fn available() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()??;
    Some(LocalStorage::raw())
}
