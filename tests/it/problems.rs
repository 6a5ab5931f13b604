//! The problems of real definitions: each was looked at by a person and is true.

use crate::support::definitions;
use asl_studio::diagnostic::{Diagnostic, Severity};
use asl_studio::lint::{self, Options, Source};
use asl_studio::syntax;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What is found in each file, a line per file and code: `tests/fixtures/problems/definitions.txt`. Whoever changes a rule
/// looks at what comes and goes; `UPDATE_BASELINE=1` writes the file anew.
#[test]
fn every_problem_of_a_real_definition_is_true() {
    let mut definitions = definitions();
    if definitions.is_empty() {
        return;
    }
    definitions.extend(yaml_beside());
    let found: String = definitions.iter().map(|(name, text)| lines(name, &problems(text))).collect();
    let path = "tests/fixtures/problems/definitions.txt";
    if std::env::var_os("UPDATE_BASELINE").is_some() {
        std::fs::write(path, &found).expect("the fixture is written");
    }
    let known = std::fs::read_to_string(path).expect("the fixture is there");
    let of_files = |line: &&str| definitions.iter().any(|(name, _)| line.starts_with(&format!("{name} ")));
    let known: Vec<&str> = known.lines().filter(of_files).collect();
    let found: Vec<&str> = found.lines().collect();
    let new: Vec<&&str> = found.iter().filter(|line| !known.contains(line)).collect();
    let gone: Vec<&&str> = known.iter().filter(|line| !found.contains(line)).collect();
    assert!(new.is_empty() && gone.is_empty(), "new: {new:#?}\ngone: {gone:#?}");
}

/// The definitions in YAML, in the folder `yaml` beside that of those in JSON.
fn yaml_beside() -> Vec<(String, String)> {
    let folder = std::env::var_os("ASL_STUDIO_DEFINITIONS").map(PathBuf::from).unwrap_or_default();
    let Ok(entries) = std::fs::read_dir(folder.join("../yaml")) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let named = |path: PathBuf| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some((name, std::fs::read_to_string(&path).ok()?))
    };
    paths.into_iter().filter_map(named).collect()
}

fn problems(text: &str) -> Vec<Diagnostic> {
    let parse = syntax::read(text);
    let definition = asl_studio::asl::lower(&parse.tree.into());
    lint::check(Source { text, syntax: &parse.problems, definition: &definition }, &Options::default())
}

fn lines(name: &str, problems: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for problem in problems {
        *counts.entry((problem.severity, problem.code.0)).or_default() += 1;
    }
    let mut lines = String::new();
    for ((severity, code), count) in counts {
        let _ = writeln!(lines, "{name} {} {code} {count}", severity.name());
    }
    lines
}
