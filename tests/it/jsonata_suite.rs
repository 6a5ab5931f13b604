//! The official JSONata test suite, as a folder of case files: `ASL_STUDIO_JSONATA_SUITE` names the folder that holds
//! `groups` and `datasets`. Without it the test says that it was skipped.

use asl_studio::expr::jsonata::{Bindings, Dialect, Environment, Expression};
use asl_studio::value::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Cases that are known to differ, and why.
const EXCEPTIONS: [(&str, &str); 2] = [
    ("function-encodeUrl/case002", "a lone surrogate is no character and cannot be in a text"),
    ("function-encodeUrlComponent/case002", "the same"),
];

/// An error's code, or the value, or nothing.
#[derive(Debug, PartialEq)]
enum Ending {
    Value(Value),
    Undefined,
    Error(String),
}

struct Case {
    name: String,
    expression: String,
    data: Option<Value>,
    bindings: Bindings,
    depth: Option<usize>,
    is_unordered: bool,
    expected: Ending,
}

#[test]
fn the_official_suite_passes() {
    let Some(folder) = std::env::var_os("ASL_STUDIO_JSONATA_SUITE").map(PathBuf::from) else {
        println!("SKIPPED: ASL_STUDIO_JSONATA_SUITE is not set");
        return;
    };
    let cases = cases(&folder);
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in &cases {
        let group = case.name.split('/').next().unwrap_or_default();
        let (passed, total) = groups.entry(group).or_default();
        *total += 1;
        match run(case) {
            Ok(()) => *passed += 1,
            Err(difference) => failures.push(format!("{}: {}\n    {difference}", case.name, case.expression)),
        }
    }
    for (group, (passed, total)) in groups.iter().filter(|(_, (passed, total))| passed < total) {
        println!("{group}: {passed} of {total}");
    }
    println!("{}", failures.join("\n"));
    println!("{} of {} cases pass", cases.len() - failures.len(), cases.len());
    let is_known = |failure: &&String| EXCEPTIONS.iter().any(|(name, _)| failure.starts_with(name));
    let unknown = failures.iter().filter(|failure| !is_known(failure)).count();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    assert_eq!(unknown, 0, "failures that are no known exceptions");
}

fn cases(folder: &Path) -> Vec<Case> {
    let mut files: Vec<PathBuf> =
        entries(&folder.join("groups")).iter().flat_map(|group| entries(group)).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    let mut cases = Vec::new();
    for file in files {
        let parsed = read_json(&file);
        let listed = parsed.as_array().map(<[Value]>::to_vec);
        for (index, case) in listed.unwrap_or_else(|| vec![parsed.clone()]).iter().enumerate() {
            cases.push(read_case(folder, &file, index, case));
        }
    }
    cases
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// A file's JSON. Lone surrogates, which a text cannot hold, become replacement characters.
fn read_json(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_default();
    Value::parse(&text)
        .or_else(|_| Value::parse(&text.replace("\\uD800", "\\uFFFD")))
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn read_case(folder: &Path, file: &Path, index: usize, case: &Value) -> Case {
    let group = file.parent().unwrap_or(folder);
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let group_name = group.file_name().unwrap_or_default().to_string_lossy();
    let expression = case.get("expr").and_then(Value::as_str).map(str::to_owned);
    let expression = expression.unwrap_or_else(|| {
        let name = case.get("expr-file").and_then(Value::as_str).unwrap_or_default();
        fs::read_to_string(group.join(name)).unwrap_or_default()
    });
    let dataset = case.get("dataset").and_then(Value::as_str);
    let data = match dataset {
        Some(name) => Some(read_json(&folder.join("datasets").join(format!("{name}.json")))),
        None => case.get("data").cloned(),
    };
    Case {
        name: format!("{group_name}/{stem}[{index}]"),
        expression,
        data,
        bindings: case.get("bindings").and_then(Value::as_object).cloned().unwrap_or_default(),
        depth: case.get("depth").and_then(Value::as_i64).and_then(|depth| usize::try_from(depth).ok()),
        is_unordered: case.get("unordered").is_some(),
        expected: expected(case),
    }
}

fn expected(case: &Value) -> Ending {
    let code = case.get("code").or_else(|| case.get("error").and_then(|error| error.get("code")));
    match (code.and_then(Value::as_str), case.get("result")) {
        (Some(code), _) => Ending::Error(code.to_owned()),
        (None, Some(result)) => Ending::Value(result.clone()),
        (None, None) => Ending::Undefined,
    }
}

fn run(case: &Case) -> Result<(), String> {
    let actual = evaluate(case);
    let equal = match (&actual, &case.expected) {
        (Ending::Value(a), Ending::Value(b)) if case.is_unordered => sorted(a) == sorted(b),
        (Ending::Value(a), Ending::Value(b)) => is_close(a, b),
        (actual, expected) => actual == expected,
    };
    if equal { Ok(()) } else { Err(format!("expected {:?}, got {actual:?}", case.expected)) }
}

fn evaluate(case: &Case) -> Ending {
    let mut state = 1;
    let mut random = || {
        let (next, bits) = asl_studio::expr::split_mix(state);
        state = next;
        bits
    };
    let mut environment = Environment::new(Dialect::Standard, 1_700_000_000_000, &mut random);
    environment.limits.steps = 2_000_000;
    if let Some(depth) = case.depth {
        environment.limits.depth = depth;
    }
    let result = Expression::parse(&case.expression, Dialect::Standard)
        .and_then(|expression| expression.evaluate(case.data.as_ref(), &case.bindings, &mut environment));
    match result {
        Ok(evaluated) => evaluated.into_value().map_or(Ending::Undefined, Ending::Value),
        Err(error) => Ending::Error(error.code().to_owned()),
    }
}

/// Whether two values are the same but for the last digits of numbers, which the suite's results lack.
fn is_close(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| is_close(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same =
                |(key, value): (&Arc<str>, &Value)| b.get(key).is_some_and(|other| is_close(value, other));
            a.len() == b.len() && a.iter().all(same)
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64(), b.as_f64());
            a == b || (a - b).abs() <= 1e-14 * a.abs().max(b.abs())
        }
        (a, b) => a == b,
    }
}

fn sorted(value: &Value) -> Vec<String> {
    let mut items: Vec<String> = value.as_array().unwrap_or_default().iter().map(Value::to_json).collect();
    items.sort();
    items
}
