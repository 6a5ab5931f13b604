//! `$now`, `$fromMillis`, `$toMillis`.

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::regex::{Flags, Regex};
use super::date_parts::{Instant, MILLIS_IN_A_DAY, parse_iso, utc};
use super::date_picture::{self, DAYS, MONTHS, Marker, Part};
use super::integer_picture::{Case, Grouping, IntegerPicture, Style, parse_int};
use super::{Arguments, JsonataError};
use std::collections::BTreeMap;

const ISO_8601: &str = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

pub(super) fn now(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let millis = evaluator.environment.now_millis as f64;
    format(evaluator, millis, arguments.text(0), arguments.text(1))
}

pub(super) fn from_millis(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    match arguments.number(0) {
        Some(millis) => format(evaluator, millis, arguments.text(1), arguments.text(2)),
        None => Ok(Item::Undefined),
    }
}

/// The offset of a time zone, `+hhmm`.
#[derive(Clone, Copy)]
struct Offset {
    hours: f64,
    minutes: f64,
}

impl Offset {
    fn parse(zone: Option<&str>) -> Offset {
        let number = zone.map_or(0.0, parse_int);
        Offset { hours: (number / 100.0).floor(), minutes: number % 100.0 }
    }
}

fn format(
    evaluator: &mut Evaluator<'_, '_>,
    millis: f64,
    picture: Option<&str>,
    zone: Option<&str>,
) -> Outcome {
    let parts = date_picture::parse(picture.unwrap_or(ISO_8601))?;
    let offset = Offset::parse(zone);
    let shifted = millis + (60.0 * offset.hours + offset.minutes) * 60_000.0;
    let Some(instant) = Instant::new(shifted) else {
        return Err(JsonataError::new("D3110").value(Item::number(millis).to_value_lossy()));
    };
    let mut out = String::new();
    for part in &parts {
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Marker(marker) => out.push_str(&format_component(instant, offset, marker)?),
        }
    }
    evaluator.text(out)
}

fn format_component(instant: Instant, offset: Offset, marker: &Marker) -> Result<String, JsonataError> {
    match marker.component {
        'Z' | 'z' => format_zone(offset, marker),
        'P' => {
            let name = if instant.component('P') == 1.0 { "pm" } else { "am" };
            Ok(if marker.names == Some(Case::Upper) { name.to_uppercase() } else { name.into() })
        }
        'C' | 'E' => Ok("ISO".into()),
        component => {
            let mut value = instant.component(component);
            if let Some(digits) = marker.year_digits {
                value %= 10f64.powi(digits);
            }
            match (marker.names, &marker.integer) {
                (None, Some(integer)) => integer.format(value),
                (case, _) => format_name(value, case.unwrap_or(Case::Lower), marker),
            }
        }
    }
}

fn format_name(value: f64, case: Case, marker: &Marker) -> Result<String, JsonataError> {
    let names: &[&str] = match marker.component {
        'M' | 'x' => &MONTHS,
        'F' => &DAYS,
        component => {
            return Err(JsonataError::new("D3133").value(Some(component.to_string().into())));
        }
    };
    let name = names.get((value as usize).saturating_sub(1)).copied().unwrap_or_default();
    let name = match case {
        Case::Upper => name.to_uppercase(),
        Case::Lower => name.to_lowercase(),
        Case::Title => name.to_owned(),
    };
    Ok(name.chars().take(marker.max_width.unwrap_or(usize::MAX)).collect())
}

fn format_zone(offset: Offset, marker: &Marker) -> Result<String, JsonataError> {
    let number = offset.hours * 100.0 + offset.minutes;
    let Some(integer) = &marker.integer else { return Ok(String::new()) };
    let is_regular = matches!(&integer.style, Style::Decimal(decimal) if matches!(decimal.grouping, Grouping::Regular { .. }));
    let digits = integer.mandatory_digits();
    if number == 0.0 && marker.traditional && (is_regular || (1..=4).contains(&digits)) {
        return Ok("Z".into());
    }
    let formatted = match digits {
        _ if is_regular => integer.format(number)?,
        1 | 2 => {
            let hours = integer.format(offset.hours)?;
            if offset.minutes == 0.0 {
                hours
            } else {
                format!("{hours}:{}", IntegerPicture::parse("00")?.format(offset.minutes.floor())?)
            }
        }
        3 | 4 => integer.format(number)?,
        _ => return Err(JsonataError::new("D3134").value(Item::from(digits).to_value_lossy())),
    };
    let sign = if number >= 0.0 { "+" } else { "" };
    let prefix = if marker.component == 'z' { "GMT" } else { "" };
    Ok(format!("{prefix}{sign}{formatted}"))
}

