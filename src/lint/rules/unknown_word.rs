use super::codes::SCHEMA;
use crate::asl::fields::FieldKind;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, has_substitution};
use crate::lint::{Rule, suggest};

pub(super) static RULE: Rule = Rule {
    name: "unknown-word",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds words that are none of those their field knows, such as a `QueryLanguage` in other letters (measured on \
           AWS).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "QueryLanguage": «"jsonata"», "States": {"A": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in
        checker.fields.clone().iter().filter(|field| field.in_language() && field.spec.name != "Type")
    {
        let FieldKind::Enum(words) = field.spec.kind else { continue };
        let Some(written) = checker.tree.as_str(field.value) else { continue };
        if words.contains(&&**written) || has_substitution(written) {
            continue;
        }
        let message = format!("Value should be one of the following: [{}]", words.join(", "));
        let location = checker.field_pointer(field).to_string();
        let problem = checker.problem_at(field.value, message).at(location);
        let meant = suggest::closest(written, words.iter().copied());
        checker.report(match meant {
            Some(meant) => problem.with_hint(format!("did you mean `{meant}`?")),
            None => problem,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn words_are_exact() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "Version": "2.0", "States": {"A": {"Type": "Task", "Retry": [{"JitterStrategy": "full"}]},
                "M": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "${Mode}", "ExecutionType": "FAST"}}}}}"#,
            &[
                "\"2.0\": Value should be one of the following: [1.0] at /Version",
                "\"full\": Value should be one of the following: [NONE, FULL] at /States/A/Retry[0]/JitterStrategy",
                "\"FAST\": Value should be one of the following: [STANDARD, EXPRESS] at \
                 /States/M/ItemProcessor/ProcessorConfig/ExecutionType",
            ],
        );
    }
}
