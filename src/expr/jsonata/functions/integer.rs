//! `$formatInteger` and `$parseInteger`.

use super::super::evaluate::{Evaluator, Outcome};
use super::super::item::Item;
use super::Arguments;
use super::integer_picture::IntegerPicture;

pub(super) fn format_integer(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(value) = arguments.number(0) else { return Ok(Item::Undefined) };
    let picture = IntegerPicture::parse(arguments.text(1).unwrap_or_default())?;
    evaluator.check_bytes(picture.mandatory_digits() as u64)?;
    evaluator.text(picture.format(value.floor())?)
}

pub(super) fn parse_integer(arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let picture = IntegerPicture::parse(arguments.text(1).unwrap_or_default())?;
    Ok(Item::number(picture.read(text)?))
}
