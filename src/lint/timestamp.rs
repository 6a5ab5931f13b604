/// Whether a text is a timestamp as the States Language takes it: RFC 3339 with an upper-case `T`, and `Z` or an offset
/// (ASL specification, "Timestamps"; the refusals are recorded from AWS).
pub(super) fn is_timestamp(text: &str) -> bool {
    parse(text).is_some()
}

fn parse(text: &str) -> Option<()> {
    let (date, time) = text.split_once('T')?;
    let (year, month, day) = (digits(date, 0..4)?, digits(date, 5..7)?, digits(date, 8..10)?);
    let shaped = date.len() == 10 && date.get(4..5)? == "-" && date.get(7..8)? == "-";
    let (hour, minute, second) = (digits(time, 0..2)?, digits(time, 3..5)?, digits(time, 6..8)?);
    let clock = time.get(2..3)? == ":" && time.get(5..6)? == ":" && hour < 24 && minute < 60 && second < 60;
    let zone = time.get(8..)?;
    let zone = match zone.strip_prefix('.') {
        Some(rest) => Some(rest.trim_start_matches(|c: char| c.is_ascii_digit()))
            .filter(|left| left.len() < rest.len())?,
        None => zone,
    };
    (shaped && clock && (1..=days(year, month)?).contains(&day) && is_offset(zone)).then_some(())
}

fn digits(text: &str, at: std::ops::Range<usize>) -> Option<u32> {
    let digits = text.get(at)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn days(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

fn is_offset(zone: &str) -> bool {
    let offset = || Some((digits(zone, 1..3)?, digits(zone, 4..6)?));
    let signed = zone.starts_with(['+', '-']) && zone.len() == 6 && zone.get(3..4) == Some(":");
    zone == "Z" || (signed && offset().is_some_and(|(hours, minutes)| hours < 24 && minutes < 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_have_a_date_a_time_and_a_zone() {
        for good in [
            "2016-03-14T01:59:00Z",
            "2016-03-14T01:59:00.123456789Z",
            "2016-03-14T01:59:00+02:00",
            "2016-02-29T23:59:59-11:30",
        ] {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in [
            "",
            "2016-12-05 21:29:29Z",
            "2016-12-05T21:29:29",
            "2016-12-05T25:29:29Z",
            "2016-13-05T21:29:29Z",
            "2015-02-29T21:29:29Z",
            "2016-12-05t21:29:29z",
            "2016-12-05T21:29Z",
            "2016-12-05T21:29:29.Z",
            "2016-12-05T21:29:29+2",
            "2016-12-05T21:29:29ü",
            "{% '2016-03-14T01:59:00Z' %}",
        ] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }
}
