//! How runs end whose input and results are made up.

use super::sample_input;
use crate::sim::{RunReport, RunRequest, RunStatus, Stop, Unmocked, run};

fn report(definition: &str, unmocked: Unmocked) -> RunReport {
    let tree = crate::asl::lower(&std::sync::Arc::new(crate::json::parse(definition).tree));
    let input = sample_input(&tree);
    run(&RunRequest { definition: definition.into(), input, unmocked, ..RunRequest::default() }, |_| false)
}

/// Runs with made-up data, which must succeed; the output.
fn output(definition: &str) -> String {
    let report = report(definition, Unmocked::Sample);
    assert_eq!(report.status, RunStatus::Succeeded, "{definition}\n{:?}", report.output);
    report.output.map_or_else(String::new, |output| output.to_json())
}

/// One Pass state with a field.
fn pass(field: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Pass", {field}, "End": true}}}}}}"#)
}

#[test]
fn placeholders_in_texts_stay_what_they_are() {
    let definition = pass(r#""Parameters": {"u.$": "States.Format('s3://${Bucket}/{}', $.key)"}"#);
    assert_eq!(output(&definition), r#"{"u":"s3://${Bucket}/sample"}"#);
    let report = report(&definition, Unmocked::Fail);
    assert_eq!(report.status, RunStatus::Succeeded);
}

#[test]
fn placeholders_that_a_run_has_to_know_get_a_stand_in() {
    let call = |text: &str| output(&pass(&format!(r#""Parameters": {{"x.$": "{text}"}}"#)));
    assert_eq!(call("States.MathAdd($.n, ${N})"), r#"{"x":2}"#);
    assert_eq!(call("States.StringToJson('${Json}')"), r#"{"x":{}}"#);
    assert_eq!(call("${Path}"), r#"{"x":"${Path}"}"#);
    let wait = r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${n}, "End": true}}}"#;
    assert_eq!(output(wait), "{}");
}

#[test]
fn placeholders_that_a_run_has_to_know_stop_one_that_makes_nothing_up() {
    for definition in [
        pass(r#""Parameters": {"x.$": "${Path}"}"#),
        pass(r#""Parameters": {"x.$": "States.StringToJson('${Json}')"}"#),
        r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${n}, "End": true}}}"#.to_owned(),
    ] {
        let report = report(&definition, Unmocked::Fail);
        assert!(
            matches!(&report.stopped, Some(Stop::Invalid { what, .. }) if what.contains("known only when deployed")),
            "{definition}\n{:?}",
            report.stopped
        );
    }
}
