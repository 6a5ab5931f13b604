use super::foreign_placeholder::{advice, double_braces, foreign_placeholder};
use super::words::Words;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::TextRange;
use crate::value::Number;
use std::sync::Arc;

/// The text is not JSON. AWS's code for it.
pub(crate) const INVALID_JSON: Code = Code("INVALID_JSON_DESCRIPTION");

/// A piece of JSON text.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Token {
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Colon,
    Comma,
    String(Arc<str>),
    Number(Number),
    Bool(bool),
    Null,
    Placeholder(Arc<str>),
    /// A word or sign that is no JSON; already reported.
    Unknown,
    End,
}

/// Cuts a text into tokens, one ahead, and reports what is no token.
pub(crate) struct Lexer<'text> {
    text: &'text str,
    at: usize,
    words: Words,
    pub(crate) problems: Vec<Diagnostic>,
}

impl<'text> Lexer<'text> {
    pub(crate) fn new(text: &'text str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Lexer { text, at, words: Words::new(), problems: Vec::new() }
    }

    pub(crate) fn report(&mut self, span: TextRange, message: impl Into<String>) {
        self.problems.push(Diagnostic::error(INVALID_JSON, span, message));
    }

    /// The next token and its place.
    pub(crate) fn next(&mut self) -> (Token, TextRange) {
        self.skip_blank();
        let start = self.at;
        let Some(byte) = self.byte(0) else { return (Token::End, TextRange::empty(start)) };
        let token = match byte {
            b'{' if double_braces(self.rest()).is_some() => self.double_braces(),
            b'{' => self.sign(Token::LeftBrace),
            b'}' => self.sign(Token::RightBrace),
            b'[' => self.sign(Token::LeftBracket),
            b']' => self.sign(Token::RightBracket),
            b':' => self.sign(Token::Colon),
            b',' => self.sign(Token::Comma),
            b'"' | b'\'' => self.string(byte),
            b'-' | b'0'..=b'9' => self.number(),
            b'$' if self.byte(1) == Some(b'{') => self.placeholder(),
            _ => self.word(),
        };
        (token, TextRange::new(start, self.at))
    }

