//! Completion by caret in text: what is offered where, and what comes of it.

use crate::assist::testing::{FakeRun, check_all, check_first, check_offers, check_taken, completions};
use crate::assist::{CompletionKind, NoRun};

/// A machine in one line around the fields of a state `A`.
fn state(fields: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{"A": {{{fields}}}, "B": {{"Type": "Succeed"}}}}}}"#)
}

/// The same with JSONata.
fn jsonata(fields: &str) -> String {
    state(fields).replacen('{', r#"{"QueryLanguage": "JSONata", "#, 1)
}

#[test]
fn fields_of_a_state_are_those_of_its_type_and_language_that_it_has_not_yet() {
    check_first(&state(r#""Type": "Task", "|""#), &NoRun, &["Resource", "Next", "End"]);
    check_first(&state(r#""Type": "Wait", "|""#), &NoRun, &["Seconds", "Timestamp", "Next", "End"]);
    check_first(&state(r#""Type": "Map", "|""#), &NoRun, &["ItemProcessor", "Next", "End"]);
    let task = state(r#""Type": "Task", "Resource": "r", "End": true, |"#);
    check_offers(
        &task,
        &NoRun,
        &["Parameters", "ResultPath", "Retry", "Catch"],
        &["Resource", "Next", "Arguments", "Output", "Choices"],
    );
    let task = jsonata(r#""Type": "Task", "Resource": "r", "End": true, |"#);
    check_offers(
        &task,
        &NoRun,
        &["Arguments", "Output", "Assign"],
        &["Parameters", "ResultPath", "InputPath", "QueryLanguage"],
    );
    let wait = state(r#""Type": "Wait", "Seconds": 3, "|""#);
    check_offers(&wait, &NoRun, &["Next"], &["SecondsPath", "Timestamp"]);
}

#[test]
fn fields_of_inner_objects_are_their_own() {
    let map = |rest: &str| {
        state(&format!(
            r#""Type": "Map", "End": true, "ItemProcessor": {{"StartAt": "I", "States": {{}}}}, {rest}"#
        ))
    };
    check_first(&map(r#""Retry": [{"|"}]"#), &NoRun, &["ErrorEquals"]);
    check_first(&map(r#""Catch": [{"ErrorEquals": ["x"], "|"}]"#), &NoRun, &["Next", "ResultPath", "Assign"]);
    check_first(&map(r#""ItemReader": {"|"}"#), &NoRun, &["Resource", "ReaderConfig"]);
    check_first(&map(r#""ItemReader": {"ReaderConfig": {"|"}}"#), &NoRun, &["InputType"]);
    check_first(r#"{"StartAt": "A", "States": {}, "|"}"#, &NoRun, &["QueryLanguage", "Version"][..0]);
    check_offers(
        r#"{"StartAt": "A", "States": {}, "|"}"#,
        &NoRun,
        &["TimeoutSeconds", "QueryLanguage"],
        &["StartAt"],
    );
    check_all(
        r#"{"States": {"P": {"Type": "Parallel", "Branches": [{"|"}]}}}"#,
        &NoRun,
        &["StartAt", "States", "Comment"],
    );
}

#[test]
fn a_rule_takes_one_comparison() {
    let rule = |rest: &str| state(&format!(r#""Type": "Choice", "Choices": [{{{rest}}}]"#));
    check_offers(
        &rule(r#""Variable": "$.x", "|""#),
        &NoRun,
        &["StringEquals", "IsPresent", "NumericGreaterThanPath", "Next"],
        &["And", "Condition"],
    );
    check_offers(&rule(r#""Variable": "$.x", "IsNull": true, "|""#), &NoRun, &["Next"], &["StringEquals"]);
    check_offers(&rule(r#""And": [{"|"}]"#), &NoRun, &["Variable", "IsNull"], &["Next"]);
    let rule = jsonata(r#""Type": "Choice", "Choices": [{"|"}]"#);
    check_first(&rule, &NoRun, &["Next", "Condition"]);
}

#[test]
fn a_field_comes_with_a_value_to_fill_in_and_the_commas_it_needs() {
    check_taken(
        "{\n    \"StartAt\": \"A\",\n    \"States\": {\n        \"A\": {\n            \"Type\": \"Task\"\n            \"Ca|\n        }\n    }\n}",
        &NoRun,
        "Catch",
        "{\n    \"StartAt\": \"A\",\n    \"States\": {\n        \"A\": {\n            \"Type\": \"Task\",\n            \"Catch\": [\n                {\n                    \
         \"ErrorEquals\": [\"«States.ALL»\"],\n                    \"ResultPath\": \"$.«error»\",\n                    \"Next\": \"‸\"\n                }\n            ]\n        }\n    }\n}",
    );
    check_taken(
        r#"{"States": {"A": {"Type": "Pass", "Ne|"}}}"#,
        &NoRun,
        "Next",
        r#"{"States": {"A": {"Type": "Pass", "Next": "‸"}}}"#,
    );
    check_taken(
        r#"{"States": {"A": {"Type": "Wait", |"End": true}}}"#,
        &NoRun,
        "Seconds",
        r#"{"States": {"A": {"Type": "Wait", "Seconds": «10»,"End": true}}}"#,
    );
    check_taken(
        r#"{"States": {"A": {"Type": "Pass", "Nxt|": "B"}}}"#,
        &NoRun,
        "Next",
        r#"{"States": {"A": {"Type": "Pass", "Next"‸: "B"}}}"#,
    );
    check_taken(
        r#"{"States": {"A": {"Type": "Pass", "Ne|, "Comment": "x"}}}"#,
        &NoRun,
        "Next",
        r#"{"States": {"A": {"Type": "Pass", "Next": "‸", "Comment": "x"}}}"#,
    );
    check_taken(
        r#"{"States": {"A": {"Type": "Pass" "En|" "Comment": "x"}}}"#,
        &NoRun,
        "End",
        r#"{"States": {"A": {"Type": "Pass", "End": «true», "Comment": "x"}}}"#,
    );
}

#[test]
fn words_are_offered_for_the_fields_that_take_them() {
    check_first(
        &state(r#""Type": "|""#),
        &NoRun,
        &["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"],
    );
    check_all(&state(r#""Type": "Pass", "QueryLanguage": "|""#), &NoRun, &["JSONPath", "JSONata"]);
    check_all(&jsonata(r#""Type": "Pass", "QueryLanguage": "|""#), &NoRun, &["JSONata"]);
    check_all(&state(r#""Type": "Pass", "End": |"#), &NoRun, &["true", "false"]);
    check_taken(
        &state(r#""Type": |, "End": true"#),
        &NoRun,
        "Wait",
        &state(r#""Type": "Wait"‸, "End": true"#),
    );
    check_taken(&state(r#""Type": "P|"#), &NoRun, "Pass", &state(r#""Type": "Pass"‸"#));
    check_all(&state(r#""Type": "Task", "Retry": [{"JitterStrategy": "|"}]"#), &NoRun, &["NONE", "FULL"]);
}

#[test]
fn targets_are_the_states_of_the_same_machine() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "@"}], "Default": "@"},
        "B": {"Type": "Parallel", "Next": "@", "Catch": [{"ErrorEquals": ["E"], "Next": "@"}], "Branches": [{"StartAt": "@", "States": {
            "I": {"Type": "Pass", "Next": "@"}, "J": {"Type": "Succeed"}}}]}, "C": {"Type": "Pass", "Next": "Later"}}}"#;
    let place = |nth: usize| {
        let mut seen = 0;
        let shown = text.split('@').collect::<Vec<_>>();
        let mut out = String::new();
        for (index, piece) in shown.iter().enumerate() {
            out.push_str(piece);
            if index + 1 < shown.len() {
                out.push_str(if seen == nth { "|" } else { "" });
                seen += 1;
            }
        }
        out
    };
    check_all(&place(0), &NoRun, &["B", "C", "A", "Later"]);
    check_all(&place(1), &NoRun, &["B", "C", "Later"]);
    check_all(&place(2), &NoRun, &["C", "A", "Later"]);
    check_all(&place(3), &NoRun, &["C", "A", "B", "Later"]);
    check_all(&place(4), &NoRun, &["I", "J"]);
    check_all(&place(5), &NoRun, &["J"]);
}

#[test]
fn errors_are_those_of_the_integration_first() {
    let task = |resource: &str, inner: &str| {
        state(&format!(
            r#""Type": "Task", "Resource": "{resource}", "Retry": [{{"ErrorEquals": [{inner}]}}], "End": true"#
        ))
    };
    check_first(
        &task("arn:aws:states:::lambda:invoke", r#""|""#),
        &NoRun,
        &["Lambda.ServiceException", "Lambda.AWSLambdaException"],
    );
    check_offers(
        &task("arn:aws:states:::aws-sdk:dynamodb:getItem", r#""States.ALL", "|""#),
        &NoRun,
        &["DynamoDb.ResourceNotFoundException", "States.TaskFailed"],
        &["States.ALL", "States.Runtime"],
    );
    let custom = r#"{"States": {"P": {"Type": "Parallel", "Catch": [{"ErrorEquals": ["|"]}], "Branches": [{"StartAt": "F", "States": {
        "F": {"Type": "Fail", "Error": "Mine"}}}]}}}"#;
    check_first(custom, &NoRun, &["Mine", "States.BranchFailed", "States.ALL"]);
}

#[test]
fn a_resource_brings_its_request_along() {
    check_first(
        &state(r#""Type": "Task", "Resource": "|""#),
        &NoRun,
        &["lambda:invoke", "lambda:invoke.waitForTaskToken", "dynamodb:getItem"],
    );
    check_taken(
        &state(r#""Type": "Task", "Resource": "sqs|", "End": true"#),
        &NoRun,
        "sqs:sendMessage",
        &state(
            r#""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "«https://sqs.REGION.amazonaws.com/ACCOUNT/QUEUE»", "MessageBody.$": "$"}, "End": true"#,
        ),
    );
    check_taken(
        &jsonata(r#""Type": "Task", "Resource": "s3getobj|", "End": true"#),
        &NoRun,
        "aws-sdk:s3:getObject",
        &jsonata(
            r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Arguments": {"Bucket": "‸", "Key": "‸"}, "End": true"#,
        ),
    );
    check_taken(
        &state(r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:startExec|", "Parameters": {}"#),
        &NoRun,
        "aws-sdk:sfn:startExecution",
        &state(
            r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:startExecution"‸, "Parameters": {}"#,
        ),
    );
    check_first(
        &state(r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:athe|""#),
        &NoRun,
        &["athena"],
    );
    check_first(
        &state(r#""Type": "Task", "Resource": "arn:aws:states:::sqs:send|""#),
        &NoRun,
        &["sqs:sendMessage"],
    );
}

#[test]
fn a_request_offers_its_fields() {
    let task = state(r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"|"}"#);
    check_all(&task, &NoRun, &["FunctionName", "Payload.$"]);
    let task = state(
        r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:copyObject", "Parameters": {"Key.$": "$.k", "|"}"#,
    );
    check_all(&task, &NoRun, &["Bucket", "CopySource"]);
    check_taken(
        &state(r#""Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Par|""#),
        &NoRun,
        "Parameters",
        &state(
            r#""Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "«MyJob»"}"#,
        ),
    );
}

#[test]
fn states_members_depend_on_the_field() {
    let task = |field: &str| jsonata(&format!(r#""Type": "Task", "Resource": "r", {field}, "End": true"#));
    check_all(&task(r#""Output": "{% $states.| %}""#), &NoRun, &["input", "result", "context"]);
    check_all(&task(r#""Arguments": {"x": "{% $states.| %}"}"#), &NoRun, &["input", "context"]);
    check_all(
        &task(r#""Catch": [{"ErrorEquals": ["E"], "Next": "B", "Output": "{% $states.| %}"}]"#),
        &NoRun,
        &["input", "errorOutput", "context"],
    );
    check_all(&task(r#""Arguments": "{% $states.context.Execution.S| %}""#), &NoRun, &["StartTime"]);
    check_offers(
        &task(r#""Arguments": "{% $states.context.| %}""#),
        &NoRun,
        &["Execution", "State", "StateMachine"],
        &["Task", "Map"],
    );
    let token = jsonata(
        r#""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Arguments": {"MessageBody": "{% $states.context.T| %}"}"#,
    );
    check_first(&token, &NoRun, &["Task"]);
}

#[test]
fn functions_come_with_signature_and_their_brackets() {
    check_taken(
        &jsonata(r#""Type": "Pass", "Output": "{% $substringB| %}", "End": true"#),
        &NoRun,
        "$substringBefore",
        &jsonata(r#""Type": "Pass", "Output": "{% $substringBefore(‸) %}", "End": true"#),
    );
    check_taken(
        &jsonata(r#""Type": "Pass", "Output": "{% $no|('x')"#),
        &NoRun,
        "$not",
        &jsonata(r#""Type": "Pass", "Output": "{% $not‸('x')"#),
    );
    check_taken(
        &state(r#""Type": "Pass", "Parameters": {"id.$": "States.Form|"}, "End": true"#),
        &NoRun,
        "States.Format",
        &state(r#""Type": "Pass", "Parameters": {"id.$": "States.Format(‸)"}, "End": true"#),
    );
    let (_, found) = completions(&jsonata(r#""Type": "Pass", "Output": "{% $sum| %}""#), &NoRun);
    let sum = found.items.first().unwrap();
    assert_eq!((sum.detail.as_str(), sum.kind), ("$sum(numbers)", CompletionKind::Function));
    check_all(&jsonata(r#""Type": "Pass", "Output": "{% 'a $su| %}""#), &NoRun, &[]);
    check_first(
        &jsonata(r#""Type": "Pass", "Output": "{% ($total := 1; $map($x, function($v){ $| %}""#),
        &NoRun,
        &["$v", "$total"],
    );
    check_offers(
        &state(r#""Type": "Pass", "Parameters": {"a.$": "States.ArrayLength(|)"}"#),
        &NoRun,
        &["$", "$$", "States.Array"],
        &[],
    );
    check_all(&state(r#""Type": "Pass", "Parameters": {"a": "States.F|"}"#), &NoRun, &[]);
}

#[test]
fn variables_in_scope_are_offered_with_whether_they_are_certain() {
    let text = |last: &str| {
        format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "C", "States": {{
            "C": {{"Type": "Choice", "Assign": {{"sure": 1}}, "Choices": [{{"Condition": "{{% true %}}", "Next": "S", "Assign": {{"sure": 1}}}}], "Default": "E"}},
            "S": {{"Type": "Pass", "Assign": {{"some": 2}}, "Next": "E"}},
            "E": {{"Type": "Pass", "Assign": {{"later": 3}}, {last}}}}}}}"#
        )
    };
    let (_, found) = completions(&text(r#""Output": "{% $s| %}""#), &NoRun);
    let shown: Vec<String> =
        found.items.iter().take(4).map(|item| format!("{} {}", item.label, item.detail)).collect();
    assert_eq!(shown[..2], ["$states.input of this state", "$states.context of this state"]);
    assert_eq!(shown[2..], ["$sure variable", "$some variable, set on some ways only"]);
    check_offers(&text(r#""Output": "{% | %}""#), &NoRun, &["$sure", "$some"], &["$later"]);
    check_taken(&text(r#""Assign": {"|"}"#), &NoRun, "some", &text(r#""Assign": {"some": "{% ‸ %}"}"#));
}

#[test]
fn paths_are_those_of_the_last_run() {
    let run = FakeRun::new(
        r#"{"data": {"order": {"id": 7, "my items": [{"sku": "a"}]}, "n": 1}, "result": {"ok": true}, "variables": {"cart": {"size": 2}}, "context": {"Execution": {"Name": "run-1"}}}"#,
    );
    check_all(
        &state(r#""Type": "Pass", "InputPath": "$.|""#),
        &run,
        &["order", "n", "order.id", "order['my items']", "order['my items'][0]"],
    );
    check_taken(
        &state(r#""Type": "Pass", "InputPath": "$.order.my|""#),
        &run,
        "['my items']",
        &state(r#""Type": "Pass", "InputPath": "$.order['my items']‸""#),
    );
    check_all(&state(r#""Type": "Pass", "InputPath": "$.order['my items'][0].|""#), &run, &["sku"]);
    check_all(&state(r#""Type": "Pass", "InputPath": "$.order['m|']""#), &run, &["my items"]);
    check_first(
        &state(r#""Type": "Pass", "Parameters": {"a.$": "States.Format('{}', $.order.i|)"}"#),
        &run,
        &["id"],
    );
    check_offers(&state(r#""Type": "Pass", "InputPath": "$cart.|""#), &run, &["size"], &[]);
    check_first(&state(r#""Type": "Pass", "InputPath": "$$.Execution.Na|""#), &run, &["Name"]);
    let task = |expression: &str| {
        jsonata(&format!(r#""Type": "Task", "Resource": "r", "Output": "{{% {expression} %}}", "End": true"#))
    };
    check_all(&task("$states.input.order.|"), &run, &["id", "`my items`", "`my items`.sku"]);
    check_all(&task("$sum($states.input.order.`my items`.|)"), &run, &["sku"]);
    check_all(&task("$states.result.|"), &run, &["ok"]);
}

#[test]
fn new_states_have_names_of_their_own_and_what_they_need() {
    check_taken(
        r#"{"StartAt": "Pass", "States": {"Pass": {"Type": "Succeed"}, "|"}}"#,
        &NoRun,
        "Pass",
        r#"{"StartAt": "Pass", "States": {"Pass": {"Type": "Succeed"}, "«Pass 2»": {"Type": "Pass", "End": true}}}"#,
    );
    check_taken(
        r#"{"StartAt": "A", "States": {"Notify| }}"#,
        &NoRun,
        "Succeed",
        r#"{"StartAt": "A", "States": {"«Notify»": {"Type": "Succeed"} }}"#,
    );
    check_first(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Ship it"}, "|"}}"#,
        &NoRun,
        &["Ship it", "Task"],
    );
    check_first(
        r#"{"StartAt": "A", "States": {"A": |}}"#,
        &NoRun,
        &["Task", "Task: Lambda function", "Pass"],
    );
    check_offers(r#"{"StartAt": "A", "States": {"A": {"|"}}}"#, &NoRun, &["Type", "Choice state"], &[]);
    check_all("|", &NoRun, &["State machine with JSONata", "State machine with JSONPath"]);
}

/// Every state and pattern, put into a machine that begins with it, in both languages: AWS would take it as it is.
#[test]
fn every_snippet_is_a_definition_without_an_error() {
    for head in ["", r#""QueryLanguage": "JSONata", "#] {
        let text = format!(r#"{{{head}"StartAt": "@", "States": {{"|"}}}}"#);
        let (plain, found) = completions(&text, &NoRun);
        let snippets = found.items.iter().filter(|item| item.kind == CompletionKind::Snippet);
        let mut count = 0;
        for item in snippets {
            let after = item.edit.apply(&plain);
            let first = crate::document::Snapshot::new(after.as_str());
            let name = first.definition().states().first().unwrap().name.to_string();
            let filled = fill(&after.replace("\"@\"", &format!("\"{name}\"")), &name);
            let problems = crate::document::Snapshot::new(filled.as_str());
            let errors: Vec<_> = problems
                .problems()
                .iter()
                .filter(|problem| problem.severity == crate::diagnostic::Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}\n{filled}", item.label);
            count += 1;
        }
        assert!(count > 14, "{count} snippets");
    }
}

/// What an author would fill in: a last state behind targets that are still empty, and the start of an ARN.
fn fill(text: &str, _name: &str) -> String {
    let end = text.rfind("}}").unwrap();
    let open = text
        .replace("\"Next\": \"\"", "\"Next\": \"End of it\"")
        .replace("\"Default\": \"\"", "\"Default\": \"End of it\"");
    if open == text {
        return text.replace("\"arn:aws:states:::\"", "\"arn:aws:lambda:us-east-1:111111111111:function:f\"");
    }
    let end = end + open.len() - text.len();
    format!("{}, \"End of it\": {{\"Type\": \"Succeed\"}}{}", &open[..end], &open[end..])
}

#[test]
fn nothing_is_offered_where_nothing_fits() {
    check_all("{\"StartAt\": \"A\", // a rem|ark\n}", &NoRun, &[]);
    check_all(&state(r#""Type": "Pass", "Comment": "Ne|""#), &NoRun, &[]);
    check_all(r#"{"Unknown": {"|"}}"#, &NoRun, &[]);
    check_all(&state(r#""Type": "Pass", "Result": {"Ne|"}"#), &NoRun, &[]);
}
