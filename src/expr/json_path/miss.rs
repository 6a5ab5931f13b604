use super::JsonPath;
use super::trail::Place;
use std::fmt;

/// Why a path has no value. Prints the text of Jayway's exception, which AWS quotes.
#[derive(Clone, PartialEq, Debug)]
pub struct PathMiss {
    path: JsonPath,
    reason: Box<MissReason>,
}

/// What went wrong where.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum MissReason {
    /// The last name of the path is no member.
    NoResults(Place),
    /// A name before the last is no member.
    MissingProperty(Place),
    /// A name was looked up in something that is no object.
    NoObject { step: usize, place: Place },
    /// There is no item at this index.
    OutOfBounds(Place),
    /// An index or slice met a Java null.
    Null(Place),
    /// An index or slice met something that is no array; `tail` is the path from there on.
    NoArray { tail: String, found: String },
    /// A filter met a number, text, boolean or null.
    Primitive { tail: String, found: String },
    /// Several names stand before the last step.
    NamesInside(Place),
    /// A filter compares a number with a text that is none.
    NoNumber(Option<char>),
    /// `=~` without a pattern.
    NoPattern,
    /// The path visits more values, or deeper ones, than one evaluation may.
    TooLarge,
}

impl PathMiss {
    pub(super) fn new(path: JsonPath, reason: MissReason) -> Self {
        PathMiss { path, reason: Box::new(reason) }
    }

    /// The path that missed.
    pub fn path(&self) -> &JsonPath {
        &self.path
    }

    /// Whether the value is absent. Otherwise something of the wrong type stood in the way, and AWS passes Jayway's text on
    /// where it has a sentence of its own for absent values.
    pub fn is_absent(&self) -> bool {
        self.reason.is_absent()
    }
}

impl MissReason {
    pub(super) fn is_absent(&self) -> bool {
        match self {
            MissReason::NoResults(_)
            | MissReason::MissingProperty(_)
            | MissReason::NoObject { .. }
            | MissReason::OutOfBounds(_)
            | MissReason::Null(_) => true,
            MissReason::NoArray { .. }
            | MissReason::Primitive { .. }
            | MissReason::NamesInside(_)
            | MissReason::NoNumber(_)
            | MissReason::NoPattern
            | MissReason::TooLarge => false,
        }
    }
}

impl fmt::Display for PathMiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokens = &self.path.compiled.tokens;
        let mut at = |text: &str, place: &Place| {
            f.write_str(text)?;
            place.print(tokens.as_slice(), f)
        };
        match &*self.reason {
            MissReason::NoResults(place) => at("No results for path: ", place),
            MissReason::MissingProperty(place) => at("Missing property in path ", place),
            MissReason::NoObject { step, place } => {
                let fragment = tokens.get(*step).map(ToString::to_string).unwrap_or_default();
                at(&format!("Property {fragment} not found in path "), place)
            }
            MissReason::OutOfBounds(place) => at("Index out of bounds when evaluating path ", place),
            MissReason::Null(place) => {
                at("The path ", place)?;
                f.write_str(" is null")
            }
            MissReason::NoArray { tail, found } => {
                write!(f, "Filter: {tail} can only be applied to arrays. Current context is: {found}")
            }
            MissReason::Primitive { tail, found } => {
                write!(f, "Filter: {tail} can not be applied to primitives. Current context is: {found}")
            }
            MissReason::NamesInside(place) => at("Multi properties can only be used as path leafs: ", place),
            MissReason::NoNumber(None) => f.write_str("null"),
            MissReason::NoNumber(Some(found)) => write!(
                f,
                "Character {found} is neither a decimal digit number, decimal point, nor \"e\" notation exponential mark."
            ),
            MissReason::NoPattern => {
                f.write_str("java.lang.String cannot be cast to java.util.regex.Pattern")
            }
            MissReason::TooLarge => f.write_str("The path selects too many values"),
        }
    }
}

impl std::error::Error for PathMiss {}
