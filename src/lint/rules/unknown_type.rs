use super::codes::SCHEMA;
use crate::asl::{Field, StateType};
use crate::diagnostic::Severity;
use crate::lint::checker::Checker;
use crate::lint::{Rule, suggest};

pub(super) static RULE: Rule = Rule {
    name: "unknown-type",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds states whose `Type` is none of the eight (recorded from AWS).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": «"Suceed"»}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let names: Vec<&str> = StateType::ALL.iter().map(|known| known.name()).collect();
    for (state, _) in checker.states() {
        let Field::Invalid(node) = state.state_type else { continue };
        if checker.is_substituted(node) {
            continue;
        }
        let message = format!("The field 'Type' should have one of these values: [{}]", names.join(", "));
        let location = checker.state_pointer(state.id).then("Type").to_string();
        let mut problem = checker.problem(checker.tree.span(node), message).at(location);
        let written = checker.tree.as_str(node).map_or("", |text| text);
        if let Some(meant) = suggest::closest(written, names.iter().copied()) {
            problem = problem.with_hint(format!("did you mean `{meant}`?"));
        }
        checker.report(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn types_are_told_by_their_exact_word() {
        let message = "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, \
                       Parallel, Map] at";
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "pass"}, "B": {"Type": 1}, "C": {"Type": "${T}"}}}"#,
            &[&format!("\"pass\": {message} /States/A/Type"), &format!("1: {message} /States/B/Type")],
        );
    }
}
