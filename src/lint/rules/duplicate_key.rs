use crate::diagnostic::{Code, Severity};
use crate::json::{Member, NodeId};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    code: Code("DUPLICATE_KEY"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds keys that stand twice in one object (RFC 8259, section 4).",
    why: "AWS, like most JSON readers, keeps the last and drops the others without a word.",
    failing: r#"{"StartAt": "A", «"Comment"»: "old", "Comment": "new", "States": {"A": {"Type": "Succeed"}}}"#,
    fixed: r#"{"StartAt": "A", "Comment": "new", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let states = states_objects(checker);
    let mut waiting: Vec<NodeId> = checker.tree.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        if !states.contains(&node) {
            object(checker, node);
        }
        waiting.extend(checker.tree.members(node).iter().filter_map(|member| member.value));
        waiting.extend(checker.tree.items(node));
    }
}

/// The objects whose keys are names of states; two of one name are an error, and reported as one.
fn states_objects(checker: &Checker<'_>) -> FxHashSet<NodeId> {
    let machines = checker.definition.machines().iter();
    machines.filter_map(|machine| checker.tree.get(machine.node, "States")).collect()
}

fn object(checker: &mut Checker<'_>, node: NodeId) {
    let tree = checker.tree;
    if !has_namesakes(tree.members(node)) {
        return;
    }
    let mut last: FxHashMap<&str, &Member> = FxHashMap::default();
    for member in tree.members(node).iter().rev() {
        let Some(kept) = last.get(&*member.key) else {
            last.insert(&member.key, member);
            continue;
        };
        let message = format!("`{}` stands in this object again; only the last one counts", member.key);
        let problem =
            checker.problem(member.key_span, message).with_label(kept.key_span, "the one that counts");
        checker.report(problem.with_hint("rename one of them, or delete this one"));
    }
}

/// Of more members than these, a set of their keys says sooner whether two have the same.
const FEW: usize = 24;

fn has_namesakes(members: &[Member]) -> bool {
    if members.len() > FEW {
        let keys: FxHashSet<&str> = members.iter().map(|member| &*member.key).collect();
        return keys.len() < members.len();
    }
    let is_repeated =
        |(at, member): (usize, &Member)| members[..at].iter().any(|other| other.is_namesake(member));
    members.iter().enumerate().any(is_repeated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn all_but_the_last_are_reported_at_any_depth() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": [{"k": 1, "k": 2, "k": 3}], "End": true}}}"#,
            &["\"k\": `k` stands in this object again; only the last one counts"; 2],
        );
    }
}
