//! JSONata as AWS Step Functions runs it: the language of jsonata-js 2.0.6 with six functions added and `$eval` removed,
//! and the plain language beside it.
//!
//! An engine of our own, since every node of an expression needs its place in the text: for errors, checks, lineage and
//! the values of parts of an expression. It follows jsonata-js in what it computes and in how it words errors.
//!
//! Invariants: neither parsing nor evaluation panics, recurses without bound or goes on for ever; the same expression,
//! data, clock and random numbers give the same result; values from outside are shared, never copied.
//!
//! Where it differs from jsonata-js 2.0.6, as random expressions evaluated by both show (one in a thousand):
//! - what crashes jsonata-js with a JavaScript error has a value or an error code here;
//! - of two errors in the parts of one expression, the other may be told, since jsonata-js evaluates parts side by side;
//! - dates beyond the years that JavaScript knows and unknown components of a picture are errors, never `NaN`;
//! - a built-in function bound to some of its arguments checks all of them when it is called;
//! - a regular expression sees characters, not UTF-16 code units.
//!
//! Deliberately absent: `$states` and what may be written in which field (see `sim` and `lint`), lone surrogates, the
//! order that JavaScript gives to keys that look like numbers.

mod ancestry;
mod ast;
mod error;
mod evaluate;
mod functions;
mod item;
mod lexer;
mod lower;
mod number;
mod parser;
mod raw;
mod references;
mod restrictions;
mod signature;
mod view;

#[cfg(test)]
mod tests;

pub use super::regex::{Flags, Regex};
pub use ast::{BinaryOperator, Group, Lambda, Node, NodeKind, Pair, ParentSlot, SortTerm, Stage, Transform};
pub use error::{Bound, JsonataError};
pub use evaluate::{Environment, Evaluated, Limits, Observer};
pub use functions::function_names;
pub use references::Reference;
pub use restrictions::{Restriction, UNSUPPORTED_EXPRESSION};

use super::regex;
use crate::value::{Map, Value};
use std::sync::Arc;

/// Which JSONata.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// The plain language, with `$eval` and the operators `?:` and `??` of later versions.
    Standard,
    /// That of AWS Step Functions.
    StepFunctions,
}

/// Variables by name, without `$`.
pub type Bindings = Map;

/// A parsed expression.
///
/// ```
/// use asl_studio::expr::jsonata::{Bindings, Dialect, Environment, Expression};
/// use asl_studio::value::Value;
/// let expression = Expression::parse("$sum($items.price)", Dialect::StepFunctions).unwrap();
/// let items = Value::parse(r#"[{"price": 2}, {"price": 3.5}]"#).unwrap();
/// let bindings = Bindings::from_iter([("items".into(), items)]);
/// let mut random = || 0;
/// let mut environment = Environment::new(Dialect::StepFunctions, 0, &mut random);
/// let result = expression.evaluate(None, &bindings, &mut environment).unwrap();
/// assert_eq!(result.into_value(), Some(Value::from(5.5)));
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Expression {
    text: Arc<str>,
    root: Node,
    dialect: Dialect,
}

impl Expression {
    /// Parses an expression.
    ///
    /// # Errors
    /// Says what is wrong and where, by jsonata-js's `S` codes; also for nesting beyond a fixed bound.
    pub fn parse(text: &str, dialect: Dialect) -> Result<Expression, JsonataError> {
        let root = lower::lower(parser::parse(text, dialect)?)?;
        Ok(Expression { text: text.into(), root, dialect })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The outermost node.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// What Step Functions refuses in it when a state machine is created.
    pub fn restrictions(&self) -> Vec<Restriction> {
        restrictions::restrictions(&self.root)
    }

    /// The variables it reads from outside, in the order of the text.
    pub fn references(&self) -> Vec<Reference> {
        references::references(&self.root)
    }

    /// Evaluates with `input` as `$` and `$$`; Step Functions gives none.
    ///
    /// # Errors
    /// Whatever the expression throws, and reached limits.
    pub fn evaluate(
        &self,
        input: Option<&Value>,
        bindings: &Bindings,
        environment: &mut Environment<'_>,
    ) -> Result<Evaluated, JsonataError> {
        evaluate::evaluate(&self.root, self.dialect, input, bindings, environment)
    }
}
