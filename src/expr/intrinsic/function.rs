use super::failure::Reason;
use super::{Evaluated, array, encode, format, math};
use crate::expr::environment::Environment;
use crate::expr::java;
use crate::value::{Number, Value};
use std::ops::RangeInclusive;

/// An intrinsic function.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Function {
    /// `States.Array(…)`
    Array,
    /// `States.ArrayContains(array, value)`
    ArrayContains,
    /// `States.ArrayGetItem(array, index)`
    ArrayGetItem,
    /// `States.ArrayLength(array)`
    ArrayLength,
    /// `States.ArrayPartition(array, size)`
    ArrayPartition,
    /// `States.ArrayRange(start, end, step)`
    ArrayRange,
    /// `States.ArrayUnique(array)`
    ArrayUnique,
    /// `States.Base64Decode(text)`
    Base64Decode,
    /// `States.Base64Encode(text)`
    Base64Encode,
    /// `States.Format(template, …)`
    Format,
    /// `States.Hash(data, algorithm)`
    Hash,
    /// `States.JsonMerge(object, object, false)`
    JsonMerge,
    /// `States.JsonToString(value)`
    JsonToString,
    /// `States.MathAdd(number, number)`
    MathAdd,
    /// `States.MathRandom(start, end, seed)`
    MathRandom,
    /// `States.StringSplit(text, separators)`
    StringSplit,
    /// `States.StringToJson(text)`
    StringToJson,
    /// `States.UUID()`
    Uuid,
}

const ANY: usize = usize::MAX;

const FUNCTIONS: [(Function, &str, RangeInclusive<usize>); 18] = [
    (Function::Array, "States.Array", 0..=ANY),
    (Function::ArrayContains, "States.ArrayContains", 2..=2),
    (Function::ArrayGetItem, "States.ArrayGetItem", 2..=2),
    (Function::ArrayLength, "States.ArrayLength", 1..=1),
    (Function::ArrayPartition, "States.ArrayPartition", 2..=2),
    (Function::ArrayRange, "States.ArrayRange", 3..=3),
    (Function::ArrayUnique, "States.ArrayUnique", 1..=1),
    (Function::Base64Decode, "States.Base64Decode", 1..=1),
    (Function::Base64Encode, "States.Base64Encode", 1..=1),
    (Function::Format, "States.Format", 1..=ANY),
    (Function::Hash, "States.Hash", 2..=2),
    (Function::JsonMerge, "States.JsonMerge", 3..=3),
    (Function::JsonToString, "States.JsonToString", 1..=1),
    (Function::MathAdd, "States.MathAdd", 2..=2),
    (Function::MathRandom, "States.MathRandom", 2..=3),
    (Function::StringSplit, "States.StringSplit", 2..=2),
    (Function::StringToJson, "States.StringToJson", 1..=1),
    (Function::Uuid, "States.UUID", 0..=0),
];

impl Function {
    /// All functions, by name.
    pub fn all() -> impl Iterator<Item = Function> {
        FUNCTIONS.iter().map(|(function, _, _)| *function)
    }

    /// The function called `name`, such as `States.Format`.
    pub fn named(name: &str) -> Option<Function> {
        FUNCTIONS.iter().find(|(_, known, _)| *known == name).map(|(function, _, _)| *function)
    }

    /// The full name, such as `States.Format`.
    pub fn name(self) -> &'static str {
        FUNCTIONS.iter().find(|(function, _, _)| *function == self).map_or("", |(_, name, _)| name)
    }

    /// How many arguments the function takes.
    pub fn arity(self) -> RangeInclusive<usize> {
        let known = FUNCTIONS.iter().find(|(function, _, _)| *function == self);
        known.map_or(0..=ANY, |(_, _, arity)| arity.clone())
    }

    pub(super) fn apply(
        self,
        arguments: &[Evaluated],
        environment: &dyn Environment,
    ) -> Result<Value, Reason> {
        let value = |at: usize| arguments.get(at).map_or(&Value::Null, |argument| &argument.value);
        let (first, second, third) = (value(0), value(1), value(2));
        let result = match self {
            Function::Array => {
                Some(Value::array(arguments.iter().map(|argument| argument.value.clone()).collect()))
            }
            Function::ArrayContains => array::contains(first, second),
            Function::ArrayGetItem => array::get_item(first, second),
            Function::ArrayLength => first.as_array().map(|items| Value::from(items.len())),
            Function::ArrayPartition => array::partition(first, second),
            Function::ArrayRange => array::range(first, second, third),
            Function::ArrayUnique => array::unique(first),
            Function::Base64Decode => encode::base64_decode(first),
            Function::Base64Encode => encode::base64_encode(first),
            Function::Format => return format::format(arguments),
            Function::Hash => encode::hash(first, second),
            Function::JsonMerge => merge(first, second, third),
            Function::JsonToString => Some(Value::from(first.to_json())),
            Function::MathAdd => math::add(first, second),
            Function::MathRandom => math::random(first, second, arguments.get(2).map(|_| third), environment),
            Function::StringSplit => array::split(first, second),
            Function::StringToJson => parse_json(first),
            Function::Uuid => Some(math::uuid(environment)),
        };
        result.ok_or(Reason::Arguments { function: self, detail: None })
    }
}

/// Shallow: what the second object has replaces. AWS accepts anything but `true` as "not deep", and merges in a hash map, whose
/// order shows (recorded).
fn merge(first: &Value, second: &Value, deep: &Value) -> Option<Value> {
    let (first, second) = (first.as_object()?, second.as_object()?);
    if *deep == Value::Bool(true) {
        return None;
    }
    let mut merged = first.clone();
    merged.extend(second.iter().map(|(key, value)| (key.clone(), value.clone())));
    let mut members: Vec<_> = merged.into_iter().collect();
    java::sort_in_hash_order(&mut members, |(key, _)| key);
    Some(Value::object(members))
}

/// Blank text is `null`, and `-0` is `0` (recorded).
fn parse_json(text: &Value) -> Option<Value> {
    let text = text.as_str()?;
    if text.trim().is_empty() {
        return Some(Value::Null);
    }
    match Value::parse(text).ok()? {
        Value::Number(Number::Float(number)) if number == 0.0 && !text.contains(['.', 'e', 'E']) => {
            Some(Value::from(0i64))
        }
        value => Some(value),
    }
}
