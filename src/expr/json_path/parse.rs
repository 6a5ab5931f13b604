use super::Root;
use super::filter;
use super::function::{self, Function};
use super::token::Token;
use crate::text::TextRange;
use std::fmt;

/// Why a text is no path, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PathError {
    /// What is wrong.
    pub message: String,
    /// Where in the text.
    pub span: TextRange,
}

impl PathError {
    pub(super) fn new(span: TextRange, message: impl Into<String>) -> Self {
        PathError { message: message.into(), span }
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.message, self.span.start)
    }
}

impl std::error::Error for PathError {}

/// How many steps a path may have; each may be one level of recursion when it is evaluated.
const MAX_STEPS: usize = 200;

pub(super) type Parsed<T> = Result<T, PathError>;

/// Parses a whole path with its root.
pub(super) fn parse(text: &str) -> Parsed<(Root, Vec<Token>)> {
    let mut parser = Parser::new(text, 0, 0);
    let root = parser.root()?;
    let tokens = parser.steps_to_end()?;
    Ok((root, tokens))
}

/// Parses the steps of a path within a filter: `text` is what stands behind `@` or `$`, `offset` where it stands.
pub(super) fn parse_steps(text: &str, offset: usize, depth: usize) -> Parsed<Vec<Token>> {
    Parser::new(text, offset, depth).steps_to_end()
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// Where `text` stands in the text that spans count from.
    offset: usize,
    /// How many filters stand around this path.
    depth: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, offset: usize, depth: usize) -> Self {
        Parser { text, at: 0, offset, depth }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn error<T>(&self, at: usize, message: impl Into<String>) -> Parsed<T> {
        let end = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        Err(PathError::new(TextRange::new(self.offset + at, self.offset + end), message))
    }

    fn error_from<T>(&self, start: usize, message: impl Into<String>) -> Parsed<T> {
        Err(PathError::new(TextRange::new(self.offset + start, self.offset + self.text.len()), message))
    }

    fn root(&mut self) -> Parsed<Root> {
        if !self.text.starts_with('$') {
            return self.error(0, "a path starts with '$'");
        }
        self.at = 1;
        if self.peek() == Some('$') {
            self.at = 2;
            return match self.peek() {
                None | Some('.' | '[') => Ok(Root::Context),
                Some(_) => self.error(2, "expected '.' or '[' behind '$$'"),
            };
        }
        let name: String = self.rest().chars().take_while(|&c| is_identifier(c)).collect();
        let digit_first = name.chars().next().is_some_and(|c| c.is_numeric());
        self.at += name.len();
        match self.peek() {
            None | Some('.' | '[') if name.is_empty() => Ok(Root::Input),
            None | Some('.' | '[') if !digit_first => Ok(Root::Variable(name.into())),
            _ => self.error(self.at.min(self.text.len()), "expected '.', '[' or a variable name behind '$'"),
        }
    }

    fn steps_to_end(mut self) -> Parsed<Vec<Token>> {
        let mut tokens = Vec::new();
        while let Some(next) = self.peek() {
            let start = self.at;
            match next {
                '.' => self.dots(&mut tokens)?,
                '[' => self.bracket(&mut tokens)?,
                _ => return self.error(start, "expected '.' or '['"),
            }
            if tokens.len() > MAX_STEPS {
                return self.error_from(start, format!("a path has at most {MAX_STEPS} steps"));
            }
        }
        Ok(tokens)
    }

    fn dots(&mut self, tokens: &mut Vec<Token>) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        if self.peek() == Some('.') {
            self.at += 1;
            tokens.push(Token::Scan);
        }
        match self.peek() {
            None => self.error_from(start, "a path must not end with '.'"),
            Some('.') => self.error(self.at, "too many dots"),
            Some('[') => self.bracket(tokens),
            Some('*') => {
                self.at += 1;
                tokens.push(Token::Wildcard);
                Ok(())
            }
            Some(_) => self.name_or_function(tokens),
        }
    }

    fn name_or_function(&mut self, tokens: &mut Vec<Token>) -> Parsed<()> {
        let start = self.at;
        let name = self.name_behind_dot();
        let end = start + name.len();
        self.at = end;
        match self.peek() {
            Some(' ' | '\t' | '\n' | '\r') => {
                self.error(end, "a name with a blank belongs in brackets and quotes: ['a b']")
            }
            Some('(') => self.function(start, name, tokens),
            _ if name.is_empty() => self.error(start, "expected a name"),
            _ => {
                tokens.push(Token::Name(name.into()));
                Ok(())
            }
        }
    }

    /// The text up to the next step, but over `${…}`, which stands for a name that deployment puts in.
    fn name_behind_dot(&self) -> &'t str {
        let rest = self.rest();
        let mut from = 0;
        loop {
            let end =
                rest[from..].find(['.', '[', '(', ' ', '\t', '\n', '\r']).map_or(rest.len(), |at| at + from);
            let open = rest[from..end].rfind("${").map(|at| at + from);
            match open.and_then(|open| Some(open + rest[open..].find('}')?)) {
                Some(close) if close >= end => from = close + 1,
                _ => return &rest[..end],
            }
        }
    }

    fn function(&mut self, start: usize, name: &str, tokens: &mut Vec<Token>) -> Parsed<()> {
        let Some(length) = closing(self.rest(), '(', ')') else {
            return self.error_from(start, format!("the arguments of '{name}' are not closed"));
        };
        let span = TextRange::new(self.offset + start, self.offset + start + name.len());
        let inside = self.rest().get(1..length - 1).unwrap_or_default();
        let arguments = function::parse_arguments(inside, self.offset + self.at + 1, self.depth)?;
        let Some(function) = Function::new(name, arguments) else {
            return Err(PathError::new(span, format!("there is no function '{name}'")));
        };
        self.at += length;
        tokens.push(Token::Function(function));
        Ok(())
    }

    fn bracket(&mut self, tokens: &mut Vec<Token>) -> Parsed<()> {
        let start = self.at;
        let inside = self.rest()[1..].trim_start();
        let token = match inside.chars().next() {
            Some('\'' | '"') => self.quoted_names()?,
            Some('?') => self.filter()?,
            Some('(') => self.script()?,
            Some('*') => self.wildcard()?,
            Some(c) if c.is_ascii_digit() || c == '-' || c == ':' => self.indices()?,
            Some(']') => return self.error_from(start, "the brackets are empty"),
            Some(_) => return self.error(start + 1, "expected a quoted name, an index, '*' or '?(…)'"),
            None => return self.error_from(start, "the bracket is not closed"),
        };
        tokens.push(token);
        Ok(())
    }

    /// The text between the brackets that start here; moves behind them.
    fn bracketed(&mut self) -> Parsed<&'t str> {
        let start = self.at;
        match closing(self.rest(), '[', ']') {
            Some(length) => {
                self.at += length;
                Ok(&self.text[start + 1..start + length - 1])
            }
            None => self.error_from(start, "the bracket is not closed"),
        }
    }

    fn wildcard(&mut self) -> Parsed<Token> {
        let start = self.at;
        match self.bracketed()?.trim() {
            "*" => Ok(Token::Wildcard),
            _ => self.error(start + 1, "expected ']' behind '*'"),
        }
    }

    fn indices(&mut self) -> Parsed<Token> {
        let start = self.at + 1;
        let inside = self.bracketed()?.trim();
        let number = |text: &str| text.trim().parse::<i32>().ok().map(i64::from);
        if inside.contains(':') {
            let mut bounds = inside.splitn(3, ':').map(str::trim);
            let mut bound = || match bounds.next() {
                None | Some("") => Some(None),
                Some(text) => number(text).map(Some),
            };
            return match (bound(), bound()) {
                (Some(None), Some(None)) => self.error(start, "a slice needs a start or an end"),
                (Some(from), Some(to)) => Ok(Token::Slice { from, to }),
                _ => self.error(start, "a slice is made of whole numbers: [1:3]"),
            };
        }
        let indices: Option<Vec<i64>> = inside.split(',').map(number).collect();
        match indices.as_deref() {
            Some([index]) => Ok(Token::Index(*index)),
            Some(indices) => Ok(Token::Indices(indices.to_vec())),
            None => self.error(start, "expected whole numbers in the brackets"),
        }
    }

    fn script(&mut self) -> Parsed<Token> {
        let start = self.at;
        let inside = self.bracketed()?;
        let script: String = inside.chars().filter(|c| !c.is_whitespace()).collect();
        let back = script
            .strip_prefix("(@.length-")
            .and_then(|rest| rest.strip_suffix(')'))
            .and_then(|number| number.parse::<i32>().ok());
        match back {
            Some(back) => Ok(Token::FromEnd(i64::from(back))),
            None => self.error_from(start, "the only script is (@.length-1), with any number"),
        }
    }

    fn filter(&mut self) -> Parsed<Token> {
        let start = self.at;
        let inside = self.bracketed()?;
        let question = inside.find('?').unwrap_or(0);
        let behind = &inside[question + 1..];
        let expression = behind.trim();
        let indent = behind.len() - behind.trim_start().len();
        let offset = self.offset + start + 1 + question + 1 + indent;
        if !(expression.starts_with('(') && expression.ends_with(')') && expression.len() > 1) {
            return self.error(start + 1 + question, "a filter is written [?(…)]");
        }
        let expression = &expression[1..expression.len() - 1];
        Ok(Token::Filter(filter::parse(expression, offset + 1, self.depth + 1)?))
    }

    fn quoted_names(&mut self) -> Parsed<Token> {
        let start = self.at;
        self.at += 1;
        let mut names = Vec::new();
        loop {
            self.skip_blanks();
            names.push(self.quoted_name(start)?.into());
            self.skip_blanks();
            let at = self.at;
            self.at += 1;
            match self.text.as_bytes().get(at) {
                Some(b']') => break,
                Some(b',') => {}
                Some(_) => return self.error(at, "expected ',' or ']' behind a quoted name"),
                None => return self.error_from(start, "the bracket is not closed"),
            }
        }
        Ok(if names.len() == 1 { Token::Name(names.remove(0)) } else { Token::Names(names) })
    }

    fn quoted_name(&mut self, bracket: usize) -> Parsed<String> {
        let start = self.at;
        let quote = match self.peek() {
            Some(quote @ ('\'' | '"')) => quote,
            Some(_) => return self.error(start, "expected a quoted name"),
            None => return self.error_from(bracket, "the bracket is not closed"),
        };
        let Some((name, length)) = unescape_to(&self.rest()[1..], quote) else {
            return self.error_from(start, format!("the name is not closed: {quote} is missing"));
        };
        self.at += 1 + length;
        Ok(name)
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }
}

/// Whether `c` may stand in a variable's name (Unicode Standard Annex 31, as the specification has it).
fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the bracketed text that `text` starts with, quoted texts and regular expressions inside it passed over.
pub(super) fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    let mut quote: Option<char> = None;
    let mut escaped = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match quote {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open_quote) if c == open_quote => quote = None,
            Some(_) => {}
            None if c == '\'' || c == '"' || (c == '/' && before == '~') => quote = Some(c),
            None if c == open => depth += 1,
            None if c == close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            None => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    None
}

/// The text up to `quote` with its escapes resolved as Java writes them, and the length of both.
pub(super) fn unescape_to(text: &str, quote: char) -> Option<(String, usize)> {
    let mut name = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == quote => return Some((name, at + c.len_utf8())),
            '\\' => match chars.next()?.1 {
                'n' => name.push('\n'),
                't' => name.push('\t'),
                'r' => name.push('\r'),
                'b' => name.push('\u{8}'),
                'f' => name.push('\u{c}'),
                'u' => {
                    let digits: String = chars.by_ref().take(4).map(|(_, digit)| digit).collect();
                    name.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)?);
                }
                other => name.push(other),
            },
            _ => name.push(c),
        }
    }
    None
}
