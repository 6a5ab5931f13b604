use super::codes::SCHEMA;
use crate::asl::Object;
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::text::TextRange;

pub(super) static RULE: Rule = Rule {
    name: "missing-field",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds objects without a field that every object of their kind has (ASL specification; AWS's text is \
           recorded for the machine).",
    why: "AWS refuses the definition.",
    failing: r#"«{» "States": {"A": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    if checker.definition.top().is_none() {
        return no_object(checker);
    }
    for object in checker.objects.clone().iter() {
        let missing: Vec<&str> = required(object)
            .iter()
            .copied()
            .filter(|key| checker.tree.member(object.node, key).is_none())
            .collect();
        if !missing.is_empty() {
            let message = format!("These fields are required: [{}]", missing.join(", "));
            let location = checker.object_pointer(object).to_string();
            let problem = checker.problem(checker.heading(object), message).at(location);
            checker.report(problem.with_hint(format!("write {}", list(&missing))));
        }
    }
}

fn required(object: &Object) -> &'static [&'static str] {
    object.kind.map_or(&["Type"], |kind| kind.required())
}

/// Recorded: a text of blanks has this message and no location. What AWS says to `[]` or `3` is not known.
fn no_object(checker: &mut Checker<'_>) {
    let span = checker.tree.root().map_or(TextRange::empty(0), |root| checker.tree.span(root));
    let problem = checker.problem(span, "Definition must be a valid JSON object");
    checker.report(problem.with_hint("a definition is an object with `StartAt` and `States`"));
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn machines_need_states_and_a_start() {
        check_rule(&RULE, "{}", &["{: These fields are required: [States, StartAt] at /"]);
        check_rule(
            &RULE,
            r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "A"}], "End": true}}}"#,
            &["{: These fields are required: [States] at /States/P/Branches[0]"],
        );
    }

    #[test]
    fn what_is_no_object_is_no_definition() {
        check_rule(&RULE, "  ", &[": Definition must be a valid JSON object"]);
        check_rule(&RULE, "[]", &["[]: Definition must be a valid JSON object"]);
    }

    #[test]
    fn states_and_their_rules_need_their_fields() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Catch": [{}], "Retry": [{}], "Next": "C"},
                "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true}]}, "D": {}}}"#,
            &[
                "\"A\": These fields are required: [Resource] at /States/A",
                "{: These fields are required: [ErrorEquals, Next] at /States/A/Catch[0]",
                "{: These fields are required: [ErrorEquals] at /States/A/Retry[0]",
                "{: These fields are required: [Next] at /States/C/Choices[0]",
                "\"D\": These fields are required: [Type] at /States/D",
            ],
        );
    }
}
