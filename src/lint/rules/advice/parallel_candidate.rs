use super::mergeable_states::entrances;
use crate::asl::{QueryLanguage, State, StateType, TransitionKind};
use crate::diagnostic::{Code, Severity};
use crate::expr::json_path::JsonPath;
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::Parsed;

pub(super) static RULE: Rule = Rule {
    name: "parallel-candidate",
    code: Code("PARALLEL_CANDIDATE"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds a Task that follows another and reads nothing of its result (JSONPath, with `Parameters` written out).",
    why: "In a Parallel both would run at the same time.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {
        "QueueUrl": "q", "MessageBody.$": "$.order"}, "ResultPath": null, "Next": "B"},
        «"B"»: {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"Message.$": "$.order"}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {
        "QueueUrl": "q", "MessageBody.$": "$.order"}, "ResultPath": "$.sent", "Next": "B"},
        "B": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"Message.$": "$.sent.MessageId"},
        "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let entrances = entrances(checker.definition);
    let tasks: Vec<(&State, NodeId)> =
        checker.states().filter(|(state, node)| is_plain_task(checker, state, *node)).collect();
    for (state, node) in tasks {
        let Some(place) = result_place(checker, node) else { continue };
        let next = state
            .transitions
            .iter()
            .find(|way| way.kind == TransitionKind::Next)
            .and_then(|way| way.resolved);
        let Some(next) = next.filter(|next| entrances.get(next.index()) == Some(&1)) else { continue };
        let next = checker.definition.state(next);
        let independent =
            next.node.is_some_and(|node| is_plain_task(checker, next, node)) && !reads(checker, next, place);
        if independent && next.id != state.id {
            let message = format!("this Task needs nothing of `{}` before it", state.name);
            let problem =
                checker.problem(next.name_span, message).with_label(state.name_span, "the Task before");
            checker.report(problem.with_hint("unless the order matters, run both in a Parallel"));
        }
    }
}

/// A Task whose request is written out, so that all it reads is known.
fn is_plain_task(checker: &Checker<'_>, state: &State, node: NodeId) -> bool {
    let object =
        checker.tree.get(node, "Parameters").is_some_and(|parameters| checker.tree.is_object(parameters));
    let selects = ["InputPath", "Assign"].iter().any(|key| checker.tree.member(node, key).is_some());
    state.known_type() == Some(StateType::Task)
        && checker.definition.language(state.id) == QueryLanguage::JsonPath
        && object
        && !selects
}

/// Where a Task puts its result: nowhere (an empty path), or at a path that is not the whole of the data.
fn result_place<'a>(checker: &Checker<'a>, node: NodeId) -> Option<&'a str> {
    let tree = checker.tree;
    let path = tree.get(node, "ResultPath").filter(|_| tree.member(node, "OutputPath").is_none())?;
    match tree.as_str(path) {
        None => Some(""),
        Some(path) => (&**path != "$").then_some(&**path),
    }
}

fn reads(checker: &Checker<'_>, state: &State, place: &str) -> bool {
    let own = checker.expressions.iter().filter(|expression| {
        checker.objects.get(expression.object).is_some_and(|object| object.state == Some(state.id))
    });
    own.into_iter().any(|expression| match &expression.parsed {
        Parsed::Path(Ok(parsed)) => parsed.paths().iter().any(|(path, _)| touches(path, place)),
        _ => true,
    })
}

/// Whether a path can see what stands at `place`: one is the beginning of the other.
fn touches(path: &JsonPath, place: &str) -> bool {
    let text = path.text();
    path.is_root() || (!place.is_empty() && (text.starts_with(place) || place.starts_with(text)))
}
