use super::codes::SCHEMA;
use crate::asl::QueryLanguage;
use crate::asl::choice::{Operand, Operator};
use crate::asl::fields::FieldKind;
use crate::diagnostic::Severity;
use crate::json::{NodeId, Pointer};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};
use crate::lint::facts::Comparison;
use crate::lint::timestamp::is_timestamp;

pub(super) static RULE: Rule = Rule {
    name: "invalid-timestamp",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds timestamps that are not in the form `2016-03-14T01:59:00Z` (recorded from AWS).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Timestamp": «"2016-12-05 21:29:29Z"», "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Timestamp": "2016-12-05T21:29:29Z", "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| field.spec.kind == FieldKind::Timestamp) {
        let pointer = checker.field_pointer(field);
        timestamp(checker, field.value, field.language, &pointer);
    }
    for Comparison { object, operator, operand } in checker.comparisons().iter() {
        if matches!(operator, Operator::Compare { operand: Operand::Timestamp, path: false, .. }) {
            let pointer = checker.object_pointer(object).then(&*operator.name());
            timestamp(checker, *operand, QueryLanguage::JsonPath, &pointer);
        }
    }
}

fn timestamp(checker: &mut Checker<'_>, node: NodeId, language: QueryLanguage, pointer: &Pointer) {
    let Some(text) = checker.tree.as_str(node) else { return };
    let expression = language == QueryLanguage::Jsonata && text.starts_with("{%");
    if !expression && !has_substitution(text) && !is_timestamp(text) {
        let problem =
            checker.problem_at(node, "String does not match RFC3339 timestamp").at(pointer.to_string());
        checker.report(problem.with_hint("write it as in `2016-03-14T01:59:00Z`"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn comparisons_take_timestamps_too() {
        check_rule(
            &RULE,
            r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Next": "N", "And": [
                {"Variable": "$.t", "TimestampLessThan": "yesterday"}, {"Variable": "$.t", "TimestampEqualsPath": "$.u"}]}]},
                "N": {"Type": "Wait", "Timestamp": "${Then}", "End": true}}}"#,
            &[
                "\"yesterday\": String does not match RFC3339 timestamp at /States/C/Choices[0]/And[0]/TimestampLessThan",
            ],
        );
    }

    #[test]
    fn an_expression_is_one_only_in_jsonata() {
        let wait = |language: &str| {
            format!(
                r#"{{"StartAt": "A", "QueryLanguage": "{language}", "States": {{
                    "A": {{"Type": "Wait", "Timestamp": "{{% $now() %}}", "End": true}}}}}}"#
            )
        };
        check_rule(&RULE, &wait("JSONata"), &[]);
        check_rule(
            &RULE,
            &wait("JSONPath"),
            &["\"{% $now() %}\": String does not match RFC3339 timestamp at /States/A/Timestamp"],
        );
    }
}
