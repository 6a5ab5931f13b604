//! Where things are: in this checkout, and in the cache that all checkouts of one user share.

use crate::process::Result;
use std::path::{Path, PathBuf};

/// The top of the checkout that this program was built from.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The folder of the npm packages and of the scripts that use them.
pub(crate) fn npm() -> PathBuf {
    root().join("xtask/npm")
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The target folder of the page. It is not the native one: where the page needs another compiler, the two
/// would make each other build everything anew.
pub(crate) fn wasm_target() -> PathBuf {
    root().join("target/wasm")
}

/// The cache, made if it was not there.
pub(crate) fn cache_folder() -> Result<PathBuf> {
    let folder = cache();
    std::fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    Ok(folder)
}

/// Where that is kept which is built once per user, not once per checkout.
pub(crate) fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    base.or_else(home).unwrap_or_else(|| root().join("target")).join("asl-studio")
}
