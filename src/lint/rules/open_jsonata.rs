use super::codes::SCHEMA;
use crate::diagnostic::{Fix, Severity};
use crate::json::{Fragment, NodeId};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::value::Value;

pub(super) static RULE: Rule = Rule {
    name: "open-jsonata",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds strings that begin with `{%` and do not end with `%}` (AWS's text as cdk-preflight measured it).",
    why: "AWS refuses the definition.",
    failing: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": «"{% 1 "»}}}"#,
    fixed: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% 1 %}"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (object, node) in super::jsonata_strings(checker) {
        let text = checker.tree.as_str(node).map_or("", |text| text);
        if !text.starts_with("{%") || (text.len() >= 4 && text.ends_with("%}")) {
            continue;
        }
        let problem = checker.problem_at(node, "JSONata string must start with {% and end with %}");
        let (fix, hint) = closed(checker, node, text);
        let location = checker.pointer_in(object, node).to_string();
        checker.report(problem.at(location).with_hint(hint).with_fix(fix));
    }
}

fn closed(checker: &Checker<'_>, node: NodeId, text: &str) -> (Fix, &'static str) {
    let trimmed = text.trim_end();
    let is_blank_behind = trimmed.len() >= 4 && trimmed.ends_with("%}");
    let (title, closed, hint) = if is_blank_behind {
        let hint = "nothing stands behind `%}`, no blank and no line end, which a block of YAML keeps unless it begins with `|-` or `>-`";
        ("take the blanks away", trimmed.to_owned(), hint)
    } else {
        ("close the expression", format!("{text} %}}"), "put `%}` at the end")
    };
    let closed = Fragment::from(Value::from(closed));
    (checker.suggested_fix(title, move |modifier| modifier.replace(node, &closed)), hint)
}
