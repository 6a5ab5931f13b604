//! Every limit and every refusal of the interpreter by its message: text in, text out.

use asl_studio::lint;
use asl_studio::sim::test_state::{TestStateWorld, answer};
use asl_studio::sim::{MockScript, RunReport, RunRequest, Unmocked, WorkflowType, run};
use asl_studio::value::{Map, Value};
use std::sync::Arc;

/// Cases stand apart by blank lines: `#` and what it shows, parts by name, `=>` and how it ends.
fn check_all(text: &str, outcome: impl Fn(&Map) -> String) {
    let mut wrong = Vec::new();
    for case in text.split("\n\n").filter(|case| !case.trim().is_empty()) {
        let mut parts = Map::default();
        let (mut title, mut expected) = ("", "");
        for line in case.lines() {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("#", rest) => title = rest,
                ("=>", rest) => expected = rest,
                (part, rest) => {
                    let value = Value::parse(rest).unwrap_or_else(|error| panic!("{title}: {part}: {error}"));
                    parts.insert(part.into(), value);
                }
            }
        }
        let actual = outcome(&parts);
        if actual != expected {
            wrong.push(format!("{title}\n  expected {expected}\n  actual   {actual}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The end of a run of `states`, which starts with the first of them.
fn run_end(parts: &Map) -> String {
    let part = |name: &str| parts.get(name).cloned();
    let states = part("states").unwrap_or_default();
    let start = states.as_object().and_then(|states| states.keys().next().cloned()).unwrap_or_default();
    let mut machine = part("machine").and_then(|top| top.as_object().cloned()).unwrap_or_default();
    if machine.get("StartAt").is_none() {
        machine.insert("StartAt".into(), Value::from(start));
    }
    machine.insert("States".into(), states);
    let objects = part("objects").map(|objects| serde_json::from_str(&objects.to_json()).expect("objects"));
    let request = RunRequest {
        definition: Value::from(machine).to_json().into(),
        input: part("input").unwrap_or_else(Value::empty_object),
        mocks: MockScript::from_value(&part("mocks").unwrap_or_default()).expect("mocks"),
        unmocked: Unmocked::Fail,
        workflow_type: if part("express").is_some() { WorkflowType::Express } else { WorkflowType::Standard },
        objects: objects.unwrap_or_default(),
        ..RunRequest::default()
    };
    end(&run(&request, |_| false))
}

fn end(report: &RunReport) -> String {
    if let Some(stopped) = &report.stopped {
        return format!("STOPPED {stopped}");
    }
    if let Some(output) = &report.output {
        return format!("SUCCEEDED {output}");
    }
    let text = |text: &Option<Arc<str>>| text.as_deref().unwrap_or("-").to_owned();
    format!("{} {} {}", report.status.name(), text(&report.failure.error), text(&report.failure.cause))
}

#[test]
fn runs_end_with_these_words() {
    check_all(include_str!("../fixtures/sim/runs.txt"), run_end);
}

#[test]
fn requests_of_test_state_are_refused_with_these_words() {
    check_all(include_str!("../fixtures/sim/test_state.txt"), |parts| {
        let request = parts.get("request").cloned().unwrap_or_default();
        match answer(&request, &TestStateWorld::default(), lint::refusal_of_text) {
            Ok(response) => response.to_value().to_json(),
            Err(exception) => exception.to_string(),
        }
    });
}

#[test]
fn members_of_a_request_that_are_too_long_are_refused_by_name() {
    let task = r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "B"}"#;
    for (member, limit) in [
        ("definition", 1_048_576),
        ("roleArn", 256),
        ("stateName", 80),
        ("input", 262_144),
        ("variables", 262_144),
        ("context", 262_144),
        ("mock.result", 262_144),
        ("mock.errorOutput.error", 256),
        ("mock.errorOutput.cause", 32_768),
        ("stateConfiguration.errorCausedByState", 80),
        ("stateConfiguration.mapItemReaderData", 262_144),
    ] {
        // Data has to be JSON, so that all of it is one string.
        let long = Value::from(format!("\"{}\"", "x".repeat(limit)));
        let value = member.rsplit('.').fold(long, |value, key| Value::object([(key, value)]));
        let mut request = value.as_object().cloned().unwrap_or_default();
        if !request.contains_key("definition") {
            request.insert("definition".into(), Value::from(task));
        }
        let exception =
            answer(&Value::from(request), &TestStateWorld::default(), |_| None).expect_err(member);
        let expected = format!(
            "ValidationException: 1 validation error detected: Value at '{member}' failed to satisfy constraint: \
             Member must have length less than or equal to {limit}"
        );
        assert_eq!(exception.to_string(), expected);
    }
}
