use crate::asl::fields::FieldKind;
use crate::diagnostic::{Code, Severity};
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::value::Number;

pub(super) static RULE: Rule = Rule {
    name: "express-too-long",
    code: Code("EXPRESS_TOO_LONG"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds waits and timeouts of an Express workflow that are longer than the five minutes it may last (AWS, \"Quotas\").",
    why: "The execution is ended before.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": «600», "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 60, "End": true}}}"#,
    check,
};

const MOST: i64 = 300;

fn check(checker: &mut Checker<'_>) {
    if !checker.options.express {
        return;
    }
    for field in checker.fields.clone().iter() {
        let seconds = matches!(field.spec.name, "Seconds" | "TimeoutSeconds");
        if let (true, FieldKind::Integer(..), NodeKind::Number(Number::Int(number))) =
            (seconds, field.spec.kind, &checker.tree.node(field.value).kind)
            && *number > MOST
        {
            let problem =
                checker.problem_at(field.value, format!("an Express workflow lasts {MOST} seconds at most"));
            checker.report(problem.with_hint("make it a Standard workflow, or wait less"));
        }
    }
}
