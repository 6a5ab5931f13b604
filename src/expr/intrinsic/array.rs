use crate::expr::java;
use crate::value::Value;

/// How many items `States.ArrayRange` may make.
const MAX_RANGE: i64 = 1000;

/// A number without its fraction, as Java's `intValue` gives it: AWS cuts sizes, indices and bounds, where its guide says
/// that they are rounded.
fn whole(value: &Value) -> Option<i64> {
    value.as_f64().filter(|number| number.abs() < 9e15).map(|number| number.trunc() as i64)
}

/// AWS compares what Java prints, so that `"1"` is contained in `[1]` and the order of keys counts.
pub(super) fn contains(array: &Value, wanted: &Value) -> Option<Value> {
    let items = array.as_array()?;
    let is_scalar = |value: &Value| !matches!(value, Value::Array(_) | Value::Object(_));
    let wanted_text = java::text(wanted);
    let is_same = |item: &Value| is_scalar(item) == is_scalar(wanted) && java::text(item) == wanted_text;
    Some(Value::from(items.iter().any(is_same)))
}

/// An empty array gives `null` whatever the index.
pub(super) fn get_item(array: &Value, index: &Value) -> Option<Value> {
    let items = array.as_array()?;
    let index = whole(index)?;
    if items.is_empty() {
        return Some(Value::Null);
    }
    items.get(usize::try_from(index).ok()?).cloned()
}

pub(super) fn partition(array: &Value, size: &Value) -> Option<Value> {
    let items = array.as_array()?;
    let size = usize::try_from(whole(size)?).ok().filter(|size| *size > 0)?;
    Some(Value::array(items.chunks(size).map(|chunk| Value::array(chunk.to_vec())).collect()))
}

/// Both bounds are included.
pub(super) fn range(start: &Value, end: &Value, step: &Value) -> Option<Value> {
    let (start, end, step) = (whole(start)?, whole(end)?, whole(step)?);
    if step == 0 {
        return None;
    }
    let count = ((end - start) / step + 1).max(0);
    let is_away = (end - start).signum() == -step.signum();
    if is_away {
        return Some(Value::array(Vec::new()));
    }
    (count <= MAX_RANGE).then(|| Value::array((0..count).map(|at| Value::from(start + at * step)).collect()))
}

pub(super) fn unique(array: &Value) -> Option<Value> {
    Some(Value::array(java::unique_in_hash_order(array.as_array()?)))
}

/// Each character of `separators` separates; empty pieces are dropped (recorded).
pub(super) fn split(text: &Value, separators: &Value) -> Option<Value> {
    let (text, separators) = (text.as_str()?, separators.as_str()?);
    let pieces = text.split(|c| separators.contains(c)).filter(|piece| !piece.is_empty());
    Some(Value::array(pieces.map(Value::from).collect()))
}