pub(super) fn to_millis(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let Some(picture) = arguments.text(1) else {
        return match parse_iso(text) {
            Some(millis) => Ok(Item::number(millis)),
            None => Err(JsonataError::new("D3110").value(Some(text.into()))),
        };
    };
    let Some(components) = read_components(evaluator, text, &date_picture::parse(picture)?)? else {
        return Ok(Item::Undefined);
    };
    let now = Instant::new(evaluator.environment.now_millis as f64);
    Ok(Item::number(Reading { components }.millis(now)?))
}

type Components = BTreeMap<char, f64>;

/// What the text says, by component; nothing if it does not fit the picture or says nothing.
fn read_components(
    evaluator: &mut Evaluator<'_, '_>,
    text: &str,
    parts: &[Part],
) -> Result<Option<Components>, JsonataError> {
    let mut pattern = String::from("^");
    for part in parts {
        pattern.push_str(&format!("({})", part_pattern(part)?));
    }
    pattern.push('$');
    let flags = Flags { ignore_case: true, multi_line: false };
    let Ok(regex) = Regex::new(&pattern, flags) else { return Err(JsonataError::memory()) };
    let mut budget = evaluator.budget();
    let found = regex.find(text, 0, &mut budget);
    evaluator.set_budget(budget);
    let Some(found) = found.map_err(|_| JsonataError::time())? else { return Ok(None) };
    let mut components = Components::new();
    let mut is_empty = true;
    for (part, group) in parts.iter().zip(found.groups) {
        let Part::Marker(marker) = part else { continue };
        is_empty = false;
        let text = group.and_then(|range| text.get(range)).unwrap_or_default();
        if let Some(value) = read_component(marker, text)? {
            components.insert(marker.component, value);
        }
    }
    Ok((!is_empty).then_some(components))
}

