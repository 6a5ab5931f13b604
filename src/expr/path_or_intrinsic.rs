use super::environment::{Environment, Unresolved};
use super::intrinsic::{Intrinsic, IntrinsicFailure};
use super::json_path::{JsonPath, Root};
use crate::text::TextRange;
use crate::value::Value;
use std::fmt;

/// What may stand where the language takes a path or an intrinsic function: values of keys that end in `.$`, `ErrorPath`,
/// `CausePath`.
///
/// ```
/// use asl_studio::expr::{FixedEnvironment, PathOrIntrinsic};
/// use asl_studio::value::Value;
/// let data = FixedEnvironment::new(Value::parse(r#"{"error": "Oops"}"#).unwrap());
/// let eval = |text: &str| PathOrIntrinsic::parse(text).unwrap().evaluate(&data);
/// assert_eq!(eval("$.error"), Ok(Value::from("Oops")));
/// assert_eq!(eval("States.Format('{}!', $.error)"), Ok(Value::from("Oops!")));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum PathOrIntrinsic {
    /// A path.
    Path(JsonPath),
    /// An intrinsic function call.
    Intrinsic(Intrinsic),
}

/// Why a text is neither a path nor an intrinsic function call, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExpressionError {
    /// What is wrong.
    pub message: String,
    /// Where in the text.
    pub span: TextRange,
}

impl PathOrIntrinsic {
    /// Compiles a path (anything that starts with `$`) or an intrinsic function call.
    ///
    /// # Errors
    /// Says what is wrong and where in `text`.
    pub fn parse(text: &str) -> Result<PathOrIntrinsic, ExpressionError> {
        if text.starts_with('$') {
            let path = JsonPath::parse(text);
            path.map(PathOrIntrinsic::Path)
                .map_err(|error| ExpressionError { message: error.message, span: error.span })
        } else {
            let call = Intrinsic::parse(text);
            call.map(PathOrIntrinsic::Intrinsic)
                .map_err(|error| ExpressionError { message: error.message, span: error.span })
        }
    }

    /// The expression as it was written.
    pub fn text(&self) -> &str {
        match self {
            PathOrIntrinsic::Path(path) => path.text(),
            PathOrIntrinsic::Intrinsic(intrinsic) => intrinsic.text(),
        }
    }

    /// Every path in the expression, with its place.
    pub fn paths(&self) -> Vec<(&JsonPath, TextRange)> {
        match self {
            PathOrIntrinsic::Path(path) => vec![(path, TextRange::new(0, path.text().len()))],
            PathOrIntrinsic::Intrinsic(intrinsic) => intrinsic.paths(),
        }
    }

    /// The expression's value.
    ///
    /// # Errors
    /// When a path misses or a function fails.
    pub fn evaluate(&self, environment: &dyn Environment) -> Result<Value, ExpressionFailure> {
        match self {
            PathOrIntrinsic::Intrinsic(intrinsic) => {
                intrinsic.evaluate(environment).map_err(ExpressionFailure::Intrinsic)
            }
            PathOrIntrinsic::Path(path) => match path.resolve(environment) {
                Ok(value) => Ok(value),
                Err(unresolved) => {
                    let searched = match path.root() {
                        Root::Context => environment.context().into_owned(),
                        Root::Input | Root::Variable(_) => environment.input().clone(),
                    };
                    Err(ExpressionFailure::Path { unresolved, searched })
                }
            },
        }
    }
}

/// Why an expression has no value; AWS's error name is `States.Runtime`.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionFailure {
    /// The path has no value.
    Path {
        /// Why.
        unresolved: Unresolved,
        /// The document that AWS quotes: the context object for a context path, the input for another.
        searched: Value,
    },
    /// The function failed.
    Intrinsic(IntrinsicFailure),
}

impl ExpressionFailure {
    /// The cause as AWS words it for `field`, the key with its `.$`, without the words about the state.
    pub fn cause(&self, field: &str) -> String {
        match self {
            ExpressionFailure::Path { unresolved: Unresolved::Missing(miss), searched }
                if miss.is_absent() =>
            {
                let path = miss.path();
                format!(
                    "The JSONPath '{path}' specified for the field '{field}' could not be found in the input \
                     '{searched}'"
                )
            }
            ExpressionFailure::Path { unresolved, .. } => unresolved.to_string(),
            ExpressionFailure::Intrinsic(failure) => failure.to_string(),
        }
    }
}

impl fmt::Display for ExpressionFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExpressionFailure::Path { unresolved, .. } => unresolved.fmt(f),
            ExpressionFailure::Intrinsic(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for ExpressionFailure {}
