//! Flow collections: what stands between brackets, as in JSON.

use super::block::Key;
use super::lines::{is_comment, is_space, line_end, line_start, next_line};
use super::parser::Parser;
use super::text::Stop;
use crate::json::{Member, NodeId, NodeKind};
use crate::text::TextRange;

/// Collections inside collections; deeper ones are read over.
const MAX_DEPTH: usize = 200;

impl Parser<'_> {
    /// Reads a collection whose bracket stands here. Lines before the column `min` that look like entries of a block
    /// end one that is never closed.
    pub(super) fn flow_node(&mut self, min: usize) -> NodeId {
        let start = self.at;
        let is_object = self.byte(start) == Some(b'{');
        let close = if is_object { b'}' } else { b']' };
        if self.open.len() >= MAX_DEPTH {
            self.report(TextRange::new(start, start + 1), format!("nested deeper than {MAX_DEPTH} levels"));
            self.at = self.text.len();
            return self.push(NodeKind::Invalid, start, self.at);
        }
        self.at += 1;
        self.open.push(close);
        let kind = if is_object {
            let members = self.flow_members(min);
            NodeKind::Object(self.merged(members))
        } else {
            NodeKind::Array(self.flow_items(min))
        };
        self.open.pop();
        let end = if self.byte(self.at) == Some(close) && self.is_in_flow(min) {
            self.at += 1;
            self.at
        } else {
            let sign = char::from(close);
            self.report(
                TextRange::new(start, start + 1),
                format!("this is never closed; a `{sign}` is missing"),
            );
            let end = self.content_end(&kind).max(start + 1);
            self.at = self.text[..self.at].trim_end().len().max(end);
            end
        };
        self.push(kind, start, end)
    }

    /// Where the last entry of a collection ends.
    fn content_end(&self, kind: &NodeKind) -> usize {
        let end = |node: &NodeId| self.tree.span(*node).end;
        match kind {
            NodeKind::Array(items) => items.last().map_or(0, end),
            NodeKind::Object(members) => members
                .last()
                .map_or(0, |member| member.value.as_ref().map_or(0, end).max(member.key_span.end)),
            _ => 0,
        }
    }

    /// Skips blanks, line ends and comments; whether the collection goes on.
    fn is_in_flow(&mut self, min: usize) -> bool {
        loop {
            match self.byte(self.at) {
                None => return false,
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(b'#') if is_comment(self.text, self.at) => self.at = line_end(self.text, self.at),
                Some(_) => return !self.is_outside(min),
            }
        }
    }

    /// Whether an entry of an enclosing block begins here.
    fn is_outside(&self, min: usize) -> bool {
        let start = line_start(self.text, self.at);
        let begins = self.text[start..self.at].trim_start_matches('\u{feff}').trim().is_empty();
        begins && start > 0 && self.column(self.at) < min && {
            let is_item = self.byte(self.at) == Some(b'-') && is_space(self.text, self.at + 1);
            is_item || self.key_at(self.at).is_some()
        }
    }

    fn flow_members(&mut self, min: usize) -> Vec<Member> {
        let mut members = Vec::new();
        while self.is_in_flow(min) {
            match self.byte(self.at) {
                Some(b'}') => break,
                Some(b']') if self.open.contains(&b']') => break,
                Some(b',') => self.extra_comma(),
                Some(b']') => self.skip_sign(),
                _ => {
                    if let Some(member) = self.flow_member(min) {
                        members.push(member);
                    }
                    self.flow_separator(min);
                }
            }
        }
        members
    }

    fn flow_items(&mut self, min: usize) -> Vec<NodeId> {
        let mut items = Vec::new();
        while self.is_in_flow(min) {
            match self.byte(self.at) {
                Some(b']') => break,
                Some(b'}') if self.open.contains(&b'}') => break,
                Some(b',') => self.extra_comma(),
                Some(b'}') => self.skip_sign(),
                _ => {
                    let start = self.at;
                    let pair = self.flow_key(min).is_some_and(|key| self.byte(key.colon) == Some(b':'));
                    self.at = start;
                    let item = if pair { self.flow_pair(min) } else { self.flow_value(min) };
                    items.push(item);
                    self.flow_separator(min);
                }
            }
        }
        items
    }

    /// A mapping of one entry without braces, an item of a list.
    fn flow_pair(&mut self, min: usize) -> NodeId {
        let start = self.at;
        let members: Vec<Member> = self.flow_member(min).into_iter().collect();
        let kind = NodeKind::Object(members);
        let end = self.content_end(&kind).max(self.at);
        self.push(kind, start, end)
    }

    fn extra_comma(&mut self) {
        self.report(TextRange::new(self.at, self.at + 1), "an entry is missing before this comma");
        self.at += 1;
    }

    fn skip_sign(&mut self) {
        let Some(length) = self.text[self.at..].chars().next().map(char::len_utf8) else { return };
        let span = TextRange::new(self.at, self.at + length);
        self.report(span, format!("`{}` has no place here", span.slice(self.text)));
        self.at += length;
    }

    fn flow_separator(&mut self, min: usize) {
        let end = self.at;
        if !self.is_in_flow(min) {
            return;
        }
        match self.byte(self.at) {
            Some(b',') => self.at += 1,
            Some(b'}' | b']') => {}
            _ => self.report(TextRange::empty(end), "expected `,` between two entries"),
        }
    }

    /// The key here, if the entry is one that has a key written as a scalar; goes behind it.
    fn flow_key(&mut self, min: usize) -> Option<Key> {
        let start = self.at;
        match self.byte(start)? {
            b'"' | b'\'' => {
                let before = self.problems.len();
                let end = self.quoted_end(start, min);
                self.problems.truncate(before);
                self.at = end;
                let is_key = self.is_in_flow(min) && self.byte(self.at) == Some(b':');
                is_key.then_some(Key { start, end, colon: self.at })
            }
            b'{' | b'[' => None,
            _ => match self.plain_line(start, true) {
                (end, Stop::Colon(colon)) => Some(Key { start, end, colon }),
                _ => None,
            },
        }
    }

    fn flow_member(&mut self, min: usize) -> Option<Member> {
        if self.byte(self.at) == Some(b'?') && is_space(self.text, self.at + 1) {
            self.at += 1;
            self.is_in_flow(min);
        }
        let start = self.at;
        if let Some(key) = self.flow_key(min) {
            let key_span = TextRange::new(key.start, key.end);
            let name = self.key_name(key_span);
            self.at = key.colon + 1;
            let value = self.member_value(min);
            return Some(Member::new(name, key_span, Some(value)));
        }
        self.at = start;
        let key = self.flow_value(min);
        if self.at == start {
            self.skip_sign();
            return None;
        }
        let key_span = self.tree.span(key);
        let name = self.key_name(key_span);
        let is_half_typed = matches!(self.byte(start), Some(b'"' | b'\''));
        if is_half_typed {
            self.report(TextRange::empty(key_span.end), "expected `:` and a value after the key");
            return Some(Member::new(name, key_span, None));
        }
        let null = self.push(NodeKind::Null, key_span.end, key_span.end);
        Some(Member::new(name, key_span, Some(null)))
    }

    fn member_value(&mut self, min: usize) -> NodeId {
        let here = self.at;
        if !self.is_in_flow(min) || matches!(self.byte(self.at), Some(b',' | b'}' | b']')) {
            return self.push(NodeKind::Null, here, here);
        }
        self.flow_value(min)
    }

    fn flow_value(&mut self, min: usize) -> NodeId {
        let start = self.at;
        match self.byte(start) {
            Some(b'{' | b'[') => self.flow_node(min),
            Some(b'"' | b'\'') => self.quoted(min),
            Some(b'*') => self.alias(),
            Some(b'&' | b'!') => self.flow_value_with_properties(min),
            _ => self.flow_plain(min),
        }
    }

    fn flow_value_with_properties(&mut self, min: usize) -> NodeId {
        let properties = self.flow_properties();
        let here = self.at;
        let is_there = self.is_in_flow(min) && !matches!(self.byte(self.at), Some(b',' | b'}' | b']'));
        let node = match self.byte(self.at) {
            Some(b'{' | b'[' | b'"' | b'\'' | b'*') if is_there => self.flow_value(min),
            Some(_) if is_there => self.flow_plain(min),
            _ => self.push(NodeKind::Null, here, here),
        };
        self.apply(&properties, node)
    }

    fn flow_plain(&mut self, min: usize) -> NodeId {
        let start = self.at;
        let mut end = self.plain_line(start, true).0;
        if end == start {
            self.skip_sign();
            return self.push(NodeKind::Invalid, start, self.at);
        }
        self.check_reserved(start);
        // The words of a plain scalar may go on below.
        while super::lines::ends_line(self.text, super::lines::skip_blanks(self.text, end)) {
            self.at = next_line(self.text, end);
            let is_text = self.is_in_flow(min)
                && !matches!(
                    self.byte(self.at),
                    Some(b',' | b'}' | b']' | b'[' | b'{' | b':' | b'"' | b'\'')
                );
            let below = self.at;
            let (line, stop) = if is_text { self.plain_line(below, true) } else { (below, Stop::Other) };
            if !is_text || stop != Stop::Other || line == below {
                break;
            }
            end = line;
        }
        self.at = end;
        self.push_plain(TextRange::new(start, end))
    }
}
