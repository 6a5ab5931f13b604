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
            // The caret is in what was read over.
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
        let slot = if matches!(content, Content::Key(..)) { Slot::Value } else { Slot::Item };
        let rest = TextRange::new(value, end).slice(self.text);
        match rest.chars().next() {
            Some('{' | '[') => self.flow(value),
            Some('|' | '>') => self.block_scalar(slot, next_line(self.text, end)),
            Some('"' | '\'') => match self.quoted_lines(value, end) {
                Some(range) if range.touches(self.offset) => self.found(slot, range),
                Some(range) => Next::From(next_line(self.text, range.end)),
                None => Next::Line,
            },
            _ => Next::Line,
        }
    }

    fn found(&mut self, slot: Slot, range: TextRange) -> Next {
        let column = self.column();
        Next::Found(Box::new(self.finish(slot, token(self.text, range), column)))
    }

    /// The column of the innermost block.
    fn column(&self) -> usize {
        self.frames.last().map_or(0, |(_, column)| *column)
    }

    /// Reads the lines of a block scalar, the first of which begins at `start`: those further in than its key.
    fn block_scalar(&mut self, slot: Slot, start: usize) -> Next {
        let mut line_start = start;
        let outside = loop {
            let end = line_end(self.text, line_start);
            let line = TextRange::new(line_start, end).slice(self.text);
            let is_blank = line.trim().is_empty();
            let has_caret = (line_start..=end).contains(&self.offset);
            // A blank line with the caret belongs to it where the caret is further in.
            let depth = if is_blank { self.offset.saturating_sub(line_start) } else { indent(line) };
            if (has_caret || !is_blank) && depth <= self.column() {
                break Some(line_start);
            }
            if end >= self.text.len() {
                break None;
            }
            line_start = next_line(self.text, end);
        };
        let behind = outside.unwrap_or(self.text.len());
        if self.offset < start || outside.is_some_and(|outside| outside <= self.offset) {
            return Next::From(behind);
        }
        let content = TextRange::new(start, behind).slice(self.text);
        let first = (start + content.len() - content.trim_start().len()).min(self.offset);
        let last = (start + content.trim_end().len()).max(self.offset);
        let column = self.column();
        let range = TextRange::new(first, last);
        let token = Token { range, inner: Some(range), is_closed: true };
        Next::Found(Box::new(self.finish(slot, token, column)))
    }

    /// A text in quotes that goes on over lines further in than its key, and is closed at the end of one.
    fn quoted_lines(&self, open: usize, first_end: usize) -> Option<TextRange> {
        let rest = self.text.get(open..)?;
        let end = open + quoted_end(rest)?;
        let line = line_end(self.text, end);
        let behind = TextRange::new(end, line).slice(self.text).trim_start();
        let lines = TextRange::new(first_end, end).slice(self.text).lines().skip(1);
        let is_further_in =
            lines.filter(|line| !line.trim().is_empty()).all(|line| indent(line) > self.column());
        let goes_on = end > first_end && (behind.is_empty() || behind.starts_with('#'));
        (goes_on && is_further_in).then_some(TextRange::new(open, end))
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
        let lines = self.quoted_lines(value, end);
        let range = lines.unwrap_or_else(|| TextRange::new(value, scalar_end(self.text, value, end)));
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

/// Behind the quote that closes a text which begins with one; in double quotes a backslash escapes, in single quotes another
/// quote does, which reads as two texts beside each other.
fn quoted_end(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote
            && characters.next_if(|(_, next)| quote == '\'' && *next == quote).is_none()
        {
            return Some(at + 1);
        }
    }
    None
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
        check("T: |\n  {% a‸\nN: x\n", "T Value <{% a>");
        check("T: >-\n  {% a\n    ‸\nN: x\n", "T Value <{% a\n    >");
        check("L:\n  - |\n    x‸\n    y\n  - z\n", "L/0 Item <x\n    y>");
        check("T: |\n  a\n‸", "T Key <>");
        check("T: |\n  a\n‸N: 1", "N Key <N>");
        check("A:\n  T: \"{% a\n    \\\" ‸b %}\"\n  N: x\n", "A/T Value <{% a\n    \\\" b %}>");
        check("A:\n  T: '{% a‸\n    ''b'' %}' # c\n  N: x\n", "A/T Value <{% a\n    ''b'' %}>");
        check("A:\n  T: \"Pa‸\n  N: \"x\"\n", "A/T Value <Pa>");
        check("A:\n  T: \"a\n    b\"\n  N: x‸\n", "A/N Value <x>");
        check("# note\nA: 'it''s ‸' # more\n", "A Value <it''s >");
        check("A: [1,\n  2]\nB: ‸x\n", "B Value <x>");
        check("A: x # no‸te\n", "A Nowhere <>");
    }
}
