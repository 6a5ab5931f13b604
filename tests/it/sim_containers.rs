//! What Parallel and Map do, as text: see `sim`.

use super::sim::{FUNCTION, check_end, check_history, end, machine, request};
use asl_studio::sim::event::Event;
use asl_studio::sim::{RunRequest, Unmocked, run};

#[test]
fn branches_run_side_by_side_on_the_virtual_clock() {
    check_history(
        r#""P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 2, "End": true}}},
            {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 1, "End": true}}}]}"#,
        "{}",
        "{}",
        "0s 1 after 0 ExecutionStarted
         0s 2 after 0 ParallelStateEntered
         0s 3 after 2 ParallelStateStarted
         0s 4 after 3 WaitStateEntered P[0]
         0s 5 after 3 WaitStateEntered P[1]
         1s 6 after 5 WaitStateExited P[1]
         2s 7 after 4 WaitStateExited P[0]
         2s 8 after 7 ParallelStateSucceeded
         2s 9 after 7 ParallelStateExited
         2s 10 after 9 ExecutionSucceeded",
    );
}

#[test]
fn a_failed_iteration_aborts_the_others() {
    check_history(
        r#""M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
            "I": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 2, "Next": "F"}], "Default": "W"},
            "F": {"Type": "Fail", "Error": "Two"}, "W": {"Type": "Wait", "Seconds": 9, "End": true}}}}"#,
        "{}",
        "[1, 2]",
        "0s 1 after 0 ExecutionStarted
         0s 2 after 0 MapStateEntered
         0s 3 after 2 MapStateStarted
         0s 4 after 3 MapIterationStarted M[0]
         0s 5 after 3 MapIterationStarted M[1]
         0s 6 after 4 ChoiceStateEntered M[0]
         0s 7 after 6 ChoiceStateExited M[0]
         0s 8 after 7 WaitStateEntered M[0]
         0s 9 after 5 ChoiceStateEntered M[1]
         0s 10 after 9 ChoiceStateExited M[1]
         0s 11 after 10 FailStateEntered M[1]
         0s 12 after 11 MapIterationFailed M[1]
         0s 13 after 8 WaitStateAborted M[0]
         0s 14 after 13 MapIterationAborted M[0]
         0s 15 after 11 MapStateFailed
         0s 16 after 15 ExecutionFailed",
    );
}

#[test]
fn a_container_aborted_before_its_next_try_is_closed_with_what_failed_inside() {
    check_history(
        r#""P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "Q", "States": {"Q": {"Type": "Parallel", "End": true, "Retry": [{"ErrorEquals": ["States.ALL"]}],
                "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Inner"}}}]}}},
            {"StartAt": "G", "States": {"G": {"Type": "Fail", "Error": "Outer"}}}]}"#,
        "{}",
        "{}",
        "0s 1 after 0 ExecutionStarted
         0s 2 after 0 ParallelStateEntered
         0s 3 after 2 ParallelStateStarted
         0s 4 after 3 ParallelStateEntered P[0]
         0s 5 after 4 ParallelStateStarted P[0]
         0s 6 after 5 FailStateEntered P[0]/Q[0]
         0s 7 after 3 FailStateEntered P[1]
         0s 8 after 6 ParallelStateAborted P[0]
         0s 9 after 7 ParallelStateFailed
         0s 10 after 9 ExecutionFailed",
    );
}

#[test]
fn one_iteration_at_a_time_follows_the_one_before() {
    check_history(
        r#""M": {"Type": "Map", "MaxConcurrency": 1, "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}"#,
        "{}",
        "[1, 2]",
        "0s 1 after 0 ExecutionStarted
         0s 2 after 0 MapStateEntered
         0s 3 after 2 MapStateStarted
         0s 4 after 3 MapIterationStarted M[0]
         0s 5 after 4 PassStateEntered M[0]
         0s 6 after 5 PassStateExited M[0]
         0s 7 after 6 MapIterationSucceeded M[0]
         0s 8 after 6 MapIterationStarted M[1]
         0s 9 after 8 PassStateEntered M[1]
         0s 10 after 9 PassStateExited M[1]
         0s 11 after 10 MapIterationSucceeded M[1]
         0s 12 after 10 MapStateSucceeded
         0s 13 after 10 MapStateExited
         0s 14 after 13 ExecutionSucceeded",
    );
}

