use super::batcher;
use super::reader::{self, Read};
use crate::expr::json_path::Root;
use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::event::{Container, EventKind};
use crate::sim::failure::Failure;
use crate::sim::frame::{Frame, Item};
use crate::sim::phase::Phase;
use crate::sim::program::{ItemsCode, MapCode, PathCode, StateCode, Template};
use crate::sim::{causes, data_flow};
use crate::value::Value;
use std::sync::Arc;

/// The items of a Map, and what their iterations begin with.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Items {
    source: Source,
    values: Arc<Vec<Value>>,
    /// The keys, where the items are the members of an object.
    keys: Option<Vec<Arc<str>>>,
    /// What each iteration begins with, where that is not the item.
    inputs: Option<Vec<Value>>,
}

/// Where items come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Source {
    /// The state's input.
    StateData,
    /// An object, or the objects of a bucket.
    Object(Arc<str>),
}

impl Items {
    pub(super) fn len(&self) -> usize {
        self.inputs.as_ref().unwrap_or(&self.values).len()
    }

    /// The item as the context object shows it.
    pub(super) fn item(&self, index: usize, distributed: bool) -> Item {
        let source = match &self.source {
            Source::StateData if distributed => Some("STATE_DATA".into()),
            Source::StateData => None,
            Source::Object(uri) => Some(uri.clone()),
        };
        Item {
            index,
            value: self.values.get(index).cloned().unwrap_or_default(),
            key: self.keys.as_ref().and_then(|keys| keys.get(index)).cloned(),
            source,
        }
    }

    /// What an iteration begins with.
    pub(super) fn input(&self, index: usize) -> Value {
        self.inputs.as_ref().unwrap_or(&self.values).get(index).cloned().unwrap_or_default()
    }
}

