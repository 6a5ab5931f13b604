use super::codes::SCHEMA;
use crate::asl::resource::{Integration, Resource};
use crate::asl::services::optimized;
use crate::asl::{QueryLanguage, State, StateType};
use crate::diagnostic::Severity;
use crate::json::{NodeId, NodeKind};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "missing-parameters",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds service integrations without `Parameters` (with JSONata `Arguments`), or without a field of the request \
           that AWS asks for (AWS's texts and the required fields as cdk-preflight measured them).",
    why: "AWS refuses the definition, also where the request has no field that is required.",
    failing: r#"{"StartAt": "A", "States": {«"A"»: {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true,
        "Parameters": {"TopicArn": "arn:aws:sns:us-east-1:111111111111:news", "Message": "hello"}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Task)) {
        let Some(resource) = checker.resource(state) else { continue };
        let Resource::Service(call) = &*resource else { continue };
        let written = checker.tree.get(node, "Resource").and_then(|resource| checker.tree.as_str(resource));
        let Some(written) = written.filter(|text| !has_substitution(text)) else { continue };
        let field = match checker.definition.language(state.id) {
            QueryLanguage::JsonPath => "Parameters",
            QueryLanguage::Jsonata => "Arguments",
        };
        match checker.tree.member(node, field) {
            None => {
                let message = format!("{field} field is required for resource ARN: {written}");
                let location = checker.state_pointer(state.id).to_string();
                let problem = checker.problem(state.name_span, message).at(location);
                checker.report(problem.with_hint(format!("write `{field}`, if only as `{{}}`")));
            }
            Some(member) => {
                member.value.into_iter().for_each(|value| fields(checker, state, field, value, call));
            }
        }
    }
}

fn fields(checker: &mut Checker<'_>, state: &State, field: &str, request: NodeId, call: &Integration) {
    let NodeKind::Object(members) = &checker.tree.node(request).kind else { return };
    let row = optimized(&call.service, &call.action).filter(|_| !call.sdk);
    let required = row.map_or(&[][..], |row| row.required);
    let given = |name: &str| {
        members.iter().any(|member| member.key.strip_suffix(".$").unwrap_or(&member.key) == name)
    };
    if members.iter().any(|member| has_substitution(&member.key)) {
        return;
    }
    for name in required.iter().filter(|name| !given(name)) {
        let message = format!("The field '{name}' is required but was missing");
        let location = checker.state_pointer(state.id).then(field).to_string();
        checker.report(checker.problem(checker.opening(request), message).at(location));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn requests_need_their_fields() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Next": "B",
                    "Parameters": {"QueueUrl.$": "$.q"}},
                "B": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Next": "C"},
                "C": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sns:publish", "End": true,
                    "Arguments": "{% $states.input %}"}}}"#,
            &[
                "{: The field 'MessageBody' is required but was missing at /States/A/Parameters",
                "\"B\": Arguments field is required for resource ARN: arn:aws:states:::aws-sdk:s3:listBuckets at /States/B",
            ],
        );
    }

    #[test]
    fn functions_and_activities_take_their_input_as_it_is() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f"}}}"#,
            &[],
        );
    }
}
