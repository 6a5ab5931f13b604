use super::codes::SCHEMA;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "missing-role",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds `Credentials` without the ARN of a role (recorded from AWS).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "Credentials": «{}», "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "Credentials": {"RoleArn": "arn:aws:iam::111111111111:role/other"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for object in checker.objects.clone().iter().filter(|object| object.kind == Some(ObjectKind::Credentials))
    {
        let members = checker.tree.members(object.node);
        let given = |key: &str| matches!(key, "RoleArn" | "RoleArn.$") || has_substitution(key);
        if !members.iter().any(|member| given(&member.key)) {
            let location = checker.object_pointer(object).to_string();
            let problem = checker.problem_at(object.node, "The field 'RoleArn' is required but was missing");
            checker.report(problem.at(location).with_hint("write `RoleArn` with the role to assume"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_role_may_come_from_the_data() {
        let task = |credentials: &str| {
            format!(
                r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Credentials": {credentials}, "End": true}}}}}}"#
            )
        };
        check_rule(&RULE, &task(r#"{"RoleArn.$": "$.role"}"#), &[]);
        check_rule(
            &RULE,
            &task(r#"{"InvalidField": "invalid"}"#),
            &[
                "{\"InvalidField\": \"invalid\"}: The field 'RoleArn' is required but was missing at /States/A/Credentials",
            ],
        );
    }
}
