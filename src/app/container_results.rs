//! What a report does not say of Maps and Parallels but shows: their results, and the items they ran over.

use crate::asl::StateType;
use crate::sim::{PlaceStep, RunReport, Visit};
use crate::value::Value;
use std::collections::BTreeMap;

/// The result of a Map or Parallel: what each of its machines gave, in order; none where one of them gave nothing.
pub(super) fn result_of(report: &RunReport, container: &Visit) -> Option<Value> {
    let mut outputs: BTreeMap<usize, Option<Value>> = BTreeMap::new();
    for (step, visit) in inside(report, container) {
        outputs.insert(step.index, visit.output.clone());
    }
    container.output.as_ref()?;
    outputs.into_values().collect::<Option<Vec<Value>>>().map(Value::array)
}

/// The `Map` of the context object that a state inside a Map sees. `items` says what the Map ran over.
pub(super) fn map_context(
    report: &RunReport,
    visit: &Visit,
    items: impl Fn(usize) -> Option<Value>,
) -> Option<Value> {
    let is_map = |index: &usize| {
        report.visits.get(*index).is_some_and(|container| {
            container.state_type == StateType::Map
                && container.entered_event < visit.entered_event
                && step_into(container, visit).is_some()
        })
    };
    let container = (0..report.visits.len()).rev().find(is_map)?;
    let index = step_into(report.visits.get(container)?, visit)?.index;
    Some(map_item(index, items(container).as_ref()))
}

/// The `Map` of the context object at an item.
pub(super) fn map_item(index: usize, items: Option<&Value>) -> Value {
    let value = items.and_then(Value::as_array).and_then(|items| items.get(index)).cloned();
    let parts = [Some(("Index", Value::from(index))), value.map(|value| ("Value", value))];
    Value::object([("Item", Value::object(parts.into_iter().flatten()))])
}

/// The visits right inside a container, while this visit of it lasted.
fn inside<'a>(
    report: &'a RunReport,
    container: &'a Visit,
) -> impl Iterator<Item = (&'a PlaceStep, &'a Visit)> {
    let again = |visit: &&Visit| {
        visit.path == container.path
            && visit.place == container.place
            && visit.entered_event > container.entered_event
    };
    let end = report.visits.iter().find(again).map(|visit| visit.entered_event);
    let is_in_time = move |visit: &&Visit| {
        visit.entered_event > container.entered_event && end.is_none_or(|end| visit.entered_event < end)
    };
    let is_direct = |visit: &&Visit| visit.place.steps.len() == container.place.steps.len() + 1;
    let visits = report.visits.iter().filter(is_in_time).filter(is_direct);
    visits.filter_map(|visit| Some((step_into(container, visit)?, visit)))
}

/// The step of a visit's place that leads into a container, if it is inside of it.
fn step_into<'a>(container: &Visit, visit: &'a Visit) -> Option<&'a PlaceStep> {
    let depth = container.place.steps.len();
    let step = visit.place.steps.get(depth)?;
    let is_inside =
        visit.place.steps.starts_with(&container.place.steps) && step.state == container.path.name;
    is_inside.then_some(step)
}
