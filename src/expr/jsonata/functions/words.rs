//! Numbers in English words, Roman numerals and letters.

const FEW: [(&str, &str); 20] = [
    ("Zero", "Zeroth"),
    ("One", "First"),
    ("Two", "Second"),
    ("Three", "Third"),
    ("Four", "Fourth"),
    ("Five", "Fifth"),
    ("Six", "Sixth"),
    ("Seven", "Seventh"),
    ("Eight", "Eighth"),
    ("Nine", "Ninth"),
    ("Ten", "Tenth"),
    ("Eleven", "Eleventh"),
    ("Twelve", "Twelfth"),
    ("Thirteen", "Thirteenth"),
    ("Fourteen", "Fourteenth"),
    ("Fifteen", "Fifteenth"),
    ("Sixteen", "Sixteenth"),
    ("Seventeen", "Seventeenth"),
    ("Eighteen", "Eighteenth"),
    ("Nineteen", "Nineteenth"),
];
const DECADES: [&str; 8] = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];
const MAGNITUDES: [&str; 4] = ["Thousand", "Million", "Billion", "Trillion"];

/// The words of a whole number, title case.
pub(super) fn from_number(value: f64, ordinal: bool) -> String {
    let mut out = String::new();
    append(value, "", ordinal, &mut out);
    out
}

/// Appends `value`; `link` tells what joins it to what comes before.
fn append(value: f64, link: &str, ordinal: bool, out: &mut String) {
    if value < 1000.0 {
        return append_small(value as usize, link, ordinal, out);
    }
    let magnitude = ((value.log10() / 3.0).floor() as usize).clamp(1, MAGNITUDES.len());
    let factor = 10f64.powi(3 * magnitude as i32);
    let mantissa = (value / factor).floor();
    let rest = value - mantissa * factor;
    out.push_str(if link.is_empty() { "" } else { ", " });
    append(mantissa, "", false, out);
    out.push(' ');
    out.push_str(MAGNITUDES.get(magnitude - 1).copied().unwrap_or_default());
    append_rest(rest, ordinal, out);
}

fn append_rest(rest: f64, ordinal: bool, out: &mut String) {
    if rest > 0.0 {
        append(rest, " and ", ordinal, out);
    } else if ordinal {
        out.push_str("th");
    }
}

fn append_small(value: usize, link: &str, ordinal: bool, out: &mut String) {
    if let Some((cardinal, nth)) = FEW.get(value) {
        out.push_str(link);
        out.push_str(if ordinal { nth } else { cardinal });
    } else if value < 100 {
        let decade = DECADES.get(value / 10 - 2).copied().unwrap_or_default();
        out.push_str(link);
        match value % 10 {
            0 if ordinal => {
                out.push_str(decade.strip_suffix('y').unwrap_or(decade));
                out.push_str("ieth");
            }
            0 => out.push_str(decade),
            ones => {
                out.push_str(decade);
                append_small(ones, "-", ordinal, out);
            }
        }
    } else {
        out.push_str(if link.is_empty() { "" } else { ", " });
        append_small(value / 100, "", false, out);
        out.push_str(" Hundred");
        append_rest((value % 100) as f64, ordinal, out);
    }
}

/// The number that words stand for, in lower case; nothing if one of them is none.
pub(super) fn to_number(text: &str) -> Option<f64> {
    let mut segments = vec![0.0];
    for word in split_words(text) {
        let value = word_value(word)?;
        let mut top: f64 = segments.pop().unwrap_or(0.0);
        if value >= 100.0 {
            segments.push(top * value);
            continue;
        }
        if top >= 1000.0 {
            segments.push(top);
            top = 0.0;
        }
        segments.push(top + value);
    }
    Some(segments.into_iter().sum())
}

