//! What somebody typed into a control, as a value: of the type the field has, or has now.

use super::{Entry, Refusal};
use crate::asl::choice::{Operand, Operator};
use crate::asl::fields::{FieldKind, state_field};
use crate::json::{Fragment, NodeKind, Pointer, Step, parse};
use crate::value::Value;

/// The value of an entry for a field that holds `current`; none takes the field out.
pub(super) fn fragment(
    entry: &Entry,
    field: &Pointer,
    current: Option<&NodeKind>,
) -> Result<Option<Fragment>, Refusal> {
    match entry {
        Entry::Typed(text) if text.is_empty() => Ok(None),
        Entry::Json(text) if text.trim().is_empty() => Ok(None),
        Entry::Typed(text) => typed(text, wish(field, current), kind_of(field).is_some()).map(Some),
        Entry::Json(text) => json(text).map(Some).map_err(Refusal::NotJson),
    }
}

/// What a typed text may become beside a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    String,
    Number,
    Boolean,
    StringOrNull,
    Json,
}

fn wish(field: &Pointer, current: Option<&NodeKind>) -> Wish {
    let operator = match field.steps().last() {
        Some(Step::Key(key)) => Operator::from_name(key),
        _ => None,
    };
    match (kind_of(field), operator) {
        (Some(kind), _) => wish_of(kind, current),
        (None, Some(operator)) => wish_of_operator(operator),
        (None, None) => wish_of_value(current),
    }
}

/// What the table of fields says of a state's field, or of one of an object inside.
fn kind_of(field: &Pointer) -> Option<FieldKind> {
    let (Step::Key(first), rest) = field.steps().split_first()? else { return None };
    rest.iter().try_fold(state_field(first)?.kind, |kind, step| match (kind, step) {
        (FieldKind::Objects(object), Step::Index(_)) => Some(FieldKind::Object(object)),
        (FieldKind::Object(object), Step::Key(key)) => object.field(key).map(|field| field.kind),
        _ => None,
    })
}

fn wish_of(kind: FieldKind, current: Option<&NodeKind>) -> Wish {
    match kind {
        FieldKind::Integer(..) | FieldKind::Number(..) => Wish::Number,
        FieldKind::Boolean | FieldKind::Condition => Wish::Boolean,
        FieldKind::PathOrNull | FieldKind::ReferencePathOrNull => Wish::StringOrNull,
        FieldKind::Template | FieldKind::Literal => match current {
            Some(NodeKind::String(_)) => Wish::String,
            _ => Wish::Json,
        },
        kind if kind.is_text() => Wish::String,
        _ => Wish::Json,
    }
}

fn wish_of_operator(operator: Operator) -> Wish {
    match operator {
        Operator::Is(_) | Operator::Compare { operand: Operand::Boolean, path: false, .. } => Wish::Boolean,
        Operator::Compare { operand: Operand::Numeric, path: false, .. } => Wish::Number,
        Operator::StringMatches | Operator::Compare { .. } => Wish::String,
    }
}

fn wish_of_value(current: Option<&NodeKind>) -> Wish {
    match current {
        Some(NodeKind::Number(_)) => Wish::Number,
        Some(NodeKind::Bool(_)) => Wish::Boolean,
        Some(NodeKind::Null) => Wish::StringOrNull,
        Some(NodeKind::Array(_) | NodeKind::Object(_) | NodeKind::Placeholder(_)) => Wish::Json,
        Some(NodeKind::String(_) | NodeKind::Invalid) | None => Wish::String,
    }
}

/// A number's own field takes nothing else, but an expression; what merely holds a number now may become a text.
fn typed(text: &str, wish: Wish, is_known: bool) -> Result<Fragment, Refusal> {
    let word = text.trim();
    let read = match (wish, word) {
        (Wish::Number, _) => number(word),
        (Wish::Boolean, "true") => Some(true.into()),
        (Wish::Boolean, "false") => Some(false.into()),
        (Wish::StringOrNull, "null") => Some(Value::Null.into()),
        (Wish::Json, _) => json(word).ok(),
        (Wish::String | Wish::Boolean | Wish::StringOrNull, _) => None,
    };
    let placeholder =
        || (wish != Wish::String && is_placeholder(word)).then(|| Fragment::Raw(word.to_owned()));
    match read.or_else(placeholder) {
        Some(fragment) => Ok(fragment),
        None if wish == Wish::Number && is_known && !word.starts_with("{%") => Err(Refusal::NotNumber),
        None => Ok(text.into()),
    }
}

/// A number as it was typed.
fn number(word: &str) -> Option<Fragment> {
    serde_json::from_str::<serde_json::Number>(word).ok().map(|_| Fragment::Raw(word.to_owned()))
}

/// A substitution where a number or a list belongs stands without quotes.
fn is_placeholder(word: &str) -> bool {
    word.strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|name| !name.contains(['{', '}']))
}

/// Whether a fragment is an object, as a state must be.
pub(super) fn object(fragment: &Fragment) -> Result<(), Refusal> {
    let is_object = match fragment {
        Fragment::Value(value) => value.as_object().is_some(),
        Fragment::Raw(text) | Fragment::Source { text, .. } => text.trim_start().starts_with('{'),
        Fragment::Entry { .. } => false,
    };
    if is_object { Ok(()) } else { Err(Refusal::FixedField("a state is a JSON object in braces")) }
}

/// JSON text as it is, if it is whole and right.
fn json(text: &str) -> Result<Fragment, String> {
    let parsed = parse(text);
    match (parsed.problems.first(), parsed.tree.root()) {
        (Some(problem), _) => Err(problem.message.clone()),
        (None, None) => Err("a value is missing".to_owned()),
        (None, Some(_)) => Ok(Fragment::Raw(text.to_owned())),
    }
}
