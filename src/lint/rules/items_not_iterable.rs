use crate::asl::QueryLanguage;
use crate::diagnostic::{Code, Severity};
use crate::json::NodeKind;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "items-not-iterable",
    code: Code("ITEMS_NOT_ITERABLE"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds `Items` that are a plain text, a number, `true`, `false` or `null` (recorded from AWS: `Map state input must be \
           an array but was: 1`).",
    why: "AWS takes the definition, and the Map fails each time.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "QueryLanguage": "JSONata", "Items": «"$states.input.list"»,
        "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% $states.input.list %}",
        "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| field.spec.name == "Items") {
        let is_iterable = match &checker.tree.node(field.value).kind {
            NodeKind::Array(_) | NodeKind::Object(_) | NodeKind::Placeholder(_) | NodeKind::Invalid => true,
            NodeKind::String(text) => text.starts_with("{%") || checker.is_substituted(field.value),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) => false,
        };
        if field.language == QueryLanguage::Jsonata && !is_iterable {
            let location = checker.field_pointer(field).to_string();
            let problem =
                checker.problem_at(field.value, "a Map runs over an array or an object").at(location);
            checker.report(problem.with_hint("write an array, or an expression between `{%` and `%}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn arrays_objects_and_what_is_not_known_are_left_alone() {
        let map = |items: &str| {
            format!(
                r#"{{"QueryLanguage": "JSONata", "StartAt": "M", "States": {{"M": {{"Type": "Map", "Items": {items}, "End": true,
                "ItemProcessor": {{"StartAt": "A", "States": {{"A": {{"Type": "Succeed"}}}}}}}}}}}}"#
            )
        };
        for items in ["[1]", "{\"a\": 1}", "\"{% 1 %}\"", "\"${Items}\"", "${Items}", "{\"Ref\": \"Items\"}"]
        {
            check_rule(&RULE, &map(items), &[]);
        }
        check_rule(&RULE, &map("1"), &["1: a Map runs over an array or an object at /States/M/Items"]);
    }
}
