use super::location::Step;
use super::token::Token;
use super::{JsonPath, Root};
use crate::text::TextRange;
use crate::value::{Map, Value};
use std::fmt;

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
        put(root, self.compiled.tokens.as_slice(), value).map_err(|token| conflict(token, root))
    }
}

/// `root` with `value` where the steps lead.
///
/// # Errors
/// Gives the step that does not fit.
fn put<'t>(root: &Value, steps: &'t [Token], value: Value) -> Result<Value, &'t Token> {
    let Some((step, rest)) = steps.split_first() else { return Ok(value) };
    match (step, root) {
        (Token::Name(name), Value::Null) => {
            let member = put(&Value::Null, rest, value)?;
            Ok(Value::from(Map::default().with(name.clone(), member)))
        }
        (Token::Name(name), Value::Object(members)) => match members.position(name) {
            Some(at) => {
                let mut copy = Map::clone(members);
                if let Some(member) = copy.get_index_mut(at) {
                    *member = put(member, rest, value)?;
                }
                Ok(Value::from(copy))
            }
            None => Ok(Value::from(members.with(name.clone(), put(&Value::Null, rest, value)?))),
        },
        (Token::Index(index), Value::Array(items)) => {
            let mut copy = Vec::clone(items);
            let item = usize::try_from(*index).ok().and_then(|index| copy.get_mut(index)).ok_or(step)?;
            *item = put(item, rest, value)?;
            Ok(Value::array(copy))
        }
        _ => Err(step),
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
