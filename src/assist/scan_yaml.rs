use super::scan::{Frame, Scan, Slot, Token, scan_from};
use crate::text::TextRange;
use std::sync::Arc;

/// The same as [`scan`](super::scan::scan) for YAML: blocks are told by their columns, line by line; brackets are read as in
/// JSON.
pub(super) fn scan_yaml(text: &str, offset: usize) -> Scan {
    let mut reader = Reader { text, offset, frames: Vec::new(), is_filled: false };
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    loop {
        let end = line_end(text, start);
        if offset < start {
            // The caret is in what was read over: a text of several lines.
            return reader.nowhere();
        }
        if offset <= end {
            return reader.caret_line(start, end);
        }
        match reader.line(start, end) {
            Next::Line => start = next_line(text, end),
            Next::From(at) if at > start => start = at,
            Next::From(_) => start = next_line(text, end),
            Next::Found(scan) => return *scan,
        }
    }
}

struct Reader<'text> {
    text: &'text str,
    offset: usize,
    /// The open blocks with their columns.
    frames: Vec<(Frame, usize)>,
    /// Whether the key read last has a value on its line, so that no block belongs to it.
    is_filled: bool,
}

/// How reading goes on behind a line.
enum Next {
    Line,
    /// At a later line.
    From(usize),
    /// The caret was in it.
    Found(Box<Scan>),
}

/// What a line says after its dashes.
enum Content {
    Nothing,
    /// A key, and where its value begins.
    Key(TextRange, usize),
    /// Anything else, from there.
    Other(usize),
}

