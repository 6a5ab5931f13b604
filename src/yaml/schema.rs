//! What plain scalars mean, by the core schema of YAML 1.2 (chapter 10.3.2), as js-yaml and yaml read them; and which
//! words some reader would take for something else than text, so that they are written in quotes.

use crate::json::NodeKind;
use crate::value::Number;

/// What a plain scalar is.
pub(super) fn resolve(word: &str) -> NodeKind {
    match word {
        "" | "~" | "null" | "Null" | "NULL" => NodeKind::Null,
        "true" | "True" | "TRUE" => NodeKind::Bool(true),
        "false" | "False" | "FALSE" => NodeKind::Bool(false),
        _ => number(word).map_or_else(|| NodeKind::String(word.into()), NodeKind::Number),
    }
}

/// The number that a plain scalar is. Infinities and what is no number have no place in JSON and stay text.
pub(super) fn number(word: &str) -> Option<Number> {
    let unsigned = word.strip_prefix(['-', '+']).unwrap_or(word);
    let first = *unsigned.as_bytes().first()?;
    if !(first.is_ascii_digit() || first == b'.') {
        return None;
    }
    if let Some(digits) = word.strip_prefix("0x") {
        return whole(digits, 16);
    }
    if let Some(digits) = word.strip_prefix("0o") {
        return whole(digits, 8);
    }
    if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let whole = word.strip_prefix('+').unwrap_or(word).parse().ok().map(Number::Int);
        return whole.or_else(|| word.parse().ok().map(Number::Float));
    }
    is_decimal(unsigned).then(|| word.parse().ok().map(Number::Float)).flatten().filter(is_finite)
}

fn is_finite(number: &Number) -> bool {
    number.as_f64().is_finite()
}

fn whole(digits: &str, radix: u32) -> Option<Number> {
    if digits.starts_with(['-', '+']) {
        return None;
    }
    i64::from_str_radix(digits, radix).ok().map(Number::Int)
}

/// Digits with a point among or before them, and perhaps an exponent.
fn is_decimal(unsigned: &str) -> bool {
    let (mantissa, exponent) =
        unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && exponent_fits
}

/// Whether a text can stand without quotes, and every reader takes it for text: those of YAML 1.1 as well, which AWS's
/// command line and CloudFormation use.
pub(super) fn is_plain(text: &str, place: Place) -> bool {
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return false };
    let opens = match first {
        b'-' | b'?' | b':' => bytes.len() > 1 && !matches!(bytes[1], b' ' | b':' | b'-' | b'?'),
        _ => !b",[]{}#&*!|>'\"%@` \t=".contains(&first),
    };
    let has_sign = text.contains(": ")
        || text.contains(" #")
        || last == b':'
        || last == b' '
        || text.chars().any(|character| character.is_control() || is_special(character))
        || (place == Place::Flow && text.contains([',', '[', ']', '{', '}']));
    opens && !has_sign && !is_word(text) && !text.starts_with("---") && !text.starts_with("...")
}

/// Where a scalar stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// On lines of its own or behind a key or dash.
    Value,
    /// Between brackets.
    Flow,
}

fn is_special(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether some reader takes the word for a number, a boolean, null, a time or a merge.
fn is_word(text: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<", "="];
    let begins = text.trim_start_matches(['-', '+', '.']);
    let is_numeric = begins.starts_with(|character: char| character.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_hexdigit() || b"+-._:xotzTZ eE".contains(&byte));
    let bare = text.trim_start_matches(['-', '+']).to_ascii_lowercase();
    is_numeric || matches!(&*bare, ".inf" | ".nan") || WORDS.contains(&&*text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_what_the_core_schema_says() {
        let check = |word: &str, expected: NodeKind| assert_eq!(resolve(word), expected, "{word}");
        check("~", NodeKind::Null);
        check("True", NodeKind::Bool(true));
        check("0x1F", NodeKind::Number(Number::Int(31)));
        check("0o17", NodeKind::Number(Number::Int(15)));
        check("010", NodeKind::Number(Number::Int(10)));
        check("+12", NodeKind::Number(Number::Int(12)));
        check("-1.5e3", NodeKind::Number(Number::Float(-1500.0)));
        check("1e3", NodeKind::Number(Number::Float(1000.0)));
        check(".5", NodeKind::Number(Number::Float(0.5)));
        check("12345678901234567890", NodeKind::Number(Number::Float(12_345_678_901_234_567_890.0)));
        for word in ["yes", "no", "on", "y", ".inf", ".", "1.2.3", "1_000", "0xZ", "-", "2016-03-14", "e3"] {
            check(word, NodeKind::String(word.into()));
        }
    }

    #[test]
    fn what_any_reader_would_mistake_is_not_plain() {
        for text in [
            "",
            "y",
            "No",
            "OFF",
            "12",
            "0x1",
            "1e3",
            ".5",
            "null",
            "~",
            "2016-03-14",
            "1:30",
            "- a",
            "a: b",
            "a #b",
            "a:",
            " a",
            "a ",
            "#a",
            "*a",
            "&a",
            "!a",
            "{% $x %}",
            "[a]",
            "'a'",
            "\"a\"",
            "%a",
            "@a",
            "`a",
            "a\nb",
            "a\tb",
            "---",
            "<<",
            "=",
            "-",
            ".inf",
        ] {
            assert!(!is_plain(text, Place::Value), "{text}");
        }
        for text in
            ["a", "$.x", "$$.Task", "${Name}", "arn:aws:states:::lambda:invoke", "a, b", "-a", "Wait?", "é"]
        {
            assert!(is_plain(text, Place::Value), "{text}");
        }
        assert!(!is_plain("${Name}", Place::Flow));
    }
}
