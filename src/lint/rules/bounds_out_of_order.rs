use crate::asl::Field;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::{Code, Severity};
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::value::Number;

pub(super) static RULE: Rule = Rule {
    name: "bounds-out-of-order",
    code: Code("BOUNDS_OUT_OF_ORDER"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds a `HeartbeatSeconds` that is not less than the `TimeoutSeconds` beside it, and a `MaxDelaySeconds` that is not \
           more than its `IntervalSeconds` (ASL specification: both must be so).",
    why: "The heartbeat is never missed in time, and no delay ever grows.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "TimeoutSeconds": 60,
        "HeartbeatSeconds": «60», "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "TimeoutSeconds": 60,
        "HeartbeatSeconds": 20, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for object in checker.objects.clone().iter() {
        match object.kind {
            Some(ObjectKind::State(_)) => {
                less(checker, object.node, "HeartbeatSeconds", "TimeoutSeconds", true);
            }
            Some(ObjectKind::Retrier) => {
                less(checker, object.node, "IntervalSeconds", "MaxDelaySeconds", false);
            }
            _ => {}
        }
    }
}

/// Reports where the first number is not less than the second: at the first or at the second.
fn less(checker: &mut Checker<'_>, object: NodeId, first: &str, second: &str, at_first: bool) {
    let read = |key| Field::<Number>::read(checker.tree, object, key);
    let (Field::Present(smaller, smaller_node), Field::Present(larger, larger_node)) =
        (read(first), read(second))
    else {
        return;
    };
    if smaller.as_f64() < larger.as_f64() {
        return;
    }
    let (node, other) = if at_first { (smaller_node, larger_node) } else { (larger_node, smaller_node) };
    let message = format!("`{first}` must be less than `{second}`");
    let problem = checker.problem_at(node, message).with_label(checker.tree.span(other), "the other one");
    checker.report(problem);
}
