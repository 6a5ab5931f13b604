//! How wide a text is, without a browser to measure it.

/// The fonts of the canvas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Font {
    /// The name of a state.
    Title,
    /// What a state does.
    Subtitle,
    /// The label of an edge.
    Label,
}

impl Font {
    /// The size in pixels.
    pub const fn size(self) -> f64 {
        match self {
            Font::Title => 13.0,
            Font::Subtitle | Font::Label => 11.0,
        }
    }
}

/// Advance widths of the printable ASCII characters in thousandths of the font size, those of DejaVu Sans: the
/// widest of the fonts that the page and the picture ask for, so that a text never needs more room than it was given.
const ASCII_WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

const ELLIPSIS: char = '…';

/// The width of `text` in pixels.
pub fn width_of(text: &str, font: Font) -> f64 {
    let thousandths: u64 = text.chars().map(advance).sum();
    thousandths as f64 * font.size() / 1000.0
}

fn advance(character: char) -> u64 {
    let code = u32::from(character);
    match code {
        0..0x20 | 0x7f => 0,
        0x20..0x7f => ASCII_WIDTHS.get(code as usize - 0x20).map_or(636, |&width| u64::from(width)),
        // Latin, Greek and Cyrillic letters beyond ASCII; combining marks take no room of their own.
        0x300..0x370 | 0x200b..=0x200f => 0,
        0x80..0x400 => 700,
        0x400..0x1100 => 850,
        // From here on mostly scripts and signs as wide as they are high, and pictures that are wider still.
        0x1_f000.. => 1400,
        _ => 1000,
    }
}

/// `text` if it is at most `max` pixels wide, or else as much of its beginning as fits before an ellipsis. Line
/// breaks and other control characters become spaces.
pub fn fit(text: &str, font: Font, max: f64) -> String {
    let text = on_one_line(text);
    if width_of(&text, font) <= max {
        return text;
    }
    let budget = (max * 1000.0 / font.size()) as u64;
    let mut used = advance(ELLIPSIS);
    let mut kept = String::new();
    for character in text.chars() {
        used += advance(character);
        if used > budget {
            break;
        }
        kept.push(character);
    }
    let mut kept = kept.trim_end().to_owned();
    kept.push(ELLIPSIS);
    kept
}

/// `text` broken at spaces into at most `lines` lines of at most `max` pixels; the last one ends in an ellipsis where
/// the text goes on.
pub fn wrap(text: &str, font: Font, max: f64, lines: usize) -> Vec<String> {
    let text = on_one_line(text);
    let mut rest = text.trim();
    let mut wrapped = Vec::new();
    while !rest.is_empty() {
        if wrapped.len() + 1 >= lines {
            wrapped.push(fit(rest, font, max));
            break;
        }
        let (line, after) = split_line(rest, font, max);
        wrapped.push(line);
        rest = after;
    }
    wrapped
}

/// The longest beginning of `text` that fits, cut where a word or a part of a name ends if that leaves the line at
/// least half full.
fn split_line(text: &str, font: Font, max: f64) -> (String, &str) {
    let end = end_that_fits(text, font, max);
    if end == text.len() {
        return (text.to_owned(), "");
    }
    let is_full_enough = |cut: &usize| width_of(&text[..*cut], font) * 2.0 >= max;
    let space = text[..end].rfind(' ').filter(is_full_enough);
    let part = || last_part_end(text, end).filter(is_full_enough);
    let cut = space.or_else(part).unwrap_or(end);
    (text[..cut].trim_end().to_owned(), text[cut..].trim_start())
}

/// The last place up to `end` where a part of a name ends: after punctuation, or before a capital.
fn last_part_end(text: &str, end: usize) -> Option<usize> {
    let pairs = text.char_indices().zip(text.char_indices().skip(1));
    let ends = pairs.filter(|((_, before), (_, after))| {
        (before.is_ascii_punctuation() && after.is_alphanumeric())
            || (before.is_lowercase() && after.is_uppercase())
    });
    ends.map(|(_, (at, _))| at).take_while(|&at| at <= end).last()
}

/// The end of the longest beginning of `text` that fits, at least one character.
fn end_that_fits(text: &str, font: Font, max: f64) -> usize {
    let budget = (max * 1000.0 / font.size()) as u64;
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += advance(character);
        if used > budget && at > 0 {
            return at;
        }
    }
    text.len()
}

fn on_one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_are_wider() {
        assert!(width_of("WWW", Font::Title) > width_of("iii", Font::Title) * 3.0);
        assert_eq!(width_of("", Font::Title), 0.0);
        assert_eq!(width_of("\u{301}", Font::Title), 0.0, "a combining accent");
    }

    #[test]
    fn a_text_that_is_too_wide_ends_in_an_ellipsis() {
        assert_eq!(fit("Short", Font::Title, 100.0), "Short");
        let cut = fit("A rather long name of a state", Font::Title, 100.0);
        assert!(cut.ends_with('…') && width_of(&cut, Font::Title) <= 100.0, "{cut}");
        assert_eq!(fit("two\nlines", Font::Title, 100.0), "two lines");
        assert_eq!(fit("anything", Font::Title, 0.0), "…");
    }

    #[test]
    fn a_long_label_wraps_at_spaces_and_is_cut_in_its_last_line() {
        assert_eq!(wrap("$.total > 1000", Font::Label, 200.0, 2), ["$.total > 1000"]);
        assert_eq!(
            wrap("$.customer.tier == \"gold\"", Font::Label, 110.0, 2),
            ["$.customer.tier ==", "\"gold\""]
        );
        let cut = wrap("$.a == 1 and $.b == 2 and $.c == 3 and $.d == 4", Font::Label, 110.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'), "{cut:?}");
        assert_eq!(
            wrap("DynamoDB.ConditionalCheckFailed", Font::Label, 150.0, 2),
            ["DynamoDB.Conditional", "CheckFailed"]
        );
        assert_eq!(wrap("", Font::Label, 110.0, 2), Vec::<String>::new());
        assert_eq!(wrap("unbreakableword", Font::Label, 30.0, 2).len(), 2, "breaks inside a word if it must");
    }
}
