//! What the interpreter does, as text: a definition, its mocks and its input in, the course of the run out.

use asl_studio::sim::event::{Event, EventKind};
use asl_studio::sim::{
    MockScript, RunReport, RunRequest, RunStatus, Unmocked, WorkflowType, pack, run, unpack,
};
use asl_studio::value::Value;

/// A machine of these states that starts with the first.
pub(super) fn machine(states: &str) -> String {
    let value = Value::parse(&format!("{{{states}}}")).expect("the states are JSON");
    let start = value.as_object().and_then(|states| states.keys().next().cloned()).expect("a state");
    format!(r#"{{"StartAt": "{start}", "States": {{{states}}}}}"#)
}

pub(super) fn request(definition: &str, mocks: &str, input: &str) -> RunRequest {
    RunRequest {
        definition: definition.into(),
        input: Value::parse(input).expect("the input is JSON"),
        mocks: MockScript::from_value(&Value::parse(mocks).expect("the mocks are JSON")).expect("mocks"),
        unmocked: Unmocked::Fail,
        ..RunRequest::default()
    }
}

/// Runs and compares how it ends: output, or error and cause.
pub(super) fn check_end(states: &str, mocks: &str, input: &str, expected: &str) -> RunReport {
    let report = run(&request(&machine(states), mocks, input), |_| false);
    assert_eq!(end(&report), expected);
    report
}

pub(super) fn end(report: &RunReport) -> String {
    if let Some(output) = &report.output {
        return output.to_json();
    }
    if let Some(stopped) = &report.stopped {
        return stopped.to_string();
    }
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or("-").to_owned();
    format!("{} {}: {}", report.status.name(), text(&report.failure.error), text(&report.failure.cause))
}

/// Runs and compares the history, an event a line: seconds, id, the event it follows, type, place.
pub(super) fn check_history(states: &str, mocks: &str, input: &str, expected: &str) {
    let report = run(&request(&machine(states), mocks, input), |_| false);
    let start = report.started_at.0;
    let line = |event: &Event| {
        let seconds = (event.at.0 - start) as f64 / 1000.0;
        let place = if event.place.steps.is_empty() { String::new() } else { format!(" {}", event.place) };
        format!("{seconds}s {} after {} {}{place}", event.id, event.previous, event.type_name())
    };
    let lines: Vec<String> = report.events.iter().map(line).collect();
    assert_eq!(lines.join("\n"), expected.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n"));
}

pub(super) const FUNCTION: &str =
    r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f""#;

#[test]
fn data_goes_through_a_task_in_the_order_of_the_specification() {
    check_end(
        r#""T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "InputPath": "$.in", "Parameters": {"Message.$": "$.m"},
            "ResultSelector": {"id.$": "$.MessageId"}, "ResultPath": "$.out", "OutputPath": "$.out", "End": true}"#,
        r#"{"T": {"0": {"Return": {"MessageId": "7", "More": 1}}}}"#,
        r#"{"in": {"m": "hello"}}"#,
        r#"{"id":"7"}"#,
    );
}

#[test]
fn retries_wait_on_the_virtual_clock_and_count_mocks() {
    check_history(
        &format!(
            r#""T": {{{FUNCTION}, "Retry": [{{"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxDelaySeconds": 5}}], "End": true}}"#
        ),
        r#"{"T": {"0-1": {"Throw": {"Error": "Busy", "Cause": "c"}}, "2": {"Return": 1}}}"#,
        "{}",
        "0s 1 after 0 ExecutionStarted
         0s 2 after 0 TaskStateEntered
         0s 3 after 2 LambdaFunctionScheduled
         0s 4 after 3 LambdaFunctionStarted
         0s 5 after 4 LambdaFunctionFailed
         3s 6 after 5 LambdaFunctionScheduled
         3s 7 after 6 LambdaFunctionStarted
         3s 8 after 7 LambdaFunctionFailed
         8s 9 after 8 LambdaFunctionScheduled
         8s 10 after 9 LambdaFunctionStarted
         8s 11 after 10 LambdaFunctionSucceeded
         8s 12 after 11 TaskStateExited
         8s 13 after 12 ExecutionSucceeded",
    );
}

#[test]
fn a_job_that_its_service_does_not_take_fails_to_be_submitted() {
    let events = |error: &str, submitted: &str| {
        check_history(
            r#""T": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "End": true}"#,
            &format!(r#"{{"T": {{"0": {{"Throw": {{"Error": "{error}", "Cause": "c"}}}}}}}}"#),
            "{}",
            &format!(
                "0s 1 after 0 ExecutionStarted
                 0s 2 after 0 TaskStateEntered
                 0s 3 after 2 TaskScheduled
                 0s 4 after 3 TaskStarted
                 {submitted}"
            ),
        );
    };
    events("Glue.EntityNotFoundException", "0s 5 after 4 TaskSubmitFailed\n0s 6 after 5 ExecutionFailed");
    events(
        "States.TaskFailed",
        "0s 5 after 4 TaskSubmitted\n0s 6 after 5 TaskFailed\n0s 7 after 6 ExecutionFailed",
    );
}

#[test]
fn a_catcher_sees_the_error_in_place_of_the_result() {
    check_end(
        &format!(
            r#""T": {{{FUNCTION}, "Catch": [{{"ErrorEquals": ["Other"], "Next": "C"}}, {{"ErrorEquals": ["States.TaskFailed"],
                "ResultPath": "$.e", "Assign": {{"what.$": "$.Error"}}, "Next": "C"}}], "End": true}},
               "C": {{"Type": "Pass", "Parameters": {{"all.$": "$", "what.$": "$what"}}, "End": true}}"#
        ),
        r#"{"T": {"0": {"Throw": {"Error": "Torn", "Cause": "why"}}}}"#,
        r#"{"a": 1}"#,
        r#"{"all":{"a":1,"e":{"Error":"Torn","Cause":"why"}},"what":"Torn"}"#,
    );
}

