use crate::diagnostic::{Code, Severity};
use crate::json::{NodeId, NodeKind};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "hard-coded-arn",
    code: Code("HARD_CODED_ARN"),
    severity: Severity::Hint,
    holds_while_typing: true,
    what: "Finds ARNs with the number of an account.",
    why: "The definition cannot be deployed to another account or region as it is.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": «"arn:aws:lambda:us-east-1:111111111111:function:f"»,
        "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${FunctionArn}", "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let mut waiting: Vec<NodeId> = checker.tree.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        match &checker.tree.node(node).kind {
            NodeKind::String(text) if names_an_account(text) && !has_substitution(text) => {
                let problem = checker.problem_at(node, "this ARN belongs to one account");
                let hint = "put a `${Substitution}` in its place, or take it from the input";
                checker.report(problem.with_hint(hint));
            }
            NodeKind::Object(members) => {
                let remarks = |key: &str| key == "Comment";
                waiting.extend(
                    members.iter().filter(|member| !remarks(&member.key)).filter_map(|member| member.value),
                );
            }
            NodeKind::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
}

fn names_an_account(text: &str) -> bool {
    let account = text.strip_prefix("arn:").and_then(|rest| rest.split(':').nth(3));
    account.is_some_and(|account| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()))
}
