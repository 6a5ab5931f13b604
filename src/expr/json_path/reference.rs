use super::location::Step;
use super::token::Token;
use super::{JsonPath, Root};
use crate::text::TextRange;
use crate::value::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// Why a text is no Reference Path, and where. Prints what AWS writes behind `Value is not a Reference Path: ` as far as it is
/// known (the start and the brackets).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotReferencePath {
    /// What is wrong.
    pub message: String,
    /// Where in the text.
    pub span: TextRange,
}

impl fmt::Display for NotReferencePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NotReferencePath {}

/// A Reference Path does not fit the data. Prints the cause AWS gives; its error name is `States.ReferencePathConflict`.
#[derive(Clone, PartialEq, Debug)]
pub struct ReferencePathConflict {
    step: String,
    root: Value,
}

impl fmt::Display for ReferencePathConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unable to apply step \"{}\" to input {}", self.step, self.root)
    }
}

impl std::error::Error for ReferencePathConflict {}

impl JsonPath {
    /// Compiles a Reference Path: names and indices only, so that it stands for one place.
    /// Source: Amazon States Language specification, "Reference Paths".
    ///
    /// # Errors
    /// Says what is wrong and where in `text`.
    pub fn parse_reference(text: &str) -> Result<JsonPath, NotReferencePath> {
        let error = |span, message: &str| NotReferencePath { message: message.to_owned(), span };
        let whole = TextRange::new(0, text.len());
        if !text.starts_with('$') {
            return Err(error(whole, "Reference path didn't start with '$'"));
        }
        let path = JsonPath::parse(text).map_err(|path_error| error(path_error.span, &path_error.message))?;
        if path.is_reference_path() {
            return Ok(path);
        }
        let bracket = text.match_indices('[').find(|(at, _)| {
            !text[at + 1..].trim_start().starts_with(|c: char| c == '\'' || c.is_ascii_digit())
        });
        Err(match bracket {
            Some((at, _)) => error(TextRange::new(at, at + 1), "'[' must be followed by ' or '['"),
            None => error(whole, "Reference path does not stand for one value"),
        })
    }

    /// Whether a text is plainly a Reference Path into the data, as `$.order.id` is: what most are, seen without compiling
    /// them.
    pub fn is_plain_reference(text: &str) -> bool {
        let is_name = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        match text.strip_prefix('$') {
            Some("") => true,
            Some(rest) => rest.strip_prefix('.').is_some_and(|names| names.split('.').all(is_name)),
            None => false,
        }
    }

    /// Whether this is a Reference Path; see [`Self::parse_reference`].
    pub fn is_reference_path(&self) -> bool {
        let tokens = self.compiled.tokens.as_slice();
        tokens.iter().all(|token| matches!(token, Token::Name(_) | Token::Index(0..)))
    }

    /// The way to what the path finds, as far as it is plain: names and indices, where 0 stands for any items; it stops at
    /// the first step that may lead anywhere. For guesses about data, not for finding it.
    pub fn outline(&self) -> Vec<Step> {
        let step = |token: &Token| match token {
            Token::Name(name) => Some(Step::Name(name.clone())),
            Token::Index(_)
            | Token::Indices(_)
            | Token::Slice { .. }
            | Token::FromEnd(_)
            | Token::Wildcard
            | Token::Filter(_) => Some(Step::Index(0)),
            Token::Names(_) | Token::Scan => None,
        };
        self.compiled.tokens.as_slice().iter().map_while(step).collect()
    }

    /// Whether the path may say where a result goes: a Reference Path into the data itself, not into the context object or
    /// a variable.
    pub fn is_assignable(&self) -> bool {
        self.is_reference_path() && *self.root() == Root::Input
    }

    /// The value where this Reference Path points in `root`: how AWS reads `ItemsPath`.
    ///
    /// # Errors
    /// When the place does not exist.
    pub fn follow(&self, root: &Value) -> Result<Value, ReferencePathConflict> {
        let mut value = root;
        for token in self.compiled.tokens.as_slice() {
            let next = match token {
                Token::Name(name) => value.get(name),
                Token::Index(index) => usize::try_from(*index).ok().and_then(|index| value.at(index)),
                _ => None,
            };
            value = next.ok_or_else(|| conflict(token, root))?;
        }
        Ok(value.clone())
    }

    /// `root` with `value` put where this Reference Path points. Objects that are missing on the way are made; everything
    /// beside the way stays shared with `root`.
    ///
    /// ```
    /// use asl_studio::expr::json_path::JsonPath;
    /// use asl_studio::value::Value;
    /// let input = Value::parse(r#"{"id": 7}"#).unwrap();
    /// let path = JsonPath::parse("$.work.result").unwrap();
    /// let output = path.assign(&input, Value::from("done")).unwrap();
    /// assert_eq!(output.to_json(), r#"{"id":7,"work":{"result":"done"}}"#);
    /// ```
    ///
    /// # Errors
    /// When something on the way is no object for a name or no array long enough for an index, or the path is no
    /// Reference Path.
    pub fn assign(&self, root: &Value, value: Value) -> Result<Value, ReferencePathConflict> {
        let mut result = root.clone();
        let mut place = &mut result;
        for token in self.compiled.tokens.as_slice() {
            let next = match token {
                Token::Name(name) => member_place(place, name),
                Token::Index(index) => item_place(place, *index),
                _ => None,
            };
            place = next.ok_or_else(|| conflict(token, root))?;
        }
        *place = value;
        Ok(result)
    }
}

fn conflict(token: &Token, root: &Value) -> ReferencePathConflict {
    let step = match token {
        Token::Name(name) => name.to_string(),
        Token::Index(index) => index.to_string(),
        other => other.to_string(),
    };
    ReferencePathConflict { step, root: root.clone() }
}

fn member_place<'v>(place: &'v mut Value, name: &Arc<str>) -> Option<&'v mut Value> {
    if place.is_null() {
        *place = Value::from(Map::default());
    }
    match place {
        Value::Object(members) => {
            let at = members.position(name).unwrap_or_else(|| {
                *members = Arc::new(members.with(name.clone(), Value::Null));
                members.len() - 1
            });
            Arc::make_mut(members).get_index_mut(at)
        }
        _ => None,
    }
}

fn item_place(place: &mut Value, index: i64) -> Option<&mut Value> {
    match place {
        Value::Array(items) => Arc::make_mut(items).get_mut(usize::try_from(index).ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plainly_a_reference_path_is_one() {
        for text in ["$", "$.a", "$.order_2.Id"] {
            let path = JsonPath::parse_reference(text).expect("a Reference Path");
            assert!(JsonPath::is_plain_reference(text) && path.is_assignable(), "{text}");
        }
        for text in
            ["", "a", "$a", "$.", "$..a", "$.a.", "$.2", "$.a[0]", "$.length()", "$.é", "$.a b", "$$", "$$.a"]
        {
            assert!(!JsonPath::is_plain_reference(text), "{text}");
        }
    }
}
