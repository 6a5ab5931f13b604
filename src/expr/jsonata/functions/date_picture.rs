//! Pictures of dates and times (XPath F&O 9.8.4): literal text and markers such as `[Y0001]` or `[MNn,*-3]`.

use super::JsonataError;
use super::integer_picture::{Case, IntegerPicture, Style, parse_int};

pub(super) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Part {
    Literal(String),
    Marker(Marker),
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Marker {
    /// `Y`, `M`, `D` and so on.
    pub(super) component: char,
    /// Set if the component is to be written as a name.
    pub(super) names: Option<Case>,
    /// Set if it is to be written as a number.
    pub(super) integer: Option<IntegerPicture>,
    /// The most characters.
    pub(super) max_width: Option<usize>,
    /// How many digits of a year are written; nothing for all.
    pub(super) year_digits: Option<i32>,
    /// The second modifier was `t`: `Z` stands for no offset.
    pub(super) traditional: bool,
    /// How many digits are read, where another number follows at once.
    pub(super) read_digits: Option<usize>,
}

/// How a component is written if its marker does not say: `n` for a name.
fn default_presentation(component: char) -> Option<&'static str> {
    Some(match component {
        'Y' | 'M' | 'D' | 'd' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'f' => "1",
        'm' | 's' => "01",
        'Z' | 'z' => "01:01",
        'F' | 'P' | 'C' | 'E' => "n",
        _ => return None,
    })
}

pub(super) fn parse(picture: &str) -> Result<Vec<Part>, JsonataError> {
    let mut parts = Vec::new();
    let mut rest = picture;
    while let Some((literal, after)) = rest.split_once('[') {
        add_literal(literal, &mut parts);
        if let Some(after) = after.strip_prefix('[') {
            parts.push(Part::Literal("[".into()));
            rest = after;
            continue;
        }
        let Some((marker, after)) = after.split_once(']') else { return Err(JsonataError::new("D3135")) };
        let marker = Marker::parse(&marker.split_whitespace().collect::<String>())?;
        if marker.integer.is_some()
            && !matches!(marker.component, 'Z' | 'z')
            && let Some(Part::Marker(previous)) = parts.last_mut()
        {
            previous.read_digits = previous.integer.as_ref().map(IntegerPicture::mandatory_digits);
        }
        parts.push(Part::Marker(marker));
        rest = after;
    }
    add_literal(rest, &mut parts);
    Ok(parts)
}

fn add_literal(text: &str, parts: &mut Vec<Part>) {
    if !text.is_empty() {
        parts.push(Part::Literal(text.replace("]]", "]")));
    }
}

impl Marker {
    fn parse(marker: &str) -> Result<Marker, JsonataError> {
        let mut characters = marker.chars();
        let component = characters.next().unwrap_or('\0');
        let (presentation, width) = match characters.as_str().rsplit_once(',') {
            Some((presentation, width)) => (presentation, Some(width)),
            None => (characters.as_str(), None),
        };
        let (min_width, max_width) = width.map_or((None, None), parse_widths);
        let (first, second) = split_modifiers(presentation);
        let first = if presentation.is_empty() { default_presentation(component) } else { Some(first) };
        let Some(first) = first else {
            let value = component.to_string().replace('\0', "");
            return Err(JsonataError::new("D3132").value(Some(value.into())));
        };
        let names = named_case(first);
        let mut parsed = Marker {
            component,
            names,
            integer: None,
            max_width,
            year_digits: None,
            traditional: second == Some('t'),
            read_digits: None,
        };
        if names.is_none() && "YMDdFWwXxHhmsf".contains(component) {
            let modifier = second.map(|second| format!(";{second}")).unwrap_or_default();
            let picture = IntegerPicture::parse(&format!("{first}{modifier}"))?;
            parsed.integer = Some(parsed.with_widths(picture, min_width));
        }
        if matches!(component, 'Z' | 'z') {
            parsed.integer = Some(IntegerPicture::parse(first)?);
        }
        Ok(parsed)
    }

    fn with_widths(&mut self, mut picture: IntegerPicture, min_width: Option<usize>) -> IntegerPicture {
        if let Some(min_width) = min_width.filter(|min_width| picture.mandatory_digits() < *min_width) {
            picture.require_digits(min_width);
        }
        if self.component != 'Y' {
            return picture;
        }
        let digits = picture.mandatory_digits() + picture.optional_digits();
        if let Some(max_width) = self.max_width {
            picture.require_digits(max_width);
            self.year_digits = i32::try_from(max_width).ok();
        } else if digits >= 2 && matches!(picture.style, Style::Decimal(_)) {
            self.year_digits = i32::try_from(digits).ok();
        }
        picture
    }
}

/// `n`, `N` and `Nn` ask for names.
fn named_case(presentation: &str) -> Option<Case> {
    if presentation.starts_with('n') {
        Some(Case::Lower)
    } else if presentation.starts_with("Nn") {
        Some(Case::Title)
    } else if presentation.starts_with('N') {
        Some(Case::Upper)
    } else {
        None
    }
}

/// A last letter of `atco` after something else is the second modifier.
fn split_modifiers(presentation: &str) -> (&str, Option<char>) {
    let last = presentation.chars().next_back().filter(|last| "atco".contains(*last));
    match last {
        Some(last) if presentation.chars().count() > 1 => {
            (presentation.strip_suffix(last).unwrap_or(presentation), Some(last))
        }
        _ => (presentation, None),
    }
}

/// `min-max`, each of which may be `*`.
fn parse_widths(width: &str) -> (Option<usize>, Option<usize>) {
    let parse = |width: &str| {
        let number = parse_int(width);
        // More digits than any number has are not needed.
        (number >= 0.0).then_some(number.min(400.0) as usize)
    };
    let (min, max) = width.split_once('-').map_or((width, None), |(min, max)| (min, Some(max)));
    (parse(min), max.and_then(parse))
}
