use super::codes::SCHEMA;
use crate::asl::choice::Operator;
use crate::asl::fields::FieldKind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expr::json_path::{JsonPath, PathError};
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};
use crate::lint::facts::Comparison;

pub(super) static RULE: Rule = Rule {
    name: "invalid-path",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds paths that are no JSONPath, and paths that stand for several values where one is wanted: `ItemsPath`, \
           `ResultPath`, the two sides of a comparison (ASL specification, \"Paths\" and \"Reference Paths\"; AWS's texts \
           as cdk-preflight measured them).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "InputPath": «"order.id"»}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "InputPath": "$.order.id"}}}"#,
    check,
};

/// What a field wants of its path.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Path,
    /// One value.
    Reference,
    /// One value, and a text that says so also where the `$` is missing.
    Operand,
    /// A place in the data.
    Assignable,
}

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| field.in_language()) {
        let want = match field.spec.kind {
            FieldKind::Path | FieldKind::PathOrNull => Want::Path,
            FieldKind::ReferencePath if field.spec.name == "Variable" => Want::Operand,
            FieldKind::ReferencePath => Want::Reference,
            FieldKind::ReferencePathOrNull => Want::Assignable,
            _ => continue,
        };
        if let Some(problem) = problem(checker, field.value, want) {
            let location = checker.field_pointer(field).to_string();
            checker.report(problem.at(location));
        }
    }
    for Comparison { object, operator, operand } in checker.comparisons().iter() {
        let Operator::Compare { path: true, .. } = operator else { continue };
        if let Some(problem) = problem(checker, *operand, Want::Operand) {
            let location = checker.object_pointer(object).then(&*operator.name()).to_string();
            checker.report(problem.at(location));
        }
    }
}

fn problem(checker: &Checker<'_>, node: NodeId, want: Want) -> Option<Diagnostic> {
    let is_open = |text: &str| !JsonPath::is_plain_reference(text) && !has_substitution(text);
    let text = checker.tree.as_str(node).filter(|text| is_open(text))?;
    match JsonPath::parse(text) {
        Err(error) => Some(not_a_path(checker, node, want, text, &error)),
        Ok(_) if want == Want::Path => None,
        Ok(path) => not_a_reference(checker, node, want, &path),
    }
}

fn not_a_path(checker: &Checker<'_>, node: NodeId, want: Want, text: &str, error: &PathError) -> Diagnostic {
    let message = if want == Want::Operand && !text.starts_with('$') {
        "Value is not a Reference Path: Reference path didn't start with '$'"
    } else {
        "Value must be a valid JSONPath."
    };
    let hint = if text.starts_with("States.") {
        "an intrinsic function has no place here; call it in a Pass before, or in `Parameters`".to_owned()
    } else {
        error.message.clone()
    };
    let span = if text.starts_with('$') { checker.fault(node, error.span) } else { checker.tree.span(node) };
    checker.problem(span, message).with_hint(hint)
}

fn not_a_reference(checker: &Checker<'_>, node: NodeId, want: Want, path: &JsonPath) -> Option<Diagnostic> {
    if let Err(error) = JsonPath::parse_reference(path.text()) {
        let message = format!("Value is not a Reference Path: {error}");
        let hint = "names and indices only, such as `$.orders[0].id`: this path can stand for several values";
        return Some(checker.problem(checker.fault(node, error.span), message).with_hint(hint));
    }
    let foreign = want == Want::Assignable && !path.is_assignable();
    let hint = "a result goes into the data, below `$`; `Assign` sets variables";
    foreign.then(|| checker.problem_at(node, "Value must be a valid JSONPath.").with_hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_fault_is_shown_inside_the_string() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "InputPath": "$.a[", "OutputPath": "$.b.."}}}"#,
            &[
                "[: Value must be a valid JSONPath. at /States/A/InputPath",
                "..: Value must be a valid JSONPath. at /States/A/OutputPath",
            ],
        );
    }

    #[test]
    fn one_value_is_wanted_where_it_is_compared_or_written() {
        check_rule(
            &RULE,
            r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
                {"Variable": "States.ArrayLength($.a)", "NumericEqualsPath": "$.b[*]", "Next": "P"}]},
                "P": {"Type": "Pass", "ResultPath": "$$.a", "InputPath": "$.c[*]", "End": true}}}"#,
            &[
                "\"States.ArrayLength($.a)\": Value is not a Reference Path: Reference path didn't start with '$' at \
                 /States/C/Choices[0]/Variable",
                "[: Value is not a Reference Path: '[' must be followed by ' or '[' at \
                 /States/C/Choices[0]/NumericEqualsPath",
                "\"$$.a\": Value must be a valid JSONPath. at /States/P/ResultPath",
            ],
        );
    }

    #[test]
    fn paths_start_at_data_context_and_variables() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$$.Execution.Input", "OutputPath": "$total.x",
                "ResultPath": null, "Next": "C"}, "C": {"Type": "Choice", "Default": "A", "Choices": [
                {"Variable": "$${Field}", "IsNull": true, "Next": "A"}]}}}"#,
            &[],
        );
    }
}
