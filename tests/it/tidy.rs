//! What the source promises and no compiler checks: rooms import only downwards, the browser stays out of the core,
//! every room says what it is for, colours live in one place, and nothing knows the machine it was written on.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the bottom up, each with those it may import. A new line here, or a new name in one, is a change
/// of the architecture; `src/lib.rs` draws it.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diagnostic", &["text"]),
    ("value", &[]),
    ("json", &["text", "diagnostic", "value"]),
    ("yaml", &["text", "diagnostic", "value", "json"]),
    ("syntax", &["text", "diagnostic", "value", "json", "yaml"]),
    ("asl", &["text", "diagnostic", "value", "json"]),
    ("expr", &["text", "diagnostic", "value"]),
    ("lint", &["text", "diagnostic", "value", "json", "syntax", "asl", "expr"]),
    ("graph", &["text", "value", "json", "asl"]),
    ("layout", &["graph"]),
    ("render", &["text", "value", "json", "asl", "graph", "layout"]),
    ("sim", &["text", "diagnostic", "value", "json", "syntax", "asl", "expr"]),
    (
        "document",
        &[
            "text",
            "diagnostic",
            "value",
            "json",
            "syntax",
            "asl",
            "expr",
            "lint",
            "graph",
            "layout",
            "render",
        ],
    ),
    ("edit", &["text", "diagnostic", "value", "json", "syntax", "asl", "expr", "lint", "graph", "document"]),
    ("assist", &["text", "diagnostic", "value", "json", "syntax", "asl", "expr", "lint", "document", "edit"]),
    ("app", ALL_ABOVE),
    ("platform", ALL_ABOVE),
    ("ui", ALL_ABOVE),
];

/// Every room whose line stands above.
const ALL_ABOVE: &[&str] = &["*"];

/// Rooms that know the browser.
const BROWSER_ROOMS: &[&str] = &["platform", "ui"];

/// Crates that only these rooms, and the page's entry, may name.
const BROWSER_CRATES: &[&str] = &["web_sys", "js_sys", "wasm_bindgen", "gloo", "leptos", "stylist"];

/// Where colours are written.
const COLOUR_FILES: &[&str] = &["style/tokens.css", "src/render/theme.rs"];

/// Beginnings of paths that only one machine has. Written in two halves, so that this file does not hold them.
const MACHINE_PATHS: &[(&str, &str)] =
    &[("/wo", "rk/"), ("/ho", "me/"), ("/Use", "rs/"), ("/ro", "ot/"), ("C:", "\\")];

/// A file of the project with its path from the root.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The room it belongs to, if it lies in one.
    fn room(&self) -> Option<&str> {
        let (room, _) = self.path.strip_prefix("src/")?.split_once('/')?;
        (room != "bin").then_some(room)
    }

    /// Lines of code with their numbers, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

#[test]
fn rooms_import_only_what_lies_below() {
    check(&rust_sources(), |source| {
        let Some(room) = source.room() else { return Vec::new() };
        let Some(rank) = rank(room) else {
            return vec![(1, format!("the room `{room}` has no row in the table of rooms"))];
        };
        let is_wrong = |import: &str| import != room && is_forbidden(rank, import);
        let imports = imports(&source.code().collect::<Vec<_>>());
        let wrong = imports.into_iter().filter(|(_, import)| is_wrong(import));
        wrong.map(|(line, import)| (line, format!("`{room}` may not use `{import}`"))).collect()
    });
}

#[test]
fn the_command_line_knows_no_page() {
    check(&rust_sources(), |source| {
        let is_tool = source.path.starts_with("src/bin/");
        let pages = ["asl_studio::app", "asl_studio::platform", "asl_studio::ui"];
        let wrong = source.code().filter(|(_, line)| is_tool && pages.iter().any(|page| line.contains(page)));
        wrong.map(|(line, _)| (line, "the command line may not use the page".to_owned())).collect()
    });
}

#[test]
fn the_browser_stays_out_of_the_core() {
    check(&rust_sources(), |source| {
        if source.room().is_none_or(|room| BROWSER_ROOMS.contains(&room)) {
            return Vec::new();
        }
        let named = |line: &str| BROWSER_CRATES.iter().copied().find(|name| names_crate(line, name));
        let wrong = source.code().filter_map(|(line, code)| Some((line, named(code)?)));
        wrong.map(|(line, name)| (line, format!("`{name}` belongs into platform or ui"))).collect()
    });
}

#[test]
fn every_module_with_a_folder_says_what_it_is_for() {
    check(&rust_sources(), |source| {
        let opens =
            ["mod.rs", "lib.rs", "main.rs"].iter().any(|name| source.path.ends_with(&format!("/{name}")));
        let silent = opens && !source.text.starts_with("//!");
        silent.then(|| (1, "the file must open with `//!`: what it is for".to_owned())).into_iter().collect()
    });
}

#[test]
fn every_room_is_declared_in_the_library() {
    let library = read(&root().join("src/lib.rs"));
    for source in rust_sources() {
        let Some(room) = source.room() else { continue };
        assert!(library.contains(&format!("mod {room};")), "src/lib.rs does not declare `{room}`");
    }
}

#[test]
fn colours_are_tokens() {
    let sources = sources(&["rs", "css", "html"]);
    check(&sources, |source| {
        if COLOUR_FILES.contains(&source.path.as_str()) || source.path.starts_with("tests/") {
            return Vec::new();
        }
        let lines =
            source.text.lines().enumerate().filter_map(|(index, line)| Some((index + 1, colour(line)?)));
        lines
            .map(|(line, colour)| (line, format!("the colour `{colour}` belongs into {COLOUR_FILES:?}")))
            .collect()
    });
}

