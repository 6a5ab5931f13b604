use super::mergeable_states::entrances;
use crate::asl::resource::Resource;
use crate::asl::{QueryLanguage, State, StateId, StateType, TransitionKind};
use crate::diagnostic::{Code, Severity};
use crate::expr::json_path::{JsonPath, Root};
use crate::json::{NodeId, NodeKind};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed};
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    name: "lost-input",
    code: Code("LOST_INPUT"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds fields that a Task without `ResultPath` reads from its input and that the state behind it reads once more, \
           though the result has taken the input's place (JSONPath).",
    why: "Unless the result happens to hold the field as well, the execution fails.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {
        "QueueUrl": "q", "MessageBody.$": "$.order"}, "Next": "B"},
        "B": {"Type": "Pass", "InputPath": "«$.order.id»", "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {
        "QueueUrl": "q", "MessageBody.$": "$.order"}, "ResultPath": "$.sent", "Next": "B"},
        "B": {"Type": "Pass", "InputPath": "$.order.id", "End": true}}}"#,
    check,
};

/// Fields of which the paths are read from the state's raw input.
const INPUT_FIELDS: &[&str] =
    &["InputPath", "Parameters", "ItemsPath", "Variable", "SecondsPath", "TimestampPath"];

fn check(checker: &mut Checker<'_>) {
    let entrances = entrances(checker.definition);
    let expressions = checker.expressions.clone();
    let by_state = input_reads(checker, &expressions);
    let replacing: Vec<(&State, NodeId)> =
        checker.states().filter(|(state, node)| replaces_input(checker, state, *node)).collect();
    for (state, node) in replacing {
        let next = state
            .transitions
            .iter()
            .find(|way| way.kind == TransitionKind::Next)
            .and_then(|way| way.resolved);
        let Some(next) = next.filter(|next| entrances.get(next.index()) == Some(&1)) else { continue };
        let own: BTreeSet<&str> =
            by_state.get(&state.id).into_iter().flatten().map(|(field, _)| *field).collect();
        let result =
            checker.tree.get(node, "ResultSelector").map(|node| keys(checker, node)).unwrap_or_default();
        for (field, expression) in by_state.get(&next).into_iter().flatten() {
            if own.contains(field) && !result.contains(field) && !answers_with(checker, state, field) {
                report(checker, state, field, expression);
            }
        }
    }
}

fn report(checker: &mut Checker<'_>, state: &State, field: &str, expression: &ExpressionUse) {
    let message = format!("`{}` has replaced the input from which it read `$.{field}`", state.name);
    let problem = expression.problem(checker, crate::text::TextRange::new(0, expression.part.end), message);
    let label = "no `ResultPath` here";
    checker.report(
        problem
            .with_label(state.name_span, label)
            .with_hint("give that Task a `ResultPath`, such as `$.result`"),
    );
}

/// A Task whose result takes the place of the whole input.
fn replaces_input(checker: &Checker<'_>, state: &State, node: NodeId) -> bool {
    let field = |key| checker.tree.get(node, key);
    let whole =
        field("ResultPath").is_none_or(|path| checker.tree.as_str(path).is_some_and(|path| &**path == "$"));
    state.known_type() == Some(StateType::Task)
        && checker.definition.language(state.id) == QueryLanguage::JsonPath
        && whole
        && field("OutputPath").is_none()
        && field("InputPath").is_none()
}

/// Whether the call's own answer has such a field: `getJob` answers with a `Job`, `lambda:invoke` with a `Payload`.
fn answers_with(checker: &Checker<'_>, task: &State, field: &str) -> bool {
    match checker.resource(task).as_deref() {
        Some(Resource::Service(call)) => {
            call.action.to_lowercase().contains(&field.to_lowercase())
                || (call.service == "lambda" && field == "Payload")
        }
        _ => false,
    }
}

type Reads<'e> = BTreeMap<StateId, Vec<(&'e str, &'e ExpressionUse)>>;

/// The first step of every path into a state's raw input.
fn input_reads<'e>(checker: &Checker<'_>, expressions: &'e [ExpressionUse]) -> Reads<'e> {
    let mut reads: Reads<'e> = BTreeMap::new();
    for expression in expressions.iter().filter(|expression| INPUT_FIELDS.contains(&expression.field)) {
        let Some(object) = checker.objects.get(expression.object) else { continue };
        let (Some(state), Parsed::Path(Ok(parsed))) = (object.state, &expression.parsed) else { continue };
        for (path, _) in parsed.paths() {
            if let Some(field) = first_field(path) {
                reads.entry(state).or_default().push((field, expression));
            }
        }
    }
    reads
}

fn first_field(path: &JsonPath) -> Option<&str> {
    let rest = path.text().strip_prefix("$.").filter(|_| *path.root() == Root::Input)?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    rest.get(..end).filter(|field| !field.is_empty())
}

fn keys<'a>(checker: &Checker<'a>, node: NodeId) -> BTreeSet<&'a str> {
    let tree = checker.tree;
    match &tree.node(node).kind {
        NodeKind::Object(members) => {
            members.iter().map(|member| member.key.strip_suffix(".$").unwrap_or(&member.key)).collect()
        }
        _ => BTreeSet::new(),
    }
}
