use crate::asl::fields::FieldKind;
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "payload-near-limit",
    code: Code("PAYLOAD_NEAR_LIMIT"),
    severity: Severity::Hint,
    holds_while_typing: true,
    what: "Finds payloads that are written out in the definition and come near 256 KiB, the bound of any state's data (AWS, \
           \"Quotas\").",
    why: "With the data that is added when it runs, the state fails with States.DataLimitExceeded.",
    failing: "",
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "short", "End": true}}}"#,
    check,
};

const BOUND: usize = 262_144;
const NEAR: usize = BOUND / 5 * 4;

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter() {
        if !matches!(field.spec.kind, FieldKind::Template | FieldKind::Literal | FieldKind::Assignments) {
            continue;
        }
        let size = checker.tree.span(field.value).len();
        if size >= NEAR {
            let message = format!("{} KiB of {} KiB that a payload may have", size / 1024, BOUND / 1024);
            let problem = checker.problem(field.key_span, message);
            checker.report(problem.with_hint("keep large data in S3 and pass its key"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Options, Source, check};

    #[test]
    fn large_literals_are_found() {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Pass", "Result": "{}", "End": true}}}}}}"#,
            "x".repeat(NEAR)
        );
        let parse = crate::json::parse(&text);
        let definition = crate::asl::lower(&parse.tree.into());
        let source = Source { text: &text, syntax: &parse.problems, definition: &definition };
        let problems = check(source, &Options::default());
        assert_eq!(problems[0].message, "204 KiB of 256 KiB that a payload may have");
    }
}
