//! The tree as the parser reads it: one node per operator. [`lower`](super::lower) turns it into the tree that is
//! evaluated, where paths are lists of steps.

use super::regex::Regex;
use super::signature::Signature;
use crate::text::TextRange;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub(super) kind: RawKind,
    /// The whole node.
    pub(super) span: TextRange,
    /// The token that made the node, which errors point at.
    pub(super) at: TextRange,
    /// Whether `[]` follows: a single result stays an array.
    pub(super) keep_array: bool,
    /// How many nodes are above each other in here, this one included.
    pub(super) height: usize,
}

pub(super) type RawPair = (Raw, Raw);

#[derive(Clone, Debug)]
pub(super) enum RawKind {
    Name(Arc<str>),
    Variable(Arc<str>),
    String(Arc<str>),
    Number(f64),
    True,
    False,
    Null,
    Regex(Arc<Regex>),
    Wildcard,
    Descendants,
    Parent,
    /// `?` in place of an argument.
    Placeholder,
    /// The end of the text where an operand should be.
    End,
    Binary(&'static str, Box<Raw>, Box<Raw>),
    Filter(Box<Raw>, Box<Raw>),
    Group(Box<Raw>, Vec<RawPair>),
    Sort(Box<Raw>, Vec<RawTerm>),
    Focus(Box<Raw>, Arc<str>),
    Index(Box<Raw>, Arc<str>),
    Bind(Arc<str>, Box<Raw>),
    Negate(Box<Raw>),
    Array(Vec<Raw>),
    Object(Vec<RawPair>),
    Call {
        procedure: Box<Raw>,
        arguments: Vec<Raw>,
        partial: bool,
    },
    Lambda {
        parameters: Vec<Arc<str>>,
        signature: Option<Arc<Signature>>,
        body: Box<Raw>,
    },
    Block(Vec<Raw>),
    Condition {
        condition: Box<Raw>,
        then: Box<Raw>,
        otherwise: Option<Box<Raw>>,
    },
    Default {
        value: Box<Raw>,
        otherwise: Box<Raw>,
        only_if_missing: bool,
    },
    Transform {
        pattern: Box<Raw>,
        update: Box<Raw>,
        delete: Option<Box<Raw>>,
    },
}

#[derive(Clone, Debug)]
pub(super) struct RawTerm {
    pub(super) descending: bool,
    pub(super) expression: Raw,
}

impl RawKind {
    /// The height of the highest child.
    pub(super) fn height_below(&self) -> usize {
        let list = |raws: &[Raw]| raws.iter().map(|raw| raw.height).max().unwrap_or(0);
        let pairs = |pairs: &[RawPair]| {
            pairs.iter().map(|(key, value)| key.height.max(value.height)).max().unwrap_or(0)
        };
        let option = |raw: &Option<Box<Raw>>| raw.as_ref().map_or(0, |raw| raw.height);
        match self {
            RawKind::Binary(_, left, right) | RawKind::Filter(left, right) => left.height.max(right.height),
            RawKind::Group(left, members) => left.height.max(pairs(members)),
            RawKind::Sort(left, terms) => {
                terms.iter().map(|term| term.expression.height).fold(left.height, usize::max)
            }
            RawKind::Focus(inner, _) | RawKind::Index(inner, _) | RawKind::Bind(_, inner) => inner.height,
            RawKind::Negate(inner) => inner.height,
            RawKind::Array(items) | RawKind::Block(items) => list(items),
            RawKind::Object(members) => pairs(members),
            RawKind::Call { procedure, arguments, .. } => procedure.height.max(list(arguments)),
            RawKind::Lambda { body, .. } => body.height,
            RawKind::Condition { condition, then, otherwise } => {
                condition.height.max(then.height).max(option(otherwise))
            }
            RawKind::Default { value, otherwise, .. } => value.height.max(otherwise.height),
            RawKind::Transform { pattern, update, delete } => {
                pattern.height.max(update.height).max(option(delete))
            }
            RawKind::Name(_)
            | RawKind::Variable(_)
            | RawKind::String(_)
            | RawKind::Number(_)
            | RawKind::True
            | RawKind::False
            | RawKind::Null
            | RawKind::Regex(_)
            | RawKind::Wildcard
            | RawKind::Descendants
            | RawKind::Parent
            | RawKind::Placeholder
            | RawKind::End => 0,
        }
    }
}
