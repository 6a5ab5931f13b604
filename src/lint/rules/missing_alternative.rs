use super::alternatives::GROUPS;
use super::codes::SCHEMA;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "missing-alternative",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds states with none of the fields of which they need one: `Next` or `End`, the time of a Wait, the body \
           of a Map (ASL specification, \"State Types\").",
    why: "AWS refuses the definition: it could not go on here.",
    failing: r#"{"StartAt": "A", "States": {«"A"»: {"Type": "Pass"}, "B": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states() {
        let Some(kind) = state.known_type().map(ObjectKind::State) else { continue };
        for group in GROUPS.iter().filter(|group| group.required && group.objects.contains(&kind)) {
            if group.members(checker.tree, node).is_empty() {
                let message =
                    format!("This object should have only one of the following fields: {}", group.list());
                let location = checker.state_pointer(state.id).to_string();
                let problem = checker.problem(state.name_span, message).at(location);
                checker.report(problem.with_hint(hint(group.fields)));
            }
        }
    }
}

fn hint(fields: &[&str]) -> &'static str {
    match fields.first() {
        Some(&"Next") => "name the state that follows in `Next`, or write `\"End\": true`",
        Some(&"ItemProcessor") => "give the Map an `ItemProcessor` with `StartAt` and `States`",
        _ => "say how long to wait, with one of them",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn each_group_needs_one() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "End": false}, "M": {"Type": "Map", "End": true}}}"#,
            &[
                "\"A\": This object should have only one of the following fields: [Next, End] at /States/A",
                "\"A\": This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, \
                 Timestamp] at /States/A",
                "\"M\": This object should have only one of the following fields: [ItemProcessor, Iterator] at /States/M",
            ],
        );
    }
}
