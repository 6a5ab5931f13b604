use super::filter::Filter;
use super::function::Function;
use std::sync::Arc;

/// One step of a path.
#[derive(Debug)]
pub(super) enum Token {
    /// `.name` or `['name']`
    Name(Arc<str>),
    /// `['a','b']`: one object of these members at the end of a path, each in turn before that.
    Names(Vec<Arc<str>>),
    /// `[3]`; negative from the end.
    Index(i64),
    /// `[0,2]`
    Indices(Vec<i64>),
    /// `[1:3]`; a third number, the step, is accepted and ignored, as Jayway does.
    Slice { from: Option<i64>, to: Option<i64> },
    /// `[(@.length-1)]`: so many before the end.
    FromEnd(i64),
    /// `*`
    Wildcard,
    /// `..`: the next step at any depth.
    Scan,
    /// `[?(…)]`
    Filter(Filter),
    /// `.length()`
    Function(Function),
}

/// Whether a path of these steps stands for exactly one value.
pub(super) fn are_definite(tokens: &[Token]) -> bool {
    let last = tokens.len().saturating_sub(1);
    tokens.iter().enumerate().all(|(at, token)| token.is_definite(at == last))
}

impl Token {
    fn is_definite(&self, is_last: bool) -> bool {
        match self {
            Token::Name(_) | Token::Index(_) | Token::FromEnd(_) | Token::Function(_) => true,
            Token::Names(_) => is_last,
            Token::Indices(_) | Token::Slice { .. } | Token::Wildcard | Token::Scan | Token::Filter(_) => {
                false
            }
        }
    }
}
