//! Runs every recording of AWS below a folder and prints what the interpreter made of it, one JSON line a case, for
//! the judge that comes with the recordings.

mod printed;
mod request;
mod wasm;

use crate::process::Result;
use asl_studio::asl::{self, Definition};
use asl_studio::diagnostic::{Diagnostic, Severity};
use asl_studio::json;
use asl_studio::lint::{self, Source};
use asl_studio::sim::test_state::{self, TEST_STATE_NAME, TestStateWorld};
use asl_studio::sim::{MockScript, Names, Unmocked, run_definition, variable_references};
use asl_studio::value::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Recordings that nothing can reproduce, each with its reason.
const UNREPRODUCIBLE: &[(&str, &str)] = &[(
    "test_state/test_test_state_mock_scenarios::TestStateMockScenarios::test_sfn_start_execution_success",
    "the mock's StartDate is `2024-01-01T00:00:00`, but the recorded output has the placeholder `start-date` in its place",
)];

const USAGE: &str = "usage: cargo xtask conformance FOLDER [--wasm]";

/// `cargo xtask conformance FOLDER [--wasm]`
pub(crate) fn conformance(arguments: &[String]) -> Result<()> {
    let (folder, wasm) = match arguments {
        [folder] => (folder, false),
        [folder, flag] if flag == "--wasm" => (folder, true),
        _ => return Err(USAGE.to_owned()),
    };
    let cases = cases(Path::new(folder))?;
    if wasm {
        return wasm::compare(&cases);
    }
    for (name, reason) in UNREPRODUCIBLE {
        eprintln!("cannot be reproduced: {name}: {reason}");
    }
    let mut out = std::io::stdout().lock();
    for case in &cases {
        if let (Some(name), Some(result)) = (case.get("name"), result(case)) {
            let line = Value::object([("name", name.clone()), ("result", result)]);
            writeln!(out, "{line}").map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

/// The cases below a folder, in the order of their files.
fn cases(folder: &Path) -> Result<Vec<Value>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let read = |file: &PathBuf| {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Value::parse(&text).ok())
    };
    files.iter().filter_map(|file| read(file).transpose()).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}

/// What comes of a case; none for kinds that nothing here answers.
fn result(case: &Value) -> Option<Value> {
    case.get("expected")?;
    match case.get("kind")?.as_str()? {
        "execution" => Some(execution(case)),
        "create_validation" => Some(create_validation(case)),
        "variable_references" => Some(references(case)),
        "test_state" => Some(tested_state(case)),
        _ => None,
    }
}

fn execution(case: &Value) -> Value {
    let definition = definition(case);
    let request = request::request(case);
    printed::print_report(&run_definition(&definition, &request, |_| false))
}

/// How many problems AWS gives at most, unless asked for fewer (AWS, ValidateStateMachineDefinition).
const MOST_DIAGNOSTICS: usize = 100;

/// What AWS says to the definition, in the form of the API that was called.
fn create_validation(case: &Value) -> Value {
    let verdict = verdict(case, case.get("type").and_then(Value::as_str) == Some("EXPRESS"));
    let api = case.get("expected").and_then(|expected| expected.get("api")).cloned().unwrap_or_default();
    let refusal = lint::refusal(&verdict);
    let mut printed = Map::default();
    let result = if refusal.is_some() { "FAIL" } else { "OK" };
    printed.insert("result".into(), Value::from(result));
    if api.as_str() == Some("CreateStateMachine") {
        if let Some(message) = refusal {
            printed.insert("code".into(), Value::from("InvalidDefinition"));
            printed.insert("message".into(), Value::from(message));
        }
    } else {
        // Warnings are given only to who asks for them.
        let asked = case.get("request").and_then(|request| request.get("severity"));
        let least = if asked.and_then(Value::as_str) == Some("WARNING") {
            Severity::Warning
        } else {
            Severity::Error
        };
        let given: Vec<Value> =
            verdict.iter().filter(|problem| problem.severity <= least).map(print_diagnostic).collect();
        printed.insert("truncated".into(), Value::from(given.len() > MOST_DIAGNOSTICS));
        let given: Vec<Value> = given.into_iter().take(MOST_DIAGNOSTICS).collect();
        printed.insert("diagnostics".into(), given.into());
    }
    printed.insert("api".into(), api);
    Value::from(printed)
}

fn print_diagnostic(problem: &Diagnostic) -> Value {
    let mut printed = Map::default();
    printed.insert("severity".into(), Value::from(problem.severity.name().to_uppercase()));
    printed.insert("code".into(), Value::from(problem.code.0));
    printed.insert("message".into(), Value::from(problem.message.as_str()));
    if let Some(location) = &problem.location {
        printed.insert("location".into(), Value::from(location.as_str()));
    }
    Value::from(printed)
}

/// AWS's problems with the definition of a case.
fn verdict(case: &Value, express: bool) -> Vec<Diagnostic> {
    let text = definition_text(case);
    let parse = json::parse(&text);
    let definition = asl::lower(&Arc::new(parse.tree));
    lint::verdict(Source { text: &text, syntax: &parse.problems, definition: &definition }, express)
}

/// Which variables each state reads.
fn references(case: &Value) -> Value {
    let names = |names: BTreeSet<Arc<str>>| Value::array(names.into_iter().map(Value::from).collect());
    let references =
        variable_references(&definition(case)).into_iter().map(|(state, reads)| (state, names(reads)));
    Value::object([
        ("api", Value::from("DescribeStateMachine")),
        ("result", Value::from("OK")),
        ("variableReferences", Value::object(references)),
    ])
}

/// One state on its own: the recording's request beside the definition and the input.
fn tested_state(case: &Value) -> Value {
    let exception = |code: &str, message: String| {
        let exception = Value::object([("code", Value::from(code)), ("message", Value::from(message))]);
        Value::object([("exception", exception)])
    };
    match test_state::answer(&test_state_request(case), &test_state_world(case), lint::refusal_of_text) {
        Ok(response) => response.to_plain_value(),
        Err(refusal) => exception(refusal.code, refusal.message),
    }
}

fn test_state_request(case: &Value) -> Value {
    let mut request = case.get("request").and_then(Value::as_object).cloned().unwrap_or_default();
    for key in ["definition", "input"] {
        if let Some(value) = case.get(key).filter(|value| !value.is_null()) {
            request.insert(key.into(), Value::from(value.to_json()));
        }
    }
    Value::from(request)
}

fn test_state_world(case: &Value) -> TestStateWorld {
    let mocks = case.get("mocks").and_then(Value::as_object).cloned().unwrap_or_default();
    let named = |(state, responses): (&Arc<str>, &Value)| {
        let state = if &**state == "*" { TEST_STATE_NAME.into() } else { state.clone() };
        (state, responses.clone())
    };
    TestStateWorld {
        mocks: MockScript::from_value(&Value::object(mocks.iter().map(named))).unwrap_or_default(),
        unmocked: Unmocked::Fail,
        names: Names { account: "111111111111".into(), ..Names::default() },
        ..TestStateWorld::default()
    }
}

/// The definition of a case; a string where it is not JSON.
fn definition_text(case: &Value) -> String {
    let value = case.get("definition").cloned().unwrap_or_default();
    value.as_str().map_or_else(|| value.to_json(), str::to_owned)
}

fn definition(case: &Value) -> Definition {
    asl::lower(&Arc::new(json::parse(&definition_text(case)).tree))
}
