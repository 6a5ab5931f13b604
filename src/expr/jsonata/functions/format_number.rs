//! `$formatNumber`: decimal pictures (XPath F&O 4.7).

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::number::print;
use super::integer_picture::greatest_common_divisor;
use super::numeric::round;
use super::{Arguments, JsonataError};

/// More digits than a number has.
const MAX_DIGITS: usize = 400;

/// The characters with a meaning.
struct Symbols {
    decimal_separator: String,
    grouping_separator: String,
    exponent_separator: String,
    minus_sign: String,
    percent: String,
    per_mille: String,
    zero: char,
    digit: String,
    pattern_separator: String,
}

impl Symbols {
    fn new(options: &Item) -> Symbols {
        let text = |name: &str, default: &str| {
            let option = options.as_object().and_then(|options| options.get(name));
            option.as_ref().and_then(Item::as_str).unwrap_or(default).to_owned()
        };
        Symbols {
            decimal_separator: text("decimal-separator", "."),
            grouping_separator: text("grouping-separator", ","),
            exponent_separator: text("exponent-separator", "e"),
            minus_sign: text("minus-sign", "-"),
            percent: text("percent", "%"),
            per_mille: text("per-mille", "\u{2030}"),
            zero: text("zero-digit", "0").chars().next().unwrap_or('0'),
            digit: text("digit", "#"),
            pattern_separator: text("pattern-separator", ";"),
        }
    }

    fn is_decimal_digit(&self, c: char) -> bool {
        (self.zero as u32..self.zero as u32 + 10).contains(&(c as u32))
    }

    fn is_any_digit(&self, c: char) -> bool {
        self.is_decimal_digit(c) || is(&self.digit, c)
    }

    fn is_active(&self, c: char) -> bool {
        let active = [
            &self.decimal_separator,
            &self.exponent_separator,
            &self.grouping_separator,
            &self.digit,
            &self.pattern_separator,
        ];
        self.is_decimal_digit(c) || active.into_iter().any(|symbol| is(symbol, c))
    }

    fn localized(&self, digits: &str) -> String {
        let digit = |c: char| {
            let value = c.to_digit(10)?;
            char::from_u32(self.zero as u32 + value)
        };
        digits.chars().map(|c| digit(c).unwrap_or(c)).collect()
    }
}

fn is(symbol: &str, c: char) -> bool {
    let mut characters = symbol.chars();
    characters.next() == Some(c) && characters.next().is_none()
}

/// A sub-picture taken apart.
struct Parts<'a> {
    whole: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    active: &'a str,
    mantissa: &'a str,
    exponent: Option<&'a str>,
    integer: &'a str,
    fraction: &'a str,
}

impl<'a> Parts<'a> {
    fn new(whole: &'a str, symbols: &Symbols) -> Parts<'a> {
        let marks = |c: char| symbols.is_active(c) && !is(&symbols.exponent_separator, c);
        let start = whole.find(marks).unwrap_or(0);
        let end = whole.rfind(marks).map_or(whole.len(), |at| {
            at + whole.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
        });
        let end = end.max(start);
        let part = |range: std::ops::Range<usize>| whole.get(range).unwrap_or_default();
        let (prefix, active, suffix) = (part(0..start), part(start..end), part(end..whole.len()));
        let (mantissa, exponent) = match exponent_offset(whole, prefix, suffix, symbols) {
            Some(at) => (substring(active, 0, at), Some(substring(active, at + 1, usize::MAX))),
            None => (active, None),
        };
        let (integer, fraction) = match mantissa.split_once(&*symbols.decimal_separator) {
            Some((integer, fraction)) if !symbols.decimal_separator.is_empty() => (integer, fraction),
            _ => (mantissa, suffix),
        };
        Parts { whole, prefix, suffix, active, mantissa, exponent, integer, fraction }
    }

    /// The last rule that is broken counts, as in jsonata-js (XPath F&O 4.7.3).
    fn check(&self, symbols: &Symbols) -> Result<(), JsonataError> {
        let count = |symbol: &str| self.whole.matches(symbol).count();
        let (percent, per_mille) = (count(&symbols.percent), count(&symbols.per_mille));
        let decimal = self.whole.find(&*symbols.decimal_separator);
        let grouping = &*symbols.grouping_separator;
        let beside_decimal = decimal.is_some_and(|at| {
            let after = self.whole.get(at + symbols.decimal_separator.len()..).unwrap_or_default();
            self.whole.get(..at).is_some_and(|before| before.ends_with(grouping))
                || after.starts_with(grouping)
        });
        let optional_after_digit = {
            let before = self.integer.split_once(&*symbols.digit).map_or("", |(before, _)| before);
            before.chars().any(|c| symbols.is_decimal_digit(c))
        };
        let digit_after_optional = {
            let after = self.fraction.rsplit_once(&*symbols.digit).map_or("", |(_, after)| after);
            after.chars().any(|c| symbols.is_decimal_digit(c))
        };
        let exponent = self.exponent.unwrap_or_default();
        let rules = [
            ("D3081", count(&symbols.decimal_separator) > 1),
            ("D3082", percent > 1),
            ("D3083", per_mille > 1),
            ("D3084", percent > 0 && per_mille > 0),
            ("D3085", !self.mantissa.chars().any(|c| symbols.is_any_digit(c))),
            ("D3086", !self.active.chars().all(|c| symbols.is_active(c))),
            ("D3087", beside_decimal),
            ("D3088", decimal.is_none() && self.integer.ends_with(grouping)),
            ("D3089", self.whole.contains(&grouping.repeat(2))),
            ("D3090", optional_after_digit),
            ("D3091", digit_after_optional),
            ("D3092", !exponent.is_empty() && percent + per_mille > 0),
            (
                "D3093",
                self.exponent.is_some()
                    && (exponent.is_empty() || !exponent.chars().all(|c| symbols.is_decimal_digit(c))),
            ),
        ];
        match rules.into_iter().rfind(|(_, is_broken)| *is_broken) {
            Some((code, _)) => Err(JsonataError::new(code)),
            None => Ok(()),
        }
    }
}

/// How many characters stand before the exponent separator. jsonata-js looks for it after the prefix, but counts from
/// the start, and takes one right after the last digit for one too.
fn exponent_offset(whole: &str, prefix: &str, suffix: &str, symbols: &Symbols) -> Option<usize> {
    let separator = Some(&*symbols.exponent_separator).filter(|separator| !separator.is_empty())?;
    let at = prefix.len() + whole.get(prefix.len()..)?.find(separator)?;
    let before_suffix = at + suffix.len() <= whole.len();
    before_suffix.then(|| whole.get(..at).unwrap_or_default().chars().count())
}

/// The characters from `from` to before `to`.
fn substring(text: &str, from: usize, to: usize) -> &str {
    let byte = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte);
    text.get(byte(from)..byte(to)).unwrap_or_default()
}

