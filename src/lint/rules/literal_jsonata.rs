use crate::diagnostic::{Code, Fix, Severity};
use crate::json::{Fragment, NodeId};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::value::Value;

pub(super) static RULE: Rule = Rule {
    name: "literal-jsonata",
    code: Code("JSONATA_TAKEN_LITERALLY"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds strings that look like an expression but have something outside of `{%` and `%}`, if only a blank (recorded \
           from AWS).",
    why: "AWS takes such a string as it is written and evaluates nothing.",
    failing: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": «" {% 1 %}"»}}}"#,
    fixed: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% 1 %}"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (object, node) in super::jsonata_strings(checker) {
        let text = checker.tree.as_str(node).map_or("", |text| text);
        if text.starts_with("{%") {
            continue;
        }
        let trimmed = text.trim();
        let spaced = trimmed.len() >= 4 && trimmed.starts_with("{%") && trimmed.ends_with("%}");
        if spaced || (text.contains("{%") && text.contains("%}")) || text.ends_with("%}") {
            let message = "this text is taken as it is written; an expression begins with `{%` and ends with `%}` exactly";
            let mut problem =
                checker.problem_at(node, message).at(checker.pointer_in(object, node).to_string());
            if spaced {
                problem = problem.with_fix(without_blanks(checker, node, trimmed));
            }
            checker.report(problem);
        }
    }
}

fn without_blanks(checker: &Checker<'_>, node: NodeId, trimmed: &str) -> Fix {
    let trimmed = Fragment::from(Value::from(trimmed));
    checker.suggested_fix("take the blanks away", move |modifier| modifier.replace(node, &trimmed))
}
