use super::codes::SCHEMA;
use crate::asl::Object;
use crate::asl::choice::Operator;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Member;
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "choice-rule-shape",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds Choice rules that are not exactly one condition: a `Variable` with one comparison, `And`, `Or`, `Not`, or a \
           `Condition` (ASL specification, \"Choice State\"; AWS's texts as cdk-preflight measured them).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [«{»"Next": "B"}]}, "B": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}]},
        "B": {"Type": "Succeed"}}}"#,
    check,
};

const SELECTORS: &[&str] = &["And", "Or", "Not", "Variable", "Condition"];
const NESTED_SELECTORS: &[&str] = &["And", "Or", "Not", "Variable"];

fn check(checker: &mut Checker<'_>) {
    for object in checker.objects.clone().iter() {
        let selectors = match object.kind {
            Some(ObjectKind::ChoiceRule) => SELECTORS,
            Some(ObjectKind::NestedRule) => NESTED_SELECTORS,
            _ => continue,
        };
        let members = checker.tree.members(object.node);
        if members.iter().any(|member| has_substitution(&member.key)) {
            continue;
        }
        let problem = selector_problem(checker, object, members, selectors)
            .or_else(|| operator_problem(checker, object, members));
        if let Some(problem) = problem {
            let location = checker.object_pointer(object).to_string();
            checker.report(problem.at(location));
        }
    }
}

fn selector_problem(
    checker: &Checker<'_>,
    object: &Object,
    members: &[Member],
    selectors: &[&str],
) -> Option<Diagnostic> {
    let mut written = members.iter().filter(|member| selectors.contains(&&*member.key));
    let message =
        format!("The object must have only one of the following fields, [{}]", selectors.join(", "));
    match (written.next(), written.next()) {
        (None, _) => {
            let hint = "say what is compared in `Variable`, and with which comparison";
            Some(checker.problem(checker.opening(object.node), message).with_hint(hint))
        }
        (Some(first), Some(second)) => {
            let label = format!("`{}` is here already", first.key);
            Some(checker.problem(second.key_span, message).with_label(first.key_span, label))
        }
        (Some(_), None) => None,
    }
}

/// A `Variable` has one operator. AWS lists all 39 of them in its text; here stand those that were written.
fn operator_problem(checker: &Checker<'_>, object: &Object, members: &[Member]) -> Option<Diagnostic> {
    let variable = members.iter().find(|member| &*member.key == "Variable")?;
    let operators: Vec<&Member> =
        members.iter().filter(|member| Operator::from_name(&member.key).is_some()).collect();
    match operators[..] {
        [_] => None,
        [] => {
            let message =
                "This object should have only one of the following fields: [StringEquals, NumericEquals, …]";
            let hint = "say how the variable is compared, such as `\"StringEquals\": \"…\"`";
            let span = if members.len() == 1 { checker.opening(object.node) } else { variable.key_span };
            Some(checker.problem(span, message).with_hint(hint))
        }
        [first, second, ..] => {
            let names: Vec<&str> = operators.iter().map(|member| &*member.key).collect();
            let message = format!("There should only be one of the following fields: [{}]", names.join(", "));
            let problem =
                checker.problem(second.key_span, message).with_hint("join two comparisons by `And`");
            Some(problem.with_label(first.key_span, format!("`{}` is here already", first.key)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    fn rule(rule: &str, expected: &[&str]) {
        let text = format!(
            r#"{{"StartAt": "C", "States": {{"C": {{"Type": "Choice", "Choices": [{rule}]}}, "N": {{"Type": "Succeed"}}}}}}"#
        );
        check_rule(&RULE, &text, expected);
    }

    #[test]
    fn a_rule_is_one_condition() {
        rule(
            r#"{"Variable": "$.a", "IsNull": true, "And": [], "Next": "N"}"#,
            &[
                "\"And\": The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at \
               /States/C/Choices[0]",
            ],
        );
        rule(
            r#"{"Not": {"IsNull": true}, "Next": "N"}"#,
            &["{: The object must have only one of the following fields, [And, Or, Not, Variable] at \
               /States/C/Choices[0]/Not"],
        );
    }

    #[test]
    fn a_variable_has_one_comparison() {
        rule(
            r#"{"Variable": "$.a", "NumericLessThan": 3, "NumericGreaterThan": 1, "Next": "N"}"#,
            &["\"NumericGreaterThan\": There should only be one of the following fields: [NumericLessThan, \
               NumericGreaterThan] at /States/C/Choices[0]"],
        );
        rule(
            r#"{"Variable": "$.a", "Next": "N"}"#,
            &[
                "\"Variable\": This object should have only one of the following fields: [StringEquals, NumericEquals, …] \
               at /States/C/Choices[0]",
            ],
        );
    }

    #[test]
    fn nested_rules_are_conditions_too() {
        rule(
            r#"{"Or": [{"Variable": "$.a", "IsNull": true}, {"Not": {"Variable": "$.b", "IsString": true}}], "Next": "N"}"#,
            &[],
        );
    }
}
