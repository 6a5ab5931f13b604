use super::alternatives::GROUPS;
use super::codes::SCHEMA;
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "conflicting-alternatives",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds objects with two fields that stand for the same thing, such as `Next` beside `End`, or `Seconds` beside \
           `Timestamp` (ASL specification).",
    why: "AWS refuses the definition: it could not know which of them counts.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B", «"End"»: true}, "B": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for object in checker.objects.clone().iter() {
        let Some(kind) = object.kind else { continue };
        for group in GROUPS.iter().filter(|group| group.objects.contains(&kind)) {
            if !group.conflict(checker.tree, object.node) {
                continue;
            }
            let members = group.members(checker.tree, object.node);
            let [first, rest @ ..] = &members[..] else { continue };
            let Some(second) = rest.iter().find(|member| member.key != first.key) else { continue };
            let message = format!("There should only be one of the following fields: {}", group.list());
            let location = checker.object_pointer(object).to_string();
            let problem = checker.problem(second.key_span, message).at(location);
            let label = format!("`{}` is here already", first.key);
            checker.report(problem.with_label(first.key_span, label).with_hint("keep one of them"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_second_of_a_group_is_one_too_many() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "Timestamp": "x",
                "End": true}, "F": {"Type": "Fail", "Error": "E", "ErrorPath": "$.e"}}}"#,
            &[
                "\"SecondsPath\": There should only be one of the following fields: [SecondsPath, Seconds, \
                 TimestampPath, Timestamp] at /States/A",
                "\"ErrorPath\": There should only be one of the following fields: [Error, ErrorPath] at /States/F",
            ],
        );
    }

    #[test]
    fn objects_inside_of_a_map_are_asked_too() {
        check_rule(
            &RULE,
            r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"MaxItems": 1, "MaxItemsPath": "$.n"}},
                "ItemBatcher": {"MaxItemsPerBatch": 1, "MaxItemsPerBatchPath": "$.n"}, "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
                "A": {"Type": "Succeed"}}}}}}"#,
            &[
                "\"MaxItemsPath\": There should only be one of the following fields: [MaxItems, MaxItemsPath] at \
                 /States/M/ItemReader/ReaderConfig",
                "\"MaxItemsPerBatchPath\": There should only be one of the following fields: [MaxItemsPerBatch, \
                 MaxItemsPerBatchPath] at /States/M/ItemBatcher",
            ],
        );
    }

    #[test]
    fn an_end_that_is_false_conflicts_with_nothing() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B", "End": false}, "B": {"Type": "Succeed"}}}"#,
            &[],
        );
    }
}
