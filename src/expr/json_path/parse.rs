use super::Root;
use super::filter;
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

/// How deep filters may nest.
const MAX_FILTERS: usize = 10;

pub(super) type Parsed<T> = Result<T, PathError>;

/// Parses a path of a state machine with its root.
pub(super) fn parse(text: &str) -> Parsed<(Root, Vec<Token>)> {
    let mut parser = Parser::new(text, 0, 0);
    let root = parser.root()?;
    Ok((root, parser.steps()?))
}

/// Where the root and each step end in a path that parses.
pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut parser = Parser::new(text, 0, 0);
    let mut ends = Vec::new();
    if parser.root().is_ok() {
        ends.push(parser.at);
        let mut tokens = Vec::new();
        while parser.peek().is_some() && parser.step(&mut tokens).is_ok() {
            if !matches!(tokens.last(), Some(Token::Scan)) {
                ends.push(parser.at);
            }
        }
    }
    ends
}

/// Parses the steps behind a root; `offset` is where they stand and `depth` how many filters stand around them.
pub(super) fn parse_steps(text: &str, offset: usize, depth: usize) -> Parsed<Vec<Token>> {
    Parser::new(text, offset, depth).steps()
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

    fn error<T>(&self, start: usize, end: usize, message: impl Into<String>) -> Parsed<T> {
        Err(PathError::new(TextRange::new(self.offset + start, self.offset + end), message))
    }

    /// An error at the next character.
    fn error_here<T>(&self, message: impl Into<String>) -> Parsed<T> {
        self.error(self.at, self.at + self.peek().map_or(0, char::len_utf8), message)
    }

    fn root(&mut self) -> Parsed<Root> {
        if !self.text.starts_with('$') {
            return self.error_here("a path starts with '$'");
        }
        self.at = 1;
        let root = if self.peek() == Some('$') {
            self.at = 2;
            Root::Context
        } else {
            let name = self.variable();
            self.at += name.len();
            if name.is_empty() { Root::Input } else { Root::Variable(name.into()) }
        };
        match self.peek() {
            None | Some('.' | '[') => Ok(root),
            Some(_) => self.error_here("expected '.' or '['"),
        }
    }

    /// The variable's name behind the `$`: an identifier by Unicode Standard Annex 31, as the specification has it.
    fn variable(&self) -> &'t str {
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        if name.starts_with(char::is_numeric) { "" } else { name }
    }

    fn steps(&mut self) -> Parsed<Vec<Token>> {
        let mut tokens = Vec::new();
        while self.peek().is_some() {
            self.step(&mut tokens)?;
            if tokens.len() > MAX_STEPS {
                return self.error(0, self.text.len(), format!("a path has at most {MAX_STEPS} steps"));
            }
        }
        Ok(tokens)
    }

    fn step(&mut self, tokens: &mut Vec<Token>) -> Parsed<()> {
        match self.peek() {
            Some('.') => self.dots(tokens)?,
            Some('[') => tokens.push(self.bracket()?),
            Some('*') => {
                self.at += 1;
                tokens.push(Token::Wildcard);
            }
            _ => tokens.push(self.name()?),
        }
        Ok(())
    }

    fn dots(&mut self, tokens: &mut Vec<Token>) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        let is_scan = self.peek() == Some('.');
        if is_scan {
            self.at += 1;
            tokens.push(Token::Scan);
        }
        match self.peek() {
            None => self.error(start, self.at, "a path must not end with '.'"),
            Some('[') => Ok(()),
            Some(_) if is_scan => Ok(()),
            Some(_) => {
                tokens.push(self.name()?);
                Ok(())
            }
        }
    }

    fn name(&mut self) -> Parsed<Token> {
        let start = self.at;
        let name = self.bare_name();
        self.at += name.len();
        if let Some(at) = name.find(['\'', ']']) {
            return self.error(start + at, start + at + 1, "a name in a path cannot hold this character");
        }
        match self.peek() {
            Some(' ') => self.error_here("a name with a blank belongs in brackets and quotes: ['a b']"),
            _ if name.is_empty() => self.error_here("too many dots"),
            _ if name == "*" => Ok(Token::Wildcard),
            _ => Ok(Token::Name(name.into())),
        }
    }

    /// The text up to the next step, but over `${…}`, which stands for a name that deployment puts in.
    fn bare_name(&self) -> &'t str {
        let rest = self.rest();
        let mut from = 0;
        loop {
            let end = rest[from..].find(['.', '[', ' ']).map_or(rest.len(), |at| at + from);
            let placeholder = rest[from..end].rfind("${").map(|at| at + from);
            match placeholder.and_then(|open| Some(open + rest[open..].find('}')?)) {
                Some(close) if close >= end => from = close + 1,
                _ => return &rest[..end],
            }
        }
    }

    fn bracket(&mut self) -> Parsed<Token> {
        let start = self.at;
        let Some(length) = bracketed(self.rest()) else {
            return self.error(start, self.text.len(), "the bracket is not closed");
        };
        let inside =
            Inside { parser: self, text: &self.text[start + 1..start + length - 1], start: start + 1 };
        let token = inside.token()?;
        self.at += length;
        Ok(token)
    }
}

