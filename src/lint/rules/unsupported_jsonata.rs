use crate::asl::Object;
use crate::asl::StateType;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::{Code, Severity};
use crate::expr::jsonata::{Reference, UNSUPPORTED_EXPRESSION};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed};

pub(super) static RULE: Rule = Rule {
    name: "unsupported-jsonata",
    code: Code(UNSUPPORTED_EXPRESSION),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds expressions that begin with a field, `$` or `$$`, as there is no data around an expression, and those that \
           read what `$states` does not have in their place (measured on AWS).",
    why: "AWS refuses the definition.",
    failing: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% «phone».number %}"}}}"#,
    fixed: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed",
        "Output": "{% $states.input.phone.number %}"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for expression in checker.expressions.clone().iter() {
        let Parsed::Jsonata(Ok(parsed)) = &expression.parsed else { continue };
        for restriction in parsed.restrictions() {
            let problem = expression.problem(checker, restriction.span, restriction.message);
            let hint = "the data is in `$states.input`, variables are `$name`";
            checker.report(problem.with_hint(hint));
        }
        for reference in parsed.references().iter().filter(|reference| &*reference.variable == "states") {
            let Some(missing) = missing_field(checker, expression, reference) else { continue };
            let message = format!("Field '$states.{missing}' does not exist.");
            let hint = hint(&missing);
            checker.report(expression.problem(checker, reference.span, message).with_hint(hint));
        }
    }
}

/// The field of `$states` that is read but not there.
fn missing_field(checker: &Checker<'_>, expression: &ExpressionUse, reference: &Reference) -> Option<String> {
    let field = reference.fields.first()?;
    let object = checker.objects.get(expression.object)?;
    let there = match &**field {
        "input" | "context" => true,
        "result" => has_result(object) && matches!(expression.field, "Output" | "Assign"),
        "errorOutput" => {
            object.kind == Some(ObjectKind::Catcher) && matches!(expression.field, "Output" | "Assign")
        }
        _ => false,
    };
    (!there).then(|| field.to_string())
}

fn has_result(object: &Object) -> bool {
    matches!(object.kind, Some(ObjectKind::State(StateType::Task | StateType::Map | StateType::Parallel)))
}

fn hint(field: &str) -> &'static str {
    match field {
        "result" => "the result is known in `Output` and `Assign` of a Task, Map or Parallel",
        "errorOutput" => "the error is known in `Output` and `Assign` of a catcher",
        _ => "`$states` has `input`, `context`, `result` and `errorOutput`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn states_has_its_fields_where_they_are_known() {
        check_rule(
            &RULE,
            r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Task",
                "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Arguments": "{% $states.result %}",
                "Output": "{% $states.result & $states.errorOutput %}", "Assign": {"x": "{% $states.result.y %}"},
                "Catch": [{"ErrorEquals": ["E"], "Next": "B", "Output": "{% $states.errorOutput %}"}], "Next": "B"},
                "B": {"Type": "Pass", "Output": {"a": ["{% $states.nothing %}"]}, "End": true}}}"#,
            &[
                "$states.result: Field '$states.result' does not exist. at /States/A/Arguments",
                "$states.errorOutput: Field '$states.errorOutput' does not exist. at /States/A/Output",
                "$states.nothing: Field '$states.nothing' does not exist. at /States/B/Output/a[0]",
            ],
        );
    }

    #[test]
    fn a_context_is_named_from_a_variable() {
        check_rule(
            &RULE,
            r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed",
                "Output": "{% [$$.a, $states.input.items[price > 3].name] %}"}}}"#,
            &["$$: Reference to '$$' is not supported. at /States/A/Output"],
        );
    }
}
