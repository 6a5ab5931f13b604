//! What stands between the tokens of a text: blanks, and the comments that JSON does not have but people write.

use crate::text::TextRange;

/// The first offset from `at` on that is neither blank nor comment.
pub(super) fn skip(text: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        at = skip_blanks(text, at);
        match comment_end(text, at) {
            Some(end) => at = end,
            None => return at,
        }
    }
}

/// The first offset from `at` on that is not blank.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches(is_blank).len())
}

/// The offset behind the last byte before `at` that is not blank.
pub(super) fn skip_blanks_back(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().trim_end_matches(is_blank).len()
}

/// The sign `sign` if it is the next that is neither blank nor comment: its offset.
pub(super) fn sign_after(text: &str, at: usize, sign: char) -> Option<usize> {
    let next = skip(text, at);
    text.get(next..).is_some_and(|rest| rest.starts_with(sign)).then_some(next)
}

/// The end of the comments that stand behind `at` on the same line; `at` where there is none.
pub(super) fn line_tail(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let start = end + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        match comment_end(text, start) {
            Some(comment) if !TextRange::new(start, comment).slice(text).contains('\n') => end = comment,
            _ => return end,
        }
    }
}

/// The blanks at the beginning of the line that `at` stands on.
pub(super) fn line_indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Whether only blanks stand before `at` on its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    let start = line_start(text, at);
    start > 0 && TextRange::new(start, at).slice(text).bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Whether nothing but blanks and comments stands in `range`.
pub(super) fn is_trivia(text: &str, range: TextRange) -> bool {
    skip(text, range.start) >= range.end
}

/// The first byte of the line that `at` stands on.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line_feed| line_feed + 1)
}

fn comment_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with("//") {
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        return Some(at + line.strip_suffix('\r').unwrap_or(line).len());
    }
    if rest.starts_with('#') && text[..at].ends_with(is_blank) {
        // YAML's comments; in JSON nothing begins so.
        return Some(at + rest.find('\n').map_or(rest, |end| &rest[..end]).trim_end_matches('\r').len());
    }
    let body = rest.strip_prefix("/*")?;
    Some(body.find("*/").map_or(text.len(), |end| at + end + 4))
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}
