use crate::asl::StateType;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::{Code, Severity};
use crate::json::NodeId;
use crate::lint::checker::Checker;
use crate::lint::{Rule, suggest};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) static RULE: Rule = Rule {
    name: "unknown-error-name",
    code: Code("UNKNOWN_ERROR_NAME"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds names in `ErrorEquals` that no error has: unknown ones beginning with `States.`, near misses of known ones, and \
           `States.Runtime`, which cannot be caught (ASL specification, appendix \"Predefined error codes\"; recorded from \
           AWS).",
    why: "AWS accepts the name, and the retrier or catcher never matches.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "End": true,
        "Retry": [{"ErrorEquals": [«"State.ALL"»]}]}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "End": true,
        "Retry": [{"ErrorEquals": ["States.ALL"]}]}}}"#,
    check,
};

/// The names that Step Functions itself gives to errors (ASL specification, appendix A; AWS developer guide, "Error names").
const KNOWN: &[&str] = &[
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ReferencePathConflict",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
];

fn check(checker: &mut Checker<'_>) {
    let raised = raised(checker);
    for object in checker.objects.clone().iter() {
        if matches!(object.kind, Some(ObjectKind::Retrier | ObjectKind::Catcher)) {
            let names = checker.tree.get(object.node, "ErrorEquals");
            names
                .map_or(&[][..], |names| checker.tree.items(names))
                .iter()
                .for_each(|&name| error_name(checker, name, &raised));
        }
    }
}

/// The errors that the definition's own Fail states end with.
fn raised(checker: &Checker<'_>) -> BTreeSet<Arc<str>> {
    let fails =
        checker.objects.iter().filter(|object| object.kind == Some(ObjectKind::State(StateType::Fail)));
    let errors = fails.filter_map(|fail| checker.tree.get(fail.node, "Error"));
    errors.filter_map(|error| checker.tree.as_str(error).cloned()).collect()
}

fn error_name(checker: &mut Checker<'_>, node: NodeId, raised: &BTreeSet<Arc<str>>) {
    let Some(name) = checker.tree.as_str(node).filter(|_| !checker.is_substituted(node)) else { return };
    if &**name == "States.Runtime" {
        let problem =
            checker.problem_at(node, "`States.Runtime` is never retried nor caught, not even by its name");
        return checker
            .report(problem.with_hint("put right what causes it: a path, an expression, a missing field"));
    }
    if KNOWN.contains(&&**name) || raised.contains(name) || name.starts_with("States.Http.StatusCode.") {
        return;
    }
    let meant = suggest::closest(name, KNOWN.iter().copied());
    let near = meant.filter(|_| name.starts_with("State"));
    if name.starts_with("States.") || near.is_some() {
        let problem = checker.problem_at(node, format!("no error is named `{name}`"));
        checker.report(match meant {
            Some(meant) => problem.with_hint(format!("did you mean `{meant}`?")),
            None => problem.with_hint("names beginning with `States.` are those of Step Functions itself"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_name_that_the_definition_itself_raises_is_known() {
        let with = |error: &str| {
            format!(
                r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Catch": [{{"ErrorEquals": ["States.QuorumMet"],
                    "Next": "S"}}], "Branches": [{{"StartAt": "F", "States": {{"F": {{"Type": "Fail", "Error": "{error}"}}}}}}]}},
                    "S": {{"Type": "Succeed"}}}}}}"#
            )
        };
        check_rule(&RULE, &with("States.QuorumMet"), &[]);
        check_rule(&RULE, &with("Other"), &["\"States.QuorumMet\": no error is named `States.QuorumMet`"]);
    }
}
