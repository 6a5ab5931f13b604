use super::codes::SCHEMA;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::Severity;
use crate::json::Step;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "misplaced-catch-all",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds `States.ALL` beside other names, or in a retrier or catcher that is not the last (ASL specification, \
           \"Errors\"; AWS's text as cdk-preflight measured it).",
    why: "AWS refuses the definition: what stands behind it could never match.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "Retry": [{"ErrorEquals": [«"States.ALL"»]}, {"ErrorEquals": ["States.Timeout"]}], "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "Retry": [{"ErrorEquals": ["States.Timeout"]}, {"ErrorEquals": ["States.ALL"]}], "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for object in checker.objects.clone().iter() {
        if !matches!(object.kind, Some(ObjectKind::Retrier | ObjectKind::Catcher)) {
            continue;
        }
        let Some(names) = checker.tree.get(object.node, "ErrorEquals") else { continue };
        let items = checker.tree.items(names);
        let all =
            items.iter().find(|&&item| checker.tree.as_str(item).is_some_and(|name| &**name == "States.ALL"));
        let Some(&all) = all else { continue };
        if items.len() > 1 || !is_last(checker, object.node, object.path.steps().last()) {
            let location = checker.object_pointer(object).then("ErrorEquals").to_string();
            let problem =
                checker.problem_at(all, "States.ALL must appear alone and at end of list").at(location);
            checker.report(problem.with_hint("give it a retrier or catcher of its own, behind all others"));
        }
    }
}

fn is_last(checker: &Checker<'_>, node: crate::json::NodeId, index: Option<&Step>) -> bool {
    let siblings = checker.tree.node(node).parent.map_or(0, |list| checker.tree.items(list).len());
    matches!(index, Some(Step::Index(index)) if index + 1 == siblings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_catch_all_stands_alone_and_last() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Catch": [{"ErrorEquals": ["E", "States.ALL"], "Next": "B"}],
                "Retry": [{"ErrorEquals": ["E"]}, {"ErrorEquals": ["States.ALL"]}], "Next": "B"}, "B": {"Type": "Succeed"}}}"#,
            &[
                "\"States.ALL\": States.ALL must appear alone and at end of list at /States/A/Catch[0]/ErrorEquals",
            ],
        );
    }
}
