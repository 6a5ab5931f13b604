//! The calendar: instants to years, months, weeks and hours, and back. All of it in UTC, as numbers that may be NaN.

use super::integer_picture::parse_int;

pub(super) const MILLIS_IN_A_DAY: f64 = 86_400_000.0;
/// JavaScript's dates end here, on both sides of 1970.
const MAX_MILLIS: f64 = 8.64e15;

/// An instant, in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instant {
    pub(super) millis: f64,
    days: i64,
    year: i64,
    /// From 0.
    month: i64,
    day: i64,
}

impl Instant {
    /// Nothing beyond the range of dates.
    pub(super) fn new(millis: f64) -> Option<Instant> {
        let millis = Some(millis.trunc()).filter(|millis| millis.abs() <= MAX_MILLIS)?;
        let days = (millis / MILLIS_IN_A_DAY).floor() as i64;
        let (year, month, day) = civil_from_days(days);
        Some(Instant { millis, days, year, month, day })
    }

    fn millis_of_day(self) -> f64 {
        self.millis - self.days as f64 * MILLIS_IN_A_DAY
    }

    /// Monday is 1, Sunday is 7.
    fn weekday(self) -> f64 {
        weekday(self.days) as f64
    }

    /// The value of a component of a picture that is a number.
    pub(super) fn component(self, letter: char) -> f64 {
        let hours = (self.millis_of_day() / 3_600_000.0).floor();
        match letter {
            'Y' => self.year as f64,
            'M' => (self.month + 1) as f64,
            'D' => self.day as f64,
            'd' => (self.days - days_from_civil(self.year, 0, 1) + 1) as f64,
            'F' => self.weekday(),
            'W' => self.week(YearMonth { year: self.year, month: 0 }, YearMonth::year_later, 52),
            'w' => self.week(YearMonth { year: self.year, month: self.month }, YearMonth::month_later, 4),
            'X' => {
                let (year, shift) = (self.year as f64, self.shift_by_weeks(0, YearMonth::year_later));
                year + shift
            }
            'x' => {
                let shift = self.shift_by_weeks(self.month, YearMonth::month_later) as i64;
                ((self.month + shift).rem_euclid(12) + 1) as f64
            }
            'H' => hours,
            'h' => {
                let half = hours % 12.0;
                if half == 0.0 { 12.0 } else { half }
            }
            'm' => (self.millis_of_day() / 60_000.0).floor() % 60.0,
            's' => (self.millis_of_day() / 1000.0).floor() % 60.0,
            'f' => self.millis_of_day() % 1000.0,
            'P' => f64::from(u8::from(hours >= 12.0)),
            _ => f64::NAN,
        }
    }

    /// The week in a year or month, which may be the last of the one before or the first of the one after.
    fn week(self, period: YearMonth, later: fn(YearMonth, i64) -> YearMonth, most: i64) -> f64 {
        let weeks_since = |period: YearMonth| (self.days - first_week(period)).div_euclid(7) + 1;
        let week = weeks_since(period);
        let result = if week > most && self.days >= first_week(later(period, 1)) {
            1
        } else if week < 1 {
            weeks_since(later(period, -1))
        } else {
            week
        };
        result as f64
    }

    /// Whether the week of this day belongs to the year or month before (-1) or after (1).
    fn shift_by_weeks(self, month: i64, later: fn(YearMonth, i64) -> YearMonth) -> f64 {
        let period = YearMonth { year: self.year, month };
        if self.days < first_week(period) {
            -1.0
        } else if self.days >= first_week(later(period, 1)) {
            1.0
        } else {
            0.0
        }
    }
}

#[derive(Clone, Copy)]
struct YearMonth {
    year: i64,
    month: i64,
}

impl YearMonth {
    fn year_later(self, by: i64) -> YearMonth {
        YearMonth { year: self.year + by, ..self }
    }

    fn month_later(self, by: i64) -> YearMonth {
        let months = self.month + by;
        YearMonth { year: self.year + months.div_euclid(12), month: months.rem_euclid(12) }
    }
}

/// The day on which the first week begins: the one with the first Thursday in it (ISO 8601), from Monday.
fn first_week(period: YearMonth) -> i64 {
    let first = days_from_civil(period.year, period.month, 1);
    let weekday = weekday(first);
    if weekday > 4 { first + 8 - weekday } else { first - (weekday - 1) }
}

fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// Milliseconds since 1970 of a date and time, as `Date.UTC` gives them: parts beyond their range carry over, years
/// below 100 are in the twentieth century. The month counts from 0.
pub(super) fn utc(year: f64, month: f64, day: f64, time: [f64; 4]) -> f64 {
    let parts = [year, month, day];
    if parts.iter().chain(&time).any(|part| !part.is_finite() || part.abs() > 1e9) {
        return f64::NAN;
    }
    let year = year.trunc() as i64;
    let year = if (0..100).contains(&year) { year + 1900 } else { year };
    let month = month.trunc() as i64;
    let days = days_from_civil(year + month.div_euclid(12), month.rem_euclid(12), 1) + day.trunc() as i64 - 1;
    let [hours, minutes, seconds, millis] = time.map(f64::trunc);
    let millis =
        days as f64 * MILLIS_IN_A_DAY + hours * 3_600_000.0 + minutes * 60_000.0 + seconds * 1000.0 + millis;
    if millis.abs() > MAX_MILLIS { f64::NAN } else { millis }
}

