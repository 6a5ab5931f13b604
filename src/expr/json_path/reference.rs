use super::token::Token;
use super::{JsonPath, Root};
use std::fmt;

/// Why a path is no Reference Path. Prints the reason AWS gives behind `Value is not a Reference Path: `.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotReferencePath {
    /// It could stand for several values.
    Indefinite,
    /// It computes an index.
    Computed,
}

impl fmt::Display for NotReferencePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotReferencePath::Indefinite => "Reference path is ambiguous",
            NotReferencePath::Computed => "Reference path cannot contain function calls",
        })
    }
}

impl JsonPath {
    /// Whether this is a Reference Path: names and indices only, so that it stands for one place.
    /// Source: Amazon States Language specification, "Reference Paths".
    ///
    /// # Errors
    /// Says what else it holds.
    pub fn check_reference_path(&self) -> Result<(), NotReferencePath> {
        self.compiled.tokens.as_slice().iter().try_for_each(|token| match token {
            Token::Name(_) | Token::Index(_) => Ok(()),
            Token::FromEnd(_) => Err(NotReferencePath::Computed),
            Token::Names(_)
            | Token::Indices(_)
            | Token::Slice { .. }
            | Token::Wildcard
            | Token::Scan
            | Token::Filter(_) => Err(NotReferencePath::Indefinite),
        })
    }

    /// Whether this is a Reference Path; see [`Self::check_reference_path`].
    pub fn is_reference_path(&self) -> bool {
        self.check_reference_path().is_ok()
    }

    /// Whether the path may say where a result goes: a Reference Path into the data itself, not into the context object or
    /// a variable.
    pub fn is_assignable(&self) -> bool {
        self.is_reference_path() && *self.root() == Root::Input
    }
}
