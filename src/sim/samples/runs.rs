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

#[test]
fn items_that_are_read_bring_what_the_iterations_take() {
    let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters": {"Bucket.$": "$.bucket", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Parameters": {"t.$": "$.Title"}, "End": true}}}}}}"#;
    assert_eq!(output(definition), r#"[{"t":"sample"},{"t":"sample"}]"#);
}

/// A Task, a Choice that waits for `LAUNCHED`, and a way back.
fn polling(language: &str, task: &str, test: &str) -> String {
    format!(
        r#"{{"QueryLanguage": "{language}", "StartAt": "A", "States": {{
            "A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:drs:describeJobs", {task}, "Next": "B"}},
            "B": {{"Type": "Choice", "Choices": [{{{test}, "Next": "C"}}], "Default": "W"}},
            "W": {{"Type": "Wait", "Seconds": 1, "Next": "A"}}, "C": {{"Type": "Succeed"}}}}}}"#
    )
}

#[test]
fn a_reshaped_result_brings_what_a_choice_waits_for() {
    let output = output(&polling(
        "JSONPath",
        r#""ResultSelector": {"st.$": "$.Items[0].Status"}, "ResultPath": "$.r""#,
        r#""Variable": "$.r.st", "StringEquals": "LAUNCHED""#,
    ));
    assert_eq!(output, r#"{"r":{"st":"LAUNCHED"}}"#);
}

#[test]
fn a_variable_brings_what_a_choice_waits_for() {
    output(&polling(
        "JSONPath",
        r#""Assign": {"st.$": "$.Items[0].Status"}"#,
        r#""Variable": "$st", "StringEquals": "LAUNCHED""#,
    ));
    output(&polling(
        "JSONata",
        r#""Assign": {"st": "{% $states.result.Items[0].Status %}"}"#,
        r#""Condition": "{% $st = 'LAUNCHED' %}""#,
    ));
}

#[test]
fn comparisons_are_seen_however_they_are_written() {
    for condition in [
        "($states.input.j.s) = ('LAUNCHED')",
        "'LAUNCHED' = $states.input.j.s",
        "$states.input.j.s in ['LAUNCHED', 'FAILED']",
        "$not($states.input.j.s != 'LAUNCHED')",
    ] {
        let test = format!(r#""Condition": "{{% {condition} %}}""#);
        output(&polling("JSONata", r#""Comment": "c""#, &test));
    }
}

#[test]
fn the_execution_input_has_what_the_context_is_asked_for() {
    let definition = pass(r#""Parameters": {"m.$": "$$.Execution.Input.mode"}"#);
    assert_eq!(output(&definition), r#"{"m":"sample"}"#);
}

#[test]
fn items_have_the_fields_that_iterations_read() {
    let map = |fields: &str| {
        output(&format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "M", "States": {{"M": {{"Type": "Map", {fields}, "End": true}}}}}}"#
        ))
    };
    let body = |name: &str| {
        format!(
            r#""ItemProcessor": {{"StartAt": "P", "States": {{"P": {{"Type": "Pass",
                "Output": "{{% $states.input.{name} %}}", "End": true}}}}}}"#
        )
    };
    assert_eq!(map(&format!(r#""Items": "{{% $states.input.a %}}", {}"#, body("id"))), r#"["sample"]"#);
    let selector = r#""ItemSelector": {"o": "{% $states.context.Map.Item.Value %}"}"#;
    let fields = format!(r#""Items": "{{% $states.input.a %}}", {selector}, {}"#, body("o.id"));
    assert_eq!(map(&fields), r#"["sample"]"#);
}

#[test]
fn values_that_lead_to_a_failure_are_avoided() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 0, "Next": "F"}], "Default": "C"},
        "F": {"Type": "Fail"}, "C": {"Type": "Pass", "OutputPath": "$.n", "End": true}}}"#;
    assert_eq!(output(definition), "1");
}

#[test]
fn a_result_becomes_the_list_that_a_map_takes() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
            "OutputPath": "$.Payload", "Next": "M"},
        "M": {"Type": "Map", "ItemProcessor": {"StartAt": "P", "States": {
            "P": {"Type": "Pass", "OutputPath": "$.id", "End": true}}}, "End": true}}}"#;
    assert_eq!(output(definition), r#"["sample"]"#);
}

#[test]
fn texts_hold_the_json_that_is_read_of_them() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:secretsmanager:getSecretValue",
            "ResultSelector": {"s.$": "States.StringToJson($.SecretString)"}, "OutputPath": "$.s.user", "End": true}}}"#;
    assert_eq!(output(definition), r#""sample""#);
}

#[test]
fn functions_get_arguments_of_their_kinds() {
    for (expression, expected) in [
        ("$sum($states.input.l)", "1"),
        ("$split($states.input.s, '/')[1]", r#""sample""#),
        ("$parse($states.input.t).a.b", r#""sample""#),
        ("$toMillis($states.input.d)", "1704067200000"),
        ("$states.input.l[k = 'x'].v", r#""sample""#),
        ("$merge($states.input.l).a", r#""sample""#),
        ("-$states.input.n", "-1"),
        ("$map($states.input.l, function($v) { $v.n + 1 })", "2"),
    ] {
        let definition = format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {{"Type": "Pass",
                "Output": "{{% {expression} %}}", "End": true}}}}}}"#
        );
        assert_eq!(output(&definition), expected, "{expression}");
    }
}

#[test]
fn a_result_finds_room_in_what_is_read_as_a_whole() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Parameters": {"a.$": "$.a"}, "ResultPath": "$.a.b", "OutputPath": "$.a.b.statusCode", "End": true}}}"#;
    assert_eq!(output(definition), "200");
}
