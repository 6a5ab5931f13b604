//! Pictures of whole numbers (XPath F&O 4.6.1): what `1`, `#,##0`, `w`, `Ww`, `I`, `a` and `1;o` ask for.

use super::{JsonataError, words};

#[derive(Clone, PartialEq, Debug)]
pub(super) struct IntegerPicture {
    pub(super) style: Style,
    pub(super) ordinal: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Style {
    Decimal(DecimalPicture),
    Letters {
        upper: bool,
    },
    Roman {
        upper: bool,
    },
    Words(Case),
    /// A numbering sequence, which is not supported: its first token.
    Sequence(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    Upper,
    Lower,
    Title,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct DecimalPicture {
    /// The digit zero of the script asked for.
    zero: u32,
    pub(super) mandatory_digits: usize,
    pub(super) optional_digits: usize,
    pub(super) grouping: Grouping,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Grouping {
    /// The same separator at equal distances.
    Regular { distance: usize, separator: char },
    /// Separators with their distances from the right, in order.
    Irregular(Vec<(usize, char)>),
}

/// The zeros of the scripts that have decimal digits.
const ZEROS: [u32; 37] = [
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

impl IntegerPicture {
    pub(super) fn parse(picture: &str) -> Result<IntegerPicture, JsonataError> {
        let (primary, modifier) = picture.rsplit_once(';').unwrap_or((picture, ""));
        let style = match primary {
            "A" => Style::Letters { upper: true },
            "a" => Style::Letters { upper: false },
            "I" => Style::Roman { upper: true },
            "i" => Style::Roman { upper: false },
            "W" => Style::Words(Case::Upper),
            "w" => Style::Words(Case::Lower),
            "Ww" => Style::Words(Case::Title),
            other => {
                DecimalPicture::parse(other)?.map_or_else(|| Style::Sequence(other.into()), Style::Decimal)
            }
        };
        Ok(IntegerPicture { style, ordinal: modifier.starts_with('o') })
    }

    /// Digits that are there even if they are zeros.
    pub(super) fn mandatory_digits(&self) -> usize {
        if let Style::Decimal(decimal) = &self.style { decimal.mandatory_digits } else { 0 }
    }

    pub(super) fn require_digits(&mut self, count: usize) {
        if let Style::Decimal(decimal) = &mut self.style {
            decimal.mandatory_digits = count;
        }
    }

    pub(super) fn optional_digits(&self) -> usize {
        if let Style::Decimal(decimal) = &self.style { decimal.optional_digits } else { 0 }
    }

    pub(super) fn format(&self, value: f64) -> Result<String, JsonataError> {
        let magnitude = value.abs();
        let formatted = match &self.style {
            Style::Letters { upper } => words::to_letters(magnitude, if *upper { 'A' } else { 'a' }),
            Style::Roman { upper } => {
                let roman = words::to_roman(magnitude).ok_or_else(JsonataError::memory)?;
                if *upper { roman.to_uppercase() } else { roman }
            }
            Style::Words(case) => {
                let words = words::from_number(magnitude, self.ordinal);
                match case {
                    Case::Upper => words.to_uppercase(),
                    Case::Lower => words.to_lowercase(),
                    Case::Title => words,
                }
            }
            Style::Decimal(decimal) => decimal.format(magnitude, self.ordinal),
            Style::Sequence(_) => return Err(self.unsupported()),
        };
        Ok(if value < 0.0 { format!("-{formatted}") } else { formatted })
    }

    /// The number that a text stands for by this picture; NaN if it is none.
    pub(super) fn read(&self, text: &str) -> Result<f64, JsonataError> {
        Ok(match &self.style {
            Style::Letters { upper } => words::from_letters(text, if *upper { 'A' } else { 'a' }),
            Style::Roman { upper: true } => words::from_roman(text),
            Style::Roman { upper: false } => words::from_roman(&text.to_uppercase()),
            Style::Words(_) => words::to_number(&text.to_lowercase()).unwrap_or(f64::NAN),
            Style::Decimal(decimal) => decimal.read(text, self.ordinal),
            Style::Sequence(_) => return Err(self.unsupported()),
        })
    }

    /// A regular expression for the texts this picture gives, of exactly `width` digits if that is set.
    pub(super) fn pattern(&self, width: Option<(usize, usize)>) -> Result<String, JsonataError> {
        Ok(match &self.style {
            Style::Letters { upper } => String::from(if *upper { "[A-Z]+" } else { "[a-z]+" }),
            Style::Roman { upper } => String::from(if *upper { "[MDCLXVI]+" } else { "[mdclxvi]+" }),
            Style::Words(_) => words::pattern(),
            Style::Decimal(_) => {
                let count = match width {
                    Some((least, most)) if least == most => format!("{{{most}}}"),
                    Some((least, most)) => format!("{{{least},{most}}}"),
                    None => String::from("+"),
                };
                format!("[0-9]{count}{}", if self.ordinal { "(?:th|st|nd|rd)" } else { "" })
            }
            Style::Sequence(_) => return Err(self.unsupported()),
        })
    }

    fn unsupported(&self) -> JsonataError {
        let token = if let Style::Sequence(token) = &self.style { token.as_str() } else { "" };
        JsonataError::new("D3130").value(Some(token.into()))
    }
}

impl DecimalPicture {
    /// Nothing if there is no digit in it.
    fn parse(picture: &str) -> Result<Option<DecimalPicture>, JsonataError> {
        let (mut zero, mut mandatory_digits, mut optional_digits) = (None, 0, 0);
        let mut separators = Vec::new();
        for c in picture.chars().rev() {
            let code = c as u32;
            if let Some(group) = ZEROS.into_iter().find(|zero| (*zero..=zero + 9).contains(&code)) {
                if *zero.get_or_insert(group) != group {
                    return Err(JsonataError::new("D3131"));
                }
                mandatory_digits += 1;
            } else if c == '#' {
                optional_digits += 1;
            } else {
                separators.push((mandatory_digits + optional_digits, c));
            }
        }
        let grouping = Grouping::of(separators);
        Ok(zero.map(|zero| DecimalPicture { zero, mandatory_digits, optional_digits, grouping }))
    }

    fn format(&self, value: f64, ordinal: bool) -> String {
        let digits = super::super::number::print(value);
        let padding = self.mandatory_digits.saturating_sub(digits.chars().count());
        let mut characters: Vec<char> = std::iter::repeat_n('0', padding).chain(digits.chars()).collect();
        for c in &mut characters {
            *c = char::from_u32((*c as u32 + self.zero).wrapping_sub(0x30)).unwrap_or(*c);
        }
        self.grouping.insert_into(&mut characters);
        let suffix = if ordinal { ordinal_suffix(&characters) } else { "" };
        characters.into_iter().collect::<String>() + suffix
    }

    fn read(&self, text: &str, ordinal: bool) -> f64 {
        let digits =
            if ordinal { text.get(..text.len().saturating_sub(2)).unwrap_or_default() } else { text };
        let is_separator = |c: char| match &self.grouping {
            Grouping::Regular { .. } => c == ',',
            Grouping::Irregular(separators) => separators.iter().any(|(_, separator)| *separator == c),
        };
        let digits = digits.chars().filter(|c| !is_separator(*c));
        let digits = digits
            .map(|c| char::from_u32((c as u32).wrapping_sub(self.zero).wrapping_add(0x30)).unwrap_or(c));
        parse_int(&digits.collect::<String>())
    }
}

/// The number a text begins with, as JavaScript's `parseInt` reads it.
pub(super) fn parse_int(text: &str) -> f64 {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if let Some(digits) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        let values = digits.chars().map_while(|c| c.to_digit(16)).map(f64::from);
        return sign * values.reduce(|value, digit| value * 16.0 + digit).unwrap_or(f64::NAN);
    }
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    sign * digits.get(..length).and_then(|digits| digits.parse::<f64>().ok()).unwrap_or(f64::NAN)
}

/// `st`, `nd`, `rd` or `th` by the last digits.
fn ordinal_suffix(digits: &[char]) -> &'static str {
    let is_teen = digits.iter().rev().nth(1) == Some(&'1');
    match digits.last() {
        Some('1') if !is_teen => "st",
        Some('2') if !is_teen => "nd",
        Some('3') if !is_teen => "rd",
        _ => "th",
    }
}

impl Grouping {
    /// Regular if there is one kind of separator and there is one at every multiple of their common distance.
    fn of(separators: Vec<(usize, char)>) -> Grouping {
        let distance = separators.iter().map(|(distance, _)| *distance).reduce(greatest_common_divisor);
        match (distance, separators.first()) {
            (Some(distance), Some((_, separator)))
                if distance > 0
                    && separators.iter().all(|(_, other)| other == separator)
                    && (1..=separators.len())
                        .all(|count| separators.iter().any(|(place, _)| *place == count * distance)) =>
            {
                Grouping::Regular { distance, separator: *separator }
            }
            _ => Grouping::Irregular(separators),
        }
    }

    fn insert_into(&self, digits: &mut Vec<char>) {
        let length = digits.len();
        match self {
            Grouping::Regular { distance, separator } => {
                for count in 1..=(length.saturating_sub(1) / distance) {
                    digits.insert(length - count * distance, *separator);
                }
            }
            // From the left, so that the places counted from the right stay what they are.
            Grouping::Irregular(separators) => {
                for (place, separator) in separators.iter().rev() {
                    // Where there are not enough digits, jsonata-js keeps as many as are missing.
                    let missing = place.saturating_sub(digits.len());
                    if missing > 0 {
                        digits.drain(..digits.len().saturating_sub(missing));
                    }
                    let at = if missing > 0 { 0 } else { digits.len() - place };
                    digits.insert(at, *separator);
                }
            }
        }
    }
}

pub(super) fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
