use super::codes::SCHEMA;
use crate::asl::fields::{FieldKind, ObjectKind};
use crate::diagnostic::Severity;
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::{Checker, FieldUse};

pub(super) static RULE: Rule = Rule {
    name: "empty-value",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds lists and objects that must hold something: `Branches`, `Choices`, `And`, `Or`, `ErrorEquals`, `States`, \
           `ResultWriter` (AWS's text is recorded).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "Retry": [{"ErrorEquals": «[]»}], "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| field.in_language() && must_hold(field)) {
        let empty = match &checker.tree.node(field.value).kind {
            NodeKind::Array(items) => items.is_empty(),
            // A substitution may stand for all members.
            NodeKind::Object(members) => {
                members.is_empty() && !checker.tree.span(field.value).slice(checker.text).contains('$')
            }
            _ => false,
        };
        if empty {
            let location = checker.field_pointer(field).to_string();
            checker.report(checker.problem_at(field.value, "Value cannot be empty").at(location));
        }
    }
}

fn must_hold(field: &FieldUse) -> bool {
    match field.spec.kind {
        FieldKind::States | FieldKind::Object(ObjectKind::ResultWriter) => true,
        FieldKind::Texts => field.spec.name == "ErrorEquals",
        FieldKind::Objects(kind) => !matches!(kind, ObjectKind::Retrier | ObjectKind::Catcher),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn some_lists_and_objects_must_hold_something() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [], "Retry": [], "End": true},
                "C": {"Type": "Choice", "Choices": [{"And": [], "Next": "A"}]},
                "P": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {}}, {"StartAt": "X", "States": {${S}}}]},
                "M": {"Type": "Map", "ResultWriter": {}}}}"#,
            &[
                "[]: Value cannot be empty at /States/A/Branches",
                "[]: Value cannot be empty at /States/C/Choices[0]/And",
                "{}: Value cannot be empty at /States/P/Branches[0]/States",
                "{}: Value cannot be empty at /States/M/ResultWriter",
            ],
        );
    }
}
