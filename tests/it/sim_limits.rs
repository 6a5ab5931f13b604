//! Where data, histories and time come to their ends, as text: see `sim`.

use super::sim::{FUNCTION, check_end, end, machine, request};
use asl_studio::sim::{RunRequest, RunStatus, WorkflowType, run, run_at_once, run_packed};

#[test]
fn time_runs_out_for_tasks_and_heartbeats() {
    let task = |fields: &str| {
        let caught = r#""Catch": [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "C"}]"#;
        format!(
            r#""T": {{{FUNCTION}, {fields}, {caught}, "End": true}}, "C": {{"Type": "Pass", "End": true}}"#
        )
    };
    let slow = r#"{"T": {"0": {"Return": 1, "AfterSeconds": 10}}}"#;
    check_end(&task(r#""TimeoutSeconds": 9"#), slow, "{}", "FAILED States.Timeout: -");
    check_end(&task(r#""TimeoutSeconds": 10"#), slow, "{}", "1");
    let missed = r#"{"Error":"States.Timeout","Cause":""}"#;
    check_end(&task(r#""TimeoutSeconds": 9, "HeartbeatSeconds": 3"#), slow, "{}", missed);
}

#[test]
fn time_runs_out_for_executions() {
    let waits = |seconds: i64| format!(r#""W": {{"Type": "Wait", "Seconds": {seconds}, "End": true}}"#);
    let end = |definition: &str, workflow_type| {
        let report = run(&RunRequest { workflow_type, ..request(definition, "{}", "{}") }, |_| false);
        (report.status, (report.ended_at.0 - report.started_at.0) / 1000)
    };
    let bounded = machine(&waits(61)).replacen('{', r#"{"TimeoutSeconds": 60, "#, 1);
    assert_eq!(end(&bounded, WorkflowType::Standard), (RunStatus::TimedOut, 60));
    assert_eq!(end(&machine(&waits(300)), WorkflowType::Express), (RunStatus::Succeeded, 300));
    assert_eq!(end(&machine(&waits(301)), WorkflowType::Express), (RunStatus::TimedOut, 300));
    let year = 365 * 24 * 60 * 60;
    assert_eq!(end(&machine(&waits(year + 1)), WorkflowType::Standard), (RunStatus::TimedOut, year));
}

#[test]
fn the_last_event_that_fits_ends_a_loop() {
    let report = check_end(
        r#""A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "B"}], "Default": "A"}"#,
        "{}",
        "{}",
        "FAILED States.Runtime: The execution reached the maximum number of history events (25000).",
    );
    assert_eq!(
        report.events.last().map(|event| (event.id, event.type_name())),
        Some((25_000, "ExecutionFailed".to_owned()))
    );
}

#[test]
fn data_beyond_the_limit_fails_and_can_be_caught() {
    let large = "a".repeat(262_143);
    let states = |rest: &str| {
        format!(
            r#""T": {{{FUNCTION}, {rest} "End": true}}, "C": {{"Type": "Pass", "OutputPath": "$.Error", "End": true}}"#
        )
    };
    let mocks = format!(r#"{{"T": {{"0": {{"Return": "{large}"}}}}}}"#);
    let cause = "The state/task 'arn:aws:lambda:us-east-1:123456789012:function:f' returned a result with a size exceeding \
                 the maximum number of bytes service limit.";
    check_end(&states(""), &mocks, "{}", &format!("FAILED States.DataLimitExceeded: {cause}"));
    let catch = r#""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}],"#;
    check_end(&states(catch), &mocks, "{}", r#""States.DataLimitExceeded""#);
    check_end(
        r#""T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "ResultSelector": {"a.$": "$", "b.$": "$"}, "End": true}"#,
        &format!(r#"{{"T": {{"0": {{"Return": "{}"}}}}}}"#, "a".repeat(131_100)),
        "{}",
        "FAILED States.DataLimitExceeded: The state/task 'T' returned a result with a size exceeding the maximum number of \
         bytes service limit.",
    );
    check_end(
        r#""P": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "End": true}"#,
        "{}",
        &format!(r#""{}""#, "a".repeat(140_000)),
        "FAILED States.DataLimitExceeded: The state/task 'P' returned a result with a size exceeding the maximum number of \
         bytes service limit.",
    );
}

#[test]
fn an_input_beyond_the_limit_starts_nothing() {
    let pass = machine(r#""P": {"Type": "Pass", "End": true}"#);
    let of_bytes = |bytes: usize| format!(r#""{}""#, "a".repeat(bytes - 2));
    assert_eq!(end(&run(&request(&pass, "{}", &of_bytes(262_144)), |_| false)), of_bytes(262_144));
    let refused = run(&request(&pass, "{}", &of_bytes(262_145)), |_| false);
    assert_eq!(
        end(&refused),
        "the execution does not start: 1 validation error detected: Value at 'input' failed to satisfy constraint: \
         Member must have length less than or equal to 262144"
    );
    assert_eq!(refused.events, []);
}

#[test]
fn variables_beyond_the_limit_of_all_together_fail() {
    let state = |at: usize| {
        let output = r#""{% $pad('', 262000, 'x') %}""#;
        format!(
            r#""S{at}": {{"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {{"v{at}": {output}}}, "Next": "S{}"}}"#,
            at + 1
        )
    };
    let states = |count: usize| {
        let states: Vec<String> = (0..count).map(state).collect();
        format!(r#"{}, "S{count}": {{"Type": "Succeed"}}"#, states.join(", "))
    };
    check_end(&states(40), "{}", "{}", "{}");
    check_end(
        &states(41),
        "{}",
        "{}",
        "FAILED States.DataLimitExceeded: The variables have a total size exceeding the maximum number of bytes service \
         limit.",
    );
}

#[test]
fn data_that_nests_ever_deeper_ends_before_the_stack_does() {
    let deep =
        "FAILED States.DataLimitExceeded: The state/task 'A' returned a result that is nested too deep.";
    check_end(r#""A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "Next": "A"}"#, "{}", "{}", deep);
    check_end(
        r#""S": {"Type": "Pass", "Assign": {"v": 1}, "Next": "A"}, "A": {"Type": "Pass", "Assign": {"v": {"w.$": "$v"}}, "Next": "A"}"#,
        "{}",
        "{}",
        deep,
    );
}

#[test]
fn nobody_waits_long_for_what_is_made_at_once() {
    let at_once = |states: &str, is_late: bool| {
        let request = request(&machine(states), "{}", r#"{"n": 1}"#);
        let bytes = run_at_once(&request, || is_late)?;
        assert!(bytes == run_packed(&request, |_| false), "another run: {states}");
        Some(())
    };
    let pass = |output: &str| {
        format!(
            r#""P": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{{% {output} %}}", "End": true}}"#
        )
    };
    assert_eq!(at_once(&pass("$states.input.n + 1"), true), Some(()), "over before anybody asks");
    assert_eq!(at_once(&pass("$sum($map([1..1000], function($x) { $x * 2 }))"), false), Some(()));
    assert_eq!(
        at_once(&pass("$sum($map([1..100000], function($x) { $x * 2 }))"), false),
        None,
        "one long expression"
    );
    let forever = r#""A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}"#;
    assert_eq!(at_once(forever, true), None);
    let many: Vec<String> =
        (0..100).map(|_| "$sum($map([1..1000], function($x) { $x * 2 }))".to_owned()).collect();
    assert_eq!(
        at_once(&pass(&format!("[{}]", many.join(", "))), false),
        None,
        "many expressions are as long as one"
    );
    // What catches the end of patience is no way out of it.
    let caught = r#""T": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
        "Arguments": "{% $sum($map([1..100000], function($x) { $x * 2 })) %}", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "End": true},
        "C": {"Type": "Succeed"}"#;
    assert_eq!(at_once(caught, false), None);
}
