use super::express_unsupported::refusal;
use crate::asl::{Machine, State};
use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::scopes::is_distributed;

pub(super) static RULE: Rule = Rule {
    name: "waiting-express-item",
    code: Code("WAITING_EXPRESS_ITEM"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds Tasks that wait for a job, a callback or an activity in a distributed Map that runs its items as Express \
           workflows (AWS developer guide, \"Choosing workflow type\").",
    why: "What runs the item is an Express workflow like any other: it lasts five minutes at most and cannot be waited in.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "A", "States": {"A": {"Type": "Task",
        "Resource": «"arn:aws:states:::ecs:runTask.sync"», "Parameters": {"TaskDefinition": "t"}, "End": true}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {"A": {"Type": "Task",
        "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {"TaskDefinition": "t"}, "End": true}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states() {
        let Some(resource) = checker.tree.get(node, "Resource") else { continue };
        let waits = checker.resource(state).is_some_and(|resource| refusal(&resource).is_some());
        if waits && runs_as_express(checker, state) {
            let problem = checker
                .problem_at(resource, "the items of this Map run as Express workflows, which cannot wait");
            checker.report(
                problem
                    .with_hint("write `\"ExecutionType\": \"STANDARD\"`, or use the request-response form"),
            );
        }
    }
}

/// Whether the nearest distributed Map around a state runs its items as Express workflows.
fn runs_as_express(checker: &Checker<'_>, state: &State) -> bool {
    let definition = checker.definition;
    let outer = |machine: &&Machine| {
        let owner = machine.owner?;
        Some(definition.machine(definition.state(owner.state).machine))
    };
    let mut around = std::iter::successors(Some(definition.machine(state.machine)), outer);
    let execution_type = around.find(|machine| is_distributed(definition, machine)).and_then(|machine| {
        let config = checker.tree.get(machine.node, "ProcessorConfig")?;
        checker.tree.as_str(checker.tree.get(config, "ExecutionType")?)
    });
    execution_type.is_some_and(|written| &**written == "EXPRESS")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_nearest_distributed_map_counts() {
        let nested = |outer: &str, inner: &str| {
            format!(
                r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "End": true, "ItemProcessor": {{"ProcessorConfig":
                {{"Mode": "DISTRIBUTED", "ExecutionType": "{outer}"}}, "StartAt": "N", "States": {{"N": {{"Type": "Map", "End": true,
                "ItemProcessor": {{"ProcessorConfig": {inner}, "StartAt": "A", "States": {{"A": {{"Type": "Task", "End": true,
                "Resource": "arn:aws:states:us-east-1:111111111111:activity:a"}}}}}}}}}}}}}}}}}}"#
            )
        };
        let found = "\"arn:aws:states:us-east-1:111111111111:activity:a\": \
                     the items of this Map run as Express workflows, which cannot wait";
        check_rule(&RULE, &nested("EXPRESS", r#"{"Mode": "INLINE"}"#), &[found]);
        check_rule(&RULE, &nested("EXPRESS", r#"{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}"#), &[]);
        check_rule(
            &RULE,
            &nested("STANDARD", r#"{"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}"#),
            &[found],
        );
    }
}
