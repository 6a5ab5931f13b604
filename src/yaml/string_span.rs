use super::scalar;
use crate::text::TextRange;

/// Where a part of a decoded scalar stands in the text. `scalar` is the scalar's place, quotes or sign included; `part`
/// counts bytes of what it stands for. Escapes and folded line ends belong wholly to the part that touches them.
///
/// ```
/// use asl_studio::{text::TextRange, yaml};
/// let text = "a: >-\n  one\n  two";
/// let part = yaml::string_span(text, TextRange::new(3, text.len()), TextRange::new(4, 7));
/// assert_eq!(part.slice(text), "two");
/// ```
pub fn string_span(text: &str, scalar: TextRange, part: TextRange) -> TextRange {
    let mut passed = 0;
    let (mut start, mut end) = (None, None);
    scalar::pieces(text, scalar, &mut |source, piece| {
        let here = TextRange::new(passed, passed + piece.len());
        passed = here.end;
        let is_literal = source.slice(text) == piece;
        if start.is_none() && part.start < here.end {
            let within = part.start.saturating_sub(here.start);
            start = Some(if is_literal { source.start + within } else { source.start });
        }
        if part.end > here.start && !here.is_empty() {
            let within = part.end.min(here.end) - here.start;
            end = Some(if is_literal { source.start + within } else { source.end });
        }
    });
    let last = end.unwrap_or(scalar.end);
    let start = start.unwrap_or(last);
    // What a tag made of the scalar may be longer than its source.
    TextRange::new(text.floor_char_boundary(start), text.ceil_char_boundary(last.max(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks `part` up in the value of the scalar behind `a: ` and compares where it stands.
    #[track_caller]
    fn check(written: &str, part: &str, expected: &str) {
        let text = format!("a: {written}\nb: 1\n");
        let tree = crate::yaml::parse(&text).tree;
        let node = tree.root().and_then(|root| tree.get(root, "a")).unwrap();
        let value = tree.as_str(node).unwrap();
        let start = value.find(part).unwrap_or_else(|| panic!("{part} in {value:?}"));
        let span = string_span(&text, tree.span(node), TextRange::new(start, start + part.len()));
        assert_eq!(span.slice(&text), expected);
    }

    #[test]
    fn parts_are_found_in_every_way_of_writing() {
        check("$.items[0].name", "items", "items");
        check("$.one\n  $.two", "$.two", "$.two");
        check("'it''s $.x'", "$.x", "$.x");
        check("'it''s $.x'", "t's", "t''s");
        check("\"a\\n\\t\\u00fc $.x\"", "$.x", "$.x");
        check("\"\\ud834\\udd1e $.x\"", "$.x", "$.x");
        check("\"one \\\n  two\"", "two", "two");
        check("|\n  {%\n    $x\n  %}", "$x", "$x");
        check(">-\n  one\n  two\n\n  three", "two", "two");
        check(">-\n  one\n  two\n\n  three", "o\nt", "o\n\n  t");
        check("|2\n    deep", "deep", "deep");
    }

    #[test]
    fn a_part_beyond_the_scalar_ends_with_it() {
        let text = "a: abc";
        let span = string_span(text, TextRange::new(3, 6), TextRange::new(9, 12));
        assert_eq!(span, TextRange::new(6, 6));
    }
}
