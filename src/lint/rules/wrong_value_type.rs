use super::codes::SCHEMA;
use crate::asl::QueryLanguage;
use crate::asl::fields::FieldKind;
use crate::diagnostic::Severity;
use crate::json::{NodeId, NodeKind, Pointer};
use crate::lint::Rule;
use crate::lint::checker::{Checker, FieldUse};
use crate::value::Number;

pub(super) static RULE: Rule = Rule {
    name: "wrong-value-type",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds values of another type than their field takes (AWS's text as cdk-preflight measured it for integers).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": «"10"», "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 10, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in
        checker.fields.clone().iter().filter(|field| field.in_language() && field.spec.name != "Type")
    {
        let pointer = || checker.field_pointer(field);
        let wrong: Vec<(NodeId, &str, Pointer)> = match expected(checker, field, field.value) {
            Some(expected) => vec![(field.value, expected, pointer())],
            None => wrong_items(checker, field, &pointer),
        };
        for (node, expected, pointer) in wrong {
            let message = format!("Expected value of type {expected}");
            checker.report(checker.problem_at(node, message).at(pointer.to_string()));
        }
    }
}

/// The type a value should have, if it has another one.
fn expected(checker: &Checker<'_>, field: &FieldUse, node: NodeId) -> Option<&'static str> {
    use NodeKind::{Array, Bool, Null, Object, String};
    let kind = &checker.tree.node(node).kind;
    let expression =
        matches!(kind, String(text) if field.language == QueryLanguage::Jsonata && text.starts_with("{%"));
    let number =
        |fits: fn(Number) -> bool| matches!(kind, NodeKind::Number(number) if fits(*number)) || expression;
    let (fits, name) = match field.spec.kind {
        FieldKind::Text if field.spec.name == "Comment" => (matches!(kind, String(_) | Null), "String"),
        FieldKind::Text
        | FieldKind::Enum(_)
        | FieldKind::Timestamp
        | FieldKind::Path
        | FieldKind::ReferencePath
        | FieldKind::PathOrIntrinsic
        | FieldKind::StateName
        | FieldKind::Resource => (matches!(kind, String(_)), "String"),
        FieldKind::PathOrNull | FieldKind::ReferencePathOrNull => {
            (matches!(kind, String(_) | Null), "String")
        }
        FieldKind::Boolean => (matches!(kind, Bool(_)), "Boolean"),
        FieldKind::Condition => (matches!(kind, Bool(_)) || expression, "Boolean"),
        FieldKind::Integer(..) => (number(|number| matches!(number, Number::Int(_))), "Integer"),
        FieldKind::Number(..) => (number(|_| true), "Number"),
        FieldKind::Texts | FieldKind::Objects(_) => (matches!(kind, Array(_)), "Array"),
        FieldKind::Object(_) | FieldKind::States | FieldKind::Assignments => {
            (matches!(kind, Object(_)), "Object")
        }
        FieldKind::Template | FieldKind::Literal => (true, ""),
    };
    (!fits && !checker.is_substituted(node)).then_some(name)
}

/// The items of a list, or the states, that are of the wrong type.
fn wrong_items(
    checker: &Checker<'_>,
    field: &FieldUse,
    pointer: &impl Fn() -> Pointer,
) -> Vec<(NodeId, &'static str, Pointer)> {
    let tree = checker.tree;
    let items = || tree.items(field.value).iter().copied().enumerate();
    let other = |node: NodeId| !checker.is_substituted(node);
    match field.spec.kind {
        FieldKind::Texts => items()
            .filter(|&(_, item)| tree.as_str(item).is_none() && other(item))
            .map(|(index, item)| (item, "String", pointer().then(index)))
            .collect(),
        FieldKind::Objects(_) => items()
            .filter(|&(_, item)| !tree.is_object(item) && other(item))
            .map(|(index, item)| (item, "Object", pointer().then(index)))
            .collect(),
        FieldKind::States => tree
            .members(field.value)
            .iter()
            .filter_map(|member| Some((&member.key, member.value?)))
            .filter(|&(_, state)| !tree.is_object(state) && other(state))
            .map(|(name, state)| (state, "Object", pointer().then(name)))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_function_of_a_template_is_a_value_of_any_kind() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": {"Fn::GetAtt": ["F", "Arn"]}, "Next": "B",
                "TimeoutSeconds": {"Ref": "T"}, "Retry": [{"Fn::If": ["a", {}, {}]}], "Catch": {"Fn::FindInMap": ["a", "b", "c"]}},
                "B": {"Type": "Wait", "Seconds": {"Ref": "a", "b": 1}, "End": {"Ref": "E"}}}}"#,
            &["{\"Ref\": \"a\", \"b\": 1}: Expected value of type Integer at /States/B/Seconds"],
        );
    }

    #[test]
    fn every_field_has_its_type() {
        check_rule(
            &RULE,
            r#"{"StartAt": 1, "TimeoutSeconds": 1.5, "States": {
                "A": {"Type": "Task", "Resource": ["r"], "End": "true", "Retry": {}, "Catch": [1], "InputPath": 0, "ResultPath": null},
                "B": {"Type": "Parallel", "Branches": [{"StartAt": "C", "States": []}], "Next": null, "Comment": null},
                "D": []}}"#,
            &[
                "1: Expected value of type String at /StartAt",
                "1.5: Expected value of type Integer at /TimeoutSeconds",
                "[\"r\"]: Expected value of type String at /States/A/Resource",
                "\"true\": Expected value of type Boolean at /States/A/End",
                "{}: Expected value of type Array at /States/A/Retry",
                "1: Expected value of type Object at /States/A/Catch[0]",
                "0: Expected value of type String at /States/A/InputPath",
                "[]: Expected value of type Object at /States/B/Branches[0]/States",
                "null: Expected value of type String at /States/B/Next",
                "[]: Expected value of type Object at /States/D",
            ],
        );
    }

    #[test]
    fn expressions_and_substitutions_stand_for_any_number() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "TimeoutSeconds": ${T}, "States": {"A": {"Type": "Wait", "QueryLanguage": "JSONata",
                "Seconds": "{% 1 %}", "End": "${E}"}}}"#,
            &[],
        );
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": "{% 1 %}", "End": true}}}"#,
            &["\"{% 1 %}\": Expected value of type Integer at /States/A/Seconds"],
        );
    }
}