#[test]
fn mocks_count_iterations_in_the_order_of_the_items() {
    check_end(
        &format!(
            r#""M": {{"Type": "Map", "MaxConcurrency": 2, "End": true,
                "ItemProcessor": {{"StartAt": "T", "States": {{"T": {{{FUNCTION}, "End": true}}}}}}}}"#
        ),
        r#"{"T": {"0": {"Return": "a"}, "1-2": {"Return": "b"}, "M[3]/0": {"Return": "d"}}}"#,
        "[0, 1, 2, 3]",
        r#"["a","b","b","d"]"#,
    );
}

#[test]
fn a_distributed_map_tolerates_failures_and_batches_items() {
    let map = |fields: &str| {
        format!(
            r#""M": {{"Type": "Map", {fields} "End": true, "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED"}},
                "StartAt": "T", "States": {{"T": {{{FUNCTION}, "End": true}}}}}}}}"#
        )
    };
    let mocks = r#"{"T": {"0": {"Throw": {"Error": "E"}}, "1-9": {"Return": 1}}}"#;
    let exceeded = "FAILED States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold was exceeded";
    check_end(&map(""), mocks, "[1, 2]", exceeded);
    check_end(&map(r#""ToleratedFailurePercentage": 49.9,"#), mocks, "[1, 2]", exceeded);
    check_end(&map(r#""ToleratedFailureCount": 1,"#), mocks, "[1, 2, 3]", "[1,1]");
    let report = run(
        &RunRequest {
            unmocked: Unmocked::Echo,
            ..request(
                &machine(&map(r#""ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"k": 1}},"#)),
                "{}",
                "[1, 2, 3]",
            )
        },
        |_| false,
    );
    assert_eq!(end(&report), r#"[{"BatchInput":{"k":1},"Items":[1,2]},{"BatchInput":{"k":1},"Items":[3]}]"#);
    let children = report.events.iter().filter(|event| event.place.execution == 2);
    let types: Vec<String> = children.map(Event::type_name).collect();
    assert_eq!(types.first().map(String::as_str), Some("ExecutionStarted"));
    assert_eq!(types.last().map(String::as_str), Some("ExecutionSucceeded"));
}

#[test]
fn an_express_child_runs_out_of_time_by_itself() {
    let map = |seconds: u32, tolerated: u32| {
        format!(
            r#""M": {{"Type": "Map", "ToleratedFailureCount": {tolerated}, "End": true, "ItemProcessor": {{
                "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}}, "StartAt": "P", "States": {{
                    "P": {{"Type": "Parallel", "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "S"}}], "Next": "S", "Branches": [
                        {{"StartAt": "W", "States": {{"W": {{"Type": "Wait", "Seconds": {seconds}, "End": true}}}}}}]}},
                    "S": {{"Type": "Succeed"}}}}}}}}"#
        )
    };
    check_end(&map(300, 0), "{}", "[1]", "[[1]]");
    let exceeded = "FAILED States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold was exceeded";
    check_end(&map(301, 0), "{}", "[1]", exceeded);
    let report = check_end(&map(301, 1), "{}", "[1]", "[]");
    assert_eq!((report.ended_at.0 - report.started_at.0) / 1000, 300);
    let last = report.events.iter().rfind(|event| event.place.execution == 1);
    assert_eq!(last.map(Event::type_name).as_deref(), Some("ExecutionTimedOut"));
}

#[test]
fn a_map_run_that_succeeded_does_not_fail_with_the_map_s_output() {
    check_history(
        r#""M": {"Type": "Map", "QueryLanguage": "JSONata", "Output": "{% $nothing %}", "End": true,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}}"#,
        "{}",
        "[]",
        "0s 1 after 0 ExecutionStarted
         0s 2 after 0 MapStateEntered
         0s 3 after 2 MapStateStarted
         0s 4 after 3 MapRunStarted
         0s 5 after 4 MapRunSucceeded
         0s 6 after 5 MapStateSucceeded
         0s 7 after 0 EvaluationFailed
         0s 8 after 7 MapStateFailed
         0s 9 after 8 ExecutionFailed",
    );
}

#[test]
fn child_executions_have_full_histories_of_their_own() {
    let report = check_end(
        r#""M": {"Type": "Map", "ToleratedFailureCount": 1, "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"},
            "StartAt": "L", "States": {"L": {"Type": "Pass", "Next": "L"}}}}"#,
        "{}",
        "[1]",
        "[]",
    );
    let last = report.events.iter().rfind(|event| event.place.execution == 1);
    assert_eq!(last.map(|event| (event.id, event.type_name())), Some((25_000, "ExecutionFailed".to_owned())));
}
