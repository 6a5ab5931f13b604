//! JSONPath against what the genuine library gave, and the paths people wrote.

use asl_studio::expr::json_path::JsonPath;
use asl_studio::value::Value;
use std::path::PathBuf;

/// A file of the folder that `ASL_STUDIO_JSONPATH` names; none, and a line that says so, where it names none.
fn read(name: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("ASL_STUDIO_JSONPATH") else {
        println!("SKIPPED: set ASL_STUDIO_JSONPATH to a folder with doc.json, jayway.tsv and real-paths.txt");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// What a path gives, as a row of `jayway.tsv` has it: definite or not, `OK` and the value, or an error.
fn row(path: &str, document: &Value) -> String {
    let Ok(path) = JsonPath::parse_plain(path) else {
        return "error".to_owned();
    };
    match path.evaluate_strictly(document) {
        Ok(value) => format!("{}\tOK\t{value}", path.is_definite()),
        Err(_) => "error".to_owned(),
    }
}

#[test]
fn paths_give_what_the_genuine_library_gives() {
    let (Some(document), Some(table)) = (read("doc.json"), read("jayway.tsv")) else {
        return;
    };
    let document = Value::parse(&document).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.splitn(4, '\t').collect()).collect();
    for row_expected in &rows {
        let [path, definite, outcome, value] = row_expected[..] else {
            panic!("a row has four columns: {row_expected:?}");
        };
        let expected = match outcome {
            "OK" => format!("{definite}\tOK\t{}", Value::parse(value).unwrap()),
            _ => "error".to_owned(),
        };
        assert_eq!(row(path, &document), expected, "{path}");
    }
    assert!(!rows.is_empty());
}

#[test]
fn paths_that_people_wrote_parse() {
    // An ellipsis in a text; the genuine library refuses it too.
    const NO_PATHS: [&str; 1] = ["$..."];
    let Some(paths) = read("real-paths.txt") else {
        return;
    };
    let refused: Vec<&str> = paths.lines().filter(|path| JsonPath::parse(path).is_err()).collect();
    assert_eq!(refused, NO_PATHS);
}
