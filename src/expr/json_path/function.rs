use super::filter::Operand;
use super::parse::{Parsed, closing};
use crate::value::{Number, Value};

/// A function behind a path, such as `.length()`, with its arguments.
#[derive(Debug)]
pub(super) struct Function {
    kind: Kind,
    arguments: Vec<Operand>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Length,
    Size,
    Min,
    Max,
    Avg,
    Stddev,
    Sum,
    Keys,
    Concat,
    Append,
    First,
    Last,
    Index,
}

const NAMES: [(&str, Kind); 13] = [
    ("length", Kind::Length),
    ("size", Kind::Size),
    ("min", Kind::Min),
    ("max", Kind::Max),
    ("avg", Kind::Avg),
    ("stddev", Kind::Stddev),
    ("sum", Kind::Sum),
    ("keys", Kind::Keys),
    ("concat", Kind::Concat),
    ("append", Kind::Append),
    ("first", Kind::First),
    ("last", Kind::Last),
    ("index", Kind::Index),
];

/// Parses the arguments between a function's parentheses; `offset` is where they stand.
pub(super) fn parse_arguments(text: &str, offset: usize, depth: usize) -> Parsed<Vec<Operand>> {
    let mut arguments = Vec::new();
    let mut start = 0;
    if text.trim().is_empty() {
        return Ok(arguments);
    }
    loop {
        let rest = &text[start..];
        let end = argument_end(rest);
        let argument = &rest[..end];
        let indent = argument.len() - argument.trim_start().len();
        arguments.push(Operand::parse(argument.trim(), offset + start + indent, depth + 1)?);
        if end == rest.len() {
            return Ok(arguments);
        }
        start += end + 1;
    }
}

fn argument_end(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        let skipped = match c {
            ',' => return at,
            '(' => closing(rest, '(', ')'),
            '[' => closing(rest, '[', ']'),
            '{' => closing(rest, '{', '}'),
            '\'' | '"' => super::parse::unescape_to(&rest[1..], c).map(|(_, length)| length + 1),
            _ => None,
        };
        at += skipped.unwrap_or(c.len_utf8());
    }
    text.len()
}

impl Function {
    /// The function of this name; none if Jayway has none.
    pub(super) fn new(name: &str, arguments: Vec<Operand>) -> Option<Self> {
        let (_, kind) = NAMES.iter().find(|(known, _)| *known == name)?;
        Some(Function { kind: *kind, arguments })
    }

    /// The function's name.
    pub(super) fn name(&self) -> &'static str {
        NAMES.iter().find(|(_, kind)| *kind == self.kind).map_or("", |(name, _)| name)
    }

    /// Applies the function to `value`, a part of `document`.
    ///
    /// # Errors
    /// The text of Jayway's exception.
    pub(super) fn apply(&self, value: &Value, document: &Value) -> Result<Value, String> {
        match self.kind {
            Kind::Length | Kind::Size => Ok(match value {
                Value::Array(items) => Value::from(items.len()),
                Value::Object(members) => Value::from(members.len()),
                _ => Value::Null,
            }),
            Kind::Keys => Ok(value.as_object().map_or(Value::Null, |members| {
                Value::array(members.keys().map(|key| Value::String(key.clone())).collect())
            })),
            Kind::Min | Kind::Max | Kind::Avg | Kind::Stddev | Kind::Sum => self.aggregate(value, document),
            Kind::Concat => Ok(self.concat(value, document)),
            Kind::Append => Ok(self.append(value, document)),
            Kind::First | Kind::Last | Kind::Index => self.pick(value, document),
        }
    }

    /// The arguments' values; a path to several values gives each.
    fn arguments(&self, value: &Value, document: &Value) -> Vec<Value> {
        self.arguments.iter().filter_map(|argument| argument.evaluate(value, document)).collect()
    }

    fn aggregate(&self, value: &Value, document: &Value) -> Result<Value, String> {
        let mut numbers: Vec<f64> =
            value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        for argument in self.arguments(value, document) {
            match &argument {
                Value::Array(items) => numbers.extend(items.iter().filter_map(Value::as_f64)),
                other => numbers.extend(other.as_f64()),
            }
        }
        if numbers.is_empty() {
            return Err("Aggregation function attempted to calculate value using empty array".to_owned());
        }
        let count = numbers.len() as f64;
        let sum: f64 = numbers.iter().sum();
        let result = match self.kind {
            Kind::Min => numbers.iter().copied().fold(f64::INFINITY, f64::min),
            Kind::Max => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            Kind::Avg => sum / count,
            Kind::Stddev => {
                let squares: f64 = numbers.iter().map(|number| number * number).sum();
                (squares / count - sum * sum / count / count).sqrt()
            }
            _ => sum,
        };
        Ok(Value::Number(Number::Float(result)))
    }

    fn concat(&self, value: &Value, document: &Value) -> Value {
        let mut joined = String::new();
        for item in value.as_array().into_iter().flatten() {
            joined.push_str(item.as_str().unwrap_or_default());
        }
        for argument in self.arguments(value, document) {
            match &argument {
                Value::Array(items) => items.iter().for_each(|item| push_text(item, &mut joined)),
                other => push_text(other, &mut joined),
            }
        }
        Value::from(joined)
    }

    fn append(&self, value: &Value, document: &Value) -> Value {
        let Value::Array(items) = value else {
            return value.clone();
        };
        let mut items = items.to_vec();
        items.extend(self.arguments(value, document));
        Value::array(items)
    }

    fn pick(&self, value: &Value, document: &Value) -> Result<Value, String> {
        let items = value.as_array().filter(|items| !items.is_empty());
        let items = items.ok_or("Aggregation function attempted to calculate value using empty array")?;
        let index = match self.kind {
            Kind::First => 0,
            Kind::Last => -1,
            _ => self.arguments(value, document).first().and_then(Value::as_i64).unwrap_or(0),
        };
        let index = if index < 0 { index + items.len() as i64 } else { index };
        let found = usize::try_from(index).ok().and_then(|index| items.get(index));
        found.cloned().ok_or_else(|| format!("Target index:{index} larger than object count:{}", items.len()))
    }
}

fn push_text(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(text),
        other => other.write_json(out),
    }
}
