use super::compare::{Operator, SIGNS, WORDS};
use super::{Filter, Operand};
use crate::expr::json_path::parse::{self, Parsed, PathError, closing, unescape_to};
use crate::text::TextRange;
use crate::value::Value;

/// How deep parentheses, negations and filters within filters may nest.
const MAX_DEPTH: usize = 50;

/// Parses the condition between the parentheses of `[?(…)]`; `offset` is where it stands.
pub(in crate::expr::json_path) fn parse(text: &str, offset: usize, depth: usize) -> Parsed<Filter> {
    let mut parser = Parser { text, at: 0, offset, depth };
    let filter = parser.any()?;
    parser.skip_blanks();
    match parser.rest() {
        "" => Ok(filter),
        _ => parser.error(parser.at, "expected the end of the filter, '&&' or '||'"),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn error<T>(&self, start: usize, message: impl Into<String>) -> Parsed<T> {
        Err(PathError::new(TextRange::new(self.offset + start, self.offset + self.text.len()), message))
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, sign: &str) -> bool {
        self.skip_blanks();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn any(&mut self) -> Parsed<Filter> {
        let mut filters = vec![self.all()?];
        while self.eat("||") {
            filters.push(self.all()?);
        }
        Ok(if filters.len() == 1 { filters.remove(0) } else { Filter::Any(filters) })
    }

    fn all(&mut self) -> Parsed<Filter> {
        let mut filters = vec![self.term()?];
        while self.eat("&&") {
            filters.push(self.term()?);
        }
        Ok(if filters.len() == 1 { filters.remove(0) } else { Filter::All(filters) })
    }

    fn term(&mut self) -> Parsed<Filter> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.error(self.at, format!("a filter nests at most {MAX_DEPTH} deep"));
        }
        let start = self.at;
        let term = if self.eat("!") {
            Filter::Not(Box::new(self.term()?))
        } else if self.eat("(") {
            let inside = self.any()?;
            if !self.eat(")") {
                return self.error(start, "the parenthesis is not closed");
            }
            inside
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(term)
    }

    fn comparison(&mut self) -> Parsed<Filter> {
        let start = self.at;
        let left = self.operand()?;
        let Some(operator) = self.operator() else {
            return match left {
                Operand::Path { .. } => Ok(Filter::Exists { path: left, expected: true }),
                Operand::Literal(_) | Operand::Pattern(_) => {
                    self.error(start, "a filter compares something or asks whether a path exists")
                }
            };
        };
        let right = self.operand()?;
        Ok(Filter::Compare(left, operator, right))
    }

    fn operator(&mut self) -> Option<Operator> {
        self.skip_blanks();
        let rest = self.rest();
        if let Some((sign, operator)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            self.at += sign.len();
            return Some(*operator);
        }
        let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let (_, operator) = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
        self.at += word.len();
        Some(*operator)
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.skip_blanks();
        let start = self.at;
        let length = operand_length(self.rest());
        if length == 0 {
            return self.error(start, "expected a path, a value or a pattern");
        }
        self.at += length;
        Operand::parse(&self.text[start..self.at], self.offset + start, self.depth)
    }
}

/// The length of the operand that `text` starts with.
fn operand_length(text: &str) -> usize {
    match text.chars().next() {
        Some(quote @ ('\'' | '"' | '/')) => {
            let length = unescape_to(&text[1..], quote).map_or(text.len(), |(_, length)| length + 1);
            let flags = if quote == '/' {
                text[length..].bytes().take_while(u8::is_ascii_alphabetic).count()
            } else {
                0
            };
            length + flags
        }
        Some('[') => closing(text, '[', ']').unwrap_or(text.len()),
        Some('{') => closing(text, '{', '}').unwrap_or(text.len()),
        Some('@' | '$') => path_length(text),
        Some(_) => {
            text.find([' ', '\t', '\n', '\r', ')', '<', '>', '=', '!', '&', '|']).unwrap_or(text.len())
        }
        None => 0,
    }
}

fn path_length(text: &str) -> usize {
    let mut at = 1;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        let function_behind_name = c == '(';
        at += match c {
            '[' => closing(rest, '[', ']').unwrap_or(rest.len()),
            '(' if function_behind_name => closing(rest, '(', ')').unwrap_or(rest.len()),
            ')' | '<' | '>' | '=' | '!' | '~' | '&' | '|' | ',' => return at,
            c if c.is_whitespace() => return at,
            c => c.len_utf8(),
        };
    }
    at
}

impl Operand {
    /// Parses one operand that is the whole of `text`; `offset` is where it stands.
    pub(in crate::expr::json_path) fn parse(text: &str, offset: usize, depth: usize) -> Parsed<Operand> {
        let span = TextRange::new(offset, offset + text.len());
        let error = |message: String| Err(PathError::new(span, message));
        if depth > MAX_DEPTH {
            return error(format!("a filter nests at most {MAX_DEPTH} deep"));
        }
        match text.chars().next() {
            Some(start @ ('@' | '$')) => {
                let tokens = parse::parse_steps(&text[1..], offset + 1, depth)?;
                Ok(Operand::Path { from_item: start == '@', tokens })
            }
            Some(quote @ ('\'' | '"')) => match unescape_to(&text[1..], quote) {
                Some((literal, _)) => Ok(Operand::Literal(Value::from(literal))),
                None => error(format!("the text is not closed: {quote} is missing")),
            },
            Some('/') => pattern(text).or_else(error),
            Some('[' | '{') => {
                match Value::parse(text).or_else(|_| Value::parse(&text.replace('\'', "\""))) {
                    Ok(value) => Ok(Operand::Literal(value)),
                    Err(parse_error) => error(format!("not JSON: {}", parse_error.message)),
                }
            }
            Some(_) => Ok(Operand::Literal(Value::parse(text).unwrap_or_else(|_| Value::from(text)))),
            None => error("expected a path, a value or a pattern".to_owned()),
        }
    }
}

/// A pattern between slashes. Jayway matches the whole text; of Java's flags those that `regex-lite` has are kept.
fn pattern(text: &str) -> Result<Operand, String> {
    let close =
        text.rfind('/').filter(|&close| close > 0).ok_or("the pattern is not closed: / is missing")?;
    let source = text[1..close].replace("\\/", "/");
    let flags: String = text[close + 1..].chars().filter(|flag| "imsx".contains(*flag)).collect();
    let flags = if flags.is_empty() { String::new() } else { format!("(?{flags})") };
    match regex_lite::Regex::new(&format!("{flags}\\A(?:{source})\\z")) {
        Ok(regex) => Ok(Operand::Pattern(regex)),
        Err(error) => Err(format!("not a pattern: {error}")),
    }
}
