//! The tree that is evaluated. Every node knows its place in the text.

use super::regex::Regex;
use super::signature::Signature;
use crate::text::TextRange;
use std::sync::Arc;

/// An expression or a step of a path.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands, brackets and predicates included.
    pub span: TextRange,
    /// `[]` was written: a single result stays an array.
    pub keep_array: bool,
    /// Whether the step hands on bindings with its results.
    pub(super) tuple: bool,
    /// An array constructor at either end of a path is not flattened.
    pub(super) constructs_array: bool,
    /// Any step of the path was marked with `[]`.
    pub(super) keep_singleton: bool,
    /// What few nodes have, apart so that nodes stay small: they are moved on the stack, deep in recursion.
    extras: Option<Box<Extras>>,
}

/// What may be attached to a node.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Extras {
    pub(super) predicates: Vec<Node>,
    pub(super) stages: Vec<Stage>,
    pub(super) group: Option<Group>,
    pub(super) focus: Option<Arc<str>>,
    pub(super) index: Option<Arc<str>>,
    /// The name under which the step's context is bound for `%`.
    pub(super) ancestor: Option<usize>,
    /// The `%` in here that look for an ancestor further out.
    pub(super) seeking: Vec<usize>,
}

/// The kinds of nodes.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeKind {
    /// Steps joined by `.`; a bare name is a path of one.
    Path(Vec<Node>),
    /// A step that looks up a field.
    Name(Arc<str>),
    /// A string.
    String(Arc<str>),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`
    Null,
    /// `/…/`
    Regex(Arc<Regex>),
    /// `$name`, `$` (empty name) or `$$` (name `$`).
    Variable(Arc<str>),
    /// `*`
    Wildcard,
    /// `**`
    Descendants,
    /// `%`
    Parent(ParentSlot),
    /// `-…`
    Negate(Box<Node>),
    /// `[…]`
    Array(Vec<Node>),
    /// `{…}`
    Object(Vec<Pair>),
    /// An operator with two sides.
    Binary(BinaryOperator, Box<Node>, Box<Node>),
    /// `… ? … : …`
    Condition {
        /// What decides.
        condition: Box<Node>,
        /// The result if it is true.
        then: Box<Node>,
        /// The result otherwise.
        otherwise: Option<Box<Node>>,
    },
    /// `… ?: …` and `… ?? …`, where jsonata-js evaluates the value twice: here once.
    Default {
        /// The result, if it will do.
        value: Box<Node>,
        /// The result otherwise.
        otherwise: Box<Node>,
        /// `??` was written: anything but undefined will do; else only what counts as true.
        only_if_missing: bool,
    },
    /// `(…; …)`
    Block(Vec<Node>),
    /// `$name := …`
    Bind(Arc<str>, Box<Node>),
    /// `f(…)`
    Call {
        /// What is called.
        procedure: Box<Node>,
        /// Its arguments.
        arguments: Vec<Node>,
    },
    /// `f(…, ?)`: a function of what is left out.
    Partial {
        /// What is applied.
        procedure: Box<Node>,
        /// Its arguments, `None` for `?`.
        arguments: Vec<Option<Node>>,
    },
    /// `function(…){…}`
    Lambda(Arc<Lambda>),
    /// A call in the last place of a function's body, which returns before it calls.
    TailCall(Arc<Node>),
    /// `… ~> …`
    Apply(Box<Node>, Box<Node>),
    /// `|…|…|`
    Transform(Arc<Transform>),
    /// The step `^(…)`.
    Sort(Vec<SortTerm>),
}

/// The operators with two sides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    In,
    Concatenate,
    Range,
}

impl BinaryOperator {
    /// Every operator, and how it is written.
    const SYMBOLS: [(BinaryOperator, &'static str); 16] = [
        (BinaryOperator::Add, "+"),
        (BinaryOperator::Subtract, "-"),
        (BinaryOperator::Multiply, "*"),
        (BinaryOperator::Divide, "/"),
        (BinaryOperator::Remainder, "%"),
        (BinaryOperator::Equal, "="),
        (BinaryOperator::NotEqual, "!="),
        (BinaryOperator::Less, "<"),
        (BinaryOperator::LessOrEqual, "<="),
        (BinaryOperator::Greater, ">"),
        (BinaryOperator::GreaterOrEqual, ">="),
        (BinaryOperator::And, "and"),
        (BinaryOperator::Or, "or"),
        (BinaryOperator::In, "in"),
        (BinaryOperator::Concatenate, "&"),
        (BinaryOperator::Range, ".."),
    ];

    /// As it is written.
    pub fn symbol(self) -> &'static str {
        Self::SYMBOLS.iter().find(|(operator, _)| *operator == self).map_or("", |(_, symbol)| symbol)
    }

    pub(super) fn from_symbol(symbol: &str) -> Option<Self> {
        Self::SYMBOLS.iter().find(|(_, written)| *written == symbol).map(|(operator, _)| *operator)
    }
}

/// Which ancestor a `%` stands for: an index into the expression's table of labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParentSlot(pub(super) usize);

/// What may follow a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Stage {
    /// `[…]`
    Filter(Node),
    /// `#$i` after a predicate.
    Index(Arc<str>),
}

