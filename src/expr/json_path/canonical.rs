use super::token::Token;
use std::fmt;

/// A path in brackets, as Jayway prints it: `$['a'][0]`.
pub(super) struct Canonical<'a>(pub(super) &'a [Token]);

impl fmt::Display for Canonical<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        self.0.iter().try_for_each(|token| write!(f, "{token}"))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Name(name) => write!(f, "['{name}']"),
            Token::Names(names) => {
                let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
                write!(f, "[{}]", quoted.join(","))
            }
            Token::Index(index) => write!(f, "[{index}]"),
            Token::Indices(indices) => {
                let printed: Vec<String> = indices.iter().map(i64::to_string).collect();
                write!(f, "[{}]", printed.join(","))
            }
            Token::Slice { from, to } => {
                let print = |bound: &Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
                write!(f, "[{}:{}]", print(from), print(to))
            }
            Token::FromEnd(back) => write!(f, "[(@.length-{back})]"),
            Token::Wildcard => f.write_str("[*]"),
            Token::Scan => f.write_str(".."),
            Token::Filter(_) => f.write_str("[?]"),
            Token::Function(function) => write!(f, ".{}()", function.name()),
        }
    }
}
