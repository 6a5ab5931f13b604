//! Wishes through payload templates, paths and intrinsic functions.

use super::hint;
use super::sink::{Data, Sink};
use super::wish::{Rank, Wish};
use crate::expr::PathOrIntrinsic;
use crate::expr::intrinsic::{Argument, ArgumentKind, Call, Function};
use crate::sim::program::placeholder;
use crate::value::Value;

/// Carries a wish for what a payload template makes back to what its paths read.
pub(super) fn payload(sink: &mut Sink<'_>, source: &Value, data: Data, wish: &Wish) {
    match source {
        Value::Object(members) => {
            for (key, value) in members.iter() {
                match (key.strip_suffix(".$"), value) {
                    (Some(name), Value::String(text)) => expression(sink, text, data, wish.member(name)),
                    _ => payload(sink, value, data, &wish.member(key)),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| payload(sink, item, data, &wish.item())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same for one path or intrinsic function.
pub(super) fn expression(sink: &mut Sink<'_>, text: &str, data: Data, wish: Wish) {
    let stand_in = placeholder::intrinsic(text);
    match PathOrIntrinsic::parse(stand_in.as_deref().unwrap_or(text)) {
        Ok(PathOrIntrinsic::Path(path)) => sink.path(&path, data, wish),
        Ok(PathOrIntrinsic::Intrinsic(intrinsic)) => call(sink, intrinsic.call(), data, &wish),
        Err(_) => {}
    }
}

fn call(sink: &mut Sink<'_>, called: &Call, data: Data, wish: &Wish) {
    for (at, Argument { kind, .. }) in called.arguments.iter().enumerate() {
        match kind {
            ArgumentKind::Path(path) => sink.path(path, data, of_argument(called, at, wish)),
            ArgumentKind::Call(inner) => call(sink, inner, data, &of_argument(called, at, wish)),
            ArgumentKind::Text(_) | ArgumentKind::Literal(_) => {}
        }
    }
}

/// What a call wishes of an argument, so that its value is what is wished for.
fn of_argument(call: &Call, at: usize, wish: &Wish) -> Wish {
    match (call.function, at) {
        (Function::MathAdd | Function::MathRandom | Function::ArrayRange, _)
        | (Function::ArrayPartition, 1) => Wish::kind(1_i64),
        (Function::ArrayGetItem, 1) => Wish::kind(0_i64),
        (Function::ArrayGetItem, 0) => Wish::list_of(1 + index(call).unwrap_or(0), wish.clone()),
        (Function::ArrayLength, 0) => Wish::list_of(number(wish).unwrap_or(0), Wish::default()),
        (Function::ArrayContains, 0) => Wish::list_of(0, Wish::default()),
        (Function::ArrayUnique, 0) => Wish::list_of(wish.length(), wish.item()),
        (Function::ArrayPartition, 0) => Wish::list_of(wish.length(), wish.item().item()),
        (Function::Array, _) => wish.item(),
        (Function::JsonMerge, 0 | 1) => object(wish),
        (Function::JsonToString, _) => wish.parsed(),
        (Function::StringToJson, _) => Wish::text_of(wish.clone()),
        (Function::StringSplit, 0) => pieces(wish.length(), separator(call).unwrap_or(",")),
        (Function::StringSplit, 1) => Wish::kind(","),
        (Function::Base64Decode, _) => Wish::kind("c2FtcGxl"),
        (Function::Hash, 1) => Wish::kind("SHA-256"),
        (Function::Format, 0) => Wish::kind("{}".repeat(call.arguments.len() - 1)),
        (Function::Format, 1) if is_text(call, "{}") => wish.clone(),
        _ => Wish::default(),
    }
}

fn is_text(call: &Call, text: &str) -> bool {
    matches!(call.arguments.first().map(|first| &first.kind), Some(ArgumentKind::Text(first)) if first == text)
}

/// An object with at least what is wished of it.
pub(super) fn object(wish: &Wish) -> Wish {
    let mut object = Wish::kind(Value::empty_object());
    if !wish.is_list() {
        object.add(wish);
    }
    object
}

/// A text that splits into so many pieces.
pub(super) fn pieces(count: usize, separator: &str) -> Wish {
    Wish::kind(vec!["sample"; count.max(1)].join(separator))
}

/// The number of items that is wished for.
pub(super) fn number(wish: &Wish) -> Option<usize> {
    let (_, value) = wish.hints().iter().find(|(rank, _)| *rank < Rank::Kind)?;
    usize::try_from(value.as_i64()?).ok()
}

fn index(call: &Call) -> Option<usize> {
    match &call.arguments.get(1)?.kind {
        ArgumentKind::Literal(value) => usize::try_from(value.as_i64()?).ok(),
        _ => None,
    }
}

fn separator(call: &Call) -> Option<&str> {
    match &call.arguments.get(1)?.kind {
        ArgumentKind::Text(text) => text.get(..text.chars().next()?.len_utf8()),
        _ => None,
    }
}

/// A field that holds a path: what it finds is of the field's kind.
pub(super) fn path_field(sink: &mut Sink<'_>, key: &str, text: &str) {
    expression(sink, text, Data::Input, hint::of_field(key).unwrap_or_default());
}
