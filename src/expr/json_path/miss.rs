use super::JsonPath;
use super::canonical::Canonical;
use super::evaluate::BeyondEnd;
use crate::value::{Number, Value};
use std::fmt;

/// Why a path has no value. Prints the text of Jayway's exception, which AWS quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMiss {
    path: JsonPath,
    beyond_end: BeyondEnd,
    reason: MissReason,
}

/// What went wrong at which step.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum MissReason {
    /// The last step of a definite path found nothing.
    NoResults,
    /// A step before the last found no such member.
    MissingProperty { step: usize },
    /// A name was looked up in something that is no object; `None` stands for an array item past the end.
    NotAnObject { step: usize, found: Option<Value> },
    /// An index or slice met something that is no array.
    NotAnArray { step: usize, found: Value },
    /// An index met an array item past the end.
    Null { step: usize },
    /// A filter met a number, string, boolean or null.
    Primitive { found: Value },
    /// A function could not be applied.
    Function { message: String },
    /// The path would find more values than a run may hold.
    TooMany,
}

impl PathMiss {
    pub(super) fn new(path: JsonPath, beyond_end: BeyondEnd, reason: MissReason) -> Self {
        PathMiss { path, beyond_end, reason }
    }

    /// The path that missed.
    pub fn path(&self) -> &JsonPath {
        &self.path
    }

    /// Whether something of the wrong type stood in the way, rather than nothing: AWS passes Jayway's text on then, where
    /// it has a sentence of its own for values that are absent.
    pub fn is_wrong_type(&self) -> bool {
        matches!(
            self.reason,
            MissReason::NotAnArray { .. } | MissReason::Primitive { .. } | MissReason::Function { .. }
        )
    }

    fn up_to(&self, step: usize) -> Canonical<'_> {
        let tokens = &self.path.compiled.tokens;
        Canonical(tokens.get(..step).unwrap_or(tokens))
    }
}

impl fmt::Display for PathMiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokens = &self.path.compiled.tokens;
        match &self.reason {
            MissReason::NoResults => write!(f, "No results for path: {}", Canonical(tokens)),
            MissReason::MissingProperty { step } => {
                write!(f, "Missing property in path {}", self.up_to(step + 1))
            }
            MissReason::NotAnObject { step, found } => {
                let (class, provider) = java_names(found.as_ref(), self.beyond_end);
                let before = self.up_to(*step);
                f.write_str("Expected to find an object with property ")?;
                if let Some(token) = tokens.get(*step) {
                    write!(f, "{token}")?;
                }
                write!(
                    f,
                    " in path {before} but found '{class}'. This is not a json object according to the JsonProvider: \
                     'com.jayway.jsonpath.spi.json.{provider}'."
                )
            }
            MissReason::NotAnArray { step, found } => {
                f.write_str("Filter: ")?;
                if let Some(token) = tokens.get(*step) {
                    write!(f, "{token}")?;
                }
                write!(f, " can only be applied to arrays. Current context is: {found}")
            }
            MissReason::Null { step } => write!(f, "The path {} is null", self.up_to(*step)),
            MissReason::Primitive { found } => {
                write!(f, "Filter: [?] can not be applied to primitives. Current context is: {found}")
            }
            MissReason::Function { message } => f.write_str(message),
            MissReason::TooMany => f.write_str("The path selects too many values"),
        }
    }
}

impl std::error::Error for PathMiss {}

/// The Java class of a value and the provider that reads it: Jackson's nodes for paths, Java's own collections for the
/// arguments of intrinsic functions.
fn java_names(found: Option<&Value>, beyond_end: BeyondEnd) -> (&'static str, &'static str) {
    let Some(found) = found else {
        return ("null", provider(beyond_end));
    };
    let class = match (beyond_end, found) {
        (BeyondEnd::IsNull, Value::Null) => "com.fasterxml.jackson.databind.node.NullNode",
        (BeyondEnd::IsNull, Value::Bool(_)) => "com.fasterxml.jackson.databind.node.BooleanNode",
        (BeyondEnd::IsNull, Value::Number(Number::Int(number))) if i32::try_from(*number).is_ok() => {
            "com.fasterxml.jackson.databind.node.IntNode"
        }
        (BeyondEnd::IsNull, Value::Number(Number::Int(_))) => "com.fasterxml.jackson.databind.node.LongNode",
        (BeyondEnd::IsNull, Value::Number(Number::Float(_))) => {
            "com.fasterxml.jackson.databind.node.DoubleNode"
        }
        (BeyondEnd::IsNull, Value::String(_)) => "com.fasterxml.jackson.databind.node.TextNode",
        (BeyondEnd::IsNull, Value::Array(_)) => "com.fasterxml.jackson.databind.node.ArrayNode",
        (BeyondEnd::IsNull, Value::Object(_)) => "com.fasterxml.jackson.databind.node.ObjectNode",
        (BeyondEnd::IsMiss, Value::Null) => "null",
        (BeyondEnd::IsMiss, Value::Bool(_)) => "java.lang.Boolean",
        (BeyondEnd::IsMiss, Value::Number(Number::Int(number))) if i32::try_from(*number).is_ok() => {
            "java.lang.Integer"
        }
        (BeyondEnd::IsMiss, Value::Number(Number::Int(_))) => "java.lang.Long",
        (BeyondEnd::IsMiss, Value::Number(Number::Float(_))) => "java.lang.Double",
        (BeyondEnd::IsMiss, Value::String(_)) => "java.lang.String",
        (BeyondEnd::IsMiss, Value::Array(_)) => "java.util.ArrayList",
        (BeyondEnd::IsMiss, Value::Object(_)) => "java.util.LinkedHashMap",
    };
    (class, provider(beyond_end))
}

fn provider(beyond_end: BeyondEnd) -> &'static str {
    match beyond_end {
        BeyondEnd::IsNull => "JacksonJsonNodeJsonProvider",
        BeyondEnd::IsMiss => "JacksonJsonProvider",
    }
}
