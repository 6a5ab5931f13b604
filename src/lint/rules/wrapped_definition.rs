use crate::diagnostic::{Code, Severity};
use crate::json::{Member, NodeId};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "wrapped-definition",
    code: Code("WRAPPED_DEFINITION"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds definitions that stand inside another document: a CloudFormation or SAM template, a serverless.yml, the \
           answer of DescribeStateMachine.",
    why: "A document that is opened here has to be a definition itself: `StartAt` and `States` at the top.",
    failing: r#"{"Resources": {"M": {"Type": "AWS::Serverless::StateMachine", "Properties": {«"Definition"»: {"StartAt": "A",
        "States": {"A": {"Type": "Succeed"}}}}}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

/// How far below the top a definition is looked for.
const MAX_DEPTH: usize = 8;

fn check(checker: &mut Checker<'_>) {
    let Some(root) = checker.tree.root() else { return };
    if is_definition(checker, root) {
        return;
    }
    if let Some(member) = wrapping(checker, root, MAX_DEPTH) {
        let problem = checker.problem(member.key_span, format!("a definition stands in `{}`", member.key));
        checker.report(problem.with_hint("open only that part: the object with `StartAt` and `States`"));
    }
}

fn is_definition(checker: &Checker<'_>, node: NodeId) -> bool {
    ["StartAt", "States"].iter().any(|key| checker.tree.member(node, key).is_some())
}

/// The first member below whose value is a definition, or a text that holds one.
fn wrapping<'t>(checker: &Checker<'t>, node: NodeId, depth: usize) -> Option<&'t Member> {
    let tree = checker.tree;
    let holds = |member: &&Member| {
        member.value.is_some_and(|value| match tree.as_str(value) {
            Some(text) => text.contains("\"StartAt\"") && text.contains("\"States\""),
            None => is_definition(checker, value),
        })
    };
    let members = tree.members(node);
    members.iter().find(holds).or_else(|| {
        let values = members.iter().filter_map(|member| member.value).filter(|_| depth > 0);
        values.into_iter().find_map(|value| wrapping(checker, value, depth - 1))
    })
}
