use super::path_in_plain_key::looks_dynamic;
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "path-in-jsonata",
    code: Code("PATH_IN_JSONATA"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds texts that look like a JSONPath or an intrinsic function in a JSONata state (recorded from AWS).",
    why: "AWS takes such a text as it is.",
    failing: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": «"$.order.id"»}}}"#,
    fixed: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed",
        "Output": "{% $states.input.order.id %}"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (object, node) in super::jsonata_strings(checker) {
        if checker.tree.as_str(node).is_some_and(|text| looks_dynamic(text)) {
            let problem = checker.problem_at(node, "this path is not evaluated in a JSONata state");
            let hint = "write `{% $states.input… %}`";
            checker.report(problem.at(checker.pointer_in(object, node).to_string()).with_hint(hint));
        }
    }
}