/// Days since 1970 of a date of the Gregorian calendar; the month counts from 0.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day is the last of its year.
    let year = if month < 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = (month + 10) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month from 0, and day of a number of days since 1970.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12;
    let year = year_of_era + era * 400 + i64::from(month < 2);
    (year, month, day)
}

/// The instant an ISO 8601 text names; NaN if its parts are out of range, nothing if it is not of that form.
pub(super) fn parse_iso(text: &str) -> Option<f64> {
    let mut rest = text;
    let year = take_digits(&mut rest, 4)?;
    let month = take_part(&mut rest, '-', "01");
    let day = if month.is_some() { take_part(&mut rest, '-', "0123") } else { None };
    let mut time = [0.0; 4];
    let has_time = rest.starts_with('T');
    if has_time {
        rest = rest.get(1..)?;
        for (place, (first, separator)) in
            time.iter_mut().zip([("012", ':'), ("012345", ':'), ("012345", ' ')])
        {
            *place = take_two(&mut rest, first)?;
            if separator == ':' {
                rest = rest.strip_prefix(':')?;
            }
        }
    }
    let fraction = take_fraction(&mut rest)?;
    let offset = take_offset(&mut rest)?;
    if !rest.is_empty() {
        return None;
    }
    time[3] = fraction.unwrap_or(0.0);
    let day_of_month = day.unwrap_or(1.0);
    let (month, is_plain) = (month.unwrap_or(1.0), fraction.is_none() || has_time);
    // V8 lets the days of a short month run over into the next.
    let in_range = (1.0..=12.0).contains(&month)
        && (1.0..=31.0).contains(&day_of_month)
        && (time[0] < 24.0 || time == [24.0, 0.0, 0.0, 0.0])
        && is_plain
        && offset.is_none_or(|offset| offset == 0.0 || has_time && offset.abs() < 1440.0);
    if !in_range {
        return Some(f64::NAN);
    }
    let is_old = year < 100.0;
    let millis = utc(if is_old { year + 400.0 } else { year }, month - 1.0, day_of_month, time);
    let correction = if is_old { 146_097.0 * MILLIS_IN_A_DAY } else { 0.0 };
    Some(millis - correction - offset.unwrap_or(0.0) * 60_000.0)
}

fn take_digits(rest: &mut &str, count: usize) -> Option<f64> {
    let digits = rest.get(..count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    *rest = rest.get(count..)?;
    digits.parse().ok()
}

fn take_two(rest: &mut &str, first: &str) -> Option<f64> {
    if rest.starts_with(|c| first.contains(c)) { take_digits(rest, 2) } else { None }
}

/// A separator and two digits, or nothing at all.
fn take_part(rest: &mut &str, separator: char, first: &str) -> Option<f64> {
    let mut after = rest.strip_prefix(separator)?;
    let value = take_two(&mut after, first)?;
    *rest = after;
    Some(value)
}

/// `.` and digits: milliseconds, what is finer is cut off.
fn take_fraction(rest: &mut &str) -> Option<Option<f64>> {
    let Some(after) = rest.strip_prefix('.') else { return Some(None) };
    let count = after.bytes().take_while(u8::is_ascii_digit).count();
    let digits = after.get(..count).filter(|digits| !digits.is_empty())?;
    *rest = after.get(count..)?;
    let millis: String = digits.chars().chain("000".chars()).take(3).collect();
    Some(Some(parse_int(&millis)))
}

/// `Z`, `+hh:mm` or `+hhmm`: minutes.
fn take_offset(rest: &mut &str) -> Option<Option<f64>> {
    if let Some(after) = rest.strip_prefix('Z') {
        *rest = after;
        return Some(Some(0.0));
    }
    let sign = match rest.chars().next() {
        Some('+') => 1.0,
        Some('-') => -1.0,
        _ => return Some(None),
    };
    let mut after = rest.get(1..)?;
    let hours = take_two(&mut after, "012")?;
    let mut after = after.strip_prefix(':').unwrap_or(after);
    let minutes = take_two(&mut after, "012345")?;
    *rest = after;
    Some(Some(sign * (hours * 60.0 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_and_dates_are_inverse() {
        for days in (-800_000..800_000).step_by(397) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
    }

    #[test]
    fn weeks_cross_years() {
        let instant = Instant::new(parse_iso("2005-01-01").unwrap()).unwrap();
        assert_eq!(
            ['W', 'X', 'w', 'x', 'F', 'd'].map(|c| instant.component(c)),
            [53.0, 2004.0, 5.0, 12.0, 6.0, 1.0]
        );
    }

    #[test]
    fn iso_texts() {
        assert_eq!(parse_iso("1970-01-01T00:00:01.5Z"), Some(1500.0));
        assert_eq!(parse_iso("1970-01-01T01:00:00+0100"), Some(0.0));
        assert_eq!(parse_iso("2018").map(|millis| millis / MILLIS_IN_A_DAY), Some(17532.0));
        assert_eq!(parse_iso("2018-02-30"), parse_iso("2018-03-02"));
        assert_eq!(parse_iso("2018-01-01Z"), parse_iso("2018"));
        assert!(parse_iso("2018-01-32").is_some_and(f64::is_nan));
        assert!(parse_iso("2018-01-01T00:00:00+24:00").is_some_and(f64::is_nan));
        for text in ["18", "2018-1", "2018-01-01 00:00:00", "2018-01-01T00:00Z", "x"] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }
}
