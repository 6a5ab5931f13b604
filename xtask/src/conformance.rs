//! Runs every recording of AWS below a folder and prints what the interpreter made of it, one JSON line a case, for
//! the judge that comes with the recordings.

use crate::process::Result;
use asl_studio::asl::{self, Definition};
use asl_studio::diagnostic::{Diagnostic, Severity};
use asl_studio::json;
use asl_studio::lint::{self, Source};
use asl_studio::sim::event::{Event, EventKind, TaskCall, TaskFamily, TaskProgress};
use asl_studio::sim::test_state::{self, TEST_STATE_NAME, TestStateWorld};
use asl_studio::sim::{
    MockScript, Names, RunReport, RunRequest, SimTime, Unmocked, WorkflowType, run_definition,
    variable_references,
};
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

/// `cargo xtask conformance FOLDER`
pub(crate) fn conformance(arguments: &[String]) -> Result<()> {
    let [folder] = arguments else { return Err("usage: cargo xtask conformance FOLDER".to_owned()) };
    let mut files = Vec::new();
    collect(Path::new(folder), &mut files)?;
    files.sort();
    for (name, reason) in UNREPRODUCIBLE {
        eprintln!("cannot be reproduced: {name}: {reason}");
    }
    let mut out = std::io::stdout().lock();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let Ok(case) = Value::parse(&text) else { continue };
        if let (Some(name), Some(result)) = (case.get("name"), result(&case)) {
            let line = Value::object([("name", name.clone()), ("result", result)]);
            writeln!(out, "{line}").map_err(|error| error.to_string())?;
        }
    }
    Ok(())
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
    let request = request(case);
    print_report(&run_definition(&definition, &request, |_| false))
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
    let mut request = case.get("request").and_then(Value::as_object).cloned().unwrap_or_default();
    for key in ["definition", "input"] {
        if let Some(value) = case.get(key).filter(|value| !value.is_null()) {
            request.insert(key.into(), Value::from(value.to_json()));
        }
    }
    let exception = |code: &str, message: String| {
        let exception = Value::object([("code", Value::from(code)), ("message", Value::from(message))]);
        Value::object([("exception", exception)])
    };
    match test_state::answer(&Value::from(request), &test_state_world(case), lint::refusal_of_text) {
        Ok(response) => response.to_plain_value(),
        Err(refusal) => exception(refusal.code, refusal.message),
    }
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

fn request(case: &Value) -> RunRequest {
    let standard = RunRequest::default();
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(Arc::<str>::from);
    let names = |key: &str| text(case.get("execution").and_then(|names| names.get(key)));
    let mocks = case.get("mocks").cloned().unwrap_or_default();
    let mocks = in_order(mocks, case.get("mock_order"));
    let objects = case.get("fixtures").and_then(|fixtures| fixtures.get("s3"));
    RunRequest {
        input: case.get("input").cloned().unwrap_or_else(Value::empty_object),
        mocks: MockScript::from_value(&mocks).unwrap_or_default(),
        unmocked: Unmocked::Fail,
        workflow_type: match case.get("type").and_then(Value::as_str) {
            Some("EXPRESS") => WorkflowType::Express,
            _ => WorkflowType::Standard,
        },
        clock: case.get("clock").and_then(Value::as_str).and_then(SimTime::parse).unwrap_or(standard.clock),
        names: Names {
            execution: names("name").unwrap_or_else(|| "execution".into()),
            state_machine: names("stateMachineName").unwrap_or_else(|| "machine".into()),
            role_arn: names("roleArn").unwrap_or_else(|| "arn:aws:iam::111111111111:role/role".into()),
            account: "111111111111".into(),
            ..Names::default()
        },
        task_tokens: tokens(case),
        objects: objects
            .and_then(|objects| serde_json::from_str(&objects.to_json()).ok())
            .unwrap_or_default(),
        ..standard
    }
}

/// The token that the run had, where the recorded consumer sent its message back and the token with it.
fn tokens(case: &Value) -> Vec<Arc<str>> {
    fn find(value: &Value) -> Option<Arc<str>> {
        match value {
            Value::Object(members) => match members.get("TaskToken") {
                Some(Value::String(token)) => Some(token.clone()),
                _ => members.values().find_map(find),
            },
            Value::Array(items) => items.iter().find_map(find),
            _ => None,
        }
    }
    case.get("mocks").and_then(find).into_iter().collect()
}

/// Gives mocks to the iterations that AWS gave them to: `order` holds, by state, the path of each invocation.
fn in_order(mocks: Value, order: Option<&Value>) -> Value {
    let (Some(order), Some(states)) = (order.and_then(Value::as_object), mocks.as_object()) else {
        return mocks;
    };
    let assign = |(state, responses): (&Arc<str>, &Value)| {
        let placed = order.get(state).and_then(|paths| place(responses, paths.as_array()?));
        (state.clone(), placed.unwrap_or_else(|| responses.clone()))
    };
    Value::object(states.iter().map(assign))
}