#[test]
fn a_rule_s_own_output_and_assign_count() {
    let after = r#""P": {"Type": "Pass", "End": true}, "Q": {"Type": "Pass", "Parameters": {"seen.$": "$seen"}, "End": true}"#;
    let rule = r#"{"Condition": "{% $states.input.n = 1 %}", "Output": {"a": "{% $states.input.n + 1 %}"}, "Next": "P"}"#;
    let choice = format!(
        r#""C": {{"Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{rule}], "Default": "P"}}, {after}"#
    );
    check_end(&choice, "{}", r#"{"n": 1}"#, r#"{"a":2}"#);
    check_end(&choice, "{}", r#"{"n": 3}"#, r#"{"n":3}"#);
    let rule = r#"{"Variable": "$.n", "NumericEquals": 1, "Assign": {"seen.$": "$.n"}, "Next": "Q"}"#;
    let choice = format!(r#""C": {{"Type": "Choice", "Choices": [{rule}], "Default": "P"}}, {after}"#);
    check_end(&choice, "{}", r#"{"n": 1}"#, r#"{"seen":1}"#);
}

#[test]
fn a_choice_that_leads_nowhere_fails() {
    let choice =
        r#""C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "C"}]}"#;
    let prefix = "FAILED States.Runtime: An error occurred while executing the state 'C' (entered at the event id #2). ";
    let nowhere = "Failed to transition out of the state. The state does not point to a next state.";
    check_end(choice, "{}", r#"{"n": 2}"#, &format!("{prefix}{nowhere}"));
    let missing = "Invalid path '$.n': The choice state's condition path references an invalid value.";
    check_end(choice, "{}", "{}", &format!("{prefix}{missing}"));
}

#[test]
fn variables_live_in_their_scope_and_change_for_the_next_state() {
    check_end(
        r#""A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
           "B": {"Type": "Pass", "Assign": {"x.$": "$y", "y.$": "$x"}, "Next": "M"},
           "M": {"Type": "Map", "ItemsPath": "$.list", "ResultPath": "$.r", "Next": "C", "ItemProcessor": {"StartAt": "I", "States": {
               "I": {"Type": "Pass", "Assign": {"z.$": "$"}, "Next": "J"}, "J": {"Type": "Pass", "Parameters": {"z.$": "$z", "x.$": "$x"}, "End": true}}}},
           "C": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y", "r.$": "$.r"}, "End": true}"#,
        "{}",
        r#"{"list": [7]}"#,
        r#"{"r":[{"x":2,"z":7}],"x":2,"y":1}"#,
    );
}

#[test]
fn what_cannot_run_says_so_and_never_guesses() {
    check_end(
        r#""A": {"Type": "Pass", "Next": "B"}"#,
        "{}",
        "{}",
        "the state 'A' cannot run: there is no state 'B' to go to",
    );
    check_end(
        r#""A": {"Type": "Pass", "InputPath": "$.[", "End": true}"#,
        "{}",
        "{}",
        "the state 'A' cannot run: InputPath: the bracket is not closed",
    );
    check_end(
        r#""M": {"Type": "Map", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "PARQUET"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "End": true}"#,
        "{}",
        "{}",
        "the interpreter does not cover an ItemReader's InputType PARQUET yet, which the state 'M' needs",
    );
    for (text, told) in [("{", "StartAt is missing"), ("5", "the definition holds no machine")] {
        let broken = run(&request(text, "{}", "{}"), |_| false);
        assert_eq!(
            (broken.status, end(&broken)),
            (RunStatus::Stopped, format!("the definition cannot run: {told}"))
        );
    }
}

#[test]
fn a_run_can_be_stopped_from_outside() {
    let forever = machine(r#""A": {"Type": "Pass", "Next": "A"}"#);
    let request = RunRequest { workflow_type: WorkflowType::Express, ..request(&forever, "{}", "{}") };
    let report = run(&request, |progress| progress.transitions > 10_000);
    assert_eq!(report.status, RunStatus::Aborted);
    let bounded = RunRequest { max_steps: 1000, ..request };
    let report = run(&bounded, |_| false);
    assert_eq!(end(&report), "the run was stopped after 1000 steps");
}

#[test]
fn a_task_without_a_mock_follows_the_policy() {
    let definition = machine(&format!(r#""T": {{{FUNCTION}, "End": true}}"#));
    let with =
        |unmocked| run(&RunRequest { unmocked, ..request(&definition, "{}", r#"{"a": 1}"#) }, |_| false);
    assert_eq!(end(&with(Unmocked::Echo)), r#"{"a":1}"#);
    assert_eq!(end(&with(Unmocked::Sample)), r#"{"a":1,"statusCode":200,"status":"SUCCEEDED"}"#);
    assert_eq!(
        end(&with(Unmocked::Fail)),
        "FAILED MissingMock: the mocks have no response for the state 'T'"
    );
    let asked = with(Unmocked::Ask);
    assert_eq!(asked.status, RunStatus::Waiting);
    assert_eq!(asked.need.map(|need| need.state.to_string()).as_deref(), Some("T"));
}

#[test]
fn reports_survive_the_way_to_a_worker_and_back() {
    let definition = machine(&format!(r#""T": {{{FUNCTION}, "End": true}}"#));
    let report = run(
        &RunRequest { trace: true, ..request(&definition, r#"{"T": {"0": {"Return": null}}}"#, "{}") },
        |_| false,
    );
    assert_eq!(unpack(&pack(&report)).as_ref(), Some(&report));
    let sent = request(&definition, r#"{"T": {"0-1": {"Throw": {"Error": "E"}}}}"#, "[]");
    let text = serde_json::to_string(&sent).expect("requests are JSON");
    assert_eq!(serde_json::from_str::<RunRequest>(&text).expect("requests come back"), sent);
}

#[test]
fn histories_print_in_the_shape_of_get_execution_history() {
    let definition = machine(r#""P": {"Type": "Pass", "Assign": {"v": [1]}, "End": true}"#);
    let report = run(&request(&definition, "{}", r#"{"a": "b"}"#), |_| false);
    let exited = report.events.iter().find(|event| matches!(event.kind, EventKind::StateExited { .. }));
    let mut printed = String::new();
    exited.expect("the state is left").write_history(&mut printed);
    assert_eq!(
        printed,
        concat!(
            r#"{"timestamp":"2024-01-01T00:00:00.000Z","type":"PassStateExited","id":3,"previousEventId":2,"#,
            r#""stateExitedEventDetails":{"name":"P","output":"{\"a\":\"b\"}","outputDetails":{"truncated":false},"#,
            r#""assignedVariables":{"v":"[1]"},"assignedVariablesDetails":{"truncated":false}}}"#
        )
    );
}

#[test]
fn a_function_that_has_started_has_no_details() {
    let definition = machine(&format!(r#""T": {{{FUNCTION}, "End": true}}"#));
    let report = run(&request(&definition, r#"{"T": {"0": {"Return": 1}}}"#, "{}"), |_| false);
    let mut printed = String::new();
    let started = report.events.iter().find(|event| event.type_name() == "LambdaFunctionStarted");
    started.expect("the function starts").write_history(&mut printed);
    assert_eq!(
        printed,
        r#"{"timestamp":"2024-01-01T00:00:00.000Z","type":"LambdaFunctionStarted","id":4,"previousEventId":3}"#
    );
}

#[test]
fn what_is_scheduled_has_the_details_of_its_family() {
    let details = |resource: &str| {
        let definition = machine(&format!(
            r#""T": {{"Type": "Task", "Resource": "{resource}", "TimeoutSeconds": 9, "HeartbeatSeconds": 3,
                "Credentials": {{"RoleArn": "r"}}, "End": true}}"#
        ));
        let report = run(&request(&definition, r#"{"T": {"0": {"Return": 1}}}"#, "{}"), |_| false);
        let mut printed = String::new();
        let scheduled = report.events.iter().find(|event| event.type_name().ends_with("Scheduled"));
        scheduled.expect("the Task is scheduled").write_history(&mut printed);
        printed.split_once("timeoutInSeconds").map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    };
    let credentials = r#""taskCredentials":{"roleArn":"r"}"#;
    assert_eq!(
        details("arn:aws:states:::sns:publish"),
        format!(r#"":9,"heartbeatInSeconds":3,{credentials}}}}}"#)
    );
    assert_eq!(
        details("arn:aws:lambda:us-east-1:123456789012:function:f"),
        format!(r#"":9,{credentials}}}}}"#)
    );
    assert_eq!(
        details("arn:aws:states:us-east-1:123456789012:activity:a"),
        r#"":9,"heartbeatInSeconds":3}}"#
    );
}

#[test]
fn headers_of_api_gateway_hold_lists() {
    check_end(
        r#""T": {"Type": "Task", "Resource": "arn:aws:states:::apigateway:invoke", "Parameters": {"Headers": {"h": "text"}}, "End": true}"#,
        "{}",
        "{}",
        "FAILED States.Runtime: An error occurred while executing the state 'T' (entered at the event id #2). The \
         Parameters '{\"Headers\":{\"h\":\"text\"}}' could not be used to start the Task: [The value of the field 'Headers' \
         has an invalid format]",
    );
}

#[test]
fn express_executions_have_an_id_beside_their_name() {
    let shape = |states: &str, workflow_type, input: &str| {
        let report = run(&RunRequest { workflow_type, ..request(&machine(states), "{}", input) }, |_| false);
        let end = end(&report);
        let parts: Vec<&str> = end.split(':').collect();
        (parts.len(), parts.get(5).map(|&part| part.to_owned()))
    };
    let own = r#""A": {"Type": "Pass", "InputPath": "$$.Execution.Id", "End": true}"#;
    assert_eq!(shape(own, WorkflowType::Standard, "{}"), (8, Some("execution".to_owned())));
    assert_eq!(shape(own, WorkflowType::Express, "{}"), (9, Some("express".to_owned())));
    let children = format!(
        r#""M": {{"Type": "Map", "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}},
            "StartAt": "A", "States": {{{own}}}}}, "End": true}}"#
    );
    assert_eq!(shape(&children, WorkflowType::Standard, "[1]"), (9, Some("express".to_owned())));
}
