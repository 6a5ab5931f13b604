//! JSONPath as AWS Step Functions evaluates it: the dialect of Jayway's Java library, not RFC 9535.
//!
//! A definite path that finds nothing is a [`PathMiss`], an indefinite one gives a list; several names in one pair of
//! brackets give one object. The root is `$` (the data), `$$` (the context object) or `$name` (a workflow variable).
//!
//! Invariants: parsing and evaluation never panic and never recurse deeper than the bounds on a path's steps and a
//! filter's nesting; a value found is shared with the document.
//!
//! Deliberately absent: which field of a state takes which path, and the wording around a miss.

mod assign;
mod canonical;
mod evaluate;
mod filter;
mod function;
mod location;
mod miss;
mod parse;
mod reference;
mod token;

pub use assign::AssignError;
pub use location::{Location, Step};
pub use miss::PathMiss;
pub use parse::PathError;
pub use reference::NotReferencePath;

use crate::value::Value;
use evaluate::BeyondEnd;
use std::fmt;
use std::sync::Arc;
use token::Token;

/// What the path starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Root {
    /// `$`: the data.
    Input,
    /// `$$`: the context object.
    Context,
    /// `$name`: a workflow variable.
    Variable(Arc<str>),
}

/// A compiled path; cheap to clone.
///
/// ```
/// use asl_studio::expr::json_path::JsonPath;
/// use asl_studio::value::Value;
///
/// let order = Value::parse(r#"{"items": [{"name": "pen", "price": 5}, {"name": "bag", "price": 50}]}"#).unwrap();
/// let eval = |path: &str| JsonPath::parse(path).unwrap().evaluate(&order);
///
/// assert_eq!(eval("$.items[0].name"), Ok(Value::from("pen")));
/// assert_eq!(eval("$.items[?(@.price > 10)].name").unwrap().to_json(), r#"["bag"]"#);
/// assert_eq!(eval("$.total").unwrap_err().to_string(), "No results for path: $['total']");
/// ```
#[derive(Clone)]
pub struct JsonPath {
    compiled: Arc<Compiled>,
}

struct Compiled {
    text: String,
    root: Root,
    tokens: Vec<Token>,
    definite: bool,
    /// Whether every step is one name or one index, so that a loop without a work list evaluates it.
    simple: bool,
}

impl JsonPath {
    /// Compiles a path.
    ///
    /// # Errors
    /// Says what is wrong and where in `text`.
    pub fn parse(text: &str) -> Result<JsonPath, PathError> {
        let (root, tokens) = parse::parse(text)?;
        let definite = token::are_definite(&tokens);
        let simple = tokens.iter().all(|token| matches!(token, Token::Name(_) | Token::Index(_)));
        let compiled = Compiled { text: text.to_owned(), root, tokens, definite, simple };
        Ok(JsonPath { compiled: Arc::new(compiled) })
    }

    /// The path as it was written.
    pub fn text(&self) -> &str {
        &self.compiled.text
    }

    /// What the path starts from.
    pub fn root(&self) -> &Root {
        &self.compiled.root
    }

    /// Whether the path stands for exactly one value, so that finding none is an error and not an empty list.
    pub fn is_definite(&self) -> bool {
        self.compiled.definite
    }

    /// Whether the path is its root alone.
    pub fn is_root(&self) -> bool {
        self.compiled.tokens.is_empty()
    }

    /// The value in `root`, which is the input, the context object or the variable's value, as [`Self::root`] says.
    /// An index past the end of an array finds `null`: AWS reads paths from Jackson nodes, where that is so.
    ///
    /// # Errors
    /// When a definite path finds nothing, or a step meets a value of the wrong type.
    pub fn evaluate(&self, root: &Value) -> Result<Value, PathMiss> {
        self.run(root, BeyondEnd::IsNull)
    }

    /// The same as [`Self::evaluate`], but an index past the end of an array is a miss: so AWS evaluates the arguments
    /// of intrinsic functions.
    ///
    /// # Errors
    /// When a definite path finds nothing, or a step meets a value of the wrong type.
    pub fn evaluate_strictly(&self, root: &Value) -> Result<Value, PathMiss> {
        self.run(root, BeyondEnd::IsMiss)
    }

    fn run(&self, root: &Value, beyond_end: BeyondEnd) -> Result<Value, PathMiss> {
        let tokens = &self.compiled.tokens;
        let found = if self.compiled.simple {
            evaluate::simple(tokens, root, beyond_end).cloned()
        } else {
            evaluate::general(tokens, root, beyond_end, self.compiled.definite)
        };
        found.map_err(|reason| PathMiss::new(self.clone(), beyond_end, reason))
    }

    /// Where in `root` the path's values stand; nothing when it misses. A value that the path makes (an object of several
    /// names, the result of a function) stands where it was made of.
    pub fn evaluate_nodes(&self, root: &Value) -> Vec<Location> {
        evaluate::locations(&self.compiled.tokens, root)
    }
}

impl PartialEq for JsonPath {
    fn eq(&self, other: &Self) -> bool {
        self.compiled.text == other.compiled.text
    }
}

impl fmt::Debug for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonPath({})", self.text())
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests;
