//! The entries of a block, with the lines and comments that belong to them.

use super::lines::{
    column, is_comment, is_dash, is_space, line_end, line_start, line_text, next_line, skip_blanks,
};
use crate::json::{NodeId, Tree};
use crate::text::TextRange;

/// A member or item of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    /// Where its key or dash stands.
    pub(super) start: usize,
    /// Behind the colon or dash; behind the key where there is no colon yet.
    pub(super) value_from: usize,
    /// The end of its value.
    pub(super) end: usize,
}

/// A mapping or sequence without brackets.
pub(super) struct Block<'text> {
    pub(super) text: &'text str,
    pub(super) column: usize,
    pub(super) entries: Vec<Entry>,
    is_root: bool,
}

impl<'text> Block<'text> {
    pub(super) fn new(tree: &Tree, text: &'text str, node: NodeId) -> Self {
        let start = tree.span(node).start;
        let column = column(text, start);
        let entries = if tree.is_object(node) {
            members(tree, text, node, start)
        } else {
            items(tree, text, node, column)
        };
        Block { text, column, entries, is_root: tree.node(node).parent.is_none() }
    }

    /// Whether the entry begins its line.
    pub(super) fn has_line(&self, entry: &Entry) -> bool {
        line_text(self.text, line_start(self.text, entry.start)) == entry.start
            && !self.text[line_start(self.text, entry.start)..entry.start].contains('\u{feff}')
    }

    /// The end of what belongs to an entry: comments behind it on its last line, and those below that are indented
    /// deeper than the block.
    pub(super) fn extent_end(&self, entry: &Entry) -> usize {
        let is_line_start = entry.end > 0 && line_start(self.text, entry.end) == entry.end;
        let mut end = if is_line_start { entry.end } else { line_end(self.text, entry.end) };
        loop {
            let next = if line_start(self.text, end) == end { end } else { next_line(self.text, end) };
            let start = line_text(self.text, next);
            let is_own = next < self.text.len()
                && is_comment(self.text, start)
                && column(self.text, start) > self.column
                && start > end;
            if !is_own {
                return end;
            }
            end = line_end(self.text, start);
        }
    }

    /// The beginning of the lines that belong to an entry: comments right above it in its column are its own, but
    /// for those that head the whole text.
    pub(super) fn own_start(&self, index: usize) -> usize {
        let Some(entry) = self.entries.get(index) else { return self.text.len() };
        if !self.has_line(entry) {
            return entry.start;
        }
        let mut start = line_start(self.text, entry.start);
        if index == 0 && self.is_root {
            return start;
        }
        while start > 0 {
            let above = line_start(self.text, start - 1);
            let begins = line_text(self.text, above);
            if !is_comment(self.text, begins) || column(self.text, begins) != self.column {
                break;
            }
            start = above;
        }
        start
    }

    /// Whether an empty line stands between the entries `index - 1` and `index`.
    pub(super) fn has_gap_before(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.entries.get(before));
        let Some((before, entry)) = before.zip(self.entries.get(index)) else { return false };
        let gap = self.text.get(self.extent_end(before)..entry.start).unwrap_or_default();
        gap.lines().skip(1).any(|line| line.trim().is_empty()) && gap.matches('\n').count() > 1
    }

    /// The ranges to take out with the entries `first` to `last`, some entry staying.
    pub(super) fn removal_of(&self, first: usize, last: usize) -> TextRange {
        let start = self.own_start(first);
        let mut end = self.extent_end(&self.entries[last]);
        let Some(next) = self.entries.get(last + 1) else {
            let kept = self.text[..start].trim_end_matches([' ', '\t', '\r', '\n']).len();
            if end > kept && line_start(self.text, end) == end {
                end =
                    self.text[..end].strip_suffix('\n').map_or(end, |text| text.trim_end_matches('\r').len());
            }
            return TextRange::new(kept, end.max(kept));
        };
        if !self.has_line(&self.entries[first]) {
            let is_plain_gap = self.own_start(last + 1) == line_start(self.text, next.start);
            if is_plain_gap {
                return TextRange::new(start, next.start);
            }
            return TextRange::new(self.text[..start].trim_end_matches(' ').len(), end);
        }
        let mut line = if line_start(self.text, end) == end { end } else { next_line(self.text, end) };
        while line < next.start && super::lines::ends_line(self.text, line_text(self.text, line)) {
            line = next_line(self.text, line);
        }
        TextRange::new(start, line.min(line_start(self.text, next.start)))
    }
}

fn members(tree: &Tree, text: &str, node: NodeId, first: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for member in tree.members(node) {
        let key = member.key_span;
        let colon = colon_behind(text, key.end);
        let value_from = colon.map_or(key.end, |colon| colon + 1);
        let end = member.value.map_or(value_from, |value| tree.span(value).end).max(value_from);
        match entries.last_mut().filter(|last| last.start == key.start || key.start < last.end) {
            // What a merge key brings in has the place of that key.
            Some(last) => last.end = last.end.max(end),
            None => {
                let start = if entries.is_empty() { first } else { entry_start(text, key.start) };
                entries.push(Entry { start, value_from, end });
            }
        }
    }
    entries
}

/// Where the entry of a key begins: at an anchor or a `?` before it on its line.
fn entry_start(text: &str, key: usize) -> usize {
    line_text(text, line_start(text, key)).min(key)
}

/// The colon behind a key, on its line or below an explicit key.
fn colon_behind(text: &str, key_end: usize) -> Option<usize> {
    let mut at = skip_blanks(text, key_end);
    if super::lines::ends_line(text, at) || is_comment(text, at) {
        at = line_text(text, next_line(text, at));
    }
    (text.as_bytes().get(at) == Some(&b':') && is_space(text, at + 1)).then_some(at)
}

fn items(tree: &Tree, text: &str, node: NodeId, dashes: usize) -> Vec<Entry> {
    let mut from = tree.span(node).start;
    let mut entries = Vec::new();
    for &item in tree.items(node) {
        let span = tree.span(item);
        let dash = dash_before(text, from, span.start, dashes);
        entries.push(Entry { start: dash, value_from: dash + 1, end: span.end.max(dash + 1) });
        from = span.end;
    }
    entries
}

/// The dash in that column between `from` and the item at `item`.
fn dash_before(text: &str, from: usize, item: usize, dashes: usize) -> usize {
    let is_it = |at: usize| is_dash(text, at) && column(text, at) == dashes;
    if is_it(from) {
        return from;
    }
    let mut line = next_line(text, from);
    while line <= item {
        let at = line_text(text, line);
        if at < item.max(1) && is_it(at) {
            return at;
        }
        let next = next_line(text, line);
        if next <= line {
            break;
        }
        line = next;
    }
    from
}
