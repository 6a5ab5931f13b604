//! `$sum`, `$count`, `$max`, `$min`, `$average`.

use super::super::evaluate::Outcome;
use super::super::item::Item;
use super::Arguments;

pub(super) fn sum(arguments: &Arguments<'_>) -> Outcome {
    Ok(numbers(arguments).map_or(Item::Undefined, |numbers| Item::number(numbers.sum())))
}

pub(super) fn count(arguments: &Arguments<'_>) -> Outcome {
    Ok(Item::from(arguments.get(0).as_array().map_or(0, |view| view.len())))
}

pub(super) fn max(arguments: &Arguments<'_>) -> Outcome {
    fold(arguments, f64::max)
}

pub(super) fn min(arguments: &Arguments<'_>) -> Outcome {
    fold(arguments, f64::min)
}

pub(super) fn average(arguments: &Arguments<'_>) -> Outcome {
    let Some(length) = arguments.get(0).as_array().map(|view| view.len()).filter(|length| *length > 0) else {
        return Ok(Item::Undefined);
    };
    let sum: f64 = numbers(arguments).map_or(0.0, Iterator::sum);
    Ok(Item::number(sum / length as f64))
}

fn numbers<'a>(arguments: &'a Arguments<'_>) -> Option<impl Iterator<Item = f64> + 'a> {
    let view = arguments.get(0).as_array()?;
    Some(view.iter().map(|item| item.as_f64().unwrap_or(f64::NAN)))
}

fn fold(arguments: &Arguments<'_>, choose: fn(f64, f64) -> f64) -> Outcome {
    let chosen = numbers(arguments).and_then(|numbers| numbers.reduce(choose));
    Ok(chosen.map_or(Item::Undefined, Item::number))
}
