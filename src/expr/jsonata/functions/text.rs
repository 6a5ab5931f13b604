//! `$string`: any value as text, as `JSON.stringify` prints it.

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::number;
use super::{Arguments, Dialect, JsonataError};
use crate::value::{Number, Value};

pub(super) fn string(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let pretty = arguments.get(1).is_identical(&Item::from(true));
    match to_text(evaluator, arguments.get(0), pretty)? {
        Some(text) => evaluator.text(text),
        None => Ok(Item::Undefined),
    }
}

/// The text of a value; nothing for nothing.
pub(in super::super) fn to_text(
    evaluator: &mut Evaluator<'_, '_>,
    item: &Item,
    pretty: bool,
) -> Result<Option<String>, JsonataError> {
    match item {
        Item::Undefined => return Ok(None),
        Item::Value(Value::String(text)) => return Ok(Some(text.to_string())),
        Item::Function(_) => return Ok(Some(String::new())),
        Item::Value(Value::Number(number)) if !number.as_f64().is_finite() => {
            return Err(JsonataError::new("D3001").value(item.to_value_lossy()));
        }
        _ => {}
    }
    let mut writer = Writer { evaluator, pretty, out: String::new() };
    match item {
        Item::Array(array) if array.flags.outer_wrapper => {
            writer.write(&array.view().get(0).unwrap_or(Item::Undefined), 0)?;
        }
        item => writer.write(item, 0)?,
    }
    Ok(Some(writer.out))
}

struct Writer<'w, 'e, 'a> {
    evaluator: &'w mut Evaluator<'e, 'a>,
    pretty: bool,
    out: String,
}

impl Writer<'_, '_, '_> {
    fn write(&mut self, item: &Item, depth: usize) -> Result<(), JsonataError> {
        self.evaluator.spend(1)?;
        self.evaluator.check_bytes(self.out.len() as u64)?;
        if let Some(view) = item.as_array() {
            return self
                .write_list('[', ']', view.iter(), depth, |writer, item| writer.write(&item, depth + 1));
        }
        if let Some(members) = item.as_object() {
            let members = members.iter().filter(|(_, value)| !value.is_undefined());
            return self.write_list('{', '}', members, depth, |writer, (key, value)| {
                number::quote_into(&key, &mut writer.out);
                writer.out.push_str(if writer.pretty { ": " } else { ":" });
                writer.write(&value, depth + 1)
            });
        }
        self.write_scalar(item)
    }

    fn write_scalar(&mut self, item: &Item) -> Result<(), JsonataError> {
        match item {
            Item::Value(Value::String(text)) => number::quote_into(text, &mut self.out),
            Item::Value(Value::Number(number)) => {
                if number.as_f64().is_infinite() {
                    return Err(JsonataError::new("D1001").value(item.to_value_lossy()));
                }
                self.out.push_str(&print(*number, self.evaluator.dialect));
            }
            Item::Value(value) => value.write_json(&mut self.out),
            Item::Function(_) => self.out.push_str("\"\""),
            _ => self.out.push_str("null"),
        }
        Ok(())
    }

    fn write_list<T>(
        &mut self,
        open: char,
        close: char,
        items: impl Iterator<Item = T>,
        depth: usize,
        mut write_item: impl FnMut(&mut Self, T) -> Result<(), JsonataError>,
    ) -> Result<(), JsonataError> {
        self.out.push(open);
        let mut is_empty = true;
        for item in items {
            if !is_empty {
                self.out.push(',');
            }
            is_empty = false;
            self.break_line(depth + 1);
            write_item(self, item)?;
        }
        if !is_empty {
            self.break_line(depth);
        }
        self.out.push(close);
        Ok(())
    }

    fn break_line(&mut self, depth: usize) {
        if self.pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

/// A number with 15 significant digits at most; whole numbers keep theirs, on Step Functions up to 64 bits.
fn print(number: Number, dialect: Dialect) -> String {
    match number {
        Number::Int(whole) if dialect == Dialect::StepFunctions => whole.to_string(),
        number => {
            let number = number.as_f64();
            if number.is_nan() {
                return String::from("null");
            }
            let whole = number.trunc() == number;
            number::print(if whole { number } else { number::rounded_to_15_digits(number) })
        }
    }
}