/// What a sub-picture asks for (XPath F&O 4.7.4).
#[derive(Clone)]
struct Plan {
    prefix: String,
    suffix: String,
    integer_grouping: Vec<usize>,
    /// The distance between separators where it is always the same, else 0.
    regular_grouping: usize,
    fraction_grouping: Vec<usize>,
    min_integer: usize,
    scaling: usize,
    min_fraction: usize,
    max_fraction: usize,
    min_exponent: usize,
    factor: f64,
    has_decimal_separator: bool,
}

impl Plan {
    fn new(parts: &Parts<'_>, symbols: &Symbols) -> Plan {
        let count = |text: &str| text.chars().filter(|c| symbols.is_decimal_digit(*c)).count();
        let integer_grouping = grouping_positions(parts.integer, parts.integer, false, symbols);
        let mut min_integer = count(parts.integer);
        let scaling = min_integer;
        let mut min_fraction = count(parts.fraction);
        let mut max_fraction = parts.fraction.chars().filter(|c| symbols.is_any_digit(*c)).count();
        if min_integer == 0 && max_fraction == 0 {
            if parts.exponent.is_some() {
                (min_fraction, max_fraction) = (1, 1);
            } else {
                min_integer = 1;
            }
        }
        if parts.exponent.is_some() && min_integer == 0 && parts.integer.contains(&*symbols.digit) {
            min_integer = 1;
        }
        if min_integer == 0 && min_fraction == 0 {
            min_fraction = 1;
        }
        let factor = if parts.whole.contains(&*symbols.percent) {
            100.0
        } else if parts.whole.contains(&*symbols.per_mille) {
            1000.0
        } else {
            1.0
        };
        Plan {
            prefix: parts.prefix.to_owned(),
            suffix: parts.suffix.to_owned(),
            regular_grouping: regular_distance(&integer_grouping),
            integer_grouping,
            fraction_grouping: grouping_positions(parts.fraction, parts.integer, true, symbols),
            min_integer,
            scaling,
            min_fraction,
            max_fraction: max_fraction.min(MAX_DIGITS),
            min_exponent: parts.exponent.map_or(0, count),
            factor,
            has_decimal_separator: parts.whole.contains(&*symbols.decimal_separator),
        }
    }

    fn format(&self, value: f64, symbols: &Symbols) -> String {
        let (mantissa, exponent) = self.scale(value * self.factor);
        let (integer, fraction) = self.digits(round(mantissa, self.max_fraction as f64), symbols);
        let mut number = self.group_integer(&integer, &fraction, symbols);
        if !self.has_decimal_separator || number.ends_with(&*symbols.decimal_separator) {
            number.pop();
        }
        let mut out = format!("{}{number}", self.prefix);
        if let Some(exponent) = exponent {
            let digits = format!("{:0width$}", exponent.abs(), width = self.min_exponent);
            out.push_str(&symbols.exponent_separator);
            out.push_str(if exponent < 0 { &symbols.minus_sign } else { "" });
            out.push_str(&symbols.localized(&digits));
        }
        out + &self.suffix
    }

