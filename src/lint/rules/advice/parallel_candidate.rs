use super::mergeable_states::{entrances, follower};
use crate::asl::resource::{Pattern, Resource};
use crate::asl::{QueryLanguage, State, StateId, StateType};
use crate::diagnostic::{Code, Severity};
use crate::expr::json_path::JsonPath;
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed, by_state};
use crate::lint::variables::assigned_by_state;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) static RULE: Rule = Rule {
    name: "parallel-candidate",
    code: Code("PARALLEL_CANDIDATE"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds a Task that only looks something up, follows another that only looks something up, and reads nothing of its \
           result. Calls with an effect are left alone, as their order may matter.",
    why: "In a Parallel both would run at the same time.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Parameters": {
        "TableName": "t", "Key": {"id": {"S.$": "$.id"}}}, "ResultPath": "$.user", "Next": "B"},
        «"B"»: {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"},
        "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Parameters": {
        "TableName": "t", "Key": {"id": {"S.$": "$.id"}}}, "ResultPath": "$.user", "Next": "B"},
        "B": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Parameters": {"Bucket": "b",
        "Key.$": "$.user.Item.picture.S"}, "End": true}}}"#,
    check,
};

/// How the names of actions begin that change nothing.
const LOOKS_UP: &[&str] = &[
    "get",
    "list",
    "describe",
    "query",
    "scan",
    "head",
    "batchGet",
    "search",
    "detect",
    "compare",
    "recognize",
    "analyze",
    "select",
];

fn check(checker: &mut Checker<'_>) {
    let entrances = entrances(checker.definition);
    let expressions = checker.expressions.clone();
    let (by_state, set) = (by_state(checker, &expressions), assigned_by_state(checker));
    let lookups: BTreeMap<StateId, (&State, NodeId)> = checker
        .states()
        .filter(|(state, node)| is_lookup(checker, state, *node))
        .map(|(state, node)| (state.id, (state, node)))
        .collect();
    for &(state, node) in lookups.values() {
        let next = follower(checker.definition, state, &entrances);
        let Some(&(next, next_node)) = next.and_then(|next| lookups.get(&next.id)) else { continue };
        let own = by_state.get(&next.id).map_or(&[][..], |own| own);
        let set = set.get(&state.id);
        let of_before = |name: &Arc<str>| set.is_some_and(|set| set.contains(name));
        let joined = own.iter().any(|expression| expression.reads().iter().any(|read| of_before(&read.name)));
        let language = checker.definition.language(next.id);
        let same = checker.definition.language(state.id) == language;
        if same && !joined && is_independent(checker, language, node, next_node, own) {
            let message = format!("this Task needs nothing of `{}` before it", state.name);
            let problem =
                checker.problem(next.name_span, message).with_label(state.name_span, "the Task before");
            checker.report(problem.with_hint("run both in a Parallel"));
        }
    }
}

/// A Task that only looks something up, and whose failure has no answer of its own.
fn is_lookup(checker: &Checker<'_>, state: &State, node: NodeId) -> bool {
    let looks_up = match checker.resource(state).as_deref() {
        Some(Resource::Service(call)) => {
            call.pattern == Pattern::RequestResponse
                && LOOKS_UP.iter().any(|verb| call.action.starts_with(verb))
        }
        _ => false,
    };
    state.known_type() == Some(StateType::Task) && looks_up && checker.tree.member(node, "Catch").is_none()
}

/// Whether a Task reads nothing of the data that the Task before it gives.
fn is_independent(
    checker: &Checker<'_>,
    language: QueryLanguage,
    before: NodeId,
    task: NodeId,
    own: &[&ExpressionUse],
) -> bool {
    let member = |key| checker.tree.member(task, key).is_some();
    match language {
        QueryLanguage::Jsonata => {
            member("Arguments") && !own.iter().any(|expression| reads_input(expression))
        }
        QueryLanguage::JsonPath => {
            let request = checker.tree.get(task, "Parameters");
            request.is_some_and(|request| checker.tree.is_object(request))
                && !member("InputPath")
                && result_place(checker, before)
                    .is_some_and(|place| !own.iter().any(|expression| reads_place(expression, place)))
        }
    }
}

/// Whether an expression reads the state's input, which is what the state before gives.
fn reads_input(expression: &ExpressionUse) -> bool {
    let Parsed::Jsonata(Ok(parsed)) = &expression.parsed else { return true };
    parsed.references().iter().any(|reference| {
        let field = reference.fields.first().map(|field| &**field);
        &*reference.variable == "states" && !matches!(field, Some("context" | "result"))
    })
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

/// Whether an expression can see what the Task before put at `place`; its own result is no such thing.
fn reads_place(expression: &ExpressionUse, place: &str) -> bool {
    match &expression.parsed {
        _ if matches!(expression.field, "ResultSelector" | "ResultPath") => false,
        Parsed::Path(Ok(parsed)) => parsed.paths().iter().any(|(path, _)| touches(path, place)),
        _ => true,
    }
}

/// Whether a path can see what stands at `place`: one is the beginning of the other.
fn touches(path: &JsonPath, place: &str) -> bool {
    let text = path.text();
    path.is_root() || (!place.is_empty() && (text.starts_with(place) || place.starts_with(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    fn jsonata(assign: &str, key: &str, expected: &[&str]) {
        let text = format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{
                "A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:listQueues", "Arguments": {{}},
                    "Assign": {{"{assign}": "{{% $states.result %}}"}}, "Next": "B"}},
                "B": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
                    "Arguments": {{"Bucket": "b", "Key": "{{% {key} %}}"}}, "End": true}}}}}}"#
        );
        check_rule(&RULE, &text, expected);
    }

    #[test]
    fn with_jsonata_variables_and_the_input_join_tasks() {
        jsonata(
            "queues",
            "$states.context.Execution.Input.key",
            &["\"B\": this Task needs nothing of `A` before it"],
        );
        jsonata("queues", "$queues.key", &[]);
        jsonata("queues", "$states.input.key", &[]);
    }

    #[test]
    fn calls_with_an_effect_keep_their_order() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {
                "QueueUrl": "q", "MessageBody.$": "$.order"}, "ResultPath": null, "Next": "B"},
                "B": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"Message.$": "$.order"},
                "End": true}}}"#,
            &[],
        );
    }
}
