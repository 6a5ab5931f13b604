use super::codes::SCHEMA;
use crate::asl::fields::FieldKind;
use crate::diagnostic::Severity;
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::value::Number;

pub(super) static RULE: Rule = Rule {
    name: "value-out-of-bounds",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds numbers that are too small or too large for their field (measured with ValidateStateMachineDefinition).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": «-1», "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| field.in_language()) {
        let (FieldKind::Integer(least, most) | FieldKind::Number(least, most)) = field.spec.kind else {
            continue;
        };
        let NodeKind::Number(number) = checker.tree.node(field.value).kind else { continue };
        if let Some(message) = refusal(number, least, most) {
            let location = checker.field_pointer(field).to_string();
            checker.report(checker.problem_at(field.value, message).at(location));
        }
    }
}

fn refusal(number: Number, least: i64, most: i64) -> Option<String> {
    let (below, above) = match number {
        Number::Int(number) => (number < least, number > most),
        Number::Float(number) => (number < least as f64, number > most as f64),
    };
    if below {
        Some(format!("Minimum value is {least}"))
    } else {
        above.then(|| format!("Maximum value is {most}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn bounds_belong_to_the_field() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "TimeoutSeconds": 0, "States": {"A": {"Type": "Task", "TimeoutSeconds": 0,
                "HeartbeatSeconds": 100000000, "Retry": [{"IntervalSeconds": 0, "BackoffRate": 0.5, "MaxDelaySeconds": 31622401}]},
                "M": {"Type": "Map", "MaxConcurrency": -1, "ToleratedFailurePercentage": 100.5}}}"#,
            &[
                "0: Minimum value is 1 at /States/A/TimeoutSeconds",
                "100000000: Maximum value is 99999999 at /States/A/HeartbeatSeconds",
                "0.5: Minimum value is 1 at /States/A/Retry[0]/BackoffRate",
                "31622401: Maximum value is 31622400 at /States/A/Retry[0]/MaxDelaySeconds",
                "-1: Minimum value is 0 at /States/M/MaxConcurrency",
                "100.5: Maximum value is 100 at /States/M/ToleratedFailurePercentage",
            ],
        );
    }
}
