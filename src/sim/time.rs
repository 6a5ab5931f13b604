use std::fmt;

/// An instant of the virtual clock: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct SimTime(pub i64);

const SECONDS_PER_DAY: i64 = 86_400;
const MILLIS_PER_DAY: i64 = SECONDS_PER_DAY * 1000;

impl SimTime {
    /// The instant so many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        SimTime(self.0.saturating_add(millis))
    }

    /// The instant so many seconds later, rounded to milliseconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: f64) -> Self {
        self.plus_millis((seconds * 1000.0).round() as i64)
    }

    /// Reads an ISO-8601 extended offset date-time as Java's `ISO_OFFSET_DATE_TIME` does: the offset is needed, seconds
    /// and their fraction are not. Nothing for any other text.
    ///
    /// ```
    /// use asl_studio::sim::SimTime;
    /// let noon = SimTime::parse("2024-02-29T12:00:00Z").unwrap();
    /// assert_eq!(SimTime::parse("2024-02-29T13:00:00.000+01:00"), Some(noon));
    /// assert_eq!(noon.to_string(), "2024-02-29T12:00:00.000Z");
    /// assert_eq!(SimTime::parse("2024-02-29 12:00:00Z"), None);
    /// assert_eq!(SimTime::parse("2023-02-29T12:00:00Z"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (seconds, nanos) = parse_instant(text)?;
        Some(SimTime(seconds * 1000 + nanos / 1_000_000))
    }
}

/// Seconds and nanoseconds since 1970 of a timestamp that [`SimTime::parse`] takes: comparisons see all its digits.
pub(super) fn parse_instant(text: &str) -> Option<(i64, i64)> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let days = parse_date(date)?;
    let offset_at = rest.find(['Z', 'z', '+', '-'])?;
    let (time, offset) = rest.split_at_checked(offset_at)?;
    let (seconds, nanos) = parse_time(time)?;
    Some((days * SECONDS_PER_DAY + seconds - parse_offset(offset)?, nanos))
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    let valid = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    valid.then(|| days_from_civil(year, month, day))
}

/// Seconds and nanoseconds of `HH:mm[:ss[.fraction]]`.
fn parse_time(text: &str) -> Option<(i64, i64)> {
    let (clock, fraction) = text.split_once('.').map_or((text, None), |(clock, rest)| (clock, Some(rest)));
    let mut parts = clock.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = match parts.next() {
        Some(second) => digits(second, 2)?,
        None if fraction.is_some() => return None,
        None => 0,
    };
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let nanos = match fraction {
        None => 0,
        Some(fraction) => {
            digits(fraction, fraction.len()).filter(|_| (1..=9).contains(&fraction.len()))?;
            format!("{fraction:0<9}").parse().ok()?
        }
    };
    Some(((hour * 60 + minute) * 60 + second, nanos))
}

/// Seconds of `Z` or `±HH:mm[:ss]`.
fn parse_offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let mut parts = rest.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |second| digits(second, 2))?;
    let valid = parts.next().is_none() && hour <= 18 && minute <= 59 && second <= 59;
    valid.then_some(sign * ((hour * 60 + minute) * 60 + second))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a count of days since 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(MILLIS_PER_DAY));
        let millis = self.0.rem_euclid(MILLIS_PER_DAY);
        let (hour, minute) = (millis / 3_600_000, millis / 60_000 % 60);
        let (second, fraction) = (millis / 1000 % 60, millis % 1000);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
    }
}

impl serde::Serialize for SimTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for SimTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let error = || serde::de::Error::custom(format!("`{text}` is not an ISO-8601 time with an offset"));
        SimTime::parse(&text).ok_or_else(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_parse_and_print() {
        for (text, printed) in [
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
            ("2000-02-29T23:59:59.1239Z", "2000-02-29T23:59:59.123Z"),
            ("1969-12-31T23:30-01:00", "1970-01-01T00:30:00.000Z"),
            ("2092-01-20T00:00:00.000Z", "2092-01-20T00:00:00.000Z"),
        ] {
            assert_eq!(SimTime::parse(text).map(|time| time.to_string()).as_deref(), Some(printed));
        }
        for text in [
            "",
            "2016-12-05",
            "05-12-2016T21:29:29Z",
            "2016-12-05T25:29:29Z",
            "2016-12-05T21:29:29",
            "2016-12-05T21:29:29.Z",
            "T",
            "é",
        ] {
            assert_eq!(SimTime::parse(text), None, "{text}");
        }
    }
}
