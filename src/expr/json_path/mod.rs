//! JSONPath as AWS Step Functions evaluates it: the dialect of Jayway's Java library 2.0.0, not RFC 9535.
//!
//! A definite path that finds nothing is a [`PathMiss`], an indefinite one gives a list; several names in one pair of
//! brackets give one object. The root is `$` (the data), `$$` (the context object) or `$name` (a workflow variable).
//!
//! That AWS has version 2.0.0 and none of the later ones shows in what it was recorded to do: `$.item.items[:1]` on `{}` is `[]`
//! and no error, `$['Test\""Name"']` looks up the name with its backslash, samples of AWS filter by texts without quotes, and
//! an index past the end of an array is null. So there are no functions such as `.length()`, no negative indices, no `in` or
//! `contains`.
//!
//! Invariants: parsing and evaluation never panic and never recurse deeper than the bounds on a path's steps and a
//! filter's nesting; a value found is shared with the document.
//!
//! Deliberately absent: which field of a state takes which path, and the wording around a miss.

mod evaluate;
mod filter;
mod location;
mod miss;
mod parse;
mod reference;
mod surprise;
mod token;
mod trail;

pub use location::{Location, Step};
pub use miss::PathMiss;
pub use parse::PathError;
pub use reference::{NotReferencePath, ReferencePathConflict};
pub use surprise::Surprise;

use crate::text::TextRange;
use crate::value::Value;
use evaluate::Reading;
use std::fmt;
use std::sync::Arc;
use token::{Token, Tokens};

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
    tokens: Tokens,
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
        Ok(JsonPath::compiled(text, root, tokens))
    }

    /// Compiles a path as Jayway does by itself: the root may be left out, `@` is one too, and neither variables nor the context
    /// object exist.
    ///
    /// # Errors
    /// Says what is wrong and where in `text`.
    pub fn parse_plain(text: &str) -> Result<JsonPath, PathError> {
        let trimmed = text.trim();
        let added = if trimmed.starts_with(['$', '@']) { "" } else { "$." };
        let with_root = format!("{added}{trimmed}");
        let steps = &with_root[1..];
        let parsed = match steps.chars().next() {
            None | Some('.' | '[') => parse::parse_steps(steps, 1, 0),
            Some(wrong) => {
                let span = TextRange::new(1, 1 + wrong.len_utf8());
                Err(PathError { message: "expected '.' or '['".to_owned(), span })
            }
        };
        // The places are those of `with_root`; they are moved to where the same characters stand in `text`.
        let indent = text.len() - text.trim_start().len();
        let place = |offset: usize| (offset + indent).saturating_sub(added.len());
        match parsed {
            Ok(tokens) => Ok(JsonPath::compiled(&with_root, Root::Input, tokens)),
            Err(PathError { span, message }) => {
                Err(PathError { span: TextRange::new(place(span.start), place(span.end)), message })
            }
        }
    }

    fn compiled(text: &str, root: Root, tokens: Vec<Token>) -> JsonPath {
        let simple = tokens.iter().all(|token| matches!(token, Token::Name(_) | Token::Index(_)));
        let compiled = Compiled { text: text.to_owned(), root, tokens: Tokens::new(tokens), simple };
        JsonPath { compiled: Arc::new(compiled) }
    }

    /// The path as it was written.
    pub fn text(&self) -> &str {
        &self.compiled.text
    }

    /// What the path starts from.
    pub fn root(&self) -> &Root {
        &self.compiled.root
    }

    /// The variable it starts from, with the place of its name in the text, without the `$`.
    pub fn variable(&self) -> Option<(&str, TextRange)> {
        match self.root() {
            Root::Variable(name) => Some((name, TextRange::new(1, 1 + name.len()))),
            Root::Input | Root::Context => None,
        }
    }

    /// The path cut off after its root and after each of its steps, the whole path being the last: what the expression
    /// bench evaluates to show where a value comes from.
    ///
    /// ```
    /// use asl_studio::expr::json_path::JsonPath;
    /// let path = JsonPath::parse("$order.items[0]..id").unwrap();
    /// assert_eq!(path.prefixes(), ["$order", "$order.items", "$order.items[0]", "$order.items[0]..id"]);
    /// ```
    pub fn prefixes(&self) -> Vec<&str> {
        let text = self.text();
        parse::ends(text).into_iter().filter_map(|end| text.get(..end)).collect()
    }

    /// Whether the path stands for exactly one value, so that finding none is an error and not an empty list.
    pub fn is_definite(&self) -> bool {
        self.compiled.tokens.are_definite()
    }

    /// Whether the path is its root alone.
    pub fn is_root(&self) -> bool {
        self.compiled.tokens.as_slice().is_empty()
    }

    /// The value in `root`, which is the input, the context object or the variable's value, as [`Self::root`] says.
    /// An index past the end of an array finds `null`: AWS reads paths from Jackson nodes, where that is so.
    ///
    /// # Errors
    /// When a definite path finds nothing, or a step meets a value of the wrong type.
    pub fn evaluate(&self, root: &Value) -> Result<Value, PathMiss> {
        self.run(root, Reading::Nodes)
    }

    /// The same as [`Self::evaluate`], but an index past the end of an array is a miss: so AWS evaluates the arguments
    /// of intrinsic functions, and so Jayway does by itself.
    ///
    /// # Errors
    /// When a definite path finds nothing, or a step meets a value of the wrong type.
    pub fn evaluate_strictly(&self, root: &Value) -> Result<Value, PathMiss> {
        self.run(root, Reading::Collections)
    }

    fn run(&self, root: &Value, reading: Reading) -> Result<Value, PathMiss> {
        let tokens = &self.compiled.tokens;
        let found = if self.compiled.simple {
            evaluate::simple(tokens, root, reading).cloned()
        } else {
            evaluate::general(tokens, root, root, reading)
        };
        found.map_err(|reason| PathMiss::new(self.clone(), reason))
    }

    /// Where in `root` the path's values stand; nothing when it misses. An object of several names stands where it was made of.
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
