//! Scalars as the parser meets them: where they end, and what is wrong with them. What they stand for is `scalar`'s.

use super::lines::{
    ends_line, is_comment, is_dash, is_rest_empty, is_space, line_end, line_start, line_text, next_line,
    skip_blanks,
};
use super::parser::{Holder, Parser};
use super::{scalar, schema};
use crate::json::{NodeId, NodeKind};
use crate::text::TextRange;

/// How the line behind a scalar's text goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A colon that makes the text a key, at this offset.
    Colon(usize),
    /// Something else, or nothing.
    Other,
}

impl Parser<'_> {
    pub(super) fn quoted(&mut self, min: usize) -> NodeId {
        let start = self.at;
        self.at = self.quoted_end(start, min);
        let span = TextRange::new(start, self.at);
        let value = scalar::decode(self.text, span);
        self.tree.push(NodeKind::String(value.into()), span)
    }

    /// Where the quoted scalar at `start` ends. One that is never closed ends with its first line.
    pub(super) fn quoted_end(&mut self, start: usize, min: usize) -> usize {
        let quote = self.byte(start).unwrap_or_default();
        let mut at = start + 1;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'\\' if quote == b'"' => {
                    self.check_escape(at);
                    at += 1;
                }
                b'\'' if quote == byte && self.byte(at + 1) == Some(b'\'') => at += 1,
                _ if byte == quote => return at + 1,
                b'\n' if !self.continues_quoted(at + 1, min) => break,
                _ => {}
            }
            at += 1;
        }
        let end = self.text[..line_end(self.text, start)].trim_end().len().max(start + 1);
        let sign = char::from(quote);
        self.problems.retain(|problem| problem.span.start < start);
        self.report(TextRange::new(start, end), format!("the string is not closed; a `{sign}` is missing"));
        end
    }

    fn continues_quoted(&self, line: usize, min: usize) -> bool {
        let start = line_text(self.text, line);
        let is_inside = ends_line(self.text, start) || self.column(start) >= min || !self.open.is_empty();
        is_inside
            || self.byte(start) == Some(b'\\')
            || self.key_at(start).is_none() && !is_dash(self.text, start)
    }

    fn check_escape(&mut self, at: usize) {
        let Some(sign) = self.text[at + 1..].chars().next() else { return };
        let is_known = scalar::single(sign).is_some() || matches!(sign, 'x' | 'u' | 'U' | '\n' | '\r');
        if !is_known {
            let span = TextRange::new(at, at + 1 + sign.len_utf8());
            self.report(span, format!("`\\{sign}` is no escape in double quotes"));
        }
    }

    pub(super) fn block_scalar(&mut self, min: usize) -> NodeId {
        let start = self.at;
        let (header, behind) = scalar::header(self.text, start);
        if !is_rest_empty(self.text, behind) {
            let rest = TextRange::new(behind, line_end(self.text, behind));
            self.report(rest, "the text of a block begins on the next line");
        }
        let indentation = scalar::content_indentation(self.text, start, min).max(min);
        let (mut end, mut line) = (behind, next_line(self.text, start));
        while line < self.text.len() {
            let text = line_text(self.text, line);
            let is_empty = ends_line(self.text, text);
            if !is_empty && self.column(text) < indentation {
                break;
            }
            let keeps = header.chomping == Some(b'+');
            line = next_line(self.text, line);
            if !is_empty {
                end = line_end(self.text, text);
            } else if keeps {
                end = line;
            }
        }
        let span = TextRange::new(start, end);
        self.at = end;
        let value = scalar::decode(self.text, span);
        self.tree.push(NodeKind::String(value.into()), span)
    }

    /// Reads a plain scalar, on several lines perhaps; a word above other keys is a key that is half typed.
    pub(super) fn plain(&mut self, holder: Holder, here: usize) -> NodeId {
        let start = self.at;
        if start >= self.text.len() {
            return self.push(NodeKind::Null, here, here);
        }
        let (mut end, stop) = self.plain_line(start, false);
        self.check_reserved(start);
        if let Stop::Colon(colon) = stop {
            self.report(TextRange::new(colon, colon + 1), "a value with a colon in it stands in quotes");
            end = self.text[..line_end(self.text, start)].trim_end().len();
        } else if is_rest_empty(self.text, end) && ends_line(self.text, skip_blanks(self.text, end)) {
            end = self.plain_lines_end(end, holder.min);
        }
        self.at = end;
        let is_above_keys = holder.is_fresh && self.is_above_keys(start, end);
        if is_above_keys {
            self.at = start;
            return self.block_mapping(self.column(start), holder.min);
        }
        self.push_plain(TextRange::new(start, end))
    }

    /// A plain scalar; one on several lines is always a text.
    pub(super) fn push_plain(&mut self, span: TextRange) -> NodeId {
        let kind = if span.slice(self.text).contains('\n') {
            NodeKind::String(scalar::decode(self.text, span).into())
        } else {
            schema::resolve(span.slice(self.text))
        };
        self.tree.push(kind, span)
    }

    fn is_above_keys(&self, start: usize, end: usize) -> bool {
        let is_line = !TextRange::new(start, end).slice(self.text).contains('\n');
        let below = self.peek_line().filter(|&below| is_line && line_start(self.text, below) > start);
        below.is_some_and(|below| self.column(below) >= self.column(start) && self.key_at(below).is_some())
    }

    pub(super) fn check_reserved(&mut self, start: usize) {
        if let Some(sign @ (b'%' | b'@' | b'`' | b',' | b']' | b'}')) = self.byte(start) {
            let span = TextRange::new(start, start + 1);
            self.report(span, format!("a text that begins with `{}` stands in quotes", char::from(sign)));
        }
    }

    /// The end of a plain scalar's lines behind the first one.
    fn plain_lines_end(&self, first: usize, min: usize) -> usize {
        let mut end = first;
        let mut line = next_line(self.text, end);
        while line < self.text.len() {
            let start = line_text(self.text, line);
            line = next_line(self.text, line);
            if ends_line(self.text, start) {
                continue;
            }
            let goes_on = self.column(start) >= min && self.byte(start) != Some(b'#');
            if !goes_on || self.key_at(start).is_some() {
                break;
            }
            end = self.plain_line(start, false).0;
            if !ends_line(self.text, skip_blanks(self.text, end)) {
                break;
            }
        }
        end
    }

    /// Where the plain text at `start` ends on its line, and whether a colon follows.
    pub(super) fn plain_line(&self, start: usize, is_flow: bool) -> (usize, Stop) {
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut end = start;
        let is_sign = |byte: u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}');
        while at < bytes.len() {
            match bytes[at] {
                b'\n' => break,
                b'\r' if ends_line(self.text, at) => break,
                b'#' if at > start && is_comment(self.text, at) => break,
                b':' if is_space(self.text, at + 1) => return (end, Stop::Colon(at)),
                b':' if is_flow && bytes.get(at + 1).copied().is_some_and(is_sign) => {
                    return (end, Stop::Colon(at));
                }
                b'$' if is_flow && bytes.get(at + 1) == Some(&b'{') => {
                    at = self.substitution_end(at);
                    end = at;
                    continue;
                }
                byte if is_flow && is_sign(byte) => break,
                b' ' | b'\t' => {}
                _ => end = at + 1,
            }
            at += 1;
        }
        (end, Stop::Other)
    }

    /// The end of a `${Name}` in a flow collection, where YAML would take its braces for signs.
    fn substitution_end(&self, at: usize) -> usize {
        let line = &self.text[at..line_end(self.text, at)];
        line.find('}').map_or(at + 2, |end| at + end + 1)
    }
}
