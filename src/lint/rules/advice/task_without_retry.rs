use crate::asl::{State, StateType};
use crate::diagnostic::{Code, Severity};
use crate::json::Fragment;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::value::Value;

pub(super) static RULE: Rule = Rule {
    name: "task-without-retry",
    code: Code("TASK_WITHOUT_RETRY"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds Tasks without `Retry`, unless a Map or Parallel around them is tried again as a whole.",
    why: "A throttled call or a lost connection fails the state, though a second try a moment later would do.",
    failing: r#"{"StartAt": "A", "States": {«"A"»: {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2}],
        "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for (state, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Task)) {
        if checker.tree.member(node, "Retry").is_none() && !is_retried_around(checker, state) {
            let fix = checker.suggested_fix("retry three times with growing delays", move |modifier| {
                modifier.set_member(node, "Retry", &standard_retry())
            });
            let problem = checker.problem(state.name_span, "this Task gives up at the first error");
            checker.report(problem.with_hint("add `Retry` for errors that pass").with_fix(fix));
        }
    }
}

fn is_retried_around(checker: &Checker<'_>, state: &State) -> bool {
    let outer = |state: &State| {
        let owner = checker.definition.machine(state.machine).owner?;
        Some(checker.definition.state(owner.state))
    };
    std::iter::successors(outer(state), |state| outer(state))
        .filter_map(|state| state.node)
        .any(|node| checker.tree.member(node, "Retry").is_some())
}

fn standard_retry() -> Fragment {
    let retrier = Value::object([
        ("ErrorEquals", Value::array(vec![Value::from("States.TaskFailed")])),
        ("IntervalSeconds", Value::from(2i64)),
        ("MaxAttempts", Value::from(3i64)),
        ("BackoffRate", Value::from(2i64)),
    ]);
    Fragment::from(Value::array(vec![retrier]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::problems;

    #[test]
    fn a_retry_around_a_task_counts() {
        crate::lint::testing::check_rule(
            &RULE,
            r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "Retry": [{"ErrorEquals": ["States.ALL"]}],
                "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "End": true}}}}}}"#,
            &[],
        );
    }

    #[test]
    fn the_fix_adds_a_retrier() {
        let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${A}", "End": true}}}"#;
        let problem = problems(text).into_iter().find(|problem| problem.rule == Some(RULE.name)).unwrap();
        let fixed = problem.fixes[0].edit(text).apply(text);
        assert!(!problems(&fixed).iter().any(|problem| problem.rule == Some(RULE.name)), "{fixed}");
    }
}