fn place(responses: &Value, paths: &[Value]) -> Option<Value> {
    let mut seen: Vec<String> = Vec::new();
    let mut placed = Map::default();
    for (index, path) in paths.iter().enumerate() {
        let labels: Vec<&str> = path.as_array()?.iter().filter_map(Value::as_str).collect();
        let path = labels.join("/");
        let local = seen.iter().filter(|known| **known == path).count();
        let response = responses.as_object()?.iter().find(|(key, _)| covers(key, index))?.1;
        placed.insert(format!("{path}/{local}").into(), response.clone());
        seen.push(path);
    }
    Some(Value::from(placed))
}

fn covers(key: &str, index: usize) -> bool {
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let bounds = first.parse::<usize>().ok().zip(last.parse::<usize>().ok());
    bounds.is_some_and(|(first, last)| (first..=last).contains(&index))
}

fn print_report(report: &RunReport) -> Value {
    let own: Vec<&Event> = report.events.iter().filter(|event| event.place.execution == 0).collect();
    let mut printed = Map::default();
    printed.insert("status".into(), Value::from(report.status.name()));
    printed.insert("output".into(), report.output.clone().unwrap_or_default());
    insert_text(&mut printed, "error", report.failure.error.as_ref());
    insert_text(&mut printed, "cause", report.failure.cause.as_ref());
    if let Some(stopped) = &report.stopped {
        printed.insert("stopped".into(), Value::from(format!("{stopped:?}")));
    }
    printed.insert(
        "states".into(),
        own.iter().filter_map(|event| print_state(event)).collect::<Vec<_>>().into(),
    );
    printed.insert("tasks".into(), print_tasks(&own));
    let types: Vec<Value> = own.iter().map(|event| Value::from(event.type_name())).collect();
    printed.insert("event_types".into(), types.into());
    Value::from(printed)
}

fn insert_text(printed: &mut Map, key: &str, text: Option<&Arc<str>>) {
    if let Some(text) = text {
        printed.insert(key.into(), Value::from(text.clone()));
    }
}

fn print_state(event: &Event) -> Option<Value> {
    let mut printed = Map::default();
    let mut put = |key: &str, value: Value| {
        printed.insert(key.into(), value);
    };
    match &event.kind {
        EventKind::StateEntered { name, input, .. } => {
            put("name", Value::from(name.clone()));
            put("event", Value::from("Entered"));
            put("input", input.clone());
        }
        EventKind::StateExited { name, output, assigned, .. } => {
            put("name", Value::from(name.clone()));
            put("event", Value::from("Exited"));
            put("output", output.clone());
            if let Some(assigned) = assigned {
                put("assigned", Value::Object(assigned.clone()));
            }
        }
        EventKind::EvaluationFailed { failure, location, state } => {
            put("name", Value::from(state.clone()));
            put("event", Value::from("EvaluationFailed"));
            insert_text(&mut printed, "error", failure.error.as_ref());
            insert_text(&mut printed, "cause", failure.cause.as_ref());
            insert_text(&mut printed, "location", location.as_ref());
        }
        _ => return None,
    }
    printed.insert("type".into(), Value::from(event.type_name()));
    insert_path(&mut printed, event);
    Some(Value::from(printed))
}

fn insert_path(printed: &mut Map, event: &Event) {
    let labels: Vec<Value> = event.place.labels().into_iter().map(Value::from).collect();
    if !labels.is_empty() {
        printed.insert("path".into(), Value::array(labels));
    }
}

/// The calls of Tasks, each with the state it belongs to.
fn print_tasks(events: &[&Event]) -> Value {
    let mut entered: Vec<(&Event, &Arc<str>)> = Vec::new();
    let mut printed = Vec::new();
    for event in events {
        match &event.kind {
            EventKind::StateEntered { name, .. } => entered.push((event, name)),
            EventKind::Task { call, progress: TaskProgress::Scheduled } => {
                let state = entered.iter().rev().find(|(entry, _)| entry.place == event.place);
                printed.push(print_task(event, call, state.map(|(_, name)| *name)));
            }
            _ => {}
        }
    }
    Value::array(printed)
}

fn print_task(event: &Event, call: &TaskCall, state: Option<&Arc<str>>) -> Value {
    let mut printed = Map::default();
    insert_text(&mut printed, "state", state);
    let key = if call.family == TaskFamily::Task { "parameters" } else { "input" };
    printed.insert(key.into(), call.parameters.clone());
    for (key, seconds) in
        [("timeoutInSeconds", call.timeout_seconds), ("heartbeatInSeconds", call.heartbeat_seconds)]
    {
        if let Some(seconds) = seconds {
            printed.insert(key.into(), Value::from(seconds));
        }
    }
    insert_path(&mut printed, event);
    Value::from(printed)
}
