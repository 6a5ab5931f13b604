use crate::asl::resource::{Pattern, Resource};
use crate::asl::{Field, State, StateType};
use crate::diagnostic::{Code, Severity};
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::scopes::is_distributed;
use crate::value::Number;

pub(super) static RULE: Rule = Rule {
    name: "express-candidate",
    code: Code("EXPRESS_CANDIDATE"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds Standard workflows in which nothing waits: no job, callback, activity or long Wait, and no distributed Map. \
           Asked only on demand.",
    why: "An Express workflow costs a fraction where executions are many and short; it lasts five minutes at most and runs \
          each step at least once.",
    failing: r#"{"StartAt": "A", «"States"»: {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:listQueues", "Parameters": {},
        "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {
        "TaskDefinition": "t"}, "End": true}}}"#,
    check,
};

const EXPRESS_SECONDS: i64 = 300;

fn check(checker: &mut Checker<'_>) {
    let apart =
        checker.definition.machines().iter().any(|machine| is_distributed(checker.definition, machine));
    let tasks = checker.states().any(|(state, _)| state.known_type() == Some(StateType::Task));
    if checker.options.express
        || apart
        || !tasks
        || checker.states().any(|(state, node)| waits(checker, state, node))
    {
        return;
    }
    let states = checker.definition.top().and_then(|top| checker.tree.member(top.node, "States"));
    if let Some(states) = states {
        let problem = checker
            .problem(states.key_span, "nothing in this workflow waits; it could be an Express workflow");
        checker.report(problem.with_hint("worth it for many short executions whose steps may run twice"));
    }
}

fn waits(checker: &Checker<'_>, state: &State, node: NodeId) -> bool {
    match state.known_type() {
        Some(StateType::Wait) => {
            let seconds: Field<Number> = Field::read(checker.tree, node, "Seconds");
            !matches!(seconds, Field::Present(Number::Int(seconds), _) if seconds < EXPRESS_SECONDS)
        }
        Some(StateType::Task) => match checker.resource(state).as_deref() {
            Some(Resource::Service(call)) => call.pattern != Pattern::RequestResponse,
            Some(Resource::LambdaFunction { .. }) => false,
            _ => true,
        },
        _ => false,
    }
}