/// Splits at `, `, ` and `, blanks, hyphens and backslashes.
fn split_words(text: &str) -> Vec<&str> {
    let (mut words, mut rest, mut start) = (Vec::new(), text, 0);
    while let Some(c) = rest.get(start..).and_then(|rest| rest.chars().next()) {
        let here = rest.get(start..).unwrap_or_default();
        let separator = [", ", " and "].into_iter().find(|separator| here.starts_with(separator));
        let length = match separator {
            Some(separator) => separator.len(),
            None if c.is_whitespace() || matches!(c, '-' | '\\') => c.len_utf8(),
            None => {
                start += c.len_utf8();
                continue;
            }
        };
        words.push(rest.get(..start).unwrap_or_default());
        rest = rest.get(start + length..).unwrap_or_default();
        start = 0;
    }
    words.push(rest);
    words
}

fn word_value(word: &str) -> Option<f64> {
    let same = |known: &str| known.eq_ignore_ascii_case(word);
    if let Some(value) = FEW.iter().position(|(cardinal, ordinal)| same(cardinal) || same(ordinal)) {
        return Some(value as f64);
    }
    let stem = word.strip_suffix("ieth");
    let is_decade = |known: &str| {
        same(known)
            || stem.is_some_and(|stem| known.strip_suffix('y').is_some_and(|k| k.eq_ignore_ascii_case(stem)))
    };
    if let Some(decade) = DECADES.iter().position(|known| is_decade(known)) {
        return Some((decade as f64 + 2.0) * 10.0);
    }
    let cardinal = word.strip_suffix("th").unwrap_or(word);
    if cardinal.eq_ignore_ascii_case("hundred") {
        return Some(100.0);
    }
    let magnitude = MAGNITUDES.iter().position(|known| known.eq_ignore_ascii_case(cardinal))?;
    Some(10f64.powi(3 * (magnitude as i32 + 1)))
}

/// A regular expression for such words, without its anchors.
pub(super) fn pattern() -> String {
    let few = FEW.iter().flat_map(|(cardinal, ordinal)| [*cardinal, *ordinal]).map(str::to_lowercase);
    let decades = DECADES.iter().flat_map(|decade| {
        let decade = decade.to_lowercase();
        let ordinal = format!("{}ieth", decade.strip_suffix('y').unwrap_or(&decade));
        [decade, ordinal]
    });
    let large = ["hundred"].into_iter().chain(MAGNITUDES).map(str::to_lowercase);
    let large = large.flat_map(|word| [format!("{word}th"), word]);
    let words: Vec<String> =
        few.chain(decades).chain(large).chain(["and".into(), "[\\-, ]".into()]).collect();
    format!("(?:{})+", words.join("|"))
}

const NUMERALS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Roman numerals in lower case. Beyond a few million there would be more `m`s than anybody wants: nothing.
pub(super) fn to_roman(value: f64) -> Option<String> {
    let mut rest = Some(value).filter(|value| *value < 1e7)? as u32;
    let mut out = String::new();
    for (size, numeral) in NUMERALS {
        while rest >= size {
            out.push_str(numeral);
            rest -= size;
        }
    }
    Some(out)
}

/// The value of Roman numerals in upper case; NaN if there is another letter.
pub(super) fn from_roman(text: &str) -> f64 {
    let (mut total, mut largest) = (0.0, 1.0);
    for letter in text.chars().rev() {
        let value = match letter {
            'M' => 1000.0,
            'D' => 500.0,
            'C' => 100.0,
            'L' => 50.0,
            'X' => 10.0,
            'V' => 5.0,
            'I' => 1.0,
            _ => return f64::NAN,
        };
        if value < largest {
            total -= value;
        } else {
            largest = value;
            total += value;
        }
    }
    total
}

/// `a` to `z`, `aa` and so on, from the letter `first`.
pub(super) fn to_letters(value: f64, first: char) -> String {
    let (mut rest, mut letters) = (value, Vec::new());
    while rest > 0.0 {
        let place = ((rest - 1.0) % 26.0) as u32;
        letters.push(char::from_u32(first as u32 + place).unwrap_or(first));
        rest = ((rest - 1.0) / 26.0).floor();
    }
    letters.iter().rev().collect()
}

pub(super) fn from_letters(text: &str, first: char) -> f64 {
    let place = |letter: char| f64::from(letter as u32) - f64::from(first as u32) + 1.0;
    text.chars().fold(0.0, |value, letter| value * 26.0 + place(letter))
}
