use super::Field;
use crate::json::{NodeId, Tree};
use crate::value::Number;
use std::sync::Arc;

/// An entry of `Retry` (ASL specification, "Retrying after error").
#[derive(Clone, PartialEq, Debug)]
pub struct Retrier {
    /// The entry's object.
    pub node: NodeId,
    /// The error names it matches.
    pub error_equals: Field<Vec<Arc<str>>>,
    /// Seconds before the first retry; 1 where missing.
    pub interval_seconds: Field<Number>,
    /// Retries at most; 3 where missing.
    pub max_attempts: Field<Number>,
    /// Factor from one delay to the next; 2 where missing.
    pub backoff_rate: Field<Number>,
    /// Bound of the delay, in seconds.
    pub max_delay_seconds: Field<Number>,
    /// `NONE` or `FULL`.
    pub jitter_strategy: Field<Arc<str>>,
}

/// An entry of `Catch` (ASL specification, "Fallback states").
#[derive(Clone, PartialEq, Debug)]
pub struct Catcher {
    /// The entry's object.
    pub node: NodeId,
    /// The error names it matches.
    pub error_equals: Field<Vec<Arc<str>>>,
    /// The state that takes over.
    pub next: Field<Arc<str>>,
}

impl Retrier {
    /// The entries of a state's `Retry`.
    pub fn all(tree: &Tree, state: NodeId) -> Vec<Retrier> {
        entries(tree, state, "Retry")
            .map(|node| Retrier {
                node,
                error_equals: Field::read(tree, node, "ErrorEquals"),
                interval_seconds: Field::read(tree, node, "IntervalSeconds"),
                max_attempts: Field::read(tree, node, "MaxAttempts"),
                backoff_rate: Field::read(tree, node, "BackoffRate"),
                max_delay_seconds: Field::read(tree, node, "MaxDelaySeconds"),
                jitter_strategy: Field::read(tree, node, "JitterStrategy"),
            })
            .collect()
    }
}

impl Catcher {
    /// The entries of a state's `Catch`.
    pub fn all(tree: &Tree, state: NodeId) -> Vec<Catcher> {
        entries(tree, state, "Catch")
            .map(|node| Catcher {
                node,
                error_equals: Field::read(tree, node, "ErrorEquals"),
                next: Field::read(tree, node, "Next"),
            })
            .collect()
    }
}

fn entries<'tree>(tree: &'tree Tree, state: NodeId, key: &str) -> impl Iterator<Item = NodeId> + 'tree {
    let items = tree.get(state, key).map_or(&[][..], |list| tree.items(list));
    items.iter().copied()
}
