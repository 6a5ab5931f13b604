use super::codes::SCHEMA;
use crate::asl::QueryLanguage;
use crate::asl::fields::FieldKind;
use crate::diagnostic::Severity;
use crate::json::{Member, NodeId};
use crate::lint::Rule;
use crate::lint::checker::{Checker, FieldUse};

pub(super) static RULE: Rule = Rule {
    name: "template-value-not-text",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds keys ending in `.$` whose value is no text (ASL specification, \"Payload Template\").",
    why: "AWS refuses the definition: the value must be a path or a call of an intrinsic function.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"n.$": «3»}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"n": 3}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| is_template(field)) {
        template(checker, field, field.value);
    }
}

fn is_template(field: &FieldUse) -> bool {
    field.language == QueryLanguage::JsonPath
        && field.in_language()
        && matches!(field.spec.kind, FieldKind::Template | FieldKind::Assignments)
}

fn template(checker: &mut Checker<'_>, field: &FieldUse, node: NodeId) {
    for member in checker.tree.members(node) {
        let Some(value) = member.value else { continue };
        if member.key.ends_with(".$") {
            dynamic(checker, field, node, member, value);
        } else {
            template(checker, field, value);
        }
    }
    for &item in checker.tree.items(node) {
        template(checker, field, item);
    }
}

fn dynamic(checker: &mut Checker<'_>, field: &FieldUse, object: NodeId, member: &Member, value: NodeId) {
    if checker.tree.as_str(value).is_some() || checker.is_substituted(value) {
        return;
    }
    let message = format!(
        "The value for the field '{}' must be a valid JSONPath or a valid intrinsic function call",
        member.key
    );
    let location = checker.pointer_in(field.object, object).to_string();
    let hint = "leave the `.$` off for a value that is taken as it is";
    checker.report(checker.problem_at(value, message).at(location).with_hint(hint));
}
