use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::scopes::is_distributed;

pub(super) static RULE: Rule = Rule {
    name: "express-distributed-map",
    code: Code("EXPRESS_DISTRIBUTED_MAP"),
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds distributed Maps in an Express workflow (AWS developer guide, \"Choosing workflow type\": only Standard \
           workflows have them).",
    why: "AWS refuses the definition; in which words is not recorded.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig":
        {"Mode": «"DISTRIBUTED"», "ExecutionType": "EXPRESS"}, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig":
        {"Mode": "INLINE"}, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    if !checker.options.express {
        return;
    }
    for machine in
        checker.definition.machines().iter().filter(|machine| is_distributed(checker.definition, machine))
    {
        let config = checker.tree.get(machine.node, "ProcessorConfig");
        let Some(mode) = config.and_then(|config| checker.tree.get(config, "Mode")) else { continue };
        if checker.is_substituted(mode) {
            continue;
        }
        let problem = checker.problem_at(mode, "an Express workflow has no distributed Map");
        checker.report(problem.with_hint("make it a Standard workflow, or let the Map run inline"));
    }
}
