//! Files from this device and to it.

use gloo::events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// Files larger than this are refused before they are read: no definition comes near (AWS's bound is 1 MiB).
const MAX_BYTES: f64 = 50.0 * 1024.0 * 1024.0;

/// A file's name and text, or why it could not be read.
pub type Opened = Result<(String, String), String>;

/// Opens the browser's file dialogue and hears of the file that was chosen; nothing is heard after "cancel".
pub fn choose(hear: impl Fn(Opened) + 'static) {
    let Some(input) = create::<HtmlInputElement>("input") else { return };
    input.set_type("file");
    input.set_accept(".json,.asl,.yaml,.yml,.txt,application/json");
    let chosen = input.clone();
    EventListener::once(&input, "change", move |_| {
        if let Some(file) = first(chosen.files()) {
            read(file, hear);
        }
    })
    .forget();
    input.click();
}

/// The first file of a list, such as the one dropped on the page.
pub fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

/// Reads a file as text.
pub fn read(file: File, hear: impl Fn(Opened) + 'static) {
    let name = file.name();
    if file.size() > MAX_BYTES {
        hear(Err(format!("{name} is larger than 50 MB, so it is no definition")));
        return;
    }
    spawn_local(async move {
        hear(match JsFuture::from(file.array_buffer()).await {
            // Decoded here and not by the browser, which would take a byte-order mark away.
            Ok(bytes) => match String::from_utf8(Uint8Array::new(&bytes).to_vec()) {
                Ok(text) => Ok((name, text)),
                Err(_) => Err(format!("{name} is no text in UTF-8, so it is no definition")),
            },
            Err(_) => Err(format!("{name} could not be read")),
        });
    });
}

/// Gives the user a file to keep.
///
/// # Errors
/// Says that the browser refused.
pub fn download(name: &str, text: &str) -> Result<(), String> {
    let refused = |_: JsValue| format!("the browser refused to save {name}");
    let options = BlobPropertyBag::new();
    options.set_type(if name.ends_with("json") { "application/json" } else { "text/yaml" });
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(refused)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(refused)?;
    if let Some(link) = create::<HtmlAnchorElement>("a") {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    Url::revoke_object_url(&url).map_err(refused)
}

fn create<T: JsCast>(tag: &str) -> Option<T> {
    web_sys::window()?.document()?.create_element(tag).ok()?.dyn_into().ok()
}
