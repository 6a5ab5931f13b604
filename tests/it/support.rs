//! What several suites share.

use std::path::{Path, PathBuf};

/// The definitions in the folder that `ASL_STUDIO_DEFINITIONS` names, by file name; none, and a line that says so,
/// where it names none.
pub(crate) fn definitions() -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("ASL_STUDIO_DEFINITIONS") else {
        println!("SKIPPED: set ASL_STUDIO_DEFINITIONS to a folder of definitions");
        return Vec::new();
    };
    definitions_in(Path::new(&folder))
}

/// The definitions in JSON in `folder`, by file name.
pub(crate) fn definitions_in(folder: &Path) -> Vec<(String, String)> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), read(path))).collect()
}
