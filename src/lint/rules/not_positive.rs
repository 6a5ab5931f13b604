use crate::asl::fields::ObjectKind;
use crate::diagnostic::{Code, Severity};
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::{Checker, FieldUse};
use crate::value::Number;

pub(super) static RULE: Rule = Rule {
    name: "not-positive",
    code: Code("NOT_POSITIVE"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds a 0 where the specification asks for a positive number and AWS takes a 0 all the same: a retrier's \
           `IntervalSeconds`, the definition's `TimeoutSeconds` (ASL specification, \"Retrying after error\" and \"Top-level \
           fields\"; measured with ValidateStateMachineDefinition).",
    why: "Other tools refuse the definition, and what it would mean is written nowhere.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "Retry": [{"ErrorEquals": ["E"],
        "IntervalSeconds": «0»}], "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "Retry": [{"ErrorEquals": ["E"],
        "IntervalSeconds": 1}], "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter() {
        let is_zero = checker.tree.node(field.value).kind == NodeKind::Number(Number::Int(0));
        if is_zero && is_to_be_positive(checker, field) {
            let message = format!("`{}` is to be a positive number", field.spec.name);
            checker.report(checker.problem_at(field.value, message));
        }
    }
}

fn is_to_be_positive(checker: &Checker<'_>, field: &FieldUse) -> bool {
    let kind = checker.objects.get(field.object).and_then(|object| object.kind);
    matches!(
        (kind, field.spec.name),
        (Some(ObjectKind::Retrier), "IntervalSeconds") | (Some(ObjectKind::Top), "TimeoutSeconds")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_timeout_of_the_whole_is_positive_too() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "TimeoutSeconds": 0, "States": {"A": {"Type": "Task", "Retry": [{"MaxAttempts": 0}]}}}"#,
            &["0: `TimeoutSeconds` is to be a positive number"],
        );
    }
}
