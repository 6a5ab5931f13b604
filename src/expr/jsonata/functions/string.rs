//! `$substring` and its kin, `$lowercase`, `$uppercase`, `$length`, `$trim`, `$pad`, `$join`.

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::Item;
use super::Arguments;

pub(super) fn substring(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let (given_start, count) = (arguments.number(1), arguments.number(2));
    if count.is_some_and(|count| count <= 0.0) || count.is_some() && given_start.is_none() {
        return Ok(Item::from(""));
    }
    let mut start = given_start.unwrap_or(0.0);
    let length = text.chars().count() as f64;
    if length + start < 0.0 {
        start = 0.0;
    }
    let end = match count {
        Some(count) if start >= 0.0 => start + count,
        Some(count) => length + start + count,
        None => length,
    };
    let from = slice_index(start, length);
    let to = slice_index(end, length);
    let part: String = text.chars().skip(from).take(to.saturating_sub(from)).collect();
    evaluator.text(part)
}

/// An index as `Array.prototype.slice` takes it: whole, from the end if negative, within bounds.
fn slice_index(index: f64, length: f64) -> usize {
    let whole = index.trunc();
    let from_start = if whole < 0.0 { (length + whole).max(0.0) } else { whole.min(length) };
    from_start as usize
}

pub(super) fn substring_before(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    // JavaScript looks for the text "undefined" where there is nothing to look for.
    let wanted = arguments.text(1).unwrap_or("undefined");
    match text.split_once(wanted) {
        Some((before, _)) => evaluator.text(before),
        None => Ok(arguments.get(0).clone()),
    }
}

pub(super) fn substring_after(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let wanted = arguments.text(1).unwrap_or("undefined");
    match text.split_once(wanted) {
        Some((_, after)) => evaluator.text(after),
        None => Ok(arguments.get(0).clone()),
    }
}

pub(super) fn lowercase(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    change(evaluator, arguments, str::to_lowercase)
}

pub(super) fn uppercase(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    change(evaluator, arguments, str::to_uppercase)
}

fn change(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &Arguments<'_>,
    change: impl Fn(&str) -> String,
) -> Outcome {
    match arguments.text(0) {
        Some(text) => evaluator.text(change(text)),
        None => Ok(Item::Undefined),
    }
}

/// In characters, not UTF-16 units.
pub(super) fn length(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.text(0).map_or(Item::Undefined, |text| Item::from(text.chars().count())))
}

/// Runs of blanks become one, and none at either end.
pub(super) fn trim(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    change(evaluator, arguments, |text| {
        text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    })
}

pub(super) fn pad(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let width = arguments.number(1).unwrap_or(0.0).trunc();
    let filler = arguments.text(2).filter(|filler| !filler.is_empty()).unwrap_or(" ");
    let missing = width.abs() - text.chars().count() as f64;
    if missing < 1.0 {
        return Ok(arguments.get(0).clone());
    }
    evaluator.check_bytes(missing as u64)?;
    let padding: String = filler.chars().cycle().take(missing as usize).collect();
    evaluator.text(if width > 0.0 { format!("{text}{padding}") } else { format!("{padding}{text}") })
}

pub(super) fn join(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(view) = arguments.get(0).as_array() else { return Ok(Item::Undefined) };
    let separator = arguments.text(1).unwrap_or_default();
    let mut joined = String::new();
    for (index, item) in view.iter().enumerate() {
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(item.as_str().unwrap_or_default());
        evaluator.check_bytes(joined.len() as u64)?;
    }
    evaluator.spend(view.len())?;
    evaluator.text(joined)
}
