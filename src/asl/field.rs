use crate::json::{NodeId, NodeKind, Tree};
use crate::value::Number;
use std::sync::Arc;

/// A field of the definition that may have a hole: not written, written wrongly, or there.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Field<T> {
    /// Not written, or the key without a value.
    #[default]
    Missing,
    /// Written, but of the wrong type (a `${Placeholder}` included).
    Invalid(NodeId),
    /// There.
    Present(T, NodeId),
}

impl<T> Field<T> {
    /// The value, if it is there and right.
    pub fn value(&self) -> Option<&T> {
        if let Field::Present(value, _) = self { Some(value) } else { None }
    }

    /// The node, if anything is written.
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Field::Missing => None,
            Field::Invalid(node) | Field::Present(_, node) => Some(*node),
        }
    }

    /// Whether nothing is written.
    pub fn is_missing(&self) -> bool {
        matches!(self, Field::Missing)
    }
}

impl<T: FromNode> Field<T> {
    /// Reads a member of an object.
    pub fn read(tree: &Tree, object: NodeId, key: &str) -> Self {
        match tree.get(object, key) {
            None => Field::Missing,
            Some(node) => {
                T::from_node(tree, node).map_or(Field::Invalid(node), |value| Field::Present(value, node))
            }
        }
    }
}

/// A type that a field's value can have.
pub trait FromNode: Sized {
    /// The value of a node of that type; none for another type.
    fn from_node(tree: &Tree, node: NodeId) -> Option<Self>;
}

impl FromNode for Arc<str> {
    fn from_node(tree: &Tree, node: NodeId) -> Option<Self> {
        tree.as_str(node).cloned()
    }
}

impl FromNode for bool {
    fn from_node(tree: &Tree, node: NodeId) -> Option<Self> {
        if let NodeKind::Bool(flag) = tree.node(node).kind { Some(flag) } else { None }
    }
}

impl FromNode for Number {
    fn from_node(tree: &Tree, node: NodeId) -> Option<Self> {
        if let NodeKind::Number(number) = tree.node(node).kind { Some(number) } else { None }
    }
}

impl FromNode for Vec<Arc<str>> {
    fn from_node(tree: &Tree, node: NodeId) -> Option<Self> {
        let NodeKind::Array(items) = &tree.node(node).kind else { return None };
        items.iter().map(|&item| tree.as_str(item).cloned()).collect()
    }
}
