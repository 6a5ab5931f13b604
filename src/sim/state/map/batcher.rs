use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::frame::Frame;
use crate::sim::limits;
use crate::sim::program::{BatcherCode, NumberKind};
use crate::value::{Map, Value};

/// Gathers inputs into batches: by count, by bytes, or by both, whichever is full first.
pub(super) fn batches(
    engine: &mut Engine<'_>,
    frame: &Frame,
    batcher: &BatcherCode,
    inputs: Vec<Value>,
) -> Outcome<Vec<Value>> {
    let mut bound = |amount, field| super::number(engine, frame, amount, field, NumberKind::Integer);
    let most = bound(batcher.max_items.as_ref(), "ItemBatcher/MaxItemsPerBatch")?.filter(|most| *most >= 1.0);
    let bytes =
        bound(batcher.max_bytes.as_ref(), "ItemBatcher/MaxInputBytesPerBatch")?.filter(|bytes| *bytes >= 1.0);
    let bytes = bytes.map_or(limits::MAX_DATA_BYTES, |bytes| (bytes as usize).min(limits::MAX_DATA_BYTES));
    let most = most.map_or(usize::MAX, |most| most as usize);
    let common = common(engine, frame, batcher)?;
    let overhead = batch(common.as_ref(), Vec::new()).to_json().len();
    let mut batches = Vec::new();
    let (mut items, mut size) = (Vec::new(), overhead);
    for input in inputs {
        let length = input.to_json().len() + usize::from(!items.is_empty());
        if !items.is_empty() && (items.len() >= most || size + length > bytes) {
            batches.push(batch(common.as_ref(), std::mem::take(&mut items)));
            size = overhead;
        }
        size += length;
        items.push(input);
    }
    if !items.is_empty() {
        batches.push(batch(common.as_ref(), items));
    }
    Ok(batches)
}

/// `BatchInput`
fn common(engine: &mut Engine<'_>, frame: &Frame, batcher: &BatcherCode) -> Outcome<Option<Value>> {
    let Some(template) = &batcher.batch_input else { return Ok(None) };
    let input = frame.visit.effective.clone();
    let found =
        engine.evaluate(frame, Data::of(&input), |see| template.evaluate(see, "ItemBatcher/BatchInput"))?;
    Ok(Some(found))
}

fn batch(common: Option<&Value>, items: Vec<Value>) -> Value {
    let mut members = Map::default();
    if let Some(common) = common {
        members.insert("BatchInput".into(), common.clone());
    }
    members.insert("Items".into(), Value::array(items));
    Value::from(members)
}
