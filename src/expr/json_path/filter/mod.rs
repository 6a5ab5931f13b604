//! Filters, `[?(…)]`: which items of an array (or which object) a path goes on with.
//!
//! Invariants: a filter never fails; what cannot be compared is false. Nesting is bounded by the parser.
//!
//! Deliberately absent: regular expressions beyond what `regex-lite` knows (no look-around, no back-references).

mod compare;
mod parse;

pub(super) use parse::parse;

use super::evaluate::{self, BeyondEnd};
use super::token::{self, Token};
use crate::value::Value;
use compare::Operator;

/// A condition on the current item, `@`.
#[derive(Debug)]
pub(super) enum Filter {
    /// One of them holds.
    Any(Vec<Filter>),
    /// All of them hold.
    All(Vec<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// Two operands compare.
    Compare(Operand, Operator, Operand),
    /// The path finds something, or nothing when it is negated.
    Exists { path: Operand, expected: bool },
}

/// One side of a comparison, or the argument of a function.
#[derive(Debug)]
pub(super) enum Operand {
    /// A path from the current item (`@`) or from the document (`$`).
    Path { from_item: bool, tokens: Vec<Token> },
    /// A JSON value. Text without quotes is a string.
    Literal(Value),
    /// `/…/i`, matched against a whole text.
    Pattern(regex_lite::Regex),
}

impl Filter {
    /// Whether `item`, a part of `document`, meets the condition.
    pub(super) fn accepts(&self, item: &Value, document: &Value) -> bool {
        match self {
            Filter::Any(filters) => filters.iter().any(|filter| filter.accepts(item, document)),
            Filter::All(filters) => filters.iter().all(|filter| filter.accepts(item, document)),
            Filter::Not(filter) => !filter.accepts(item, document),
            Filter::Compare(left, operator, right) => operator.holds(left, right, item, document),
            Filter::Exists { path, expected } => path.evaluate(item, document).is_some() == *expected,
        }
    }
}

impl Operand {
    /// The operand's value; none for a path that misses and for a pattern.
    pub(super) fn evaluate(&self, item: &Value, document: &Value) -> Option<Value> {
        match self {
            Operand::Literal(value) => Some(value.clone()),
            Operand::Pattern(_) => None,
            Operand::Path { from_item, tokens } => {
                let root = if *from_item { item } else { document };
                evaluate::general(tokens, root, BeyondEnd::IsMiss, token::are_definite(tokens)).ok()
            }
        }
    }
}