impl Reader<'_> {
    fn line(&mut self, start: usize, end: usize) -> Next {
        let Some(content) = self.enter(start, end) else { return Next::Line };
        let value = match content {
            Content::Nothing => return Next::Line,
            Content::Key(_, value) | Content::Other(value) => value,
        };
        let column = self.frames.last().map_or(0, |(_, column)| *column);
        let rest = TextRange::new(value, end).slice(self.text);
        match rest.chars().next() {
            Some('{' | '[') => self.flow(value),
            Some('|' | '>') => Next::From(self.behind_block_scalar(end, column)),
            _ => Next::Line,
        }
    }

    /// Reads what stands in brackets, which may go on over lines.
    fn flow(&mut self, open: usize) -> Next {
        let found = scan_from(self.text, open, self.offset);
        if found.frames.is_empty() {
            // It ends before the caret; where, is told by the line on which the brackets are closed.
            let mut end = line_end(self.text, open);
            while end < self.offset && !scan_from(self.text, open, end).frames.is_empty() {
                end = line_end(self.text, next_line(self.text, end));
            }
            return Next::From(next_line(self.text, end));
        }
        let frames = self.frames.iter().map(|(frame, _)| frame.clone()).chain(found.frames).collect();
        Next::Found(Box::new(Scan { frames, ..found }))
    }

    fn behind_block_scalar(&self, end: usize, column: usize) -> usize {
        let mut start = next_line(self.text, end);
        while start < self.text.len() {
            let end = line_end(self.text, start);
            let line = TextRange::new(start, end).slice(self.text);
            let is_inside = line.trim().is_empty() || indent(line) > column;
            if !is_inside || self.offset <= end {
                return start;
            }
            start = next_line(self.text, end);
        }
        start
    }

    /// Opens and closes the blocks that a line stands in; none for a line without content.
    fn enter(&mut self, start: usize, end: usize) -> Option<Content> {
        let line = TextRange::new(start, end).slice(self.text);
        let (mut at, mut column) = (start + indent(line), indent(line));
        let rest = TextRange::new(at, end).slice(self.text);
        if rest.is_empty() || rest.starts_with('#') || rest.starts_with("---") {
            return None;
        }
        while is_dash(self.text, at, end) {
            self.item(at, column);
            let blanks = indent(TextRange::new(at + 1, end).slice(self.text));
            at += 1 + blanks;
            column += 1 + blanks;
        }
        if at >= end {
            return Some(Content::Nothing);
        }
        let Some((key, colon)) = key_at(self.text, at, end) else { return Some(Content::Other(at)) };
        self.key(key, column);
        let value = colon + 1;
        let blanks = indent(TextRange::new(value, end).slice(self.text));
        let value = (value + blanks).min(end);
        self.is_filled = value < end && !self.text[value..].starts_with('#');
        Some(Content::Key(key, value))
    }

    fn item(&mut self, at: usize, column: usize) {
        self.is_filled = false;
        self.close(|_, other| other > column);
        match self.frames.last_mut() {
            Some((frame, other)) if !frame.is_object && *other == column => frame.index += 1,
            _ => self.frames.push((Frame::block(at, false), column)),
        }
    }

    fn key(&mut self, key: TextRange, column: usize) {
        self.close(|frame, other| other > column || (other == column && !frame.is_object));
        if !self.frames.last().is_some_and(|(frame, other)| frame.is_object && *other == column) {
            self.frames.push((Frame::block(key.start, true), column));
        }
        let name: Arc<str> = unquoted(key.slice(self.text)).into();
        if let Some((frame, _)) = self.frames.last_mut() {
            frame.key = name;
            frame.index += 1;
        }
    }

    fn close(&mut self, is_over: impl Fn(&Frame, usize) -> bool) {
        while self.frames.last().is_some_and(|(frame, column)| is_over(frame, *column)) {
            self.frames.pop();
        }
    }

    /// The line with the caret.
    fn caret_line(&mut self, start: usize, end: usize) -> Scan {
        let line = TextRange::new(start, end).slice(self.text);
        let first = start + indent(line);
        if first >= end || self.offset < first {
            // An empty line, or before the text: a key in the column of the caret.
            let column = self.offset - start;
            return self.at_key(TextRange::empty(self.offset), column);
        }
        if line.trim_start().starts_with('#') {
            return self.nowhere();
        }
        match self.enter(start, end) {
            None => self.nowhere(),
            Some(Content::Nothing) => {
                let column = self.frames.last().map_or(0, |(_, column)| column + 2);
                self.at_key(TextRange::empty(self.offset), column)
            }
            Some(Content::Key(key, _)) if self.offset <= key.end => {
                let slot = Slot::Key;
                let column = self.frames.last().map_or(0, |(_, column)| *column);
                self.finish(slot, token(self.text, key), column)
            }
            Some(Content::Key(key, _))
                if self.offset <= key.end + 1 && !self.text[key.end..].starts_with(": ") =>
            {
                let column = self.frames.last().map_or(0, |(_, column)| *column);
                self.finish(Slot::Value, Token::empty(self.offset), column)
            }
            Some(Content::Key(_, value)) => self.at_value(Slot::Value, value, end),
            Some(Content::Other(at)) => {
                let is_item =
                    self.frames.last().is_some_and(|(frame, column)| !frame.is_object && start + column < at);
                if is_item && self.text[at..].starts_with(['"', '\'', '{', '[']) {
                    return self.at_value(Slot::Item, at, end);
                }
                let column = at - start;
                let word = TextRange::new(at, scalar_end(self.text, at, end));
                self.at_key(word, column)
            }
        }
    }

    /// A key that is not whole yet: it belongs to the block of its column, or begins one.
    fn at_key(&mut self, word: TextRange, column: usize) -> Scan {
        let depth = self.frames.len();
        self.close(|frame, other| other > column || (other == column && !frame.is_object));
        if !self.frames.last().is_some_and(|(frame, other)| frame.is_object && *other == column) {
            if self.frames.len() < depth || (self.is_filled && depth > 0) {
                return self.nowhere();
            }
            let mut frame = Frame::block(word.start, true);
            frame.is_begun = false;
            self.frames.push((frame, column));
        }
        self.finish(Slot::Key, token(self.text, word), column)
    }

    fn at_value(&mut self, slot: Slot, value: usize, end: usize) -> Scan {
        let column = self.frames.last().map_or(0, |(_, column)| *column);
        if self.offset < value {
            return self.finish(slot, Token::empty(self.offset), column);
        }
        let rest = TextRange::new(value, end).slice(self.text);
        if rest.starts_with(['{', '[']) {
            return match self.flow(value) {
                Next::Found(scan) => *scan,
                Next::Line | Next::From(_) => self.nowhere(),
            };
        }
        if rest.starts_with(['|', '>', '&', '*', '!', '#']) {
            return self.nowhere();
        }
        let range = TextRange::new(value, scalar_end(self.text, value, end));
        if self.offset > range.end {
            return self.nowhere();
        }
        self.finish(slot, token(self.text, range), column)
    }

    fn nowhere(&mut self) -> Scan {
        let frames = std::mem::take(&mut self.frames).into_iter().map(|(frame, _)| frame).collect();
        Scan { frames, ..Scan::nowhere(self.offset) }
    }

    fn finish(&mut self, slot: Slot, token: Token, column: usize) -> Scan {
        let frames = std::mem::take(&mut self.frames).into_iter().map(|(frame, _)| frame).collect();
        Scan { frames, slot, token, missing_comma: None, block: Some(column) }
    }
}

