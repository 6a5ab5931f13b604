//! How the page puts numbers and reasons.

use crate::json;
use crate::text::LineIndex;
use crate::value::Value;

/// A reason as a sentence of its own.
pub fn sentence(reason: &str) -> String {
    let mut characters = reason.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A count with its thousands apart: `25,000`.
pub fn grouped(count: impl TryInto<u64>) -> String {
    let digits = count.try_into().unwrap_or(u64::MAX).to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count of things: `1 state`, `2,000 states`.
pub fn counted(count: usize, thing: &str) -> String {
    format!("{} {thing}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// JSON that somebody typed, or what is wrong with it and where.
pub(super) fn typed_json(text: &str) -> Result<Value, String> {
    Value::parse(text).map_err(|error| match json::parse(text).problems.first() {
        Some(problem) => {
            let place = LineIndex::new(text).line_column(text, problem.span.start);
            format!("{} at line {}, column {}", problem.message, place.line + 1, place.column + 1)
        }
        None => format!("{} at line {}, column {}", error.message, error.line, error.column),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0_u64, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(counted(1, "state"), "1 state");
    }

    #[test]
    fn what_is_wrong_with_json_is_said_in_the_words_of_the_editor() {
        let said = typed_json("{\n  \"n\": }").unwrap_err();
        assert_eq!(said, "expected a value after `:` at line 2, column 7");
        assert!(typed_json("{\"n\": 1}").is_ok());
    }
}
