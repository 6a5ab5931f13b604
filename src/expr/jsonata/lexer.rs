//! Text to tokens, one at a time: whether `/` divides or opens a regular expression is for the parser to know.

use super::error::JsonataError;
use super::regex::Flags;
use crate::text::TextRange;
use std::sync::Arc;

/// A token and its place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: TextRange,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum TokenKind {
    /// A bare or back-quoted field name.
    Name(Arc<str>),
    /// A name after `$`; empty for `$`, `$` for `$$`.
    Variable(Arc<str>),
    /// Punctuation, and the words `and`, `or`, `in`.
    Operator(&'static str),
    String(Arc<str>),
    Number(f64),
    True,
    False,
    Null,
    Regex(Arc<str>, Flags),
    End,
}

impl TokenKind {
    /// The token as messages name it.
    pub(super) fn text(&self) -> Arc<str> {
        match self {
            TokenKind::Name(text) | TokenKind::Variable(text) | TokenKind::String(text) => text.clone(),
            TokenKind::Operator(text) => (*text).into(),
            TokenKind::Number(number) => super::number::print(*number).into(),
            TokenKind::True => "true".into(),
            TokenKind::False => "false".into(),
            TokenKind::Null => "null".into(),
            TokenKind::Regex(pattern, _) => format!("/{pattern}/").into(),
            TokenKind::End => "(end)".into(),
        }
    }
}

/// What a `/` means at the current place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slash {
    Divides,
    OpensRegex,
}

const DOUBLE: [&str; 9] = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"];
const SINGLE: [&str; 25] = [
    ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":", "?", "+", "-", "*", "/", "%", "|", "=", "<",
    ">", "^", "&", "!",
];