/// The length of the bracket that `text` starts with, brackets inside it counted.
fn bracketed(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    text.bytes()
        .position(|byte| {
            match byte {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .map(|last| last + 1)
}

/// What stands between two brackets.
struct Inside<'p, 't> {
    parser: &'p Parser<'t>,
    text: &'t str,
    start: usize,
}

impl Inside<'_, '_> {
    fn error<T>(&self, message: impl Into<String>) -> Parsed<T> {
        self.parser.error(self.start, self.start + self.text.len(), message)
    }

    fn token(&self) -> Parsed<Token> {
        let text = self.text.trim();
        match text.chars().next() {
            Some('\'') => self.names(),
            Some('?') => self.filter(),
            Some('(' | '@') => self.script(),
            Some('*') if self.text == "*" => Ok(Token::Wildcard),
            Some(c) if c.is_ascii_digit() || c == '-' || c == ':' => self.indices(),
            Some('"') => self.error("a name stands in single quotes here: AWS does not read double quotes"),
            Some(_) => self.error("expected a name in quotes, an index, '*' or '?(…)'"),
            None => self.error("the brackets are empty"),
        }
    }

    /// Names are taken as they stand between their quotes: there are no escapes (recorded).
    fn names(&self) -> Parsed<Token> {
        let mut names = Vec::new();
        let mut rest = self.text.trim();
        loop {
            let name = rest.strip_prefix('\'').and_then(|rest| rest.split_once('\''));
            let Some((name, behind)) = name else {
                return self.error("the name is not closed: ' is missing");
            };
            names.push(name.into());
            let behind = behind.trim_start();
            match behind.strip_prefix(',') {
                Some(next) => rest = next.trim_start(),
                None if behind.is_empty() => break,
                None => return self.error("expected ',' or ']' behind a name; a name cannot hold a quote"),
            }
        }
        Ok(if names.len() == 1 { Token::Name(names.remove(0)) } else { Token::Names(names) })
    }

    fn indices(&self) -> Parsed<Token> {
        let number = |text: &str| text.trim().parse::<i32>().ok().map(i64::from);
        if self.text.contains(':') {
            let mut bounds = self.text.trim().splitn(3, ':').map(str::trim);
            let mut bound = || match bounds.next() {
                None | Some("") => Some(None),
                Some(text) => number(text).map(Some),
            };
            return match (bound(), bound()) {
                (Some(None), Some(None)) => self.error("a slice needs a start or an end"),
                (Some(from), Some(to)) => Ok(Token::Slice { from, to }),
                _ => self.error("a slice is made of whole numbers: [1:3]"),
            };
        }
        let indices: Option<Vec<i64>> = self.text.split(',').map(number).collect();
        match indices.as_deref() {
            Some([index]) => Ok(Token::Index(*index)),
            Some(indices) => Ok(Token::Indices(indices.to_vec())),
            None => self.error("expected whole numbers in the brackets"),
        }
    }

    fn script(&self) -> Parsed<Token> {
        let script: String = self.text.chars().filter(|c| !matches!(c, ' ' | '(' | ')')).collect();
        let back = script.strip_prefix("@.length-").or_else(|| script.strip_prefix("@.size-"));
        match back.and_then(|number| number.parse::<i32>().ok()) {
            Some(back) => Ok(Token::FromEnd(i64::from(back))),
            None => self.error("the only script is (@.length-1), with any number"),
        }
    }

    fn filter(&self) -> Parsed<Token> {
        let question = self.text.find('?').unwrap_or(0);
        let behind = &self.text[question + 1..];
        let expression = behind.trim();
        let inside = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let Some(inside) = inside else {
            return self.error("a filter is written [?(…)]");
        };
        let depth = self.parser.depth + 1;
        if depth > MAX_FILTERS {
            return self.error(format!("filters nest at most {MAX_FILTERS} deep"));
        }
        let indent = behind.len() - behind.trim_start().len();
        let offset = self.parser.offset + self.start + question + 1 + indent + 1;
        filter::parse(inside, offset, depth).map(Token::Filter)
    }
}
