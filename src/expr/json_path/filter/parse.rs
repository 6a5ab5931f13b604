use super::compare::{OPERATORS, Operand};
use super::{Condition, Filter};
use crate::expr::json_path::parse::{self, Parsed, PathError};
use crate::expr::json_path::token::Tokens;
use crate::expr::regex::{Flags, Regex};
use crate::text::TextRange;
use crate::value::Value;

/// A part of a path's text and where it stands.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    offset: usize,
}

/// Parses the conditions between the parentheses of `[?(…)]`; `offset` is where they stand.
pub(in crate::expr::json_path) fn parse(text: &str, offset: usize, depth: usize) -> Parsed<Filter> {
    let groups = Piece { text, offset }
        .split("||")
        .map(|group| group.split("&&").map(|piece| piece.without_parentheses().condition(depth)).collect());
    let has_parentheses = text.split(['&', '|']).any(|piece| piece.trim_start().starts_with('('));
    Ok(Filter { groups: groups.collect::<Parsed<_>>()?, has_parentheses })
}

impl<'t> Piece<'t> {
    fn error<T>(self, message: impl Into<String>) -> Parsed<T> {
        Err(PathError::new(TextRange::new(self.offset, self.offset + self.text.len()), message))
    }

    fn part(self, start: usize, end: usize) -> Piece<'t> {
        Piece { text: &self.text[start..end], offset: self.offset + start }
    }

    fn split(self, sign: &'static str) -> impl Iterator<Item = Piece<'t>> {
        self.text.split(sign).scan(self.offset, move |offset, text| {
            let piece = Piece { text, offset: *offset };
            *offset += text.len() + sign.len();
            Some(piece)
        })
    }

    fn trimmed(self) -> Piece<'t> {
        let start = self.text.len() - self.text.trim_start().len();
        self.part(start, start + self.text.trim().len())
    }

    fn without_parentheses(self) -> Piece<'t> {
        let behind = self.text.trim_start_matches([' ', '(', '[', '?']);
        let start = self.text.len() - behind.len();
        self.part(start, start + behind.trim_end_matches([' ', ')']).len())
    }

    fn condition(self, depth: usize) -> Parsed<Condition> {
        if self.text.is_empty() {
            return self.error("expected a condition");
        }
        let divided = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((self.text.find(sign)?, sign.len(), *operator)));
        let Some((at, length, operator)) = divided else {
            return self.existence(depth);
        };
        let right = self.part(at + length, self.text.len()).trimmed();
        if right.text.starts_with("!@") {
            return right.error("only the question whether a path exists can be negated: [?(!@.a)]");
        }
        Ok(Condition::Compare {
            left: self.part(0, at).trimmed().operand(depth)?,
            operator,
            right: right.operand(depth)?,
        })
    }

    fn existence(self, depth: usize) -> Parsed<Condition> {
        let expected = !self.text.starts_with('!');
        let path = if expected { self } else { self.part(1, self.text.len()) };
        let is_path = path.text.starts_with('@') || (expected && path.text.starts_with('$'));
        if !is_path {
            return self.error("a filter compares something or asks whether a path exists");
        }
        Ok(Condition::Exists { path: path.path(depth)?, expected })
    }

    fn path(self, depth: usize) -> Parsed<Tokens> {
        let steps = &self.text[1..];
        if !(steps.is_empty() || steps.starts_with(['.', '['])) {
            return self.part(1, self.text.len()).error("expected '.' or '['");
        }
        let tokens = Tokens::new(parse::parse_steps(steps, self.offset + 1, depth)?);
        if !tokens.are_definite() {
            return self.error("a path in a filter must stand for one value");
        }
        Ok(tokens)
    }

    fn operand(self, depth: usize) -> Parsed<Operand> {
        let text = self.text;
        let start = text.chars().next();
        if let Some('@' | '$') = start {
            return Ok(Operand::Path { from_item: start == Some('@'), tokens: self.path(depth)? });
        }
        if let Some(inside) = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            return Ok(Operand::Text(Value::from(inside)));
        }
        if text.len() > 1 && text.starts_with('/') && (text.ends_with('/') || text.ends_with("/i")) {
            return self.pattern();
        }
        Ok(Operand::Text(Value::from(text)))
    }

    fn pattern(self) -> Parsed<Operand> {
        let source = &self.text[1..self.text.rfind('/').unwrap_or(1).max(1)];
        let (inline_flag, source) =
            source.strip_prefix("(?i)").map_or((false, source), |source| (true, source));
        let flags = Flags { ignore_case: inline_flag || self.text.ends_with('i'), multi_line: false };
        match Regex::new(&format!("^(?:{source})$"), flags) {
            Ok(regex) => Ok(Operand::Pattern(regex)),
            Err(error) => self.error(format!("not a pattern: {error}")),
        }
    }
}
