use asl_studio::sim::RunReport;
use asl_studio::sim::event::{Event, EventKind, TaskCall, TaskFamily, TaskProgress};
use asl_studio::value::{Map, Value};
use std::sync::Arc;

/// A report in the form of the recordings' expectations.
pub(super) fn print_report(report: &RunReport) -> Value {
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
    let key = if call.integration.family == TaskFamily::Task { "parameters" } else { "input" };
    printed.insert(key.into(), call.parameters.clone());
    // As in a history, whose events of a function tell of no heartbeat.
    let heartbeat = call.heartbeat_seconds.filter(|_| call.integration.family != TaskFamily::LambdaFunction);
    for (key, seconds) in [("timeoutInSeconds", call.timeout_seconds), ("heartbeatInSeconds", heartbeat)] {
        if let Some(seconds) = seconds {
            printed.insert(key.into(), Value::from(seconds));
        }
    }
    insert_path(&mut printed, event);
    Value::from(printed)
}