/// A key and its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Gives the key.
    pub key: Node,
    /// Gives the value.
    pub value: Node,
}

/// `{…}` after an expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Keys to group by, with what to make of each group.
    pub pairs: Vec<Pair>,
    /// From the brace.
    pub span: TextRange,
}

/// A term of `^(…)`.
#[derive(Clone, PartialEq, Debug)]
pub struct SortTerm {
    /// `>` was written.
    pub descending: bool,
    /// What is compared.
    pub expression: Node,
}

/// `function($a, $b)<sn:s>{…}`
#[derive(Clone, PartialEq, Debug)]
pub struct Lambda {
    /// The parameters' names, without `$`.
    pub parameters: Vec<Arc<str>>,
    /// The body.
    pub body: Node,
    pub(super) signature: Option<Arc<Signature>>,
}

/// `|pattern|update, delete|`
#[derive(Clone, PartialEq, Debug)]
pub struct Transform {
    /// Finds the objects to change.
    pub pattern: Node,
    /// Gives the members to set.
    pub update: Node,
    /// Gives the names to remove.
    pub delete: Option<Node>,
}

impl Node {
    pub(super) fn new(kind: NodeKind, span: TextRange) -> Node {
        Node {
            kind,
            span,
            keep_array: false,
            tuple: false,
            constructs_array: false,
            keep_singleton: false,
            extras: None,
        }
    }

    /// `[…]` after an expression that is not a path.
    pub fn predicates(&self) -> &[Node] {
        self.extras.as_ref().map_or(&[], |extras| &extras.predicates)
    }

    /// `[…]` and `#$i` after a step of a path, in order.
    pub fn stages(&self) -> &[Stage] {
        self.extras.as_ref().map_or(&[], |extras| &extras.stages)
    }

    /// `{…}` after the expression: groups its results.
    pub fn group(&self) -> Option<&Group> {
        self.extras.as_ref()?.group.as_ref()
    }

    /// `@$v` after a step: binds each result and keeps the context.
    pub fn focus(&self) -> Option<&Arc<str>> {
        self.extras.as_ref()?.focus.as_ref()
    }

    /// `#$i` after a step without predicates: binds each result's index.
    pub fn index(&self) -> Option<&Arc<str>> {
        self.extras.as_ref()?.index.as_ref()
    }

    pub(super) fn ancestor(&self) -> Option<usize> {
        self.extras.as_ref()?.ancestor
    }

    pub(super) fn seeking(&self) -> &[usize] {
        self.extras.as_ref().map_or(&[], |extras| &extras.seeking)
    }

    pub(super) fn extras_mut(&mut self) -> &mut Extras {
        self.extras.get_or_insert_default()
    }