#[test]
fn nothing_knows_the_machine_it_was_written_on() {
    let sources =
        sources(&["rs", "css", "html", "toml", "md", "mjs", "js", "json", "yml", "yaml", "sh", "run"]);
    check(&sources, |source| {
        let knows = |line: &str| {
            MACHINE_PATHS.iter().map(|(a, b)| format!("{a}{b}")).find(|path| names_path(line, path))
        };
        let lines =
            source.text.lines().enumerate().filter_map(|(index, line)| Some((index + 1, knows(line)?)));
        lines.map(|(line, path)| (line, format!("`{path}…` is a path of one machine"))).collect()
    });
}

/// Checks every source and lists all that is wrong.
fn check(sources: &[Source], rule: impl Fn(&Source) -> Vec<(usize, String)>) {
    assert!(!sources.is_empty(), "the sources are found");
    let wrong: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            rule(source).into_iter().map(move |(line, what)| format!("{}:{line}: {what}", source.path))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|(name, _)| *name == room)
}

/// Whether the room in line `user` of the table may not use the room `used`.
fn is_forbidden(user: usize, used: &str) -> bool {
    let Some(rank) = rank(used) else { return false };
    let allowed = ROOMS[user].1;
    if allowed == ALL_ABOVE { rank > user } else { !allowed.contains(&used) }
}

/// The rooms named behind `crate::`, alone or in braces, with their lines.
fn imports(code: &[(usize, &str)]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut braces: Option<usize> = None;
    for &(line, code) in code {
        for (index, piece) in code.split("crate::").enumerate() {
            let mut rest = piece;
            if index > 0 {
                match piece.strip_prefix('{') {
                    Some(list) => (braces, rest) = (Some(0), list),
                    None => found.push((line, first_word(piece).to_owned())),
                }
            }
            if let Some(depth) = braces {
                braces = names_in_braces(rest, depth, line, &mut found);
            }
        }
    }
    found
}

/// Reads the names of a list in braces at its outer level; gives how deep the line leaves off, none at the end.
fn names_in_braces(list: &str, depth: usize, line: usize, found: &mut Vec<(usize, String)>) -> Option<usize> {
    let mut depth = depth;
    let mut at_name = true;
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return None,
            '}' => depth -= 1,
            ',' => at_name = true,
            _ if character.is_alphabetic() && at_name && depth == 0 => {
                found.push((line, first_word(&list[at..]).to_owned()));
                at_name = false;
            }
            _ => {}
        }
    }
    Some(depth)
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// Whether a line of code names a crate: in a path or an import.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        let is_word =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-' || c == '"');
        !is_word(before) && !is_word(after)
    })
}

/// Whether a path of a machine begins in the line, not in the middle of another path or of an address.
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '.' | '-' | '_' | '}' | '$' | '*'))
    })
}

/// The first colour in hexadecimal digits.
fn colour(line: &str) -> Option<&str> {
    line.match_indices('#').find_map(|(at, _)| {
        let digits =
            line[at + 1..].len() - line[at + 1..].trim_start_matches(|c: char| c.is_ascii_hexdigit()).len();
        let next = line[at + 1 + digits..].chars().next();
        let ends = next.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '-');
        let before = line[..at].chars().next_back().unwrap_or(' ');
        let begins = !before.is_alphanumeric() && before != '&';
        (matches!(digits, 3 | 4 | 6 | 8) && ends && begins).then(|| &line[at..at + 1 + digits])
    })
}

fn rust_sources() -> Vec<Source> {
    let mut found = sources(&["rs"]);
    found.retain(|source| source.path.starts_with("src/"));
    found
}

/// The files of the project with one of these endings.
fn sources(endings: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root(), &mut paths);
    paths.sort();
    let ends = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        endings.iter().any(|ending| name.ends_with(&format!(".{ending}")) || name == *ending)
    };
    let source = |path: PathBuf| Source {
        text: read(&path),
        path: path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/"),
    };
    paths.into_iter().filter(ends).map(source).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let is_made = ["target", "dist", "node_modules", ".git", ".tools"].iter().any(|made| name == *made);
        if path.is_dir() && !is_made {
            collect(&path, paths);
        } else if path.is_file() {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_rules_see_what_they_look_for() {
    let imported = |code: &str| {
        let lines: Vec<(usize, &str)> = code.lines().map(|line| (1, line)).collect();
        imports(&lines).into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(imported("use crate::sim::Step; crate::ui::f()"), ["sim", "ui"]);
    assert_eq!(imported("use crate::{asl::{self, State}, sim};"), ["asl", "sim"]);
    assert_eq!(
        imported("use crate::{\n    asl::{self,\n  State},\n    sim,\n};\nlet x = y;"),
        ["asl", "sim"]
    );
    let forbidden = |user, used| rank(user).is_some_and(|rank| is_forbidden(rank, used));
    assert!(forbidden("edit", "sim") && forbidden("sim", "edit") && forbidden("app", "ui"));
    assert!(!forbidden("edit", "document") && !forbidden("app", "sim") && !forbidden("edit", "std"));
    assert_eq!(colour("a { color: #1a2B3c; }"), Some("#1a2B3c"));
    assert_eq!(colour("href=\"#panel\" id=\"#abcx\" &#123; r#\"x\"#"), None);
    assert!(names_crate("use web_sys::Window;", "web_sys") && names_crate("leptos::mount", "leptos"));
    assert!(!names_crate("let leptos_like = 1;", "leptos"));
    assert!(names_path("cd /here/me", "/here/") && !names_path("https://a.b/here/x", "/here/"));
}
