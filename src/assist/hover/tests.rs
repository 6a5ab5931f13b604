//! Hover by caret in text: what it is about, and what it says, a line a part.

use super::{Hover, HoverPart, hover};
use crate::assist::testing::{FakeRun, caret, in_yaml};
use crate::assist::{DryRun, NoRun};
use crate::document::Snapshot;

/// Checks what is said at the caret: the span, then the parts; links are left out.
#[track_caller]
fn check(fixture: &str, run: &dyn DryRun, expected: &[&str]) {
    let (text, at) = caret(fixture);
    let snapshot = Snapshot::new(text.as_str());
    for (offset, _) in text.char_indices() {
        let found = hover(&snapshot, offset, run);
        assert!(found.is_none_or(|found| text.get(found.span.start..found.span.end).is_some()));
    }
    if let Some((yaml, at)) = in_yaml(fixture) {
        let said = |found: Option<Hover>| found.map(|found| found.parts);
        assert_eq!(
            said(hover(&yaml, at, run)),
            said(hover(&snapshot, caret(fixture).1, run)),
            "{}",
            yaml.text()
        );
    }
    let Some(found) = hover(&snapshot, at, run) else { return assert_eq!(expected, [""; 0], "{fixture}") };
    let part = |part: &HoverPart| match part {
        HoverPart::Title(text) => Some(format!("# {text}")),
        HoverPart::Text(text) => Some(text.clone()),
        HoverPart::Code(text) => Some(format!("`{text}`")),
        HoverPart::Link { url, .. } => {
            assert!(url.starts_with("https://"), "{url}");
            None
        }
    };
    let mut lines = vec![found.span.slice(&text).to_owned()];
    lines.extend(found.parts.iter().filter_map(part));
    assert_eq!(lines, expected, "{fixture}");
}

