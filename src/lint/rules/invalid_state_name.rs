use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "invalid-state-name",
    code: Code("INVALID_STATE_NAME"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds names of states that are empty or longer than 80 characters (AWS, \"Quotas\").",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "", "States": {«""»: {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

const MOST: usize = 80;

fn check(checker: &mut Checker<'_>) {
    for state in checker.definition.states() {
        let length = state.name.encode_utf16().count();
        if (1..=MOST).contains(&length) || has_substitution(&state.name) {
            continue;
        }
        let name = &state.name;
        let message =
            format!("Invalid State name: '{name}' exceeds the {MOST}-character limit allowed by the service");
        let message = if length == 0 { "Invalid State name: the name is empty".to_owned() } else { message };
        let location = checker.state_pointer(state.id).to_string();
        let problem = checker.problem(state.name_span, message).at(location);
        checker.report(problem.with_hint(format!("the name has {length} characters; {MOST} are allowed")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn eighty_characters_are_allowed() {
        let name = "ü".repeat(80);
        let text =
            |name: &str| format!(r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Succeed"}}}}}}"#);
        check_rule(&RULE, &text(&name), &[]);
        let name = format!("{name}x");
        let message = "exceeds the 80-character limit allowed by the service";
        check_rule(
            &RULE,
            &text(&name),
            &[&format!("\"{name}\": Invalid State name: '{name}' {message} at /States/{name}")],
        );
    }
}
