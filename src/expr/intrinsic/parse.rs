use super::{Argument, ArgumentKind, Call, Function};
use crate::expr::json_path::JsonPath;
use crate::text::TextRange;
use crate::value::Value;
use std::fmt;

/// Why a text is no intrinsic function call, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntrinsicError {
    /// What is wrong.
    pub message: String,
    /// Where in the text.
    pub span: TextRange,
}

impl fmt::Display for IntrinsicError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.message, self.span.start)
    }
}

impl std::error::Error for IntrinsicError {}

/// How many calls one field may hold, nested or side by side. Source: AWS's developer guide, "Intrinsic functions", whose
/// example of nine "nested" calls counts them so.
const MAX_CALLS: usize = 10;

type Parsed<T> = Result<T, IntrinsicError>;

/// Parses a whole call.
pub(super) fn parse(text: &str) -> Parsed<Call> {
    let mut parser = Parser { text, at: 0, calls: 0 };
    parser.skip_blanks();
    let call = parser.call()?;
    parser.skip_blanks();
    match parser.peek() {
        None => Ok(call),
        Some(_) => parser.error(parser.at, text.len(), "unexpected text behind the call"),
    }
}

/// The text that a literal in single quotes stands for.
pub(super) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        text.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    text
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    calls: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error<T>(&self, start: usize, end: usize, message: impl Into<String>) -> Parsed<T> {
        Err(IntrinsicError { message: message.into(), span: TextRange::new(start, end) })
    }

    fn error_here<T>(&self, message: impl Into<String>) -> Parsed<T> {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        self.error(self.at, end, message)
    }

    fn call(&mut self) -> Parsed<Call> {
        let start = self.at;
        let name_length = self.rest().find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
        let name = &self.rest()[..name_length.unwrap_or(self.rest().len())];
        let end = start + name.len();
        if !name.starts_with("States.") {
            return self.error(start, end, "expected a path that starts with '$' or an intrinsic function");
        }
        let Some(function) = Function::named(name) else {
            return self.error(start, end, unknown(name));
        };
        self.calls += 1;
        if self.calls > MAX_CALLS {
            return self.error(start, end, format!("a field holds at most {MAX_CALLS} intrinsic functions"));
        }
        self.at = end;
        self.skip_blanks();
        if self.peek() != Some('(') {
            return self.error_here(format!("expected '(' behind '{name}'"));
        }
        self.at += 1;
        let arguments = self.arguments(start)?;
        let span = TextRange::new(start, self.at);
        if !function.arity().contains(&arguments.len()) {
            return self.error(start, self.at, wrong_count(function, arguments.len()));
        }
        Ok(Call { function, arguments, span })
    }

    fn arguments(&mut self, call: usize) -> Parsed<Vec<Argument>> {
        let mut arguments = Vec::new();
        self.skip_blanks();
        if self.peek() == Some(')') {
            self.at += 1;
            return Ok(arguments);
        }
        loop {
            self.skip_blanks();
            let start = self.at;
            let kind = self.argument()?;
            arguments.push(Argument { kind, span: TextRange::new(start, self.at) });
            self.skip_blanks();
            let next = self.peek();
            match next {
                Some(',') => self.at += 1,
                Some(')') => {
                    self.at += 1;
                    return Ok(arguments);
                }
                Some(_) => return self.error_here("expected ',' or ')'"),
                None => return self.error(call, self.at, "the parenthesis is not closed"),
            }
        }
    }

    fn argument(&mut self) -> Parsed<ArgumentKind> {
        match self.peek() {
            Some('\'') => self.quoted().map(ArgumentKind::Text),
            Some('$') => self.path().map(ArgumentKind::Path),
            Some('S') => self.call().map(ArgumentKind::Call),
            Some('"') => self.error_here("texts stand in single quotes here"),
            Some(',' | ')') | None => self.error_here("expected an argument"),
            Some(_) => self.literal().map(ArgumentKind::Literal),
        }
    }

    /// The text between single quotes, escapes and all. Only `\'`, `\{`, `\}` and `\\` may be escaped (recorded: AWS refuses a
    /// definition with `\"`).
    fn quoted(&mut self) -> Parsed<String> {
        let start = self.at;
        let inside = start + 1;
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '\'' => {
                    self.at = start + at + 1;
                    return Ok(self.text[inside..start + at].to_owned());
                }
                '\\' => match chars.next() {
                    Some((_, '\'' | '{' | '}' | '\\')) => {}
                    Some((next, escaped)) => {
                        let end = start + next + escaped.len_utf8();
                        let message = format!("'\\{escaped}' is no escape; only \\' \\{{ \\}} and \\\\ are");
                        return self.error(start + at, end, message);
                    }
                    None => break,
                },
                _ => {}
            }
        }
        self.error(start, self.text.len(), "the text is not closed: ' is missing")
    }

    fn path(&mut self) -> Parsed<JsonPath> {
        let start = self.at;
        let length = path_length(self.rest());
        let text = self.rest()[..length].trim_end();
        match JsonPath::parse(text) {
            Ok(path) => {
                self.at += text.len();
                Ok(path)
            }
            Err(error) => self.error(start + error.span.start, start + error.span.end, error.message),
        }
    }

    fn literal(&mut self) -> Parsed<Value> {
        let start = self.at;
        let length = self.rest().find([',', ')', ' ', '\t', '\n', '\r']).unwrap_or(self.rest().len());
        let text = &self.rest()[..length];
        self.at += length;
        match Value::parse(text) {
            Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => Ok(value),
            _ => self.error(
                start,
                self.at,
                "expected a text in single quotes, a number, true, false, null, a path or a call",
            ),
        }
    }
}

/// How far a path reaches: up to the comma or parenthesis that ends the argument, but over those inside brackets, quotes and
/// its own parentheses.
fn path_length(text: &str) -> usize {
    let mut depth = 0usize;
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote.is_some() => {
                chars.next();
            }
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '\'' | '"' if depth > 0 => quote = Some(c),
            '[' | '(' => depth += 1,
            ')' | ',' if depth == 0 => return at,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

fn unknown(name: &str) -> String {
    let same = Function::all().find(|function| function.name().eq_ignore_ascii_case(name));
    match same {
        Some(function) => format!("there is no function '{name}'; did you mean '{}'?", function.name()),
        None => format!("there is no function '{name}'"),
    }
}

fn wrong_count(function: Function, count: usize) -> String {
    let arity = function.arity();
    let wanted = match (*arity.start(), *arity.end()) {
        (least, usize::MAX) => format!("at least {least}"),
        (least, most) if least == most => format!("{least}"),
        (least, most) => format!("{least} to {most}"),
    };
    let plural = if wanted.ends_with('1') { "" } else { "s" };
    format!("{} takes {wanted} argument{plural}, not {count}", function.name())
}
