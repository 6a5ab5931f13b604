//! `$map`, `$filter`, `$single`, `$reduce`, `$each`, `$sift`.

use super::super::evaluate::{Evaluator, Outcome, effective_boolean};
use super::super::item::{Item, Members};
use super::{Arguments, JsonataError};

/// Calls `function` with the value, and with what else it has parameters for.
fn call(
    evaluator: &mut Evaluator<'_, '_>,
    function: &Item,
    value: Item,
    position: impl FnOnce() -> Item,
    all: &Item,
) -> Outcome {
    let arity = function.as_function().map_or(1, |function| evaluator.arity(function));
    let mut arguments = vec![value];
    if arity >= 2 {
        arguments.push(position());
    }
    if arity >= 3 {
        arguments.push(all.clone());
    }
    evaluator.apply(function, arguments, &Item::NULL)
}

fn holds(
    evaluator: &mut Evaluator<'_, '_>,
    function: &Item,
    value: Item,
    position: impl FnOnce() -> Item,
    all: &Item,
) -> Result<bool, JsonataError> {
    let result = call(evaluator, function, value, position, all)?;
    Ok(effective_boolean(&result)? == Some(true))
}

pub(super) fn map(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (all, function) = (arguments.get(0), arguments.get(1));
    let Some(view) = all.as_array() else { return Ok(Item::Undefined) };
    let mut results = Vec::new();
    for (index, item) in view.iter().enumerate() {
        let result = call(evaluator, function, item, || Item::from(index), all)?;
        if !result.is_undefined() {
            results.push(result);
        }
    }
    evaluator.sequence(results)
}

pub(super) fn filter(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (all, function) = (arguments.get(0), arguments.get(1));
    let Some(view) = all.as_array() else { return Ok(Item::Undefined) };
    let mut results = Vec::new();
    for (index, item) in view.iter().enumerate() {
        if holds(evaluator, function, item.clone(), || Item::from(index), all)? {
            results.push(item);
        }
    }
    evaluator.sequence(results)
}

pub(super) fn single(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (all, function) = (arguments.get(0), arguments.get(1));
    let Some(view) = all.as_array() else { return Ok(Item::Undefined) };
    let mut found = None;
    for (index, item) in view.iter().enumerate() {
        let matches =
            function.is_undefined() || holds(evaluator, function, item.clone(), || Item::from(index), all)?;
        if matches && found.replace(item).is_some() {
            return Err(JsonataError::new("D3138"));
        }
    }
    found.ok_or_else(|| JsonataError::new("D3139"))
}

pub(super) fn reduce(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (all, function) = (arguments.get(0), arguments.get(1));
    let Some(view) = all.as_array() else { return Ok(Item::Undefined) };
    let arity = function.as_function().map_or(0, |function| evaluator.arity(function));
    if arity < 2 {
        return Err(JsonataError::new("D3050"));
    }
    let initial = arguments.get(2).clone();
    let skip = usize::from(initial.is_undefined() && view.len() > 0);
    let mut result = if skip == 1 { view.get(0).unwrap_or(Item::Undefined) } else { initial };
    for (index, item) in view.iter().enumerate().skip(skip) {
        let mut values = vec![result, item];
        if arity >= 3 {
            values.push(Item::from(index));
        }
        if arity >= 4 {
            values.push(all.clone());
        }
        result = evaluator.apply(function, values, &Item::NULL)?;
    }
    Ok(result)
}

pub(super) fn each(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (all, function) = (arguments.get(0), arguments.get(1));
    let mut results = Vec::new();
    for (key, value) in all.as_object().iter().flat_map(|members| members.iter()) {
        let result = call(evaluator, function, value, || Item::from(key), all)?;
        if !result.is_undefined() {
            results.push(result);
        }
    }
    evaluator.sequence(results)
}

pub(super) fn sift(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (all, function) = (arguments.get(0), arguments.get(1));
    let mut kept = Members::default();
    for (key, value) in all.as_object().iter().flat_map(|members| members.iter()) {
        if holds(evaluator, function, value.clone(), || Item::from(key.clone()), all)? {
            kept.insert(key, value);
        }
    }
    if kept.is_empty() {
        return Ok(Item::Undefined);
    }
    evaluator.object(kept)
}
