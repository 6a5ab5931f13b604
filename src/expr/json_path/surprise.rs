use super::JsonPath;
use super::token::Token;
use std::fmt;

/// Something in a path that AWS accepts and that does not do what it seems to. Prints advice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Surprise {
    /// `.length()`
    Function,
    /// `[-1]`
    NegativeIndex,
    /// `[*][0]`
    IndexOfEach,
    /// `[?(@.a && (@.b || @.c))]`
    Parentheses,
}

impl fmt::Display for Surprise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Surprise::Function => {
                "AWS's JSONPath has no functions: this looks up a member of that name, parentheses and all; use \
                 an intrinsic function such as States.ArrayLength"
            }
            Surprise::NegativeIndex => {
                "a negative index finds null on AWS; use [(@.length-1)] for the last item"
            }
            Surprise::IndexOfEach => {
                "behind a step that selects several values an index applies to each of them and not to their list; \
                 use States.ArrayGetItem"
            }
            Surprise::Parentheses => {
                "parentheses mean nothing in a filter on AWS: && always binds tighter than ||"
            }
        })
    }
}

impl JsonPath {
    /// What in the path does not do what it seems to, each kind once.
    pub fn surprises(&self) -> Vec<Surprise> {
        let tokens = self.compiled.tokens.as_slice();
        let mut surprises: Vec<Surprise> =
            tokens.iter().enumerate().filter_map(|(step, token)| surprise(token, &tokens[..step])).collect();
        surprises.sort_unstable();
        surprises.dedup();
        surprises
    }
}

fn surprise(token: &Token, before: &[Token]) -> Option<Surprise> {
    match token {
        Token::Name(name) if name.ends_with(')') => Some(Surprise::Function),
        Token::Index(..0) => Some(Surprise::NegativeIndex),
        Token::Index(_) => {
            matches!(before.last(), Some(Token::Filter(_) | Token::Slice { .. } | Token::Wildcard))
                .then_some(Surprise::IndexOfEach)
        }
        Token::Filter(filter) if filter.ignores_parentheses() => Some(Surprise::Parentheses),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_surprise_says_what_aws_does_instead() {
        for (path, advice) in [
            (
                "$.a.length()",
                "AWS's JSONPath has no functions: this looks up a member of that name, parentheses and all; use an \
                 intrinsic function such as States.ArrayLength",
            ),
            ("$.a[-1]", "a negative index finds null on AWS; use [(@.length-1)] for the last item"),
            (
                "$.a[*][0]",
                "behind a step that selects several values an index applies to each of them and not to their list; use \
                 States.ArrayGetItem",
            ),
            (
                "$.a[?(@.a && (@.b || @.c))]",
                "parentheses mean nothing in a filter on AWS: && always binds tighter than ||",
            ),
        ] {
            let surprises = JsonPath::parse(path).unwrap().surprises();
            let told: Vec<String> = surprises.iter().map(ToString::to_string).collect();
            assert_eq!(told, [advice], "{path}");
        }
    }
}
