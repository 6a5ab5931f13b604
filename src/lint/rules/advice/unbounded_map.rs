use crate::asl::StateType;
use crate::diagnostic::{Code, Severity};
use crate::json::Fragment;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::value::Value;

pub(super) static RULE: Rule = Rule {
    name: "unbounded-map",
    code: Code("MAP_WITHOUT_MAX_CONCURRENCY"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds Maps without `MaxConcurrency`.",
    why: "Up to 40 iterations run at a time, of a distributed Map up to 10,000; what they call may not bear that.",
    failing: r#"{"StartAt": "M", "States": {«"M"»: {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
        "A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 10, "End": true, "ItemProcessor": {
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Map)) {
        let bounded = ["MaxConcurrency", "MaxConcurrencyPath"]
            .iter()
            .any(|key| checker.tree.member(node, key).is_some());
        if !bounded {
            let fix = checker.suggested_fix("run ten at a time", move |modifier| {
                modifier.set_member(node, "MaxConcurrency", &Fragment::from(Value::from(10i64)))
            });
            let problem =
                checker.problem(state.name_span, "nothing bounds how many iterations run at a time");
            checker.report(problem.with_hint("set `MaxConcurrency`").with_fix(fix));
        }
    }
}
