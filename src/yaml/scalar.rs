//! The five ways in which YAML writes a string, decoded piece by piece (YAML 1.2.2, chapters 7.3 and 8.1).

use super::lines::{line_start, line_text, next_line};
use crate::text::TextRange;

/// Takes a piece of a scalar: its source, and what it stands for.
pub(super) type Sink<'sink> = dyn FnMut(TextRange, &str) + 'sink;

/// The string that the scalar at `span` stands for, as it is written.
pub(super) fn decode(text: &str, span: TextRange) -> String {
    let mut decoded = String::with_capacity(span.len());
    pieces(text, span, &mut |_, piece| decoded.push_str(piece));
    decoded
}

/// Gives the pieces of the scalar at `span` in order.
pub(super) fn pieces(text: &str, span: TextRange, sink: &mut Sink<'_>) {
    let bytes = text.as_bytes();
    match bytes.get(span.start).filter(|_| !span.is_empty()) {
        Some(b'"') => double_quoted(text, inner(text, span, '"'), sink),
        Some(b'\'') => single_quoted(text, inner(text, span, '\''), sink),
        Some(b'|' | b'>') => block(text, span, sink),
        Some(_) => folded_text(text, span, sink, &mut |text, at, sink| plain_run(text, at, span.end, sink)),
        None => {}
    }
}

/// What stands between the quotes; the second one may be missing.
fn inner(text: &str, span: TextRange, quote: char) -> TextRange {
    let is_closed = span.len() > 1 && span.slice(text).ends_with(quote);
    TextRange::new(span.start + 1, span.end - usize::from(is_closed))
}

/// Walks over text whose line breaks are folded: `run` takes what stands at an offset and gives the next.
fn folded_text(
    text: &str,
    range: TextRange,
    sink: &mut Sink<'_>,
    run: &mut dyn FnMut(&str, usize, &mut Sink<'_>) -> usize,
) {
    let mut at = range.start;
    while at < range.end {
        if is_blank(text.as_bytes()[at]) {
            let end = (at..range.end).find(|&end| !is_blank(text.as_bytes()[end])).unwrap_or(range.end);
            let gap = TextRange::new(at, end);
            let breaks = gap.slice(text).matches('\n').count();
            match breaks {
                0 => sink(gap, gap.slice(text)),
                1 => sink(gap, " "),
                more => sink(gap, &"\n".repeat(more - 1)),
            }
            at = end;
        } else {
            at = run(text, at, sink).max(at + 1);
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A run without blanks and without the signs in `stops`.
fn run_end(text: &str, at: usize, end: usize, stops: &[u8]) -> usize {
    let bytes = text.as_bytes();
    (at..end).find(|&end| is_blank(bytes[end]) || stops.contains(&bytes[end])).unwrap_or(end)
}

fn plain_run(text: &str, at: usize, end: usize, sink: &mut Sink<'_>) -> usize {
    let run = TextRange::new(at, run_end(text, at, end, b""));
    sink(run, run.slice(text));
    run.end
}

fn single_quoted(text: &str, range: TextRange, sink: &mut Sink<'_>) {
    folded_text(text, range, sink, &mut |text, at, sink| {
        if text.as_bytes()[at] == b'\'' {
            let end = (at + 2).min(range.end);
            sink(TextRange::new(at, end), "'");
            return end;
        }
        let run = TextRange::new(at, run_end(text, at, range.end, b"'"));
        sink(run, run.slice(text));
        run.end
    });
}

fn double_quoted(text: &str, range: TextRange, sink: &mut Sink<'_>) {
    folded_text(text, range, sink, &mut |text, at, sink| {
        if text.as_bytes()[at] == b'\\' {
            return escape(text, at, range.end, sink);
        }
        let run = TextRange::new(at, run_end(text, at, range.end, b"\\"));
        sink(run, run.slice(text));
        run.end
    });
}

/// Decodes the escape at `at`; gives the offset behind it.
fn escape(text: &str, at: usize, end: usize, sink: &mut Sink<'_>) -> usize {
    let rest = &text[at + 1..end.max(at + 1)];
    if let Some(line) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) {
        return escaped_line_end(text, at, end - line.len(), end, sink);
    }
    let Some(sign) = rest.chars().next() else {
        sink(TextRange::new(at, end), "\\");
        return end;
    };
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        return numbered(text, at, end, digits, sink);
    }
    let source = TextRange::new(at, at + 1 + sign.len_utf8());
    match single(sign) {
        Some(character) => sink(source, character.encode_utf8(&mut [0; 4])),
        None => sink(source, source.slice(text)),
    }
    source.end
}

/// An escaped line end joins the lines; empty lines behind it count.
fn escaped_line_end(text: &str, at: usize, line: usize, end: usize, sink: &mut Sink<'_>) -> usize {
    let next = (line..end).find(|&next| !is_blank(text.as_bytes()[next])).unwrap_or(end);
    let breaks = text[line..next].matches('\n').count();
    sink(TextRange::new(at, next), &"\n".repeat(breaks));
    next
}

/// The escapes of one letter; none for a letter that is no escape.
pub(super) fn single(sign: char) -> Option<char> {
    Some(match sign {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => sign,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

/// An escape by number; two halves of a pair of surrogates, as JSON writes them, are one character.
fn numbered(text: &str, at: usize, end: usize, digits: usize, sink: &mut Sink<'_>) -> usize {
    let unit = |at: usize| {
        let number = text.get(at + 2..at + 2 + digits).filter(|_| at + 2 + digits <= end)?;
        u32::from_str_radix(number, 16).ok()
    };
    let length = 2 + digits;
    let pair = || {
        let (high, low) = (unit(at)?, unit(at + length).filter(|_| text[at + length..].starts_with("\\u"))?);
        let is_pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
        char::from_u32(0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff)).filter(|_| is_pair)
    };
    let (character, length) = match (unit(at), pair()) {
        (None, _) => return escape_as_text(text, at, end, sink),
        (Some(_), Some(character)) => (character, 2 * length),
        (Some(number), None) => (char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER), length),
    };
    sink(TextRange::new(at, at + length), character.encode_utf8(&mut [0; 4]));
    at + length
}

fn escape_as_text(text: &str, at: usize, end: usize, sink: &mut Sink<'_>) -> usize {
    let source = TextRange::new(at, (at + 2).min(end));
    sink(source, source.slice(text));
    source.end
}

/// What the first line of a block scalar says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Header {
    pub(super) is_folded: bool,
    /// The last line end: `-` takes it away, `+` keeps all of them.
    pub(super) chomping: Option<u8>,
    /// By what the lines are indented against the node that holds the scalar; none lets the first line say it.
    pub(super) indentation: Option<usize>,
}

/// Reads the header at `at`; gives the offset behind it.
pub(super) fn header(text: &str, at: usize) -> (Header, usize) {
    let bytes = text.as_bytes();
    let mut header = Header { is_folded: bytes.get(at) == Some(&b'>'), chomping: None, indentation: None };
    let mut at = at + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'+' | b'-' if header.chomping.is_none() => header.chomping = Some(byte),
            b'1'..=b'9' if header.indentation.is_none() => header.indentation = Some((byte - b'0').into()),
            _ => break,
        }
        at += 1;
    }
    (header, at)
}

