//! `$keys`, `$lookup`, `$spread`, `$merge`.

use super::super::evaluate::{Evaluator, Outcome, lookup as lookup_field};
use super::super::item::{Flags, Item, Members};
use super::{Arguments, JsonataError};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

type Names = IndexSet<Arc<str>, FxBuildHasher>;

pub(super) fn keys(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let mut names = Names::default();
    collect_keys(evaluator, arguments.get(0), &mut names)?;
    evaluator.sequence(names.into_iter().map(Item::from).collect())
}

fn collect_keys(
    evaluator: &mut Evaluator<'_, '_>,
    item: &Item,
    names: &mut Names,
) -> Result<(), JsonataError> {
    evaluator.spend(1)?;
    if let Some(view) = item.as_array() {
        return view.iter().try_for_each(|item| collect_keys(evaluator, &item, names));
    }
    if let Some(members) = item.as_object() {
        evaluator.spend(members.len())?;
        names.extend(members.iter().map(|(key, _)| key));
    }
    Ok(())
}

pub(super) fn lookup(arguments: &Arguments<'_>) -> Outcome {
    Ok(match arguments.text(1) {
        Some(name) => lookup_field(arguments.get(0), name),
        None => Item::Undefined,
    })
}

pub(super) fn spread(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let argument = arguments.get(0);
    if let Some(view) = argument.as_array() {
        let mut items = Vec::new();
        for item in view.iter() {
            spread_into(evaluator, &item, &mut items)?;
        }
        let sequence = view.len() == 0;
        return evaluator.array(items, Flags { sequence, ..Flags::default() });
    }
    if argument.as_object().is_none() {
        return Ok(argument.clone());
    }
    let mut items = Vec::new();
    spread_into(evaluator, argument, &mut items)?;
    evaluator.sequence(items)
}

fn spread_into(
    evaluator: &mut Evaluator<'_, '_>,
    item: &Item,
    items: &mut Vec<Item>,
) -> Result<(), JsonataError> {
    evaluator.spend(1)?;
    if let Some(view) = item.as_array() {
        return view.iter().try_for_each(|item| spread_into(evaluator, &item, items));
    }
    match item.as_object() {
        Some(members) => items.extend(members.iter().map(|(key, value)| {
            let mut single = Members::default();
            single.insert(key, value);
            Item::from(single)
        })),
        None if item.is_undefined() => {}
        None => items.push(item.clone()),
    }
    Ok(())
}

pub(super) fn merge(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(view) = arguments.get(0).as_array() else { return Ok(Item::Undefined) };
    let mut merged = Members::default();
    for item in view.iter() {
        if let Some(members) = item.as_object() {
            evaluator.spend(members.len())?;
            merged.extend(members.iter());
        }
    }
    evaluator.object(merged)
}
