use super::codes::SCHEMA;
use crate::diagnostic::Severity;
use crate::json::Fragment;
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
    for string in super::jsonata_strings(checker) {
        let text = checker.tree.as_str(string.node).map_or("", |text| text);
        if !text.starts_with("{%") || (text.len() >= 4 && text.ends_with("%}")) {
            continue;
        }
        let problem = checker.problem_at(string.node, "JSONata string must start with {% and end with %}");
        let closed = Fragment::from(Value::from(format!("{text} %}}")));
        let node = string.node;
        let fix =
            checker.suggested_fix("close the expression", move |modifier| modifier.replace(node, &closed));
        checker.report(problem.at(string.location(checker)).with_hint("put `%}` at the end").with_fix(fix));
    }
}
