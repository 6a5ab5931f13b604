use super::JsonPath;
use super::token::Token;
use crate::value::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// Why a value cannot be put where a Reference Path points.
#[derive(Clone, PartialEq, Debug)]
pub struct AssignError {
    path: JsonPath,
    root: Value,
}

impl fmt::Display for AssignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unable to apply ReferencePath {} to input {}", self.path, self.root)
    }
}

impl std::error::Error for AssignError {}

impl JsonPath {
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
    pub fn assign(&self, root: &Value, value: Value) -> Result<Value, AssignError> {
        let mut result = root.clone();
        let place =
            self.compiled.tokens.as_slice().iter().try_fold(&mut result, |place, token| match token {
                Token::Name(name) => member_place(place, name),
                Token::Index(index) => item_place(place, *index),
                _ => None,
            });
        match place {
            Some(place) => {
                *place = value;
                Ok(result)
            }
            None => Err(AssignError { path: self.clone(), root: root.clone() }),
        }
    }
}

fn member_place<'v>(place: &'v mut Value, name: &Arc<str>) -> Option<&'v mut Value> {
    if place.is_null() {
        *place = Value::from(Map::default());
    }
    match place {
        Value::Object(members) => Some(Arc::make_mut(members).entry(name.clone()).or_insert(Value::Null)),
        _ => None,
    }
}

fn item_place(place: &mut Value, index: i64) -> Option<&mut Value> {
    match place {
        Value::Array(items) => Arc::make_mut(items).get_mut(usize::try_from(index).ok()?),
        _ => None,
    }
}