pub(super) struct Lexer<'a> {
    text: &'a str,
    position: usize,
    /// Whether `?:` and `??`, which came after 2.0.6, are operators.
    newer_operators: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, newer_operators: bool) -> Self {
        Lexer { text, position: 0, newer_operators }
    }

    pub(super) fn next(&mut self, slash: Slash) -> Result<Token, JsonataError> {
        self.skip_blanks()?;
        let start = self.position;
        let kind = self.scan(slash)?;
        Ok(Token { kind, span: TextRange::new(start, self.position) })
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blanks(&mut self) -> Result<(), JsonataError> {
        loop {
            let rest = self.rest();
            self.position += rest.len() - rest.trim_start_matches(is_blank).len();
            let Some(comment) = self.rest().strip_prefix("/*") else { return Ok(()) };
            let start = self.position;
            let Some(length) = comment.find("*/") else {
                return Err(JsonataError::new("S0106").at(TextRange::new(start, self.text.len())));
            };
            self.position += length + 4;
        }
    }

    fn scan(&mut self, slash: Slash) -> Result<TokenKind, JsonataError> {
        let Some(first) = self.peek() else { return Ok(TokenKind::End) };
        if first == '/' && slash == Slash::OpensRegex {
            return self.scan_regex();
        }
        if let Some(operator) = self.operator() {
            self.position += operator.len();
            return Ok(TokenKind::Operator(operator));
        }
        match first {
            '"' | '\'' => self.scan_string(first),
            '0'..='9' => self.scan_number(),
            '`' => self.scan_quoted_name(),
            _ => Ok(self.scan_name()),
        }
    }

    fn operator(&self) -> Option<&'static str> {
        let rest = self.rest();
        let double = DOUBLE
            .into_iter()
            .filter(|operator| self.newer_operators || !matches!(*operator, "?:" | "??"))
            .find(|operator| rest.starts_with(operator));
        double.or_else(|| SINGLE.into_iter().chain(["~"]).find(|operator| rest.starts_with(operator)))
    }

    /// Finds the closing `/`: not escaped, and outside of brackets, as jsonata-js looks for it.
    fn scan_regex(&mut self) -> Result<TokenKind, JsonataError> {
        let opening = self.position;
        self.position += 1;
        let start = self.position;
        let mut depth = 0i32;
        let mut backslashes = 0usize;
        for (offset, c) in self.rest().char_indices() {
            let escaped = backslashes > 0;
            match c {
                '/' if depth == 0 && backslashes.is_multiple_of(2) => {
                    let end = start + offset;
                    return self.finish_regex(TextRange::new(start, end));
                }
                '(' | '[' | '{' if !escaped => depth += 1,
                ')' | ']' | '}' if !escaped => depth -= 1,
                _ => {}
            }
            backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        }
        Err(JsonataError::new("S0302").at(TextRange::new(opening, self.text.len())))
    }

    fn finish_regex(&mut self, pattern: TextRange) -> Result<TokenKind, JsonataError> {
        if pattern.is_empty() {
            return Err(JsonataError::new("S0301").at(TextRange::new(pattern.start - 1, pattern.end + 1)));
        }
        self.position = pattern.end + 1;
        let mut flags = Flags::default();
        while let Some(flag @ ('i' | 'm')) = self.peek() {
            flags.ignore_case |= flag == 'i';
            flags.multi_line |= flag == 'm';
            self.position += 1;
        }
        Ok(TokenKind::Regex(pattern.slice(self.text).into(), flags))
    }

    fn scan_string(&mut self, quote: char) -> Result<TokenKind, JsonataError> {
        let opening = self.position;
        self.position += 1;
        let mut out = String::new();
        while let Some(c) = self.peek() {
            self.position += c.len_utf8();
            match c {
                '\\' => self.scan_escape(&mut out)?,
                c if c == quote => return Ok(TokenKind::String(out.into())),
                c => out.push(c),
            }
        }
        Err(JsonataError::new("S0101").at(TextRange::new(opening, self.text.len())))
    }

    fn scan_escape(&mut self, out: &mut String) -> Result<(), JsonataError> {
        let Some(c) = self.peek() else { return Ok(()) };
        let start = self.position - 1;
        self.position += c.len_utf8();
        out.push(match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.scan_unicode_escape(start)?,
            c => {
                let span = TextRange::new(start, self.position);
                return Err(JsonataError::new("S0103").token(String::from(c)).at(span));
            }
        });
        Ok(())
    }

    /// The character of `\uXXXX`, or of two of them that make one. A lone surrogate is not a character and becomes
    /// U+FFFD.
    fn scan_unicode_escape(&mut self, start: usize) -> Result<char, JsonataError> {
        let first = self.hex_digits(start)?;
        if !(0xd800..0xdc00).contains(&first) || !self.rest().starts_with("\\u") {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let (before, second_start) = (self.position, self.position);
        self.position += 2;
        let second = self.hex_digits(second_start)?;
        let combined = 0x10000 + ((first - 0xd800) << 10) + second.wrapping_sub(0xdc00);
        if !(0xdc00..0xe000).contains(&second) {
            self.position = before;
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        Ok(char::from_u32(combined).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex_digits(&mut self, start: usize) -> Result<u32, JsonataError> {
        let digits: String = self.rest().chars().take(4).collect();
        let valid = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit());
        let Some(code) = valid.then(|| u32::from_str_radix(&digits, 16).ok()).flatten() else {
            return Err(JsonataError::new("S0104").at(TextRange::new(start, self.position)));
        };
        self.position += digits.len();
        Ok(code)
    }

    /// `(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?`
    fn scan_number(&mut self) -> Result<TokenKind, JsonataError> {
        let bytes = self.rest().as_bytes();
        let digits_from = |at: usize| {
            bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let mut length = if bytes.first() == Some(&b'0') { 1 } else { digits_from(0) };
        if bytes.get(length) == Some(&b'.') && digits_from(length + 1) > 0 {
            length += 1 + digits_from(length + 1);
        }
        if matches!(bytes.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            let digits = digits_from(length + 1 + sign);
            if digits > 0 {
                length += 1 + sign + digits;
            }
        }
        let span = TextRange::new(self.position, self.position + length);
        let number: f64 = span.slice(self.text).parse().unwrap_or(f64::INFINITY);
        if !number.is_finite() {
            return Err(JsonataError::new("S0102").token(span.slice(self.text)).at(span));
        }
        self.position = span.end;
        Ok(TokenKind::Number(number))
    }

    fn scan_quoted_name(&mut self) -> Result<TokenKind, JsonataError> {
        let start = self.position + 1;
        let inside = self.text.get(start..).unwrap_or_default();
        let Some(length) = inside.find('`') else {
            return Err(JsonataError::new("S0105").at(TextRange::new(self.position, self.text.len())));
        };
        self.position = start + length + 1;
        Ok(TokenKind::Name(TextRange::new(start, start + length).slice(self.text).into()))
    }

    fn scan_name(&mut self) -> TokenKind {
        let rest = self.rest();
        let length = rest.find(ends_name).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        self.position += length;
        if let Some(name) = name.strip_prefix('$') {
            return TokenKind::Variable(name.into());
        }
        match name {
            "or" => TokenKind::Operator("or"),
            "in" => TokenKind::Operator("in"),
            "and" => TokenKind::Operator("and"),
            "true" => TokenKind::True,
            "false" => TokenKind::False,
            "null" => TokenKind::Null,
            name => TokenKind::Name(name.into()),
        }
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}')
}

fn ends_name(c: char) -> bool {
    is_blank(c) || ".[]{}(),@#;:?+-*/%|=<>^&!~".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Arc<str>> {
        let mut lexer = Lexer::new(text, false);
        let mut out = Vec::new();
        loop {
            let token = lexer.next(Slash::Divides).unwrap();
            assert!(text.get(token.span.start..token.span.end).is_some());
            if token.kind == TokenKind::End {
                return out;
            }
            out.push(token.kind.text());
        }
    }

    #[test]
    fn numbers_end_where_the_range_operator_begins() {
        assert_eq!(tokens("1..3 1.5e+3x 01").join(" "), "1 .. 3 1500 x 0 1");
    }

    #[test]
    fn names_reach_up_to_the_next_operator() {
        assert_eq!(tokens("$$.a-b /* c */ `d e` 'f\\u0041\\uD83D\\uDE00'").join("|"), "$|.|a|-|b|d e|fA😀");
    }

    #[test]
    fn the_newer_operators_are_two_tokens_in_the_older_language() {
        assert_eq!(tokens("a ?? b").join(" "), "a ? ? b");
    }
}
