//! What stands in for `${Name}`, which CloudFormation, SAM or Terraform replaces before AWS sees the definition.

use crate::asl::QueryLanguage;
use crate::asl::choice::Operand;
use crate::expr::intrinsic::placeholder_name;
use crate::value::{Map, Value};
use std::sync::Arc;

/// What a run takes for placeholders whose value it would have to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sim) enum Placeholders {
    /// Nothing: a run that comes there stops and says why.
    Unknown,
    /// 1 for a number, `{}` for a JSON text, its own text for a text.
    StandIn,
}

/// A moment that tells nothing.
const TIME: &str = "2024-01-01T00:00:00Z";

/// Whether the whole of a text is one placeholder.
pub(in crate::sim) fn is_placeholder(text: &str) -> bool {
    end_of_placeholder(text) == Some(text.len())
}

/// Says that a field needs what only deployment tells.
pub(super) fn unknown(field: &str, text: &str) -> String {
    format!("{field} is the placeholder {text}, whose value is known only when deployed")
}

/// What stands in for the operand of a comparison.
pub(in crate::sim) fn operand(kind: Operand, value: &Value) -> Option<Value> {
    let text = value.as_str().filter(|text| is_placeholder(text))?;
    Some(match kind {
        Operand::Numeric => Value::from(1_i64),
        Operand::Boolean => Value::from(true),
        Operand::Timestamp => Value::from(TIME),
        Operand::String => Value::from(text),
    })
}

/// What stands in for a moment.
pub(super) fn moment(value: &Value) -> Option<Value> {
    operand(Operand::Timestamp, value)
}

/// A template with stand-ins for the placeholders that its expressions have to know; none where they need none.
pub(super) fn template(source: &Value, language: QueryLanguage) -> Option<Value> {
    match source {
        Value::Object(members) => object(members, language),
        Value::Array(items) => {
            let made: Vec<Option<Value>> = items.iter().map(|item| template(item, language)).collect();
            let changed = made.iter().any(Option::is_some);
            let whole = |(made, item): (Option<Value>, &Value)| made.unwrap_or_else(|| item.clone());
            changed.then(|| Value::array(made.into_iter().zip(items.iter()).map(whole).collect()))
        }
        Value::String(text) if language == QueryLanguage::Jsonata => expression(text).map(Value::from),
        _ => None,
    }
}

fn object(members: &Map, language: QueryLanguage) -> Option<Value> {
    let mut changed = false;
    let mut made = Map::default();
    for (key, value) in members {
        let (key, stand_in) = match (key.strip_suffix(".$"), value) {
            (Some(plain), Value::String(text)) if language == QueryLanguage::JsonPath => {
                if is_placeholder(text) {
                    changed = true;
                    (Arc::from(plain), None)
                } else {
                    (key.clone(), intrinsic(text).map(Value::from))
                }
            }
            _ => (key.clone(), template(value, language)),
        };
        changed |= stand_in.is_some();
        made.insert(key, stand_in.unwrap_or_else(|| value.clone()));
    }
    changed.then(|| Value::from(made))
}

/// An intrinsic function call with stand-ins; none where it needs none.
pub(in crate::sim) fn intrinsic(text: &str) -> Option<String> {
    replace(text, &['\''], |before, quoted, whole| {
        let parsed = |before: &str| before.trim_end().ends_with("States.StringToJson(");
        match before.strip_suffix('\'') {
            Some(call) if quoted && whole && parsed(call) => Some("{}"),
            _ if quoted => None,
            _ if parsed(before) => Some("'1'"),
            _ => before.trim_end().ends_with([',', '(']).then_some("1"),
        }
    })
}

/// A JSONata expression, with its delimiters, with stand-ins; none where it needs none.
pub(in crate::sim) fn expression(text: &str) -> Option<String> {
    if !text.starts_with("{%") {
        return None;
    }
    replace(text, &['\'', '"', '`'], |before, quoted, _| {
        let inside_a_name = before.ends_with(|c: char| c == '.' || c == '$' || c.is_alphanumeric());
        (!quoted && !inside_a_name).then_some("1")
    })
}

/// Replaces placeholders. `stand_in` is told what stands before one, whether that is inside a quoted text, and whether the
/// placeholder is the whole of that text.
fn replace(
    text: &str,
    quotes: &[char],
    stand_in: impl Fn(&str, bool, bool) -> Option<&'static str>,
) -> Option<String> {
    let mut out = String::new();
    let mut quote = None;
    let mut rest = text;
    let mut changed = false;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '\\' if quote.is_some() => length += rest[1..].chars().next().map_or(0, char::len_utf8),
            '$' => {
                if let Some(end) = end_of_placeholder(rest) {
                    length = end;
                    let whole = out.ends_with(quotes) && rest[end..].starts_with(quotes);
                    if let Some(made) = stand_in(&out, quote.is_some(), whole) {
                        changed = true;
                        out.push_str(made);
                        rest = &rest[end..];
                        continue;
                    }
                }
            }
            _ if quote == Some(c) => quote = None,
            _ if quote.is_none() && quotes.contains(&c) => quote = Some(c),
            _ => {}
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    changed.then_some(out)
}

/// Where the placeholder ends that the text begins with.
fn end_of_placeholder(text: &str) -> Option<usize> {
    placeholder_name(text.strip_prefix('$')?).map(|length| length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_get_numbers_and_json_texts() {
        for (text, expected) in [
            ("States.MathAdd($.n, ${N})", Some("States.MathAdd($.n, 1)")),
            ("States.StringToJson('${Json}')", Some("States.StringToJson('{}')")),
            ("States.StringToJson(${iops})", Some("States.StringToJson('1')")),
            ("States.Format('s3://${Bucket}/{}', $.key)", None),
            ("States.Format('it\\'s ${A}', ${B})", Some("States.Format('it\\'s ${A}', 1)")),
            ("$.a.${Name}", None),
        ] {
            assert_eq!(intrinsic(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn expressions_get_numbers_outside_of_texts() {
        assert_eq!(expression("{% ${N} + $x %}").as_deref(), Some("{% 1 + $x %}"));
        assert_eq!(expression("{% 's3://${B}/' & $x %}"), None);
        assert_eq!(expression("${N}"), None);
    }

    #[test]
    fn a_path_that_is_a_placeholder_becomes_its_text() {
        let source = Value::parse(r#"{"a": 1, "b": [{"x.$": "${Path}"}]}"#).unwrap();
        let made = template(&source, QueryLanguage::JsonPath).unwrap();
        assert_eq!(made.to_json(), r#"{"a":1,"b":[{"x":"${Path}"}]}"#);
    }
}
