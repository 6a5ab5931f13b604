//! The standard library for `wasm32-unknown-unknown`, and the compiler that goes with it.
//!
//! In this order: an installed target; `rustup target add`; and where rustup's server is out of reach, Debian's
//! current compiler with its own source of the standard library, built once and put where rustup would have
//! put it.

use super::apt;
use crate::process::{Result, announced, output, run_logged, say};
use crate::project;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Who compiles the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WasmCompiler {
    /// The compiler that builds everything else.
    Own,
    /// Debian's, driven by our own cargo.
    Debian,
}

impl WasmCompiler {
    /// Makes cargo, and what calls cargo, compile with it.
    pub(super) fn choose_for(self, command: &mut Command) {
        if self == Self::Debian {
            command.env("RUSTC", DEBIAN_RUSTC).env("RUSTDOC", "/usr/bin/rustdoc");
            if let Some(linker) = own_linker() {
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            }
        }
    }
}

pub(super) fn find_or_fetch() -> Result<WasmCompiler> {
    if own_has_target() {
        return Ok(WasmCompiler::Own);
    }
    if debian_has_target() {
        return Ok(WasmCompiler::Debian);
    }
    if announced("adding the wasm32 target by rustup", add_by_rustup).is_ok() && own_has_target() {
        return Ok(WasmCompiler::Own);
    }
    if apt::is_usable() {
        say("rustup cannot fetch the wasm32 target: building it with Debian's compiler");
        announced("installing Debian's compiler and its source", || {
            apt::install(&["rustc-web", "rust-web-src"])
        })?;
        announced("building the standard library for wasm32", build_with_debian)?;
        return Ok(WasmCompiler::Debian);
    }
    Err(format!("the page needs the target {TARGET}: install it with `rustup target add {TARGET}`"))
}

fn add_by_rustup() -> Result<()> {
    run_logged(Command::new("rustup").args(["target", "add", TARGET]), "rustup-target-add")
}

fn own_has_target() -> bool {
    library_folder("rustc").is_some_and(|folder| has_std(&folder))
}

/// Whether the library we built is there and of the compiler's present version: rlibs of another are useless.
fn debian_has_target() -> bool {
    let Some(folder) = library_folder(DEBIAN_RUSTC) else { return false };
    let built_by = fs::read_to_string(folder.join(BUILT_BY)).ok();
    has_std(&folder) && built_by.is_some() && built_by == debian_version()
}

/// Holds the version of the compiler that built the library beside it.
const BUILT_BY: &str = "built-by.txt";

fn debian_version() -> Option<String> {
    output(Command::new(DEBIAN_RUSTC).arg("--version"))
}

fn library_folder(rustc: &str) -> Option<PathBuf> {
    output(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET])).map(PathBuf::from)
}

fn has_std(folder: &Path) -> bool {
    libraries(folder).iter().any(|path| file_name(path).starts_with("libstd-"))
}

fn libraries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "rlib")).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Builds the library as a dependency of an empty crate and copies it to the compiler's own libraries.
fn build_with_debian() -> Result<()> {
    let crate_folder = project::cache_folder()?.join("std");
    let _ = fs::remove_dir_all(&crate_folder);
    let text = |error: std::io::Error| format!("{}: {error}", crate_folder.display());
    fs::create_dir_all(crate_folder.join("src")).map_err(text)?;
    fs::write(crate_folder.join("src/lib.rs"), "").map_err(text)?;
    let manifest =
        "[package]\nname = \"throwaway\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(crate_folder.join("Cargo.toml"), manifest).map_err(text)?;
    run_logged(&mut std_build(&crate_folder), "wasm-std")?;

    let built = crate_folder.join("target").join(TARGET).join("release/deps");
    let library = library_folder(DEBIAN_RUSTC).ok_or("Debian's compiler does not know the wasm32 target")?;
    fs::create_dir_all(&library).map_err(|error| format!("{}: {error}", library.display()))?;
    libraries(&library).iter().try_for_each(fs::remove_file).map_err(|error| error.to_string())?;
    for rlib in libraries(&built).iter().filter(|path| !file_name(path).starts_with("libthrowaway")) {
        fs::copy(rlib, library.join(file_name(rlib))).map_err(|error| error.to_string())?;
    }
    fs::write(library.join(BUILT_BY), debian_version().unwrap_or_default())
        .map_err(|error| error.to_string())?;
    // Cargo does not notice that std was replaced; what was built on the old one does not link.
    let _ = fs::remove_dir_all(project::wasm_target());
    let _ = fs::remove_dir_all(&crate_folder);
    Ok(())
}

fn std_build(crate_folder: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(crate_folder).args(["build", "--release", "--target", TARGET]);
    cargo.arg("-Zbuild-std=std,panic_abort,proc_macro,test");
    cargo.env("RUSTC", DEBIAN_RUSTC).env("RUSTDOC", "/usr/bin/rustdoc").env("RUSTC_BOOTSTRAP", "1");
    // Without bitcode every later build with lto fails.
    cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes").env("CARGO_TARGET_DIR", crate_folder.join("target"));
    if let Some(linker) = own_linker() {
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    cargo
}

/// The linker of our own toolchain: Debian's compiler comes without one for wasm.
fn own_linker() -> Option<PathBuf> {
    let sysroot = PathBuf::from(output(Command::new("rustc").args(["--print", "sysroot"]))?);
    let hosts = fs::read_dir(sysroot.join("lib/rustlib")).ok()?.flatten();
    hosts.map(|host| host.path().join("bin/rust-lld")).find(|linker| linker.is_file())
}
