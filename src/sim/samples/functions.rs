use super::hint::TIME;
use super::jsonata::{Scope, Walk, literal};
use super::payload::{number, object, pieces};
use super::wish::Wish;
use super::worth::Worth;
use crate::expr::jsonata::{Node, NodeKind};
use crate::value::Value;

/// Carries a wish for what a built-in function gives back to its arguments.
pub(super) fn call(walk: &mut Walk<'_, '_>, name: &str, arguments: &[&Node], wish: &Wish, scope: &Scope<'_>) {
    if let ("map" | "filter" | "single" | "each" | "sift" | "reduce" | "sort", [list, function, ..]) =
        (name, arguments)
        && let NodeKind::Lambda(lambda) = &function.kind
    {
        return each(walk, (name, list), (&lambda.parameters, &lambda.body), wish, scope);
    }
    if let ("not" | "boolean", [argument]) = (name, arguments) {
        return walk.condition(argument, Worth::SAME, scope);
    }
    for (at, argument) in arguments.iter().enumerate() {
        walk.value(argument, &of_argument(name, at, arguments, wish), scope);
    }
}

/// A function that is applied to the items of a list.
fn each(
    walk: &mut Walk<'_, '_>,
    (name, list): (&str, &Node),
    (parameters, body): (&[std::sync::Arc<str>], &Node),
    wish: &Wish,
    scope: &Scope<'_>,
) {
    let of_list = match name {
        "filter" | "sort" => Wish::list_of(wish.length(), wish.each()),
        "single" => Wish::list_of(0, wish.clone()),
        "each" | "sift" => object(&Wish::default()),
        _ => Wish::list_of(0, Wish::default()),
    };
    walk.value(list, &of_list, scope);
    let (first, second) = (parameters.first(), parameters.get(1));
    let rest = scope.unknown(parameters.get(2).map_or("", |name| name));
    let (item, other) = match name {
        "reduce" => (second, first),
        _ => (first, second),
    };
    let rest = if parameters.len() > 2 { &rest } else { scope };
    let with_other = other.map(|name| rest.unknown(name));
    let around = with_other.as_ref().unwrap_or(rest);
    let of_items = item.map(|item| around.item(item, list));
    let inside = of_items.as_ref().unwrap_or(around);
    match name {
        "filter" | "single" => walk.condition(body, Worth::TRUE, inside),
        "map" => walk.value(body, &wish.each(), inside),
        _ => walk.value(body, &Wish::default(), inside),
    }
}

/// What a call wishes of an argument, so that its value is what is wished for.
fn of_argument(name: &str, at: usize, arguments: &[&Node], wish: &Wish) -> Wish {
    let anything = Wish::default();
    match (name, at) {
        ("sum" | "max" | "min" | "average", 0) => Wish::list_of(0, Wish::kind(1_i64)),
        ("count", 0) => Wish::list_of(number(wish).unwrap_or(0), anything),
        ("append", _) | ("sort" | "reverse" | "distinct" | "shuffle", 0) => {
            Wish::list_of(if name == "append" { 0 } else { wish.length() }, wish.each())
        }
        ("zip", _) | ("join", 0) => Wish::list_of(0, anything),
        ("partition", 0) => Wish::list_of(0, wish.each().each()),
        ("merge", 0) => Wish::list_of(0, object(wish)),
        ("keys" | "spread", 0) => object(&anything),
        ("lookup", 0) => match arguments.get(1).and_then(|key| literal(key)) {
            Some(Value::String(key)) => Wish::member_of(key, wish.clone()),
            _ => object(&anything),
        },
        ("parse", 0) => Wish::text_of(wish.clone()),
        ("string", 0) => {
            let mut inner = wish.parsed();
            inner.add(&Wish::values(wish.hints().iter().cloned()));
            inner
        }
        ("lowercase" | "uppercase" | "trim", 0) => Wish::values(wish.hints().iter().cloned()),
        ("toMillis", 0) => Wish::kind(TIME),
        ("base64decode", 0) => Wish::kind("c2FtcGxl"),
        ("split", 0) => {
            let separator = arguments.get(1).and_then(|separator| literal(separator));
            pieces(wish.length(), separator.as_ref().and_then(Value::as_str).unwrap_or(","))
        }
        ("number" | "abs" | "floor" | "ceil" | "round", 0) => {
            let mut number = Wish::kind(1_i64);
            number.add(&Wish::values(wish.hints().iter().cloned()));
            number
        }
        ("sqrt" | "power" | "formatNumber" | "formatBase" | "formatInteger" | "fromMillis", 0)
        | ("range", _)
        | ("partition" | "power" | "formatBase" | "round", 1)
        | ("substring", 1 | 2)
        | ("pad", 1)
        | ("split", 2) => Wish::kind(1_i64),
        _ => anything,
    }
}
