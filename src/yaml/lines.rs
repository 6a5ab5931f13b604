//! Lines, columns and what stands between the nodes of a YAML text: blanks, line ends and comments.

/// The first byte of the line that `at` stands on.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line_feed| line_feed + 1)
}

/// The end of the line that `at` stands on, before its line feed.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// The beginning of the line behind the one that `at` stands on; the end of the text where there is none.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

/// How far `at` stands from the beginning of its line; the mark at the beginning of a text counts nothing.
pub(super) fn column(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let mark = if start == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
    at.saturating_sub(start + mark)
}

/// Where the text of the line that begins at `start` begins.
pub(super) fn line_text(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = if start == 0 && text.starts_with('\u{feff}') { 3 } else { start };
    while matches!(bytes.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    at
}

/// The first offset from `at` on that is neither a blank nor a tab.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    while matches!(bytes.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    at
}

/// Whether a line ends at `at`, or the text does.
pub(super) fn ends_line(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None | Some(b'\n') => true,
        Some(b'\r') => matches!(text.as_bytes().get(at + 1), None | Some(b'\n')),
        Some(_) => false,
    }
}

/// Whether a comment begins at `at`: a `#` behind a blank or at the beginning of a line.
pub(super) fn is_comment(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.get(at) == Some(&b'#')
        && (at == 0 || matches!(bytes.get(at - 1), Some(b' ' | b'\t' | b'\n' | b'\r' | 0xbf)))
}

/// Whether nothing but blanks and a comment stands from `at` to the end of its line.
pub(super) fn is_rest_empty(text: &str, at: usize) -> bool {
    let next = skip_blanks(text, at);
    ends_line(text, next) || is_comment(text, next)
}

/// Whether a blank, a line end or the end of the text stands at `at`.
pub(super) fn is_space(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether a `-` at `at` begins an item of a sequence.
pub(super) fn is_dash(text: &str, at: usize) -> bool {
    text.as_bytes().get(at) == Some(&b'-') && is_space(text, at + 1)
}