/// By how much the lines of the block scalar at `at` are indented.
pub(super) fn content_indentation(text: &str, at: usize, least: usize) -> usize {
    let (header, _) = header(text, at);
    if let Some(own) = header.indentation {
        return holder_column(text, at).map_or(own, |column| column + own);
    }
    let mut line = next_line(text, at);
    while line < text.len() {
        let start = line_text(text, line);
        if !super::lines::ends_line(text, start) {
            let blanks = text[line..].len() - text[line..].trim_start_matches(' ').len();
            return blanks.max(least);
        }
        line = next_line(text, line);
    }
    least
}

/// The column of the key or dash that the block scalar at `at` belongs to; none at the root.
fn holder_column(text: &str, at: usize) -> Option<usize> {
    let start = line_start(text, at);
    let mut holder = line_text(text, start);
    loop {
        if holder >= at || text[holder..at].starts_with("---") {
            return None;
        }
        let behind = super::lines::skip_blanks(text, holder + 1);
        let is_item = super::lines::is_dash(text, holder) && behind < at;
        if !is_item {
            return Some(holder - start);
        }
        holder = behind;
    }
}

/// Gives the lines of a block scalar, without their indentation, and what their ends stand for.
fn block(text: &str, span: TextRange, sink: &mut Sink<'_>) {
    let (header, _) = header(text, span.start);
    let indentation = content_indentation(text, span.start, 0);
    let first = next_line(text, span.start).min(span.end);
    let lines = block_lines(text, first, span.end, indentation);
    let is_indented = |line: &TextRange| matches!(text.as_bytes().get(line.start), Some(b' ' | b'\t'));
    let mut before: Option<&TextRange> = None;
    let mut empty = 0;
    for line in &lines {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        let keeps = !header.is_folded || is_indented(line) || before.is_some_and(is_indented);
        let gap = TextRange::new(before.map_or(first, |before| before.end), line.start);
        match (before.is_some(), keeps, empty) {
            (false, ..) => sink(gap, &"\n".repeat(empty)),
            (true, true, _) => sink(gap, &"\n".repeat(empty + 1)),
            (true, false, 0) => sink(gap, " "),
            (true, false, _) => sink(gap, &"\n".repeat(empty)),
        }
        sink(*line, line.slice(text));
        (before, empty) = (Some(line), 0);
    }
    let tail = TextRange::new(before.map_or(first, |before| before.end), span.end.max(first));
    let last_break = usize::from(before.is_some());
    match header.chomping {
        Some(b'-') => {}
        Some(_) => sink(tail, &"\n".repeat(last_break + empty)),
        None => sink(tail, &"\n".repeat(last_break)),
    }
}

/// The lines from `first` to `end`; those with nothing behind the indentation are empty.
fn block_lines(text: &str, first: usize, end: usize, indentation: usize) -> Vec<TextRange> {
    let mut lines = Vec::new();
    let mut at = first;
    while at < end {
        let line_end = super::lines::line_end(text, at).min(end);
        let blanks = text[at..line_end].bytes().take_while(|&byte| byte == b' ').count();
        lines.push(TextRange::new(at + blanks.min(indentation), line_end));
        at = next_line(text, at);
    }
    lines
}