    /// The same, if there are any.
    pub(super) fn existing_extras_mut(&mut self) -> Option<&mut Extras> {
        self.extras.as_deref_mut()
    }

    /// The nodes directly inside, in the order of the text: steps, operands, predicates, groups, bodies.
    pub fn children(&self) -> Vec<&Node> {
        let mut children = self.kind.children();
        children.extend(self.predicates());
        children.extend(self.stages().iter().filter_map(|stage| match stage {
            Stage::Filter(node) => Some(node),
            Stage::Index(_) => None,
        }));
        children.extend(self.group().into_iter().flat_map(|group| pair_nodes(&group.pairs)));
        children
    }

    /// The word jsonata-js uses for the kind, which S0217 names.
    pub(super) fn type_name(&self) -> &'static str {
        match &self.kind {
            NodeKind::Path(_) => "path",
            NodeKind::Name(_) => "name",
            NodeKind::String(_) => "string",
            NodeKind::Number(_) => "number",
            NodeKind::Bool(_) | NodeKind::Null => "value",
            NodeKind::Regex(_) => "regex",
            NodeKind::Variable(_) => "variable",
            NodeKind::Wildcard => "wildcard",
            NodeKind::Descendants => "descendant",
            NodeKind::Parent(_) => "parent",
            NodeKind::Negate(_) | NodeKind::Array(_) | NodeKind::Object(_) => "unary",
            NodeKind::Binary(..) => "binary",
            NodeKind::Condition { .. } | NodeKind::Default { .. } => "condition",
            NodeKind::Block(_) => "block",
            NodeKind::Bind(..) => "bind",
            NodeKind::Call { .. } => "function",
            NodeKind::Partial { .. } => "partial",
            NodeKind::Lambda(_) | NodeKind::TailCall(_) => "lambda",
            NodeKind::Apply(..) => "apply",
            NodeKind::Transform(_) => "transform",
            NodeKind::Sort(_) => "sort",
        }
    }
}

impl NodeKind {
    pub(super) fn children(&self) -> Vec<&Node> {
        match self {
            NodeKind::Path(nodes) | NodeKind::Array(nodes) | NodeKind::Block(nodes) => nodes.iter().collect(),
            NodeKind::Negate(inner) | NodeKind::Bind(_, inner) => vec![inner],
            NodeKind::Object(pairs) => pair_nodes(pairs).collect(),
            NodeKind::Binary(_, left, right) | NodeKind::Apply(left, right) => vec![left, right],
            NodeKind::Condition { condition, then, otherwise } => {
                let mut nodes: Vec<&Node> = vec![condition, then];
                nodes.extend(otherwise.as_deref());
                nodes
            }
            NodeKind::Default { value, otherwise, .. } => vec![value, otherwise],
            NodeKind::Call { procedure, arguments } => {
                [&**procedure].into_iter().chain(arguments.iter()).collect()
            }
            NodeKind::Partial { procedure, arguments } => {
                [&**procedure].into_iter().chain(arguments.iter().flatten()).collect()
            }
            NodeKind::Lambda(lambda) => vec![&lambda.body],
            NodeKind::TailCall(call) => vec![call],
            NodeKind::Transform(transform) => {
                let mut nodes = vec![&transform.pattern, &transform.update];
                nodes.extend(&transform.delete);
                nodes
            }
            NodeKind::Sort(terms) => terms.iter().map(|term| &term.expression).collect(),
            NodeKind::Name(_)
            | NodeKind::String(_)
            | NodeKind::Number(_)
            | NodeKind::Bool(_)
            | NodeKind::Null
            | NodeKind::Regex(_)
            | NodeKind::Variable(_)
            | NodeKind::Wildcard
            | NodeKind::Descendants
            | NodeKind::Parent(_) => Vec::new(),
        }
    }
}

fn pair_nodes(pairs: &[Pair]) -> impl Iterator<Item = &Node> {
    pairs.iter().flat_map(|pair| [&pair.key, &pair.value])
}
