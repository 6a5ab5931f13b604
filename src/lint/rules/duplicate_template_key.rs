use super::codes::SCHEMA;
use crate::asl::QueryLanguage;
use crate::asl::fields::FieldKind;
use crate::diagnostic::Severity;
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::{Checker, FieldUse};
use rustc_hash::FxHashMap;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-template-key",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds objects of a payload with a key `name` beside a key `name.$` (ASL specification, \"Payload Template\": no two \
           fields may have the same name once `.$` is taken off). The wording is ours.",
    why: "Only one of the two values could be passed on.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id": 0, «"id.$"»: "$.id"}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id.$": "$.id"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| is_template(field)) {
        let mut waiting = vec![field.value];
        while let Some(node) = waiting.pop() {
            object(checker, field, node);
            let tree = checker.tree;
            waiting.extend(tree.members(node).iter().filter_map(|member| member.value));
            waiting.extend(tree.items(node));
        }
    }
}

fn is_template(field: &FieldUse) -> bool {
    field.language == QueryLanguage::JsonPath
        && field.in_language()
        && matches!(field.spec.kind, FieldKind::Template | FieldKind::Assignments)
}

fn object(checker: &mut Checker<'_>, field: &FieldUse, node: NodeId) {
    let tree = checker.tree;
    if tree.members(node).len() < 2 {
        return;
    }
    let mut first: FxHashMap<&str, &crate::json::Member> = FxHashMap::default();
    for member in tree.members(node) {
        let name = member.key.strip_suffix(".$").unwrap_or(&member.key);
        let Some(earlier) = first.get(name) else {
            first.insert(name, member);
            continue;
        };
        // The same key twice is an oddity of JSON, with a rule of its own.
        if earlier.key == member.key {
            continue;
        }
        let message =
            format!("The field '{name}' is set twice: by '{}' and by '{}'", earlier.key, member.key);
        let location = checker.pointer_in(field.object, node).to_string();
        let problem = checker.problem(member.key_span, message).at(location);
        checker
            .report(problem.with_label(earlier.key_span, "set here already").with_hint("keep one of them"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn objects_at_any_depth_are_asked() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "End": true,
                "Parameters": {"a": [{"b.$": "$.b", "b": 1}]}, "ResultSelector": {"c": {"d": 1, "d.$": "$"}}}}}"#,
            &[
                "\"b\": The field 'b' is set twice: by 'b.$' and by 'b' at /States/A/Parameters/a[0]",
                "\"d.$\": The field 'd' is set twice: by 'd' and by 'd.$' at /States/A/ResultSelector/c",
            ],
        );
    }

    #[test]
    fn literals_and_jsonata_have_no_such_keys() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": {"a": 1, "a.$": 2}, "Next": "B"},
                "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"a": 1, "a.$": 2}, "End": true}}}"#,
            &[],
        );
    }
}
