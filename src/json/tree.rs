use super::{Member, Pointer, Step};
use crate::text::TextRange;
use crate::value::{Number, Value};
use std::sync::Arc;

/// Names a node of one [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(u32);

/// A value in the text.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands, quotes and brackets included.
    pub span: TextRange,
    /// The container it stands in.
    pub parent: Option<NodeId>,
}

/// The kinds of values, and what may stand in the place of one.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeKind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, decoded.
    String(Arc<str>),
    /// An array.
    Array(Vec<NodeId>),
    /// An object, repeated keys included.
    Object(Vec<Member>),
    /// A substitution that stands where a value belongs, without quotes: `${Name}`. The text between the braces.
    Placeholder(Arc<str>),
    /// Something that is no value; a problem says what.
    Invalid,
}

/// Whether a text is one `${Substitution}` and nothing else.
pub fn is_substitution(text: &str) -> bool {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.contains("${"))
}

/// The ways in which a definition is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Syntax {
    /// JSON, as AWS takes it.
    #[default]
    Json,
    /// YAML, as AWS's tools take it.
    Yaml,
}

/// All values of a text, in an arena.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    syntax: Syntax,
    /// Nodes whose text stands elsewhere, ascending.
    copies: Vec<NodeId>,
    /// Substitutions that stand for whole members.
    spread: Vec<TextRange>,
}

impl Tree {
    /// An empty tree of a text in that syntax.
    pub(crate) fn of_syntax(syntax: Syntax) -> Self {
        Tree { syntax, ..Tree::default() }
    }

    /// How the text is written.
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// Whether the node's text stands elsewhere, and an alias or merge key in its place.
    pub fn is_copy(&self, id: NodeId) -> bool {
        self.copies.binary_search(&id).is_ok()
    }

    /// Where substitutions stand for whole members of an object: `{"A": 1, ${More}}`.
    pub fn spread_substitutions(&self) -> &[TextRange] {
        &self.spread
    }

    /// Notes a substitution that stands for whole members.
    pub(super) fn note_spread(&mut self, span: TextRange) {
        self.spread.push(span);
    }

    /// The outermost value; none in a text without one.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// All nodes; a container behind what it holds.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(|index| NodeId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// The node of an id of this tree.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Where the node stands.
    pub fn span(&self, id: NodeId) -> TextRange {
        self.node(id).span
    }

    /// The members of an object; none for anything else.
    pub fn members(&self, id: NodeId) -> &[Member] {
        if let NodeKind::Object(members) = &self.node(id).kind { members } else { &[] }
    }

