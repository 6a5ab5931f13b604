use super::Iterations;
use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::frame::Frame;
use crate::sim::program::{MapCode, StateCode, WriterCode};
use crate::value::Value;

/// What a distributed Map gives: where its results were written to, or the results in the form that `WriterConfig`
/// asks for (AWS, "ResultWriter (Map)").
pub(super) fn write(
    engine: &mut Engine<'_>,
    frame: &Frame,
    (code, map, writer): (&StateCode, &MapCode, &WriterCode),
    iterations: Iterations,
) -> Outcome<Value> {
    if writer.exports {
        return export(engine, frame, writer);
    }
    let results = iterations.results.into_iter().flatten();
    Ok(Value::array(match writer.transformation.as_deref() {
        Some("FLATTEN") => results.flat_map(flat).collect(),
        Some("NONE") => {
            // A child execution's state machine is named after the Map (DescribeExecution, `mapRunArn`).
            let label = map.label.as_ref().unwrap_or(&code.name);
            let machine = format!("{}/{label}", engine.execution.start.names.state_machine_arn());
            let describe =
                |(index, output): (usize, Value)| described(engine, frame, (index, &machine), &output);
            results.enumerate().map(describe).collect()
        }
        _ => results.collect(),
    }))
}

fn flat(result: Value) -> Vec<Value> {
    match result {
        Value::Array(items) => items.to_vec(),
        other => vec![other],
    }
}

fn export(engine: &mut Engine<'_>, frame: &Frame, writer: &WriterCode) -> Outcome<Value> {
    let input = frame.visit.effective.clone();
    let parameters = match &writer.parameters {
        Some(template) => engine
            .evaluate(frame, Data::of(&input), |see| template.evaluate(see, "ResultWriter/Arguments"))?,
        None => Value::empty_object(),
    };
    let run = frame.visit.map_run().cloned().unwrap_or_default();
    let id = run.rsplit(':').next().unwrap_or_default();
    let prefix = parameters.get("Prefix").and_then(Value::as_str).unwrap_or_default();
    let separator = if prefix.is_empty() || prefix.ends_with('/') { "" } else { "/" };
    let details = Value::object([
        ("Bucket", parameters.get("Bucket").cloned().unwrap_or_default()),
        ("Key", Value::from(format!("{prefix}{separator}{id}/manifest.json"))),
    ]);
    Ok(Value::object([("MapRunArn", Value::from(run)), ("ResultWriterDetails", details)]))
}

/// A result with what is known of the child execution.
fn described(engine: &Engine<'_>, frame: &Frame, (index, machine): (usize, &str), output: &Value) -> Value {
    let histories = engine.execution.histories.iter().skip(1);
    let run = frame.visit.first_history() as usize;
    let history = histories.skip(run.saturating_sub(1)).nth(index);
    let text = |text: Option<String>| text.map_or(Value::Null, Value::from);
    let included = || Value::object([("Included", Value::from(true))]);
    Value::object([
        ("ExecutionArn", text(history.map(|history| history.arn.to_string()))),
        ("Input", text(history.map(|history| history.input.to_json()))),
        ("InputDetails", included()),
        ("Name", text(history.map(|history| history.name.to_string()))),
        ("Output", Value::from(output.to_json())),
        ("OutputDetails", included()),
        ("RedriveCount", Value::from(0_i64)),
        ("RedriveStatus", Value::from("NOT_REDRIVABLE")),
        ("RedriveStatusReason", Value::from("Execution is SUCCEEDED and cannot be redriven")),
        ("StartDate", text(history.map(|history| history.started_at.to_string()))),
        ("StateMachineArn", Value::from(machine)),
        ("Status", Value::from("SUCCEEDED")),
        ("StopDate", text(Some(engine.execution.now.to_string()))),
    ])
}