    /// The text behind the token read last.
    pub(crate) fn rest(&self) -> &'text str {
        &self.text[self.at..]
    }

    pub(crate) fn slice(&self, span: TextRange) -> &'text str {
        span.slice(self.text)
    }

    pub(crate) fn has_line_feed(&self, start: usize, end: usize) -> bool {
        TextRange::new(start, end).slice(self.text).contains('\n')
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn sign(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn skip_blank(&mut self) {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    let rest = &self.text.as_bytes()[self.at..];
                    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
                    self.at += rest.iter().take_while(is_blank).count();
                }
                b'/' if matches!(self.byte(1), Some(b'/' | b'*')) => self.comment(),
                b'#' => self.comment(),
                _ => break,
            }
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let length =
            if rest.starts_with("/*") { rest.find("*/").map(|end| end + 2) } else { rest.find('\n') };
        self.at = length.map_or(self.text.len(), |length| start + length);
        let span = TextRange::new(start, self.at);
        self.report(span, "JSON has no comments; put the remark into a `Comment` field");
    }

    fn string(&mut self, quote: u8) -> Token {
        let start = self.at;
        self.at += 1;
        let mut decoded: Option<String> = None;
        let mut copied = self.at;
        loop {
            let is_plain = |byte: &&u8| **byte != quote && **byte != b'\\' && **byte >= 0x20;
            self.at += self.text.as_bytes()[self.at..].iter().take_while(is_plain).count();
            match self.byte(0) {
                Some(byte) if byte == quote => break,
                None | Some(b'\n' | b'\r') => {
                    self.report(
                        TextRange::new(start, self.at),
                        "the string is not closed; a `\"` is missing",
                    );
                    return Token::String(self.finish(decoded, copied));
                }
                Some(b'\\') => {
                    let text = decoded.get_or_insert_default();
                    text.push_str(&self.text[copied..self.at]);
                    let character = self.escape();
                    decoded.get_or_insert_default().push(character);
                    copied = self.at;
                }
                Some(byte) => {
                    let span = TextRange::new(self.at, self.at + 1);
                    self.report(
                        span,
                        format!(
                            "a string may not hold the control character \\u{byte:04x} as it is; escape it"
                        ),
                    );
                    self.at += 1;
                }
            }
        }
        let text = self.finish(decoded, copied);
        self.at += 1;
        if quote == b'\'' {
            self.report(TextRange::new(start, self.at), "JSON strings stand in double quotes");
        }
        Token::String(text)
    }

    /// The text of a string whose rest, from `copied` on, stands in the text as it is.
    fn finish(&mut self, decoded: Option<String>, copied: usize) -> Arc<str> {
        let rest = &self.text[copied..self.at];
        match decoded {
            None => self.words.shared(rest),
            Some(text) => (text + rest).into(),
        }
    }

    /// Reads an escape; the cursor is on the backslash.
    fn escape(&mut self) -> char {
        let start = self.at;
        let escaped = self.byte(1);
        let character = match escaped {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => {
                self.at += 1;
                self.report(
                    TextRange::new(start, self.at),
                    "unknown escape; a backslash itself is written `\\\\`",
                );
                return '\\';
            }
        };
        self.at += 2;
        character
    }

    fn unicode_escape(&mut self) -> char {
        let start = self.at;
        let Some(first) = self.hex_unit() else {
            self.at = start + 2;
            self.report(TextRange::new(start, self.at), "`\\u` wants four hexadecimal digits");
            return char::REPLACEMENT_CHARACTER;
        };
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.byte(0) == Some(b'\\') && self.byte(1) == Some(b'u') {
            let before = self.at;
            match self.hex_unit() {
                Some(second) if (0xdc00..0xe000).contains(&second) => units.push(second),
                _ => self.at = before,
            }
        }
        char::decode_utf16(units).next().and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Reads `\uXXXX`.
    fn hex_unit(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at + 2..self.at + 6)?;
        let unit =
            digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16));
        self.at += 6;
        unit?.ok()
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        while matches!(self.byte(0), Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z')) {
            self.at += 1;
        }
        let literal = &self.text[start..self.at];
        if let Ok(number) = serde_json::from_str::<serde_json::Number>(literal) {
            let float = || number.as_f64().map_or(Number::Int(0), Number::Float);
            return Token::Number(number.as_i64().map_or_else(float, Number::Int));
        }
        self.report(TextRange::new(start, self.at), format!("`{literal}` is not a JSON number"));
        Token::Unknown
    }

    fn placeholder(&mut self) -> Token {
        let start = self.at;
        let rest = &self.text[start + 2..];
        let Some(length) = closing_brace(rest) else {
            self.at += 2;
            self.report(TextRange::new(start, self.at), "the substitution is not closed; a `}` is missing");
            return Token::Unknown;
        };
        self.at = start + 2 + length + 1;
        Token::Placeholder(rest[..length].into())
    }

    fn double_braces(&mut self) -> Token {
        let start = self.at;
        self.at += double_braces(self.rest()).unwrap_or(2);
        self.not_json(TextRange::new(start, self.at))
    }

    fn not_json(&mut self, span: TextRange) -> Token {
        let shown: String = self.slice(span).chars().take(40).collect();
        let message = match foreign_placeholder(&shown) {
            Some(name) => format!("`{shown}` {}", advice(name)),
            None => format!("`{shown}` is not JSON; text stands in double quotes"),
        };
        self.report(span, message);
        Token::Unknown
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let ends = |c: char| c.is_whitespace() || "{}[]:,\"'".contains(c);
        let rest = &self.text[start..];
        self.at += rest.find(ends).unwrap_or(rest.len()).max(rest.chars().next().map_or(1, char::len_utf8));
        match &self.text[start..self.at] {
            "true" => Token::Bool(true),
            "false" => Token::Bool(false),
            "null" => Token::Null,
            _ => self.not_json(TextRange::new(start, self.at)),
        }
    }
}

/// Where the brace stands that closes a substitution on its line; what is written between may have braces too.
fn closing_brace(rest: &str) -> Option<usize> {
    let line = rest.split('\n').next().unwrap_or_default();
    let mut depth = 0usize;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}
