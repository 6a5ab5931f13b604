use super::codes::SCHEMA;
use crate::asl::choice::{Operand, Operator};
use crate::diagnostic::Severity;
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::facts::Comparison;

pub(super) static RULE: Rule = Rule {
    name: "wrong-operand-type",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds comparisons of Choice rules with a value of another type than the operator compares (ASL specification, \
           \"Choice State\").",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": «"1"»,
        "Next": "B"}]}, "B": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": 1,
        "Next": "B"}]}, "B": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for Comparison { object, operator, operand } in checker.comparisons().iter() {
        let value = *operand;
        let kind = &checker.tree.node(value).kind;
        let (fits, expected) = match operator {
            Operator::Compare { operand: Operand::Numeric, path: false, .. } => {
                (matches!(kind, NodeKind::Number(_)), "Number")
            }
            Operator::Compare { operand: Operand::Boolean, path: false, .. } | Operator::Is(_) => {
                (matches!(kind, NodeKind::Bool(_)), "Boolean")
            }
            Operator::Compare { .. } | Operator::StringMatches => {
                (matches!(kind, NodeKind::String(_)), "String")
            }
        };
        if !fits && !checker.is_substituted(value) {
            let location = checker.object_pointer(object).then(&*operator.name()).to_string();
            let message = format!("Expected value of type {expected}");
            checker.report(checker.problem_at(value, message).at(location));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn each_operator_has_its_type() {
        check_rule(
            &RULE,
            r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
                {"Variable": "$.a", "StringEquals": 1, "Next": "N"},
                {"Variable": "$.a", "IsNull": "true", "Next": "N"},
                {"Variable": "$.a", "NumericEqualsPath": 2, "Next": "N"},
                {"Not": {"Variable": "$.a", "BooleanEquals": null}, "Next": "N"},
                {"Variable": "$.a", "NumericEquals": "${N}", "Next": "N"}]}, "N": {"Type": "Succeed"}}}"#,
            &[
                "1: Expected value of type String at /States/C/Choices[0]/StringEquals",
                "\"true\": Expected value of type Boolean at /States/C/Choices[1]/IsNull",
                "2: Expected value of type String at /States/C/Choices[2]/NumericEqualsPath",
                "null: Expected value of type Boolean at /States/C/Choices[3]/Not/BooleanEquals",
            ],
        );
    }
}
