use super::Function;
use crate::expr::environment::Unresolved;
use crate::expr::json_path::Root;
use crate::value::Value;
use std::fmt;

/// Why a call failed. Prints as AWS words the cause, without the words about the state.
#[derive(Clone, Debug, PartialEq)]
pub struct IntrinsicFailure {
    text: String,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reason {
    /// A path among the arguments has no value.
    Unresolved { unresolved: Unresolved, input: Value },
    /// The function refuses its arguments, possibly with a detail.
    Arguments { function: Function, detail: Option<&'static str> },
    /// The template of `States.Format` is malformed.
    Template { detail: &'static str },
}

impl IntrinsicFailure {
    pub(super) fn new(text: &str, reason: Reason) -> Self {
        IntrinsicFailure { text: text.to_owned(), reason }
    }
}

impl fmt::Display for IntrinsicFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The function '{}' had the following error: {}", self.text, self.reason)
    }
}

impl std::error::Error for IntrinsicFailure {}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Unresolved { unresolved: Unresolved::Missing(miss), .. } if !miss.is_absent() => {
                write!(f, "{miss}")
            }
            Reason::Unresolved { unresolved: Unresolved::Missing(miss), input } => {
                // AWS evaluates a context path as a path of the context object and names it so, but quotes the input.
                let path = miss.path();
                let text = if *path.root() == Root::Context { &path.text()[1..] } else { path.text() };
                write!(
                    f,
                    "The JsonPath argument for the field '{text}' could not be found in the input '{input}'"
                )
            }
            Reason::Unresolved { unresolved, .. } => write!(f, "{unresolved}"),
            Reason::Arguments { function, detail: None } => {
                write!(f, "Invalid arguments in {}", function.name())
            }
            Reason::Arguments { function, detail: Some(detail) } => {
                write!(f, "Invalid arguments in {}: {detail}", function.name())
            }
            Reason::Template { detail } => write!(f, "Invalid template in States.Format: {detail}"),
        }
    }
}
