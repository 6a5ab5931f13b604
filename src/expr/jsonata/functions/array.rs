//! `$append`, `$reverse`, `$shuffle`, `$distinct`, `$zip`, `$sort`.

use super::super::evaluate::{Evaluator, Outcome, effective_boolean};
use super::super::item::{Array, Flags, Item, Items, View};
use super::{Arguments, JsonataError};
use crate::value::{Number, Value};
use rustc_hash::FxHashSet;
use std::sync::Arc;

pub(super) fn append(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (first, second) = (arguments.get(0), arguments.get(1));
    match (first.is_undefined(), second.is_undefined()) {
        (true, _) => return Ok(second.clone()),
        (_, true) => return Ok(first.clone()),
        (false, false) => {}
    }
    let mut items = Items::default();
    for side in [first, second] {
        let length = side.as_array().map_or(1, View::len);
        evaluator.check_bytes(8 * (items.len() + length) as u64)?;
        items.push_all(side);
    }
    evaluator.array_of(items, Flags::default())
}

/// The items, if there are at least two: fewer come back as they are.
fn several<'a>(arguments: &'a Arguments<'_>) -> Option<View<'a>> {
    arguments.get(0).as_array().filter(|view| view.len() > 1)
}

pub(super) fn reverse(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(view) = several(arguments) else { return Ok(arguments.get(0).clone()) };
    evaluator.array(view.iter().rev().collect(), Flags::default())
}

/// The inside-out variant of the Fisher-Yates shuffle.
pub(super) fn shuffle(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(view) = several(arguments) else { return Ok(arguments.get(0).clone()) };
    let mut items: Vec<Item> = Vec::with_capacity(view.len());
    for (index, item) in view.iter().enumerate() {
        let place = (super::numeric::random(evaluator) * (index + 1) as f64) as usize;
        items.push(item);
        items.swap(index, place.min(index));
    }
    evaluator.array(items, Flags::default())
}

pub(super) fn distinct(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let argument = arguments.get(0);
    let Some(view) = several(arguments) else { return Ok(argument.clone()) };
    let mut items: Vec<Item> = Vec::new();
    let mut scalars = FxHashSet::default();
    // Where those are among `items` that must be compared part by part.
    let mut containers: Vec<usize> = Vec::new();
    for item in view.iter() {
        evaluator.spend(1)?;
        let is_new = match scalar_key(&item) {
            Some(key) => scalars.insert(key),
            None => {
                let mut is_known = false;
                for known in containers.iter().filter_map(|place| items.get(*place)) {
                    is_known = is_known || evaluator.deep_equal(known, &item)?;
                }
                if !is_known {
                    containers.push(items.len());
                }
                !is_known
            }
        };
        if is_new {
            items.push(item);
        }
    }
    let sequence = argument.flags().sequence;
    evaluator.array(items, Flags { sequence, ..Flags::default() })
}

/// What tells texts, numbers and the like apart; nothing for what has parts, and for functions. NaN is like nothing else.
fn scalar_key(item: &Item) -> Option<(u8, Arc<str>, u64)> {
    let plain = |kind, bits| Some((kind, Arc::from(""), bits));
    match item {
        Item::Value(Value::Null) => plain(0, 0),
        Item::Value(Value::Bool(flag)) => plain(1, u64::from(*flag)),
        // Beyond 2^53 whole numbers differ that are the same in floating point.
        Item::Value(Value::Number(Number::Int(whole))) if whole.unsigned_abs() > 1 << 53 => {
            plain(2, whole.cast_unsigned())
        }
        // Zero has two signs and is one number.
        Item::Value(Value::Number(number)) if !number.as_f64().is_nan() => {
            plain(3, (number.as_f64() + 0.0).to_bits())
        }
        Item::Value(Value::String(text)) => Some((4, text.clone(), 0)),
        _ => None,
    }
}

pub(super) fn zip(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let views: Option<Vec<View<'_>>> = arguments.items.iter().map(Item::as_array).collect();
    let views = views.unwrap_or_default();
    let length = views.iter().map(|view| view.len()).min().unwrap_or(0);
    let mut rows = Vec::with_capacity(length);
    for index in 0..length {
        let row = views.iter().map(|view| view.get(index).unwrap_or(Item::Undefined));
        rows.push(Item::from(Array::plain(row.collect())));
    }
    evaluator.array(rows, Flags::default())
}

pub(super) fn sort(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(view) = several(arguments) else { return Ok(arguments.get(0).clone()) };
    let items: Vec<Item> = view.iter().collect();
    let sorted = match arguments.get(1) {
        Item::Undefined => {
            check_sortable(&items)?;
            evaluator.merge_sort(items, &mut |_, a: &Item, b: &Item| Ok(is_greater(a, b)))?
        }
        comparator => {
            let comparator = comparator.clone();
            evaluator.merge_sort(items, &mut |evaluator, a: &Item, b: &Item| {
                let result = evaluator.apply(&comparator, vec![a.clone(), b.clone()], &Item::NULL)?;
                is_truthy(&result)
            })?
        }
    };
    evaluator.array(sorted, Flags::default())
}

/// A comparison's result as JavaScript's `if` takes it: any array or object is true.
fn is_truthy(result: &Item) -> Result<bool, JsonataError> {
    if result.as_array().is_some() || result.as_object().is_some() || result.as_function().is_some() {
        return Ok(true);
    }
    Ok(effective_boolean(result)? == Some(true))
}

fn check_sortable(items: &[Item]) -> Result<(), JsonataError> {
    let numbers = items.iter().all(|item| item.as_f64().is_some_and(|number| !number.is_nan()));
    let texts = items.iter().all(|item| item.as_str().is_some());
    if numbers || texts { Ok(()) } else { Err(JsonataError::new("D3070").index(1)) }
}

fn is_greater(a: &Item, b: &Item) -> bool {
    match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => super::super::evaluate::utf16_order(a, b).is_gt(),
        _ => a.as_f64() > b.as_f64(),
    }
}
