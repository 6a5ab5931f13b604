//! Fields that stand for each other: a state has exactly one, or at most one, of each group.

use crate::asl::StateType::{self, Fail, Map, Parallel, Pass, Task, Wait};
use crate::json::{Member, NodeId, NodeKind, Tree};

/// A group of fields of which one is enough.
pub(super) struct Alternatives {
    pub(super) states: &'static [StateType],
    /// In the order in which AWS lists them.
    pub(super) fields: &'static [&'static str],
    /// Whether one has to be there.
    pub(super) required: bool,
}

const fn exactly_one(states: &'static [StateType], fields: &'static [&'static str]) -> Alternatives {
    Alternatives { states, fields, required: true }
}

const fn at_most_one(states: &'static [StateType], fields: &'static [&'static str]) -> Alternatives {
    Alternatives { states, fields, required: false }
}

/// The groups, with AWS's order of names as cdk-preflight measured it with ValidateStateMachineDefinition.
pub(super) const GROUPS: &[Alternatives] = &[
    exactly_one(&[Task, Pass, Wait, Parallel, Map], &["Next", "End"]),
    exactly_one(&[Wait], &["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]),
    exactly_one(&[Map], &["ItemProcessor", "Iterator"]),
    at_most_one(&[Task], &["TimeoutSeconds", "TimeoutSecondsPath"]),
    at_most_one(&[Task], &["HeartbeatSeconds", "HeartbeatSecondsPath"]),
    at_most_one(&[Map], &["MaxConcurrency", "MaxConcurrencyPath"]),
    at_most_one(&[Map], &["ToleratedFailureCount", "ToleratedFailureCountPath"]),
    at_most_one(&[Map], &["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"]),
    at_most_one(&[Map], &["ItemSelector", "Parameters"]),
    at_most_one(&[Fail], &["Error", "ErrorPath"]),
    at_most_one(&[Fail], &["Cause", "CausePath"]),
];

impl Alternatives {
    /// The members of the group that a state has, in text order. `"End": false` is as good as no `End`.
    pub(super) fn members<'tree>(&self, tree: &'tree Tree, state: NodeId) -> Vec<&'tree Member> {
        let counts = |member: &&Member| {
            self.fields.contains(&&*member.key) && !(&*member.key == "End" && is_false(tree, member.value))
        };
        tree.members(state).iter().filter(counts).collect()
    }

    /// The names as AWS lists them.
    pub(super) fn list(&self) -> String {
        format!("[{}]", self.fields.join(", "))
    }
}

fn is_false(tree: &Tree, node: Option<NodeId>) -> bool {
    node.is_some_and(|node| tree.node(node).kind == NodeKind::Bool(false))
}
