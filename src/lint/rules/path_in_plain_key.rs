use crate::asl::QueryLanguage;
use crate::asl::fields::FieldKind;
use crate::diagnostic::{Code, Severity};
use crate::expr::PathOrIntrinsic;
use crate::json::{Member, NodeId};
use crate::lint::Rule;
use crate::lint::checker::{Checker, FieldUse, has_substitution};
use crate::syntax::Modifier;

pub(super) static RULE: Rule = Rule {
    name: "path-in-plain-key",
    code: Code("NO_DOLLAR"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds values of a payload that look like a path or an intrinsic function while their key does not end in `.$` (AWS, \
           ValidateStateMachineDefinition; the wording is ours).",
    why: "AWS passes such a value on as the text it is.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id": «"$.order.id"»}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id.$": "$.order.id"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let fields = checker.fields.clone();
    for field in fields.iter().filter(|field| is_template(field)) {
        template(checker, field, field.value);
    }
}

fn is_template(field: &FieldUse) -> bool {
    let template = matches!(field.spec.kind, FieldKind::Template | FieldKind::Assignments);
    template && field.language == QueryLanguage::JsonPath && field.in_language()
}

fn template(checker: &mut Checker<'_>, field: &FieldUse, node: NodeId) {
    for member in checker.tree.members(node) {
        let Some(value) = member.value.filter(|_| !member.key.ends_with(".$")) else { continue };
        match checker.tree.as_str(value) {
            Some(text) if looks_dynamic(text) => report(checker, field, node, member, value),
            _ => template(checker, field, value),
        }
    }
    for &item in checker.tree.items(node) {
        template(checker, field, item);
    }
}

fn report(checker: &mut Checker<'_>, field: &FieldUse, object: NodeId, member: &Member, value: NodeId) {
    let key = &member.key;
    let message =
        format!("The value of '{key}' looks like a path or an intrinsic function, but it is taken as it is");
    let (written, right) = (key.clone(), format!("{key}.$"));
    let rename = move |modifier: Modifier<'_>| modifier.rename_member(object, &written, &right);
    let fix = checker.suggested_fix(format!("write `{key}.$`"), rename);
    let problem = checker.problem_at(value, message).at(checker.field_pointer(field).to_string());
    checker.report(problem.with_hint(format!("write `{key}.$` to have it evaluated")).with_fix(fix));
}

/// Whether a text would be evaluated if its key ended in `.$`.
pub(super) fn looks_dynamic(text: &str) -> bool {
    let path = text == "$" || ["$.", "$[", "$$."].iter().any(|start| text.starts_with(start));
    (path || text.starts_with("States.")) && !has_substitution(text) && PathOrIntrinsic::parse(text).is_ok()
}
