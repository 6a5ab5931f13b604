//! Parallel and Map: from what is wished of their results to what is wished of the data that their machines start with.

use super::hint;
use super::payload;
use super::sink::Data;
use super::state::{Visit, expression};
use super::wish::Wish;
use crate::asl::QueryLanguage;
use crate::value::Value;

/// What the branches of a Parallel take, all from the same data.
pub(super) fn branches(visit: &mut Visit<'_, '_, '_>, result: &Wish) -> Wish {
    let mut taken = Wish::default();
    for &machine in &visit.state.children {
        if let Some(output) = visit.flow.outputs.get_mut(machine.index()) {
            *output = result.item();
        }
        taken.add(&visit.flow.machine_input(machine));
    }
    taken
}

/// What a Map takes.
pub(super) fn map(visit: &mut Visit<'_, '_, '_>, result: &Wish) {
    let Some(&machine) = visit.state.children.first() else { return };
    if let Some(output) = visit.flow.outputs.get_mut(machine.index()) {
        *output = result.item();
    }
    let taken = visit.flow.machine_input(machine);
    let taken = unbatched(visit, taken);
    match ["ItemSelector", "Parameters"].iter().find_map(|key| visit.field(key)) {
        Some(selector) => visit.template(&selector, Data::Input, &taken),
        None => visit.sink.item.add(&taken),
    }
    let item = std::mem::take(&mut visit.sink.item);
    match visit.field("ItemReader") {
        Some(reader) => {
            parts(visit, &reader);
            visit.flow.items.insert(visit.state.id, item);
        }
        None => items(visit, &item),
    }
    for key in ["ResultWriter", "ItemBatcher"] {
        if let Some(part) = visit.field(key) {
            parts(visit, &part);
        }
    }
}

/// What is wished of a single item where iterations get batches.
fn unbatched(visit: &mut Visit<'_, '_, '_>, taken: Wish) -> Wish {
    let Some(batcher) = visit.field("ItemBatcher") else { return taken };
    if let Some(shared) = batcher.get("BatchInput") {
        visit.template(shared, Data::Input, &taken.member("BatchInput"));
    }
    taken.member("Items").each()
}

fn items(visit: &mut Visit<'_, '_, '_>, item: &Wish) {
    let list = Wish::list_of(0, item.clone());
    let key = if visit.language == QueryLanguage::Jsonata { "Items" } else { "ItemsPath" };
    match (visit.field(key), visit.language) {
        (Some(Value::String(text)), QueryLanguage::JsonPath) => {
            payload::expression(&mut visit.sink, &text, Data::Input, list);
        }
        (Some(source), QueryLanguage::Jsonata) => {
            if let Value::String(text) = &source
                && expression(text).is_none()
            {
                return;
            }
            visit.template(&source, Data::Input, &list);
        }
        _ => visit.sink.input.add(&list),
    }
}

/// The fields of an ItemReader and the like: templates, and numbers at any depth.
fn parts(visit: &mut Visit<'_, '_, '_>, part: &Value) {
    let Some(members) = part.as_object() else { return };
    for (key, value) in members.iter() {
        match (&**key, value) {
            ("Parameters" | "Arguments", _) => visit.template(value, Data::Input, &Wish::default()),
            ("ReaderConfig" | "WriterConfig", _) => parts(visit, value),
            ("BatchInput", _) => {}
            (_, Value::String(text)) if key.ends_with("Path") => {
                payload::path_field(&mut visit.sink, key, text);
            }
            (_, Value::String(_)) if visit.language == QueryLanguage::Jsonata => {
                visit.template(value, Data::Input, &hint::of_field(key).unwrap_or_default());
            }
            _ => {}
        }
    }
}
