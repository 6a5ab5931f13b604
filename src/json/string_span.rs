use crate::text::TextRange;

/// Where a part of a decoded string stands in the text. `literal` is the string's place, quotes included; `part` counts
/// bytes of the decoded string. An escape belongs wholly to the part that touches it.
///
/// ```
/// use asl_studio::{json, text::TextRange};
/// let text = r#" "a\"bc" "#;
/// let literal = TextRange::new(1, text.len() - 1);
/// assert_eq!(json::string_span(text, literal, TextRange::new(1, 3)).slice(text), r#"\"b"#);
/// ```
pub fn string_span(text: &str, literal: TextRange, part: TextRange) -> TextRange {
    let inner = TextRange::new(literal.start + 1, literal.end);
    let raw = inner.slice(text);
    if !raw.contains('\\') {
        let end = (inner.start + part.end).min(literal.end);
        return TextRange::new((inner.start + part.start).min(end), end);
    }
    TextRange::new(inner.start + raw_offset(raw, part.start), inner.start + raw_offset(raw, part.end))
}

/// Where the byte `decoded` of the decoded string stands in its source.
fn raw_offset(raw: &str, decoded: usize) -> usize {
    let (mut at, mut passed) = (0, 0);
    while passed < decoded && at < raw.len() {
        let (source, value) = character(&raw[at..]);
        at += source;
        passed += value;
    }
    at
}

/// The length of the first character in its source and decoded.
fn character(raw: &str) -> (usize, usize) {
    let mut characters = raw.chars();
    match (characters.next(), characters.next()) {
        (Some('\\'), Some('u')) => escape(raw),
        (Some('\\'), Some(escaped)) => (1 + escaped.len_utf8(), 1),
        (Some(plain), _) => (plain.len_utf8(), plain.len_utf8()),
        (None, _) => (1, 1),
    }
}

fn escape(raw: &str) -> (usize, usize) {
    let unit = |at: usize| raw.get(at + 2..at + 6).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    match unit(0) {
        Some(0xd800..=0xdbff) if raw[6..].starts_with("\\u") => (12, 4),
        Some(0xd800..=0xdfff) => (6, 3),
        Some(unit) => (6, char::from_u32(unit.into()).map_or(3, char::len_utf8)),
        None => (2, 3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(literal: &str, part: &str, expected: &str) {
        let decoded = crate::json::parse(literal).tree;
        let text = decoded.root().and_then(|root| decoded.as_str(root)).unwrap().clone();
        let start = text.find(part).unwrap();
        let whole = TextRange::new(0, literal.len());
        let span = string_span(literal, whole, TextRange::new(start, start + part.len()));
        assert_eq!(span.slice(literal), expected);
    }

    #[test]
    fn parts_are_found_behind_escapes_of_any_length() {
        check(r#""plain text""#, "text", "text");
        check(r#""a\n\tb c""#, "b", "b");
        check(r#""\u00fcber \ud834\udd1e note""#, "note", "note");
        check(r#""gr\u00fcn""#, "ün", r"\u00fcn");
        check(r#""grün $.x""#, "$.x", "$.x");
    }

    #[test]
    fn a_part_beyond_the_string_ends_with_it() {
        let whole = TextRange::new(0, 4);
        assert_eq!(string_span("\"ab\"", whole, TextRange::new(9, 12)), TextRange::new(4, 4));
    }
}
