use crate::asl::StateType;
use crate::diagnostic::{Code, Severity};
use crate::json::NodeId;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::syntax::Modifier;

pub(super) static RULE: Rule = Rule {
    name: "legacy-map-field",
    code: Code("LEGACY_MAP_FIELD"),
    severity: Severity::Hint,
    holds_while_typing: true,
    what: "Finds the old names of a Map's fields: `Iterator` for `ItemProcessor`, `Parameters` for `ItemSelector` (AWS \
           developer guide, \"Map state\"; recorded: they do the same).",
    why: "New features, such as the distributed mode, are described by the new names only.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true, «"Iterator"»: {"StartAt": "A",
        "States": {"A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "A",
        "States": {"A": {"Type": "Succeed"}}}}}}"#,
    check,
};

const RENAMED: &[(&str, &str)] = &[("Iterator", "ItemProcessor"), ("Parameters", "ItemSelector")];

fn check(checker: &mut Checker<'_>) {
    for (_, node) in checker.states().filter(|(state, _)| state.known_type() == Some(StateType::Map)) {
        for (old, new) in RENAMED {
            field(checker, node, old, new);
        }
    }
}

fn field(checker: &mut Checker<'_>, node: NodeId, old: &'static str, new: &'static str) {
    let Some(member) = checker.tree.member(node, old) else { return };
    if checker.tree.member(node, new).is_some() {
        return;
    }
    let rename = move |modifier: Modifier<'_>| modifier.rename_member(node, old, new);
    let fix = checker.safe_fix(format!("rename it to `{new}`"), rename);
    let problem = checker.problem(member.key_span, format!("`{old}` is the old name of `{new}`"));
    checker.report(problem.with_fix(fix));
}
