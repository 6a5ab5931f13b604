use super::location::{Location, Step};
use super::token::Token;
use std::fmt;
use std::sync::Arc;

/// The way an evaluation took from the root to where it is: a list on the stack, from its end. Prints as Jayway prints it.
#[derive(Clone, Copy)]
pub(super) enum Trail<'t> {
    Root,
    Name(&'t Trail<'t>, &'t Arc<str>),
    Names(&'t Trail<'t>, &'t [Arc<str>]),
    /// As it was asked for: negative where the path says so.
    Index(&'t Trail<'t>, i64),
}

impl Trail<'_> {
    /// The place in the document. An object of several members stands where it was made of.
    pub(super) fn location(&self) -> Location {
        let mut steps = Vec::new();
        let mut trail = self;
        loop {
            trail = match trail {
                Trail::Root => break,
                Trail::Names(before, _) => before,
                Trail::Name(before, name) => {
                    steps.push(Step::Name(Arc::clone(name)));
                    before
                }
                Trail::Index(before, index) => {
                    steps.push(Step::Index(usize::try_from(*index).unwrap_or(usize::MAX)));
                    before
                }
            };
        }
        steps.reverse();
        Location(steps)
    }
}

impl fmt::Display for Trail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The recursion is as deep as the trail, which the bounds on steps and scans limit.
        match self {
            Trail::Root => f.write_str("$"),
            Trail::Name(before, name) => write!(f, "{before}['{name}']"),
            Trail::Names(before, names) => write!(f, "{before}['{}']", names.join("', '")),
            Trail::Index(before, index) => write!(f, "{before}[{index}]"),
        }
    }
}

/// A place named in a miss.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Place {
    /// Behind so many of the path's own steps. Nothing is printed until somebody asks.
    Steps(usize),
    /// Anywhere.
    Text(String),
}

impl Place {
    pub(super) fn print(&self, tokens: &[Token], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Steps(steps) => {
                f.write_str("$")?;
                tokens.iter().take(*steps).try_for_each(|token| write!(f, "{token}"))
            }
            Place::Text(text) => f.write_str(text),
        }
    }
}
