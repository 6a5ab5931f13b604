//! Block mappings and sequences, whose entries are told by the columns they stand in.

use super::lines::{is_dash, is_rest_empty, is_space, line_end, line_start, skip_blanks};
use super::parser::{Holder, Parser};
use super::scalar;
use super::text::Stop;
use crate::json::{Member, NodeId, NodeKind};
use crate::text::TextRange;
use std::sync::Arc;

/// A key on one line with the colon behind it.
#[derive(Clone, Copy)]
pub(super) struct Key {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) colon: usize,
}

impl Parser<'_> {
    /// The key at `start`, if the line goes on with a colon.
    pub(super) fn key_at(&self, start: usize) -> Option<Key> {
        let start = self.behind_properties(start);
        let end = match self.byte(start)? {
            quote @ (b'"' | b'\'') => {
                let end = self.quoted_line_end(start, quote)?;
                let colon = skip_blanks(self.text, end);
                let is_key = self.byte(colon) == Some(b':') && is_space(self.text, colon + 1);
                return is_key.then_some(Key { start, end, colon });
            }
            b'{' | b'[' | b'}' | b']' | b',' | b'|' | b'>' | b'#' => return None,
            b'-' | b'?' if is_space(self.text, start + 1) => return None,
            _ => self.plain_line(start, false),
        };
        match end {
            (end, Stop::Colon(colon)) => Some(Key { start, end, colon }),
            _ => None,
        }
    }

    /// The offset behind anchors and tags that stand before a key on its line.
    fn behind_properties(&self, start: usize) -> usize {
        let mut at = start;
        while matches!(self.byte(at), Some(b'&' | b'!')) {
            at = skip_blanks(self.text, self.word_end(at));
        }
        at
    }

    fn quoted_line_end(&self, start: usize, quote: u8) -> Option<usize> {
        let mut at = start + 1;
        loop {
            match self.byte(at)? {
                b'\n' => return None,
                b'\\' if quote == b'"' => at += 1,
                b'\'' if quote == b'\'' && self.byte(at + 1) == Some(quote) => at += 1,
                byte if byte == quote => return Some(at + 1),
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads the entries in `column`, and those that no enclosing node can take.
    pub(super) fn block_mapping(&mut self, column: usize, min: usize) -> NodeId {
        let start = self.at;
        let mut members = Vec::new();
        let mut end = start;
        loop {
            let before = self.at;
            self.entry(column, &mut members);
            end = self.end_of(&members).max(end);
            self.finish_line();
            if self.at <= before {
                self.skip_line("expected a key and a colon");
            }
            if !self.is_next_entry(column, min) {
                break;
            }
        }
        let members = self.merged(members);
        self.push(NodeKind::Object(members), start, end)
    }

    /// Goes to the next entry of a mapping, if there is one.
    fn is_next_entry(&mut self, column: usize, min: usize) -> bool {
        while let Some(next) = self.peek_line() {
            let found = self.column(next);
            if found < min {
                return false;
            }
            self.at = next;
            if is_dash(self.text, next) {
                self.stray_sequence(found);
                continue;
            }
            if found == column {
                return true;
            }
            if self.key_at(next).is_some() {
                let span = TextRange::new(line_start(self.text, next), next);
                let span = if span.is_empty() { TextRange::new(next, next + 1) } else { span };
                self.report(span, "this key is not indented as the ones beside it");
                return true;
            }
            self.skip_line("expected a key and a colon");
        }
        false
    }

    /// Reads over a list that stands where a key belongs.
    fn stray_sequence(&mut self, column: usize) {
        self.report(TextRange::new(self.at, self.at + 1), "expected a key and a colon before this list");
        self.block_sequence(column, Holder { min: column, dashes: None, is_fresh: true });
    }

    fn end_of(&self, members: &[Member]) -> usize {
        members.last().map_or(0, |member| {
            let value = member.value.map_or(0, |value| self.tree.span(value).end);
            value.max(member.key_span.end)
        })
    }

    fn entry(&mut self, column: usize, members: &mut Vec<Member>) {
        let start = self.at;
        if self.byte(start) == Some(b'?') && is_space(self.text, start + 1) {
            return self.explicit_entry(column, members);
        }
        let Some(key) = self.key_at(start) else { return self.half_typed_entry(column, members) };
        let key_span = TextRange::new(key.start, key.end);
        let name = self.key_name(key_span);
        self.at = key.colon + 1;
        let holder = Holder { min: column + 1, dashes: Some(column), is_fresh: false };
        let value = self.block_node(holder, self.at);
        members.push(Member::new(name, key_span, Some(value)));
    }

    /// The text of a key; that of an alias is its anchor's.
    pub(super) fn key_name(&mut self, span: TextRange) -> Arc<str> {
        let written = span.slice(self.text);
        if let Some(anchor) = written.strip_prefix('*') {
            let text = self.anchors.node(anchor).and_then(|node| self.tree.as_str(node).cloned());
            return text.unwrap_or_else(|| written.into());
        }
        if written.starts_with(['"', '\'']) {
            return scalar::decode(self.text, span).into();
        }
        written.into()
    }

    /// A word without a colon, where a key stands. What is indented below it is its value.
    fn half_typed_entry(&mut self, column: usize, members: &mut Vec<Member>) {
        let start = self.at;
        let end = match self.byte(start) {
            Some(b'"' | b'\'') => line_end(self.text, start),
            _ => self.plain_line(start, false).0,
        };
        let end = self.text[..end].trim_end().len().max(start);
        if end == start {
            return;
        }
        let key_span = TextRange::new(start, end);
        self.report(TextRange::empty(end), "expected `:` and a value after the key");
        let key = key_span.slice(self.text).trim_matches(['"', '\'']).into();
        self.at = end;
        let is_inside = |next: &usize| {
            let found = self.column(*next);
            found > column || (found == column && is_dash(self.text, *next))
        };
        let holds = self.is_rest_empty(end) && self.peek_line().filter(is_inside).is_some();
        let holder = Holder { min: column + 1, dashes: Some(column), is_fresh: false };
        let value = holds.then(|| self.block_node(holder, end));
        members.push(Member::new(key, key_span, value));
    }

    /// An entry written `? key` and `: value`.
    fn explicit_entry(&mut self, column: usize, members: &mut Vec<Member>) {
        let start = self.at;
        self.at += 1;
        let holder = Holder { min: column + 1, dashes: None, is_fresh: true };
        let key = self.block_node(holder, self.at);
        self.finish_line();
        let span = self.tree.span(key);
        let name: Arc<str> = match &self.tree.node(key).kind {
            NodeKind::String(text) => text.clone(),
            NodeKind::Object(_) | NodeKind::Array(_) => {
                self.report(TextRange::new(start, start + 1), "a key is a text");
                span.slice(self.text).into()
            }
            _ => span.slice(self.text).into(),
        };
        let key_span = if span.is_empty() { TextRange::new(start, start + 1) } else { span };
        let colon = self.peek_line().filter(|&next| {
            self.column(next) == column
                && self.byte(next) == Some(b':')
                && is_space(self.text, next + 1)
                && line_start(self.text, next) > start
        });
        let value = match colon {
            Some(colon) => {
                self.at = colon + 1;
                self.block_node(Holder { dashes: Some(column), ..holder }, colon + 1)
            }
            None => self.push(NodeKind::Null, key_span.end, key_span.end),
        };
        members.push(Member::new(name, key_span, Some(value)));
    }

    pub(super) fn block_sequence(&mut self, column: usize, holder: Holder) -> NodeId {
        let min = if holder.dashes == Some(column) { column } else { holder.min };
        let start = self.at;
        let mut items = Vec::new();
        let mut end;
        loop {
            let dash = self.at;
            self.at = dash + 1;
            let holder = Holder { min: column + 1, dashes: None, is_fresh: true };
            let item = self.block_node(holder, dash + 1);
            items.push(item);
            end = self.tree.span(item).end.max(dash + 1);
            self.finish_line();
            if !self.is_next_item(column, min) {
                break;
            }
        }
        self.push(NodeKind::Array(items), start, end)
    }

    /// Goes to the next item of a sequence, if there is one.
    fn is_next_item(&mut self, column: usize, min: usize) -> bool {
        while let Some(next) = self.peek_line() {
            let found = self.column(next);
            let is_item = is_dash(self.text, next);
            if found < min || (found <= column && !is_item) {
                return false;
            }
            self.at = next;
            if is_item {
                if found != column {
                    let span = TextRange::new(next, next + 1);
                    self.report(span, "this item is not indented as the ones beside it");
                }
                return true;
            }
            self.skip_line("expected `-` before an item");
        }
        false
    }

    /// Whether nothing but a comment stands on the rest of the line.
    pub(super) fn is_rest_empty(&self, at: usize) -> bool {
        is_rest_empty(self.text, at)
    }
}