    /// The digits before and after the point, padded with zeros; from 10^21 on JavaScript prints an exponent.
    fn digits(&self, rounded: f64, symbols: &Symbols) -> (String, String) {
        let magnitude = rounded.abs();
        let digits =
            if magnitude < 1e21 { format!("{magnitude:.*}", self.max_fraction) } else { print(magnitude) };
        let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let integer = integer.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let integer = format!("{}{integer}", "0".repeat(self.min_integer.saturating_sub(integer.len())));
        let fraction = format!("{fraction}{}", "0".repeat(self.min_fraction.saturating_sub(fraction.len())));
        (symbols.localized(&integer), symbols.localized(&fraction))
    }

    /// The mantissa with as many digits before the point as the picture has, and its exponent; zero has none.
    fn scale(&self, value: f64) -> (f64, Option<i32>) {
        if self.min_exponent == 0 {
            return (value, None);
        }
        let scaling = i32::try_from(self.scaling).unwrap_or(308);
        let (most, least) = (10f64.powi(scaling), 10f64.powi(scaling - 1));
        let (mut mantissa, mut exponent) = (value, 0);
        if value != 0.0 && value.is_finite() {
            while mantissa.abs() < least && exponent > -1000 {
                mantissa *= 10.0;
                exponent -= 1;
            }
            while mantissa.abs() > most && exponent < 1000 {
                mantissa /= 10.0;
                exponent += 1;
            }
        }
        (mantissa, Some(exponent))
    }

    /// The number with its separators. Those of the integer part that have no digits to their right count from the
    /// end of the number, and those of the fraction that have none to their left stand at its end, as in jsonata-js.
    fn group_integer(&self, integer: &str, fraction: &str, symbols: &Symbols) -> String {
        let separator: Vec<char> = symbols.grouping_separator.chars().collect();
        let mut number: Vec<char> = integer.chars().collect();
        let mut point = number.len();
        number.extend(symbols.decimal_separator.chars());
        let mut fraction: Vec<char> = fraction.chars().collect();
        for place in &self.fraction_grouping {
            let at = (*place).min(fraction.len());
            fraction.splice(at..at, separator.iter().copied());
        }
        number.extend(fraction);
        let regular = (1..).map(|count| count * self.regular_grouping).take_while(|place| *place < point);
        let places: Vec<usize> =
            if self.regular_grouping > 0 { regular.collect() } else { self.integer_grouping.clone() };
        let is_regular = self.regular_grouping > 0;
        for place in places {
            let at = point.checked_sub(place).unwrap_or((number.len() + point).saturating_sub(place));
            number.splice(at..at, separator.iter().copied());
            point += usize::from(!is_regular);
        }
        number.into_iter().collect()
    }
}

/// How many digits stand to the right, or left, of each separator. Separators after the first are looked for in the
/// integer part whichever part is meant, as in jsonata-js.
fn grouping_positions(part: &str, integer: &str, to_left: bool, symbols: &Symbols) -> Vec<usize> {
    let mut positions = Vec::new();
    let mut next = part.find(&*symbols.grouping_separator).filter(|_| !symbols.grouping_separator.is_empty());
    while let Some(at) = next {
        let side = if to_left { part.get(..at) } else { part.get(at..) };
        let count = side.unwrap_or(part).chars().filter(|c| symbols.is_any_digit(*c)).count();
        positions.push(count);
        let from = at + symbols.grouping_separator.len();
        let further = integer.get(from..).and_then(|rest| rest.find(&*symbols.grouping_separator));
        next = further.map(|offset| from + offset);
    }
    positions
}

/// The common distance of separators, if there is one at each of its multiples; else 0.
fn regular_distance(positions: &[usize]) -> usize {
    let Some(distance) = positions.iter().copied().reduce(greatest_common_divisor) else { return 0 };
    if (1..=positions.len()).all(|count| positions.contains(&(count * distance))) { distance } else { 0 }
}

pub(super) fn format_number(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(value) = arguments.number(0) else { return Ok(Item::Undefined) };
    let symbols = Symbols::new(arguments.get(2));
    let picture = arguments.text(1).unwrap_or_default();
    let pictures: Vec<&str> = if symbols.pattern_separator.is_empty() {
        vec![picture]
    } else {
        picture.split(&*symbols.pattern_separator).collect()
    };
    if pictures.len() > 2 {
        return Err(JsonataError::new("D3080"));
    }
    let mut plans = Vec::new();
    let parts: Vec<Parts<'_>> = pictures.iter().map(|picture| Parts::new(picture, &symbols)).collect();
    for part in &parts {
        part.check(&symbols)?;
        plans.push(Plan::new(part, &symbols));
    }
    let positive = plans.first().cloned();
    let negative = plans.get(1).cloned().or_else(|| {
        let positive = positive.clone()?;
        Some(Plan { prefix: format!("{}{}", symbols.minus_sign, positive.prefix), ..positive })
    });
    let plan = if value >= 0.0 { positive } else { negative };
    match plan {
        Some(plan) => evaluator.text(plan.format(value, &symbols)),
        None => Ok(Item::Undefined),
    }
}
