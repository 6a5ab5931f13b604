use super::codes::SCHEMA;
use crate::asl::QueryLanguage;
use crate::asl::fields::FieldKind;
use crate::diagnostic::Severity;
use crate::json::{Member, NodeId, Pointer};
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
        let pointer = Pointer::new(vec![field.spec.name.into()]);
        template(checker, field, field.value, &pointer);
    }
}

fn is_template(field: &FieldUse) -> bool {
    field.language == QueryLanguage::JsonPath
        && field.in_language()
        && matches!(field.spec.kind, FieldKind::Template | FieldKind::Assignments)
}

fn template(checker: &mut Checker<'_>, field: &FieldUse, node: NodeId, pointer: &Pointer) {
    for member in checker.tree.members(node) {
        let Some(value) = member.value else { continue };
        if member.key.ends_with(".$") {
            dynamic(checker, field, member, value, pointer);
        } else {
            template(checker, field, value, &pointer.then(&member.key));
        }
    }
    for (index, &item) in checker.tree.items(node).iter().enumerate() {
        template(checker, field, item, &pointer.then(index));
    }
}

fn dynamic(checker: &mut Checker<'_>, field: &FieldUse, member: &Member, value: NodeId, pointer: &Pointer) {
    if checker.tree.as_str(value).is_some() || checker.is_substituted(value) {
        return;
    }
    let message = format!(
        "The value for the field '{}' must be a valid JSONPath or a valid intrinsic function call",
        member.key
    );
    let object = checker.objects.get(field.object).map(|object| checker.object_pointer(object));
    let location = object.unwrap_or_default().join(pointer).to_string();
    let hint = "leave the `.$` off for a value that is taken as it is";
    checker.report(checker.problem_at(value, message).at(location).with_hint(hint));
}
