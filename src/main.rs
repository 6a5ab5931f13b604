//! The page: mounts the application in the browser, or serves runs when it is loaded in a Web Worker.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "this program is a web page: `cargo xtask serve` builds and serves it; the command line is `asl`"
    );
    std::process::exit(2);
}
