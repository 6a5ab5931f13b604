use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "invalid-variable-name",
    code: Code("INVALID_VARIABLE_NAME"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds names of variables that are no identifier or longer than 80 characters (ASL specification, \"Variables\"; \
           AWS's text as cdk-preflight measured it).",
    why: "AWS refuses the definition. A variable is set as a whole: `order.id` and `list[0]` are no targets.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {«"order.id"»: 1}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"orderId": 1}, "End": true}}}"#,
    check,
};

const MOST: usize = 80;

fn check(checker: &mut Checker<'_>) {
    for assignment in checker.assignments().iter() {
        let name = &assignment.name;
        if has_substitution(name) || &**name == "states" {
            continue;
        }
        let reason = if name.chars().count() > MOST {
            "the variable name exceeds the 80-character limit."
        } else if !is_identifier(name) {
            "the variable name contains invalid characters."
        } else {
            continue;
        };
        let object = checker.objects.get(assignment.object).map(|object| checker.object_pointer(object));
        let location = object.unwrap_or_default().then("Assign").then(&assignment.key).to_string();
        let message = format!("Invalid variable name '{name}': {reason}");
        let hint = "letters, digits and `_`, beginning with a letter";
        checker.report(checker.problem(assignment.key_span, message).at(location).with_hint(hint));
    }
}

/// Letters and digits of any script, beginning with a letter (Unicode ID_Start, then ID_Continue, as near as the standard
/// library tells them).
fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn names_are_identifiers() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"x.$": "$", "größe": 1, "2nd": 2, "a b.$": "$"},
                "End": true}}}"#,
            &[
                "\"2nd\": Invalid variable name '2nd': the variable name contains invalid characters. at /States/A/Assign/2nd",
                "\"a b.$\": Invalid variable name 'a b': the variable name contains invalid characters. at \
                 /States/A/Assign/a b.$",
            ],
        );
    }
}
