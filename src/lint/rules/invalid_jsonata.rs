use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::Parsed;
use crate::text::TextRange;

pub(super) static RULE: Rule = Rule {
    name: "invalid-jsonata",
    code: Code("INVALID_JSONATA_EXPRESSION"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds expressions that are no JSONata of version 2.0.6, the one Step Functions has; `?:` and `??` came later \
           (measured on AWS).",
    why: "AWS parses every expression when the definition is created, and refuses the definition.",
    failing: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% $a[1«,»2) %}"}}}"#,
    fixed: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% [1, 2][0] %}"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for expression in checker.expressions.clone().iter() {
        if let Parsed::Jsonata(Err(error)) = &expression.parsed {
            let part = error.span().unwrap_or_else(|| TextRange::empty(0));
            checker.report(expression.problem(checker, part, error.message()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn every_value_of_a_payload_is_parsed_and_nothing_else() {
        check_rule(
            &RULE,
            r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Task", "Comment": "{% ( %}",
                "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Arguments": {"Comment": ["{% ( %}"]},
                "Retry": [{"ErrorEquals": ["{% ( %}"]}], "TimeoutSeconds": "{% 1 + %}", "Next": "B"},
                "B": {"Type": "Choice", "Choices": [{"Condition": "{% 'open %}", "Next": "C"}]}, "C": {"Type": "Succeed"}}}"#,
            &[
                "\"{% ( %}\": Expected \")\" before end of expression at /States/A/Arguments/Comment[0]",
                "\"{% 1 + %}\": Unexpected end of expression at /States/A/TimeoutSeconds",
                "'open : String literal must be terminated by a matching quote at /States/B/Choices[0]/Condition",
            ],
        );
    }
}
