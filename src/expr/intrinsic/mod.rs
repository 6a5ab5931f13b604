//! The 18 intrinsic functions of the Amazon States Language, with the quirks AWS has.
//!
//! Sources: the specification's appendix "Intrinsic Functions", AWS's developer guide, and recordings of AWS where they say
//! more. AWS evaluates over Java's collections, which shows in three places that are kept: `States.Format` and
//! `States.Hash` take a value's Java text (`{a=1}`), `States.ArrayContains` compares such texts, and `States.ArrayUnique` and
//! `States.JsonMerge` give the order of a Java hash table.
//!
//! Invariants: a text holds at most ten calls, so that they nest at most ten deep; evaluation never panics; random bits come from the environment.
//!
//! Deliberately absent: which fields take an intrinsic, and the wording around a failure. AWS's generator for
//! `States.MathRandom` with a seed is not public: the same seed gives the same number here, but not AWS's.

mod array;
mod encode;
mod failure;
mod format;
mod function;
mod math;
mod parse;

pub use failure::IntrinsicFailure;
pub(crate) use format::placeholder_name;
pub use function::Function;
pub use parse::IntrinsicError;

use super::environment::Environment;
use super::json_path::JsonPath;
use crate::text::TextRange;
use crate::value::Value;
use failure::Reason;
use std::fmt;

/// A compiled intrinsic function call.
///
/// ```
/// use asl_studio::expr::FixedEnvironment;
/// use asl_studio::expr::intrinsic::Intrinsic;
/// use asl_studio::value::Value;
///
/// let order = FixedEnvironment::new(Value::parse(r#"{"name": "Ada", "tags": ["a", "b", "c"]}"#).unwrap());
/// let greeting = Intrinsic::parse("States.Format('Hello {}, {} tags', $.name, States.ArrayLength($.tags))").unwrap();
/// assert_eq!(greeting.evaluate(&order), Ok(Value::from("Hello Ada, 3 tags")));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Intrinsic {
    text: String,
    call: Call,
}

/// One call: a function and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Which function.
    pub function: Function,
    /// Its arguments, as many as the function takes.
    pub arguments: Vec<Argument>,
    /// Where the call stands in the text.
    pub span: TextRange,
}

/// One argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// What is passed.
    pub kind: ArgumentKind,
    /// Where it stands in the text.
    pub span: TextRange,
}

/// What an argument is.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgumentKind {
    /// A text in single quotes, as it is in the text between the quotes.
    Text(String),
    /// A number, `true`, `false` or `null`.
    Literal(Value),
    /// A path.
    Path(JsonPath),
    /// Another call.
    Call(Call),
}

impl Intrinsic {
    /// Compiles a call.
    ///
    /// # Errors
    /// Says what is wrong and where in `text`.
    pub fn parse(text: &str) -> Result<Intrinsic, IntrinsicError> {
        Ok(Intrinsic { text: text.to_owned(), call: parse::parse(text)? })
    }

    /// The call as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The outermost call.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Every path among the arguments, in order, with its place.
    pub fn paths(&self) -> Vec<(&JsonPath, TextRange)> {
        let mut paths = Vec::new();
        self.call.collect_paths(&mut paths);
        paths
    }

    /// Calls the function.
    ///
    /// # Errors
    /// When an argument's path finds nothing or the function refuses its arguments; AWS's error name is `States.Runtime`.
    pub fn evaluate(&self, environment: &dyn Environment) -> Result<Value, IntrinsicFailure> {
        self.call.evaluate(environment).map_err(|reason| IntrinsicFailure::new(&self.text, reason))
    }
}

impl Call {
    fn collect_paths<'a>(&'a self, paths: &mut Vec<(&'a JsonPath, TextRange)>) {
        for argument in &self.arguments {
            match &argument.kind {
                ArgumentKind::Path(path) => paths.push((path, argument.span)),
                ArgumentKind::Call(call) => call.collect_paths(paths),
                ArgumentKind::Text(_) | ArgumentKind::Literal(_) => {}
            }
        }
    }

    fn evaluate(&self, environment: &dyn Environment) -> Result<Value, Reason> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            arguments.push(argument.evaluate(environment)?);
        }
        self.function.apply(&arguments, environment)
    }
}

/// An argument's value, and whether it is a JSON tree: what `States.StringToJson` gives prints as JSON where other values
/// print as Java does.
pub(super) struct Evaluated {
    value: Value,
    /// A text in quotes still has its escapes where `States.Format` needs to tell `\{}` from `{}`.
    raw_text: Option<String>,
    is_tree: bool,
}

impl Argument {
    fn evaluate(&self, environment: &dyn Environment) -> Result<Evaluated, Reason> {
        let plain = |value| Evaluated { value, raw_text: None, is_tree: false };
        match &self.kind {
            ArgumentKind::Text(raw) => Ok(Evaluated {
                value: Value::from(parse::unescape(raw)),
                raw_text: Some(raw.clone()),
                is_tree: false,
            }),
            ArgumentKind::Literal(value) => Ok(plain(value.clone())),
            ArgumentKind::Call(call) => {
                let is_tree = call.function == Function::StringToJson;
                Ok(Evaluated { is_tree, ..plain(call.evaluate(environment)?) })
            }
            ArgumentKind::Path(path) => match path.resolve_strictly(environment) {
                Ok(value) => Ok(plain(value)),
                Err(unresolved) => Err(Reason::Unresolved { unresolved, input: environment.input().clone() }),
            },
        }
    }
}

impl fmt::Display for Intrinsic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
