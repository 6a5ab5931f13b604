//! The page: mounts the application in the browser, or serves runs when it is loaded in a Web Worker.

#[cfg(all(test, target_arch = "wasm32"))]
#[path = "../tests/browser/mod.rs"]
mod browser_tests;

#[cfg(target_arch = "wasm32")]
fn main() {
    // A worker has no window.
    if web_sys::window().is_some() {
        asl_studio::platform::crash::install();
        asl_studio::ui::mount();
    } else {
        asl_studio::ui::serve();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "this program is a web page: `cargo xtask serve` builds and serves it; the command line is `asl`"
    );
    std::process::exit(2);
}