#[test]
fn a_field_says_its_rule_and_default() {
    check(
        r#"{"States": {"A": {"Type": "Task", "Retry": [{"Max|Attempts": 2}]}}}"#,
        &NoRun,
        &[
            "\"MaxAttempts\"",
            "# MaxAttempts",
            "How often to try again; 3 where missing.",
            "Takes a whole number from 0 to 99999999.",
            "Default: 3; 0 never tries again.",
        ],
    );
    check(
        r#"{"QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", |"ResultPath": "$"}}}"#,
        &NoRun,
        &[
            "\"ResultPath\"",
            "# ResultPath",
            "Where the result goes in the input; `null` drops it.",
            "Takes a reference path: names and indices only, or `null` for nothing. Only with JSONPath. This is JSONata, so it is not allowed here.",
            "Default: `$`.",
        ],
    );
    check(
        r#"{"States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "Numeric|LessThan": 3}]}}}"#,
        &NoRun,
        &[
            "\"NumericLessThan\"",
            "# NumericLessThan",
            "Holds when the value of `Variable` is a numeric that is less than this constant.",
        ],
    );
    check(r#"{"Foo|": 1}"#, &NoRun, &[]);
}

#[test]
fn a_name_says_the_shape_of_its_state() {
    let shape = [
        "# Pay (Task state)",
        "Takes the money",
        "`arn:aws:states:::lambda:invoke`",
        "From the start, `Ask` by a rule.",
        "To `Ask`, `Gone` by a catcher, which does not exist.",
    ];
    let text = r#"{"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "Comment": "Takes the money", "Resource": "arn:aws:states:::lambda:invoke",
        "Next": "Ask", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Gone"}]}, "Ask": {"Type": "Choice", "Choices": [{"Next": "Pay"}]}}}"#;
    for place in ["StartAt\": \"P|ay", "States\": {\"P|ay", "Choices\": [{\"Next\": \"P|ay"] {
        let fixture = text.replacen(&place.replace('|', ""), place, 1);
        let lines: Vec<&str> = ["\"Pay\""].into_iter().chain(shape).collect();
        check(&fixture, &NoRun, &lines);
    }
}

#[test]
fn words_errors_and_resources_say_what_they_mean() {
    let state = |fields: &str| format!(r#"{{"States": {{"A": {{"Type": "Task", {fields}}}}}}}"#);
    check(
        &state(r#""Retry": [{"ErrorEquals": ["States.Time|out"]}]"#),
        &NoRun,
        &[
            "\"States.Timeout\"",
            "# States.Timeout",
            "The Task took longer than `TimeoutSeconds`, or sent no heartbeat in time.",
        ],
    );
    check(
        &state(r#""Resource": "arn:aws:states:::ecs:|runTask.sync""#),
        &NoRun,
        &[
            "\"arn:aws:states:::ecs:runTask.sync\"",
            "# ecs:runTask.sync",
            "Runs an ECS or Fargate task.",
            "Waits until the job is done; the result describes the finished job.",
        ],
    );
    check(&state(r#""Type": "Ma|p""#), &NoRun, &["\"Map\"", "# Type: Map", "Runs a machine for each item."]);
}

#[test]
fn an_expression_says_its_value_in_the_last_run() {
    let run = FakeRun::new(
        r#"{"data": {"order": {"id": 7, "lines": [{"n": 1}, {"n": 2}]}}, "variables": {"cart": [1]}, "context": {"State": {"Name": "A"}}}"#,
    );
    let path = |path: &str| {
        format!(
            r#"{{"States": {{"A": {{"Type": "Pass", "Assign": {{"cart": [1]}}, "InputPath": "{path}"}}}}}}"#
        )
    };
    check(
        &path("$.or|der.id"),
        &run,
        &[
            "$.order",
            "# $.order",
            "In the last dry run:",
            "`{\n  \"id\": 7,\n  \"lines\": [\n    {\n      \"n\": 1\n    },\n    {\n      \"n\": 2\n    }\n  ]\n}`",
        ],
    );
    check(&path("$.order.i|d"), &run, &["$.order.id", "# $.order.id", "In the last dry run:", "`7`"]);
    check(
        &path("$.order.lines[1].n|"),
        &run,
        &["$.order.lines[1].n", "# $.order.lines[1].n", "In the last dry run:", "`2`"],
    );
    check(&path("$.gone|"), &run, &["$.gone", "# $.gone", "It has no value in the last dry run."]);
    check(&path("$.gone|"), &NoRun, &["$.gone", "# $.gone", "Run the definition to see its value here."]);
    check(
        &path("$$.State.Na|me"),
        &run,
        &["$$.State.Name", "# $$.State.Name", "The name of the state.", "In the last dry run:", "`\"A\"`"],
    );
    check(
        &path("$ca|rt"),
        &run,
        &[
            "$cart",
            "# $cart",
            "A workflow variable. Set by `A`; read by `A`.",
            "In the last dry run:",
            "`[\n  1\n]`",
        ],
    );
    let jsonata = |expression: &str| {
        format!(
            r#"{{"QueryLanguage": "JSONata", "States": {{"A": {{"Type": "Pass", "Output": "{{% {expression} %}}"}}}}}}"#
        )
    };
    check(
        &jsonata("$sum($states.input.order.li|nes.n)"),
        &run,
        &[
            "$states.input.order.lines",
            "# $states.input.order.lines",
            "In the last dry run:",
            "`[\n  {\n    \"n\": 1\n  },\n  {\n    \"n\": 2\n  }\n]`",
        ],
    );
    check(
        &jsonata("$s|um(x)"),
        &run,
        &["$sum", "# $sum", "`$sum(numbers)`", "The sum of an array of numbers."],
    );
    check(
        &jsonata("$states.in|put"),
        &NoRun,
        &[
            "$states.input",
            "# $states.input",
            "The input of the state.",
            "Run the definition to see its value here.",
        ],
    );
    check(
        r#"{"States": {"A": {"Type": "Pass", "Parameters": {"a.$": "States.Fo|rmat('{}', $.a)"}}}}"#,
        &NoRun,
        &[
            "States.Format",
            "# States.Format",
            "`States.Format(template, [value], …)`",
            "The template with each `{}` replaced by the next value.",
        ],
    );
}
