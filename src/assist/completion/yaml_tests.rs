//! The same completions in YAML: blocks are indented, nothing needs a comma.

use crate::assist::testing::{FakeRun, check_all, check_first, check_offers, check_taken};
use crate::assist::{NoRun, hover};
use crate::document::Snapshot;

const HEAD: &str = "StartAt: A\nStates:\n  A:\n";

fn state(fields: &str) -> String {
    format!("{HEAD}{fields}\n  B:\n    Type: Succeed\n")
}

#[test]
fn fields_are_put_in_as_lines_of_their_block() {
    check_first(&state("    Type: Task\n    |"), &NoRun, &["Resource", "Next", "End"]);
    check_taken(&state("    Type: Pass\n    Ne|"), &NoRun, "Next", &state("    Type: Pass\n    Next: \"‸\""));
    check_taken(
        &state("    Type: Task\n    Resource: r\n    Cat|"),
        &NoRun,
        "Catch",
        &state(
            "    Type: Task\n    Resource: r\n    Catch:\n      - ErrorEquals:\n          - «States.ALL»\n        ResultPath: $.«error»\n        Next: \"‸\"",
        ),
    );
    check_taken(
        &state("    Type: Wait\n    Sec|: 3"),
        &NoRun,
        "Seconds",
        &state("    Type: Wait\n    Seconds‸: 3"),
    );
    check_offers(&state("    Type: Task\n    Retry:\n      - |"), &NoRun, &["ErrorEquals"], &["Resource"]);
    check_offers(
        &state("    Type: Task\n    Retry:\n      - ErrorEquals: [x]\n        |"),
        &NoRun,
        &["MaxAttempts"],
        &["ErrorEquals"],
    );
}

#[test]
fn values_are_written_plain_or_in_the_quotes_they_have() {
    check_taken(&state("    Type: |"), &NoRun, "Pass", &state("    Type: Pass‸"));
    check_taken(&state("    Type: \"P|\""), &NoRun, "Pass", &state("    Type: \"Pass\"‸"));
    check_all(&state("    Type: Pass\n    Next: |"), &NoRun, &["B"]);
    check_first(
        &state(
            "    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    Retry:\n      - ErrorEquals:\n          - Lam|",
        ),
        &NoRun,
        &["Lambda.ServiceException"],
    );
    check_first(
        &state(
            "    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    Retry:\n      - ErrorEquals: [\"Lam|\"]",
        ),
        &NoRun,
        &["Lambda.ServiceException"],
    );
    check_taken(
        &state("    Type: Task\n    Resource: sqs|\n    End: true"),
        &NoRun,
        "sqs:sendMessage",
        &state(
            "    Type: Task\n    Resource: arn:aws:states:::sqs:sendMessage\n    Parameters:\n      QueueUrl: «https://sqs.REGION.amazonaws.com/ACCOUNT/QUEUE»\n      MessageBody.$: $\n    End: true",
        ),
    );
}

#[test]
fn expressions_are_helped_in_plain_and_quoted_scalars() {
    let run = FakeRun::new(r#"{"data": {"order": {"id": 7}}}"#);
    check_taken(
        &state("    Type: Pass\n    InputPath: $.or|"),
        &run,
        "order",
        &state("    Type: Pass\n    InputPath: $.order‸"),
    );
    let jsonata = |text: &str| format!("QueryLanguage: JSONata\n{}", state(text));
    check_taken(
        &jsonata("    Type: Pass\n    Output: '{% $states.input.order.i| %}'"),
        &run,
        "id",
        &jsonata("    Type: Pass\n    Output: '{% $states.input.order.id‸ %}'"),
    );
    check_taken(
        &jsonata("    Type: Pass\n    Output: |"),
        &run,
        "{% … %}",
        &jsonata("    Type: Pass\n    Output: \"{% ‸ %}\""),
    );
}

#[test]
fn expressions_are_helped_in_texts_of_several_lines() {
    let run = FakeRun::new(r#"{"data": {"order": {"id": 7}}}"#);
    let jsonata = |text: &str| format!("QueryLanguage: JSONata\n{}", state(text));
    for (begin, end) in [(">-\n      {% ", "%}"), ("|\n      {% ", "%}"), ("\"{% ", "%}\""), ("'{% ", "%}'")]
    {
        let given = |caret| {
            jsonata(&format!(
                "    Type: Pass\n    Output: {begin}$sum(\n        $states.input.order.{caret}\n      ) {end}"
            ))
        };
        check_taken(&given("‸"), &run, "id", &given("id‸"));
        let text = given("id");
        let found = hover(&Snapshot::new(text.as_str()), text.find("order").unwrap() + 1, &run).unwrap();
        assert_eq!(found.span.slice(&text), "$states.input.order");
    }
}

#[test]
fn new_states_are_blocks() {
    check_taken(
        "StartAt: A\nStates:\n  Go|\n",
        &NoRun,
        "Succeed",
        "StartAt: A\nStates:\n  «Go»:\n    Type: Succeed\n",
    );
    check_taken(
        "StartAt: A\nStates:\n  A:\n    Type: Succeed\n  |\n",
        &NoRun,
        "Parallel",
        "StartAt: A\nStates:\n  A:\n    Type: Succeed\n  «Parallel»:\n    Type: Parallel\n    Branches:\n      - StartAt: First\n        States:\n          \
         First:\n            Type: Pass\n            End: true\n      - StartAt: Second\n        States:\n          Second:\n            Type: Pass\n            End: true\n    End: true\n",
    );
}

#[test]
fn hover_knows_yaml_too() {
    let text = state("    Type: Task\n    TimeoutSeconds: 3");
    let found = hover(&Snapshot::new(text.as_str()), text.find("Timeout").unwrap() + 2, &NoRun).unwrap();
    assert_eq!(found.span.slice(&text), "TimeoutSeconds");
}