fn part_pattern(part: &Part) -> Result<String, JsonataError> {
    let marker = match part {
        Part::Literal(text) => return Ok(escaped(text)),
        Part::Marker(marker) => marker,
    };
    match (marker.component, &marker.integer) {
        ('Z' | 'z', _) => {
            let prefix = if marker.component == 'z' { "GMT" } else { "" };
            let minutes =
                zone_separator(marker).map(|separator| format!("{}[0-9]+", escaped(&separator.to_string())));
            Ok(format!("{prefix}[-+][0-9]+{}", minutes.unwrap_or_default()))
        }
        ('f', Some(_)) => Ok("[0-9]+".into()),
        (_, Some(integer)) => integer.pattern(marker.read_digits.map(|digits| (digits, digits))),
        ('M' | 'x' | 'F' | 'P', None) => Ok("[a-zA-Z]+".into()),
        (component, None) => Err(JsonataError::new("D3133").value(Some(component.to_string().into()))),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if ".*+?^${}()|[]\\/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn zone_separator(marker: &Marker) -> Option<char> {
    match &marker.integer.as_ref()?.style {
        Style::Decimal(decimal) => match decimal.grouping {
            Grouping::Regular { separator, .. } => Some(separator),
            Grouping::Irregular(_) => None,
        },
        _ => None,
    }
}

fn read_component(marker: &Marker, text: &str) -> Result<Option<f64>, JsonataError> {
    let name_index = |names: &[&str]| {
        let width = marker.max_width.filter(|width| *width > 0).unwrap_or(usize::MAX);
        let index = names.iter().position(|name| name.chars().take(width).eq(text.chars()));
        index.map(|index| index as f64 + 1.0)
    };
    Ok(match (marker.component, &marker.integer) {
        ('Z', _) => Some(read_zone(text, zone_separator(marker))),
        ('z', _) => Some(read_zone(text.get(3..).unwrap_or_default(), zone_separator(marker))),
        ('f', Some(_)) => {
            let digits: String = text.chars().take(3).collect();
            format!("0.{digits}").parse::<f64>().ok().map(|fraction| fraction * 1000.0)
        }
        (_, Some(integer)) => Some(integer.read(text)?),
        ('M' | 'x', None) => name_index(&MONTHS),
        ('F', None) => name_index(&DAYS),
        ('P', None) => match text {
            "am" | "AM" => Some(0.0),
            "pm" | "PM" => Some(1.0),
            _ => None,
        },
        _ => None,
    })
}

/// An offset in minutes.
fn read_zone(text: &str, separator: Option<char>) -> f64 {
    if let Some((hours, minutes)) = separator.and_then(|separator| text.split_once(separator)) {
        return parse_int(hours) * 60.0 + parse_int(minutes);
    }
    if text.len() <= 3 {
        return parse_int(text) * 60.0;
    }
    let (hours, minutes) = text.split_at_checked(3).unwrap_or((text, ""));
    parse_int(hours) * 60.0 + parse_int(minutes)
}

/// The components read from a text, to be made an instant.
struct Reading {
    components: Components,
}

impl Reading {
    fn get(&self, component: char) -> f64 {
        self.components.get(&component).copied().unwrap_or(f64::NAN)
    }

    /// One bit for each component that is given and not zero, the first being the highest.
    fn mask(&self, components: &str) -> u32 {
        components.chars().fold(0, |mask, component| {
            let value = self.components.get(&component).copied().unwrap_or(0.0);
            mask << 1 | u32::from(value != 0.0 && !value.is_nan())
        })
    }

    /// Dates are given by year, month, day; by year and day of the year; by year, month, week, weekday; or by year, week,
    /// weekday. The last two cannot be read, as in jsonata-js. What is missing on the left is taken from `now`, on the
    /// right it is the least, and in between it is an error.
    fn millis(mut self, now: Option<Instant>) -> Result<f64, JsonataError> {
        let is_type = |mask: u32, kind: u32| !kind & mask == 0 && kind & mask != 0;
        let date = self.mask("YXMxWwdD");
        let by_day_of_year = !is_type(date, 0b1010_0001) && is_type(date, 0b1000_0010);
        let by_week_of_month = is_type(date, 0b0101_0100);
        let by_week = !by_week_of_month && is_type(date, 0b0100_1000);
        let time = self.mask("PHhmsf");
        let by_half_day = !is_type(time, 0b01_0111) && is_type(time, 0b10_1111);
        let date_components = match (by_day_of_year, by_week_of_month, by_week) {
            (true, ..) => "YD",
            (_, true, _) => "XxwF",
            (.., true) => "XWF",
            _ => "YMD",
        };
        self.fill_in(date_components, if by_half_day { "Phmsf" } else { "Hmsf" }, now)?;
        if by_week_of_month || by_week {
            return Err(JsonataError::new("D3136"));
        }
        if by_half_day {
            let hours = self.get('h');
            let afternoon = if self.get('P') == 1.0 { 12.0 } else { 0.0 };
            self.components.insert('H', if hours == 12.0 { 0.0 } else { hours } + afternoon);
        }
        let time = ['H', 'm', 's', 'f'].map(|component| self.get(component));
        let millis = if by_day_of_year {
            let days = (self.get('d') - 1.0) * MILLIS_IN_A_DAY;
            days + utc(self.get('Y'), 0.0, 1.0, time)
        } else {
            let month = self.get('M');
            utc(self.get('Y'), if month > 0.0 { month - 1.0 } else { 0.0 }, self.get('D'), time)
        };
        let zone =
            ['Z', 'z'].into_iter().map(|zone| self.get(zone)).find(|zone| *zone != 0.0 && !zone.is_nan());
        Ok(millis - zone.unwrap_or(0.0) * 60_000.0)
    }

    fn fill_in(&mut self, date: &str, time: &str, now: Option<Instant>) -> Result<(), JsonataError> {
        let (mut has_started, mut has_ended) = (false, false);
        for component in date.chars().chain(time.chars()) {
            if self.components.contains_key(&component) {
                has_started = true;
                if has_ended {
                    return Err(JsonataError::new("D3136"));
                }
                continue;
            }
            let value = if has_started {
                has_ended = true;
                if "MDd".contains(component) { 1.0 } else { 0.0 }
            } else {
                now.map_or(f64::NAN, |now| now.component(component))
            };
            self.components.insert(component, value);
        }
        Ok(())
    }
}