/// A scalar as a token: its letters are those between quotes, or all of them.
fn token(text: &str, range: TextRange) -> Token {
    let written = range.slice(text);
    let Some(quote) = written.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
        return Token { range, inner: (!range.is_empty()).then_some(range), is_closed: true };
    };
    let is_closed = written.len() > 1 && written.ends_with(quote);
    let end = range.end - usize::from(is_closed);
    Token { range, inner: Some(TextRange::new(range.start + 1, end)), is_closed }
}

/// A key that begins at `at`, and its colon.
fn key_at(text: &str, at: usize, end: usize) -> Option<(TextRange, usize)> {
    let rest = TextRange::new(at, end).slice(text);
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    let from = match quote {
        Some(quote) => 1 + rest.get(1..)?.find(quote)? + 1,
        None if rest.starts_with(['{', '[', '|', '>', '*', '&', '!', '%', '#']) => return None,
        None => 0,
    };
    let colon = rest.get(from..)?.char_indices().find_map(|(colon, character)| {
        let behind = rest.get(from + colon + 1..)?;
        (character == ':' && (behind.is_empty() || behind.starts_with([' ', '\t', '\r'])))
            .then_some(from + colon)
    })?;
    let key = rest[..colon].trim_end();
    Some((TextRange::new(at, at + key.len()), at + colon))
}

/// Where a scalar on one line ends: before a comment, without blanks.
fn scalar_end(text: &str, at: usize, end: usize) -> usize {
    let rest = TextRange::new(at, end).slice(text);
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(close) = quote.and_then(|quote| rest.get(1..)?.rfind(quote)) {
        return at + close + 2;
    }
    let comment = rest.find(" #").unwrap_or(rest.len());
    at + rest[..comment].trim_end().len()
}

fn is_dash(text: &str, at: usize, end: usize) -> bool {
    let rest = TextRange::new(at, end).slice(text);
    rest == "-" || rest.starts_with("- ")
}

fn unquoted(key: &str) -> &str {
    key.trim_matches(['"', '\''])
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scans the text at its `|`: the keys down to the caret, what is expected, and the token's letters.
    fn check(text: &str, expected: &str) {
        let offset = text.find('‸').unwrap();
        let text = text.replacen('‸', "", 1);
        for (offset, _) in text.char_indices() {
            let scan = scan_yaml(&text, offset);
            assert!(scan.token.range.end <= text.len(), "{text} at {offset}");
        }
        let scan = scan_yaml(&text, offset);
        let step =
            |frame: &Frame| if frame.is_object { frame.key.to_string() } else { frame.index.to_string() };
        let path: Vec<String> = scan.frames.iter().map(step).collect();
        let token = scan.token.letters().slice(&text);
        assert_eq!(format!("{} {:?} <{token}>", path.join("/"), scan.slot), expected, "{text}");
    }

    #[test]
    fn the_place_is_told_by_columns() {
        check("A:\n  Type: Pa‸ss\n", "A/Type Value <Pass>");
        check("A:\n  Type: Pass\n  Ne‸\nB: 1\n", "A/Type Key <Ne>");
        check("A:\n  Type: Pass\n  ‸\n", "A/Type Key <>");
        check("A:\n  Type: Pass\n‸\n", "A Key <>");
        check("A:\n  Next: ‸\n", "A/Next Value <>");
        check("A:\n  ‸", "A/ Key <>");
        check("L:\n  - a: 1\n    b‸: 2\n", "L/0/b Key <b>");
        check("L:\n  - a: 1\n  - x‸\n", "L/1/ Key <x>");
        check("L:\n- a: 1\n- b: \"x ‸y\"\nM: 1\n", "L/1/b Value <x y>");
        check("L:\n- a: 1\nM‸: 1\n", "M Key <M>");
        check("E: [x, \"y‸\"]\n", "E/1 Item <y>");
        check("T: |\n  a: 1\n  b\nN: x‸\n", "N Value <x>");
        check("# note\nA: 'it''s ‸' # more\n", "A Value <it''s >");
        check("A: [1,\n  2]\nB: ‸x\n", "B Value <x>");
        check("A: x # no‸te\n", "A Nowhere <>");
    }
}
