//! Where the value of a key or dash stands, and how another one is written there.

use super::entries::Block;
use super::lines::{ends_line, is_comment, is_rest_empty, line_end, line_start, skip_blanks};
use super::modify::Modifier;
use super::print::{Behind, Written};
use crate::json::NodeId;
use crate::text::{Replacement, TextEdit, TextRange};

/// The place of a value: behind a key or dash.
pub(super) struct Slot {
    /// What its block is written behind.
    pub(super) behind: Behind,
    /// Behind the colon or dash, and an anchor.
    from: usize,
    /// What is to be replaced: the tag and the value.
    pub(super) old: TextRange,
}

impl Modifier<'_> {
    /// The place of a node outside brackets.
    pub(super) fn slot(&self, node: NodeId) -> Slot {
        let span = self.tree.span(node);
        let Some(parent) = self.tree.node(node).parent else {
            let column = super::lines::column(self.text, span.start);
            return Slot { behind: Behind::Start(column), from: span.start, old: span };
        };
        let block = Block::new(self.tree, self.text, parent);
        let entry = block.entries.iter().rev().find(|entry| entry.start <= span.start);
        let value_from = entry.map_or(span.start, |entry| entry.value_from).min(span.start);
        let (from, tag) = self.properties(value_from, span.start);
        let behind = if self.tree.is_object(parent) {
            Behind::Key(block.column)
        } else {
            let begins = skip_blanks(self.text, value_from);
            let is_here = !ends_line(self.text, begins) && !is_comment(self.text, begins);
            let column = super::lines::column(self.text, begins);
            Behind::Start(if is_here { column } else { block.column + 2 })
        };
        let start = tag.filter(|_| self.is_on_line_of(span.start, from)).unwrap_or(span.start);
        Slot { behind, from, old: TextRange::new(start, span.end) }
    }

    fn is_on_line_of(&self, at: usize, from: usize) -> bool {
        line_start(self.text, at) == line_start(self.text, from)
    }

    /// The offset behind the anchor that stands before a value, and where its tag begins.
    fn properties(&self, from: usize, value: usize) -> (usize, Option<usize>) {
        let (mut behind, mut tag) = (from, None);
        let mut at = skip_blanks(self.text, from);
        while at < value && self.text[at..].starts_with(['&', '!']) {
            let end = self.text[at..].find([' ', '\t', '\r', '\n']).map_or(self.text.len(), |end| at + end);
            if self.text[at..].starts_with('&') {
                behind = end;
            } else {
                tag = Some(at);
            }
            at = skip_blanks(self.text, end);
        }
        (behind, tag)
    }

    /// Writes a value into its place.
    pub(super) fn put(&self, slot: &Slot, old_end: usize, written: &Written) -> TextEdit {
        let Written { head, tail } = written;
        let old = TextRange::new(slot.old.start, old_end.max(slot.old.start));
        let is_root = slot.from == slot.old.start && !old.is_empty();
        if is_root && !self.text[..slot.from].ends_with([':', '-']) {
            return self.difference(old, &format!("{head}{tail}"));
        }
        if !self.is_on_line_of(old.start, slot.from) {
            let line = line_end(self.text, slot.from);
            let inline = if head.is_empty() { String::new() } else { format!(" {head}") };
            let is_blank = skip_blanks(self.text, slot.from) == line;
            if is_blank {
                return self.difference(TextRange::new(slot.from, old.end), &format!("{inline}{tail}"));
            }
            let head = TextEdit::insert(slot.from, inline);
            return head.union(TextEdit::replace(TextRange::new(line, old.end), tail.as_str()));
        }
        let line = line_end(self.text, old.end);
        let has_comment = is_rest_empty(self.text, old.end) && skip_blanks(self.text, old.end) < line;
        let range = match (head.is_empty(), old.is_empty()) {
            (true, _) => TextRange::new(slot.from, if has_comment { old.end } else { line.max(old.end) }),
            (false, true) => TextRange::new(slot.from, if has_comment { slot.from } else { line }),
            (false, false) => old,
        };
        let range = if is_rest_empty(self.text, range.end.max(old.end)) { range } else { old };
        let blank = if range.start == slot.from && !head.is_empty() { " " } else { "" };
        if has_comment && !tail.is_empty() {
            let head = self.difference(range, &format!("{blank}{head}"));
            return head.union(TextEdit::insert(line, tail.as_str()));
        }
        self.difference(range, &format!("{blank}{head}{tail}"))
    }

    /// The smallest edit that puts `new` in the place of `range`.
    pub(super) fn difference(&self, range: TextRange, new: &str) -> TextEdit {
        let edit = TextEdit::between(range.slice(self.text), new);
        let moved = |piece: &Replacement| Replacement {
            range: TextRange::new(range.start + piece.range.start, range.start + piece.range.end),
            text: piece.text.clone(),
        };
        TextEdit::from_replacements(edit.replacements().iter().map(moved).collect())
    }
}
