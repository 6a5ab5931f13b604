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

/// The definitions in YAML in that folder and in the folder `yaml` beside it, by file name.
pub(crate) fn yaml_definitions() -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("ASL_STUDIO_DEFINITIONS") else { return Vec::new() };
    let folder = Path::new(&folder);
    let beside = folder.join("../yaml");
    let folders = [folder, &beside];
    folders.iter().filter(|folder| folder.is_dir()).flat_map(|folder| files_in(folder, "yaml")).collect()
}

/// The definitions in JSON in `folder`, by file name.
pub(crate) fn definitions_in(folder: &Path) -> Vec<(String, String)> {
    files_in(folder, "json")
}

fn files_in(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == ending))
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), read(path))).collect()
}
