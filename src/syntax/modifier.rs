use crate::json::{self, Fragment, NodeId, Place, Syntax, Tree};
use crate::text::{TextEdit, TextRange};
use crate::value::Value;
use crate::yaml;

/// Plans small changes to a text whose tree it is: edits that touch nothing but what they must, keep comments, and
/// write new parts as the text around them is written.
///
/// Each edit is made for the text as it is; to make several changes in a row take a [`Draft`](super::Draft).
#[derive(Clone, Copy, Debug)]
pub enum Modifier<'text> {
    /// Of JSON text.
    Json(json::Modifier<'text>),
    /// Of YAML text.
    Yaml(yaml::Modifier<'text>),
}

impl<'text> Modifier<'text> {
    /// A planner for `text`, whose tree is `tree`.
    pub fn new(tree: &'text Tree, text: &'text str) -> Self {
        match tree.syntax() {
            Syntax::Json => Modifier::Json(json::Modifier::new(tree, text)),
            Syntax::Yaml => Modifier::Yaml(yaml::Modifier::new(tree, text)),
        }
    }

    /// The text of a string in the place of the one at `span`, a key or a value.
    pub fn scalar(&self, span: TextRange, text: &str) -> String {
        match self {
            Modifier::Json(_) => Value::from(text).to_json(),
            Modifier::Yaml(yaml) => yaml.scalar(span, text),
        }
    }

    /// A member with the comments that are its own, where the syntax has such.
    pub(super) fn lift_member(&self, object: NodeId, key: &str) -> Option<Fragment> {
        match self {
            Modifier::Json(_) => None,
            Modifier::Yaml(yaml) => yaml.lift_member(object, key),
        }
    }

    /// Puts `value` in the place of a node.
    pub fn replace(&self, node: NodeId, value: &Fragment) -> TextEdit {
        match self {
            Modifier::Json(json) => json.replace(node, value),
            Modifier::Yaml(yaml) => yaml.replace(node, value),
        }
    }

    /// Gives the member `key` of an object a value; adds it behind all others where there is none.
    pub fn set_member(&self, object: NodeId, key: &str, value: &Fragment) -> TextEdit {
        match self {
            Modifier::Json(json) => json.set_member(object, key, value),
            Modifier::Yaml(yaml) => yaml.set_member(object, key, value),
        }
    }

    /// Adds a member to an object. That the key is new is the caller's to know.
    pub fn insert_member(&self, object: NodeId, key: &str, value: &Fragment, place: Place<'_>) -> TextEdit {
        self.insert_members(object, &[(key, value)], place)
    }

    /// Adds members to an object, one behind the other. That the keys are new is the caller's to know.
    pub fn insert_members(&self, object: NodeId, new: &[(&str, &Fragment)], place: Place<'_>) -> TextEdit {
        match self {
            Modifier::Json(json) => json.insert_members(object, new, place),
            Modifier::Yaml(yaml) => yaml.insert_members(object, new, place),
        }
    }

    /// Gives a member another key.
    pub fn rename_member(&self, object: NodeId, key: &str, to: &str) -> TextEdit {
        match self {
            Modifier::Json(json) => json.rename_member(object, key, to),
            Modifier::Yaml(yaml) => yaml.rename_member(object, key, to),
        }
    }

    /// Takes members out of an object, repeated ones included.
    pub fn remove_members(&self, object: NodeId, keys: &[&str]) -> TextEdit {
        match self {
            Modifier::Json(json) => json.remove_members(object, keys),
            Modifier::Yaml(yaml) => yaml.remove_members(object, keys),
        }
    }

    /// Adds an item to an array at `index`; behind all others where that is too far.
    pub fn insert_item(&self, array: NodeId, index: usize, value: &Fragment) -> TextEdit {
        match self {
            Modifier::Json(json) => json.insert_item(array, index, value),
            Modifier::Yaml(yaml) => yaml.insert_item(array, index, value),
        }
    }

    /// Takes items out of an array.
    pub fn remove_items(&self, array: NodeId, indices: &[usize]) -> TextEdit {
        match self {
            Modifier::Json(json) => json.remove_items(array, indices),
            Modifier::Yaml(yaml) => yaml.remove_items(array, indices),
        }
    }

    /// Moves an item of an array; the items between change places.
    pub fn move_item(&self, array: NodeId, from: usize, to: usize) -> TextEdit {
        match self {
            Modifier::Json(json) => json.move_item(array, from, to),
            Modifier::Yaml(yaml) => yaml.move_item(array, from, to),
        }
    }
}
