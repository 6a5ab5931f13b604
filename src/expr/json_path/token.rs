use super::filter::Filter;
use std::fmt;
use std::sync::Arc;

/// One step of a path. Prints as Jayway prints it.
#[derive(Debug)]
pub(super) enum Token {
    /// `.name` or `['name']`
    Name(Arc<str>),
    /// `['a','b']`: one object of these members. Only the last step of a path may be one.
    Names(Vec<Arc<str>>),
    /// `[3]`
    Index(i64),
    /// `[0,2]`
    Indices(Vec<i64>),
    /// `[1:3]`; a third number, the step, is accepted and ignored.
    Slice { from: Option<i64>, to: Option<i64> },
    /// `[(@.length-1)]`: so many before the end.
    FromEnd(i64),
    /// `*`
    Wildcard,
    /// `..`: the next step at any depth.
    Scan,
    /// `[?(…)]`
    Filter(Filter),
}

impl Token {
    /// Whether the step leads to one value at most.
    pub(super) fn is_definite(&self) -> bool {
        match self {
            Token::Name(_) | Token::Names(_) | Token::Index(_) | Token::FromEnd(_) => true,
            Token::Indices(_) | Token::Slice { .. } | Token::Wildcard | Token::Scan | Token::Filter(_) => {
                false
            }
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Name(name) => write!(f, "['{name}']"),
            Token::Names(names) => write!(f, "['{}']", names.join("', '")),
            Token::Index(index) => write!(f, "[{index}]"),
            Token::Indices(indices) => {
                let printed: Vec<String> = indices.iter().map(i64::to_string).collect();
                write!(f, "[{}]", printed.join(","))
            }
            Token::Slice { from, to } => {
                let print = |bound: &Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
                write!(f, "[{}:{}]", print(from), print(to))
            }
            Token::FromEnd(back) => write!(f, "[@.size()-{back}]"),
            Token::Wildcard => f.write_str("[*]"),
            Token::Scan => f.write_str(".."),
            Token::Filter(_) => f.write_str("[?]"),
        }
    }
}

/// The steps of a compiled path.
#[derive(Debug)]
pub(super) struct Tokens {
    tokens: Vec<Token>,
    /// One past the last step that may lead to several values; 0 for a definite path.
    indefinite_until: usize,
}

impl Tokens {
    pub(super) fn new(tokens: Vec<Token>) -> Self {
        let indefinite_until = tokens.iter().rposition(|token| !token.is_definite()).map_or(0, |at| at + 1);
        Tokens { tokens, indefinite_until }
    }

    pub(super) fn as_slice(&self) -> &[Token] {
        &self.tokens
    }

    pub(super) fn get(&self, step: usize) -> Option<&Token> {
        self.tokens.get(step)
    }

    pub(super) fn is_last(&self, step: usize) -> bool {
        step + 1 >= self.tokens.len()
    }

    /// Whether the path stands for one value.
    pub(super) fn are_definite(&self) -> bool {
        self.indefinite_until == 0
    }

    /// Whether a member that is missing at `step` is an error rather than passed over: so it is when the step before and all
    /// behind it are definite.
    pub(super) fn must_find(&self, step: usize) -> bool {
        step.saturating_sub(1) >= self.indefinite_until
    }

    /// The steps from `step` on, printed.
    pub(super) fn tail(&self, step: usize) -> String {
        self.tokens.get(step..).unwrap_or_default().iter().map(Token::to_string).collect()
    }
}