/// Finds the items of the iterations, and writes that the Map has started. `check` reads what the Map tolerates, which
/// AWS does between the two (recorded: `MapStateStarted`, then the failure of a tolerance).
pub(super) fn find(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
    data: Option<Value>,
    check: impl FnOnce(&mut Engine<'_>, &Frame) -> Outcome<()>,
) -> Outcome<Items> {
    let mut items = match &map.reader {
        Some(_) => Items { source: Source::StateData, values: Arc::default(), keys: None, inputs: None },
        None => {
            let (values, keys) = split(from_state(engine, frame, map)?, map.distributed);
            Items { source: Source::StateData, values, keys, inputs: None }
        }
    };
    start(engine, frame, items.values.len());
    check(engine, frame)?;
    read_or_run(engine, frame, code, map, data, &mut items)?;
    if engine.is_traced() {
        let found = Value::Array(items.values.clone());
        engine.trace(frame, code, Phase::AfterItemsPath, &frame.visit.effective, &found);
    }
    select(engine, frame, code, map, &mut items)?;
    if let Some(batcher) = &map.batcher {
        let inputs = items.inputs.take().unwrap_or_else(|| items.values.to_vec());
        items.inputs = Some(batcher::batches(engine, frame, batcher, inputs)?);
    }
    Ok(items)
}

/// Starts the run of a distributed Map, and reads its items by the ItemReader if it has one; `ItemsPath` does not count
/// then (aws-behaviour 49).
fn read_or_run(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
    data: Option<Value>,
    items: &mut Items,
) -> Outcome<()> {
    let Some(reader) = &map.reader else {
        if map.distributed {
            start_run(engine, frame, code, map);
        }
        return Ok(());
    };
    let max_items = reader::max_items(engine, frame, reader)?;
    start_run(engine, frame, code, map);
    if let Some(data) = data {
        items.values = split(data, map.distributed).0;
        return Ok(());
    }
    let Read { values, uri } = reader::read(engine, frame, (code, reader), max_items)?;
    items.source = Source::Object(uri);
    items.values = values.into();
    Ok(())
}

/// Writes that the Map has started.
fn start(engine: &mut Engine<'_>, frame: &mut Frame, length: usize) {
    let kind = EventKind::ContainerStarted { container: Container::Map, length: Some(length) };
    engine.emit(frame, kind);
}

/// Writes that a Map Run has started.
fn start_run(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode, map: &MapCode) {
    let id = engine.uuid();
    let names = &engine.execution.start.names;
    let label = map.label.as_ref().unwrap_or(&code.name);
    let arn: Arc<str> = names.arn(&format!("mapRun:{}/{label}:{id}", names.state_machine)).into();
    let seldom = frame.visit.seldom();
    seldom.map_run = Some(arn.clone());
    seldom.first_history = u32::try_from(engine.execution.histories.len()).unwrap_or(u32::MAX);
    engine.emit(frame, EventKind::MapRunStarted { arn });
}

/// The array, or the object, that `ItemsPath` or `Items` gives.
fn from_state(engine: &mut Engine<'_>, frame: &Frame, map: &MapCode) -> Outcome<Value> {
    let input = frame.visit.effective.clone();
    let is_list = |value: &Value| match value {
        Value::Array(_) => true,
        Value::Object(_) => map.distributed,
        _ => false,
    };
    match &map.items {
        ItemsCode::Path(path) => {
            let found = match path {
                PathCode::At(path) if path.is_reference_path() => {
                    data_flow::follow(engine, frame, path, &input)?
                }
                path => data_flow::select(engine, frame, path, &input)?,
            };
            if is_list(&found) { Ok(found) } else { Err(no_array(path)) }
        }
        ItemsCode::Input if is_list(&input) => Ok(input),
        ItemsCode::Input => Err(Failure::evaluation(None, causes::map_input_no_array(&input))),
        ItemsCode::Template(template) => {
            let found = engine.evaluate(frame, Data::of(&input), |see| template.evaluate(see, "Items"))?;
            if is_list(&found) { Ok(found) } else { Err(no_list(template, &found)) }
        }
    }
}

fn no_array(path: &PathCode) -> Box<Failure> {
    // A path into the context object is named as if the context object were the input (recorded).
    let text = match path {
        PathCode::At(path) if *path.root() == Root::Context => path.text().get(1..).unwrap_or("$"),
        PathCode::At(path) => path.text(),
        PathCode::Whole | PathCode::Nothing => "$",
    };
    Failure::runtime(causes::items_path_no_array(&text))
}

fn no_list(template: &Template, found: &Value) -> Box<Failure> {
    match template.as_expression() {
        Some(expression) => expression.unexpected("Items".into(), "array", found),
        None => Failure::evaluation(None, causes::map_input_no_array(found)),
    }
}

/// The items of an array, or of an object with their keys.
fn split(list: Value, distributed: bool) -> (Arc<Vec<Value>>, Option<Vec<Arc<str>>>) {
    match list {
        Value::Object(members) if distributed => {
            let entry = |(key, value): (&Arc<str>, &Value)| {
                Value::object([("Key", Value::from(key.clone())), ("Value", value.clone())])
            };
            let entries: Vec<Value> = members.iter().map(entry).collect();
            (entries.into(), Some(members.keys().cloned().collect()))
        }
        Value::Array(items) => (items, None),
        other => (vec![other].into(), None),
    }
}

/// Applies `ItemSelector` to each item.
fn select(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
    items: &mut Items,
) -> Outcome<()> {
    let Some(template) = &map.item_selector else { return Ok(()) };
    let input = frame.visit.effective.clone();
    let outer = frame.item.take();
    let mut inputs = Vec::with_capacity(items.values.len());
    let mut selected = Ok(());
    for index in 0..items.values.len() {
        frame.item = Some(items.item(index, map.distributed));
        let made = engine.evaluate(frame, Data::of(&input), |see| template.evaluate(see, "ItemSelector"));
        selected = made.and_then(|made| {
            data_flow::input_within_limits(engine, &code.name, &made)?;
            inputs.push(made);
            Ok(())
        });
        if selected.is_err() {
            break;
        }
    }
    frame.item = outer;
    items.inputs = Some(inputs);
    selected
}
