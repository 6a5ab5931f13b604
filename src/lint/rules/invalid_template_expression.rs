use super::codes::SCHEMA;
use crate::diagnostic::Severity;
use crate::json::{Pointer, Step};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed};

pub(super) static RULE: Rule = Rule {
    name: "invalid-template-expression",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds values of keys ending in `.$`, and of `ErrorPath` and `CausePath`, that are neither a path nor a call of an \
           intrinsic function (recorded from AWS).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id.$": «"order.id"»}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id.$": "$.order.id"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for expression in checker.expressions.clone().iter() {
        let Parsed::Path(Err(error)) = &expression.parsed else { continue };
        let Some((location, key)) = place(checker, expression) else { continue };
        let text = checker.tree.as_str(expression.node).map_or("", |text| text);
        let message = format!(
            "The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"
        );
        let mut problem = expression.problem(checker, error.span, message).with_hint(error.message.clone());
        if !text.starts_with('$') && !text.starts_with("States.") {
            problem.span = checker.tree.span(expression.node);
            problem.hint = Some("a path starts with `$`, an intrinsic function with `States.`".to_owned());
        }
        checker.report(problem.at(location.to_string()));
    }
}

/// The object that AWS names for such a value, and the key; none for a value that is checked as a plain path.
fn place(checker: &Checker<'_>, expression: &ExpressionUse) -> Option<(Pointer, String)> {
    let whole = checker.pointer_in(expression.object, expression.node);
    let (container, last) = whole.split_last()?;
    match last {
        Step::Key(key) if key.ends_with(".$") => Some((container, key.to_string())),
        Step::Key(key) if matches!(&**key, "ErrorPath" | "CausePath") => {
            Some((whole.clone(), key.to_string()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_fault_is_shown_in_the_call() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"deep": [{"x.$": "States.Nope($.a)"}],
                "parsed.$": "States.Format('He said, \\\"Hello, {}!\\\"', 'Test \\\"Name\\\" Here')"}, "Next": "F"},
                "F": {"Type": "Fail", "CausePath": "$.a["}}}"#,
            &[
                "States.Nope: The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call at \
                 /States/A/Parameters/deep[0]",
                "\\\\\\\": The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic function call at \
                 /States/A/Parameters",
                "[: The value for the field 'CausePath' must be a valid JSONPath or a valid intrinsic function call at \
                 /States/F/CausePath",
            ],
        );
    }

    #[test]
    fn plain_values_and_jsonata_are_left_alone() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": "b", "c.$": "$$.Execution.Id", "d.$": "$x",
                "e.$": "${Path}"}, "Next": "B"},
                "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"x.$": "y"}, "End": true}}}"#,
            &[],
        );
    }
}
