//! Fields that stand for each other: an object has exactly one, or at most one, of each group.

use crate::asl::StateType::{Fail, Map, Parallel, Pass, Task, Wait};
use crate::asl::fields::ObjectKind::{self, ItemBatcher, ReaderConfig, State};
use crate::json::{Member, NodeId, NodeKind, Tree};

/// A group of fields of which one is enough.
pub(in crate::lint) struct Alternatives {
    pub(in crate::lint) objects: &'static [ObjectKind],
    /// In the order in which AWS lists them.
    pub(in crate::lint) fields: &'static [&'static str],
    /// Whether one has to be there.
    pub(super) required: bool,
}

const fn exactly_one(objects: &'static [ObjectKind], fields: &'static [&'static str]) -> Alternatives {
    Alternatives { objects, fields, required: true }
}

const fn at_most_one(objects: &'static [ObjectKind], fields: &'static [&'static str]) -> Alternatives {
    Alternatives { objects, fields, required: false }
}

/// The groups, with AWS's order of names as cdk-preflight measured it with ValidateStateMachineDefinition.
pub(in crate::lint) const GROUPS: &[Alternatives] = &[
    exactly_one(&[State(Task), State(Pass), State(Wait), State(Parallel), State(Map)], &["Next", "End"]),
    exactly_one(&[State(Wait)], &["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]),
    exactly_one(&[State(Map)], &["ItemProcessor", "Iterator"]),
    at_most_one(&[State(Task)], &["TimeoutSeconds", "TimeoutSecondsPath"]),
    at_most_one(&[State(Task)], &["HeartbeatSeconds", "HeartbeatSecondsPath"]),
    at_most_one(&[State(Map)], &["MaxConcurrency", "MaxConcurrencyPath"]),
    at_most_one(&[State(Map)], &["ToleratedFailureCount", "ToleratedFailureCountPath"]),
    at_most_one(&[State(Map)], &["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"]),
    at_most_one(&[State(Map)], &["ItemSelector", "Parameters"]),
    at_most_one(&[ReaderConfig], &["MaxItems", "MaxItemsPath"]),
    at_most_one(&[ItemBatcher], &["MaxItemsPerBatch", "MaxItemsPerBatchPath"]),
    at_most_one(&[ItemBatcher], &["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"]),
    at_most_one(&[State(Fail)], &["Error", "ErrorPath"]),
    at_most_one(&[State(Fail)], &["Cause", "CausePath"]),
];

impl Alternatives {
    /// Whether an object has two of the fields.
    pub(super) fn conflict(&self, tree: &Tree, object: NodeId) -> bool {
        self.fields.iter().filter(|field| tree.member(object, field).is_some()).nth(1).is_some()
    }

    /// The members of the group that an object has, in text order. `"End": false` is as good as no `End`.
    pub(super) fn members<'tree>(&self, tree: &'tree Tree, object: NodeId) -> Vec<&'tree Member> {
        let counts = |member: &&Member| {
            self.fields.contains(&&*member.key) && !(&*member.key == "End" && is_false(tree, member.value))
        };
        tree.members(object).iter().filter(counts).collect()
    }

    /// The names as AWS lists them.
    pub(super) fn list(&self) -> String {
        format!("[{}]", self.fields.join(", "))
    }
}

fn is_false(tree: &Tree, node: Option<NodeId>) -> bool {
    node.is_some_and(|node| tree.node(node).kind == NodeKind::Bool(false))
}
