use super::path_in_plain_key::looks_dynamic;
use crate::asl::choice::{Operand, Operator};
use crate::asl::{QueryLanguage, StateType};
use crate::diagnostic::{Code, Severity};
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::facts::Comparison;
use crate::syntax::Modifier;

pub(super) static RULE: Rule = Rule {
    name: "path-in-plain-field",
    code: Code("NO_PATH"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds values that look like a path in fields that take a text, beside which there is a field for a path: `Error`, \
           `Cause`, `StringEquals` (AWS, ValidateStateMachineDefinition; the wording is ours).",
    why: "AWS takes such a value as the text it is.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "Cause": «"$.reason"»}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "CausePath": "$.reason"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Fail)) {
        if checker.definition.language(state.id) == QueryLanguage::JsonPath {
            for key in ["Error", "Cause"] {
                let location = checker.state_pointer(state.id).then(key).to_string();
                field(checker, node, key, location);
            }
        }
    }
    for Comparison { object, operator, .. } in checker.comparisons().iter() {
        if matches!(operator, Operator::Compare { operand: Operand::String, path: false, .. }) {
            let location = checker.object_pointer(object).then(&*operator.name()).to_string();
            field(checker, object.node, &operator.name(), location);
        }
    }
}

fn field(checker: &mut Checker<'_>, object: NodeId, key: &str, location: String) {
    let Some(value) = checker.tree.get(object, key) else { return };
    if !checker.tree.as_str(value).is_some_and(|text| looks_dynamic(text)) {
        return;
    }
    let message = format!("The value of '{key}' looks like a path, but it is taken as it is");
    let (written, right) = (key.to_owned(), format!("{key}Path"));
    let rename = move |modifier: Modifier<'_>| modifier.rename_member(object, &written, &right);
    let fix = checker.suggested_fix(format!("write `{key}Path`"), rename);
    let problem = checker.problem_at(value, message).at(location);
    checker.report(problem.with_hint(format!("write `{key}Path` to have it evaluated")).with_fix(fix));
}