    /// The items of an array; none for anything else.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        if let NodeKind::Array(items) = &self.node(id).kind { items } else { &[] }
    }

    /// The last member with that key: the one that counts for a JSON reader.
    pub fn member(&self, id: NodeId, key: &str) -> Option<&Member> {
        Member::find(self.members(id), key)
    }

    /// The value of that member.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.member(id, key)?.value
    }

    /// The text of a string.
    pub fn as_str(&self, id: NodeId) -> Option<&Arc<str>> {
        if let NodeKind::String(text) = &self.node(id).kind { Some(text) } else { None }
    }

    /// Whether the node is an object or an array.
    pub fn is_container(&self, id: NodeId) -> bool {
        matches!(self.node(id).kind, NodeKind::Object(_) | NodeKind::Array(_))
    }

    /// Whether the node is an object.
    pub fn is_object(&self, id: NodeId) -> bool {
        matches!(self.node(id).kind, NodeKind::Object(_))
    }

    /// The node as data. A placeholder becomes the string `${Name}`; what is missing or invalid becomes `null`.
    pub fn value(&self, id: NodeId) -> Value {
        match &self.node(id).kind {
            NodeKind::Null | NodeKind::Invalid => Value::Null,
            NodeKind::Bool(flag) => Value::Bool(*flag),
            NodeKind::Number(number) => Value::Number(*number),
            NodeKind::String(text) => Value::String(text.clone()),
            NodeKind::Array(items) => Value::array(items.iter().map(|&item| self.value(item)).collect()),
            NodeKind::Object(members) => Value::object(members.iter().map(|member| {
                (member.key.clone(), member.value.map_or(Value::Null, |value| self.value(value)))
            })),
            NodeKind::Placeholder(name) => Value::from(format!("${{{name}}}")),
        }
    }

    /// The node at a pointer from the root.
    pub fn find(&self, pointer: &Pointer) -> Option<NodeId> {
        pointer.steps().iter().try_fold(self.root?, |id, step| match step {
            Step::Key(key) => self.get(id, key),
            Step::Index(index) => self.items(id).get(*index).copied(),
        })
    }

    /// The pointer from the root to a node.
    pub fn pointer_to(&self, id: NodeId) -> Pointer {
        self.root.map_or_else(Pointer::root, |root| self.pointer_between(root, id))
    }

    /// The pointer from a container to a node in it.
    pub fn pointer_between(&self, container: NodeId, id: NodeId) -> Pointer {
        let mut steps = Vec::new();
        let mut child = id;
        while let Some(parent) = self.node(child).parent.filter(|_| child != container) {
            let index = self.items(parent).iter().position(|&item| item == child).map(Step::Index);
            let key = || self.members(parent).iter().find(|member| member.value == Some(child));
            steps.extend(index.or_else(|| key().map(|member| Step::Key(member.key.clone()))));
            child = parent;
        }
        steps.reverse();
        Pointer::new(steps)
    }

    /// The innermost node that `offset` touches.
    pub fn node_at(&self, offset: usize) -> Option<NodeId> {
        let mut found = self.root.filter(|&root| self.span(root).touches(offset))?;
        while let Some(child) = self.child_at(found, offset) {
            found = child;
        }
        Some(found)
    }

    /// The nodes from the root down to the innermost one that `offset` touches.
    pub fn ancestry_at(&self, offset: usize) -> Vec<NodeId> {
        let mut chain: Vec<NodeId> =
            std::iter::successors(self.node_at(offset), |&id| self.node(id).parent).collect();
        chain.reverse();
        chain
    }

    fn child_at(&self, id: NodeId, offset: usize) -> Option<NodeId> {
        let touches = |&child: &NodeId| self.span(child).touches(offset);
        match &self.node(id).kind {
            NodeKind::Array(items) => items.iter().copied().find(touches),
            NodeKind::Object(members) => members.iter().filter_map(|member| member.value).find(touches),
            NodeKind::Null
            | NodeKind::Bool(_)
            | NodeKind::Number(_)
            | NodeKind::String(_)
            | NodeKind::Placeholder(_)
            | NodeKind::Invalid => None,
        }
    }

    /// Adds a node and makes it the parent of the values it holds.
    pub(crate) fn push(&mut self, kind: NodeKind, span: TextRange) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let adopt = |child: NodeId| self.nodes[child.0 as usize].parent = Some(id);
        match &kind {
            NodeKind::Array(items) => items.iter().copied().for_each(adopt),
            NodeKind::Object(members) => members.iter().filter_map(|member| member.value).for_each(adopt),
            NodeKind::Null
            | NodeKind::Bool(_)
            | NodeKind::Number(_)
            | NodeKind::String(_)
            | NodeKind::Placeholder(_)
            | NodeKind::Invalid => {}
        }
        self.nodes.push(Node { kind, span, parent: None });
        id
    }

    /// Adds a node whose text stands elsewhere.
    pub(crate) fn push_copy(&mut self, kind: NodeKind, span: TextRange) -> NodeId {
        let id = self.push(kind, span);
        self.copies.push(id);
        id
    }

    pub(crate) fn set_root(&mut self, root: NodeId) {
        self.root = Some(root);
    }
}
