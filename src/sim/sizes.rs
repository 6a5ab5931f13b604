use super::limits::{Excess, MAX_DATA_BYTES, MAX_DEPTH, integer_length, string_length};
use crate::value::{Number, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Containers whose text is shorter are measured again rather than remembered.
const REMEMBERED_FROM_BYTES: usize = 256;
/// So many containers are remembered before all are forgotten.
const MAX_REMEMBERED: usize = 4096;
/// Containers around the innermost value, members of each, and bytes of each text of a value that is small: the largest of
/// these is within all bounds, even if each of its characters is escaped.
const SMALL_DEPTH: usize = 3;
const SMALL_COUNT: usize = 8;
const SMALL_LENGTH: usize = 32;

/// The sizes of data measured so far. Data that a run carries along, shared from state to state, is measured once, so
/// that a run's time grows with what is new in each state and not with what it carries.
///
/// A memory and nothing more: a copy of an execution begins with an empty one.
#[derive(Debug, Default)]
pub(super) struct Sizes {
    /// Rather too large, and sooner found: mostly that is enough to know.
    rough: Measured<false>,
    exact: Measured<true>,
}

impl Clone for Sizes {
    fn clone(&self) -> Self {
        Sizes::default()
    }
}

impl Sizes {
    /// The bound that a value goes beyond, if it does.
    pub(super) fn excess(&mut self, value: &Value) -> Option<Excess> {
        if at_most(value, SMALL_DEPTH).is_some() || self.rough.size(value, MAX_DEPTH).excess().is_none() {
            return None;
        }
        self.exact.size(value, MAX_DEPTH).excess()
    }

    /// The length of a value's JSON text, as far as it is not nested too deep.
    pub(super) fn bytes(&mut self, value: &Value) -> usize {
        self.exact.size(value, MAX_DEPTH).bytes
    }
}

/// How large a value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Size {
    /// The length of its JSON text.
    bytes: usize,
    /// How many containers are around the innermost value, and the value itself.
    depth: usize,
}

impl Size {
    /// That of a value which is no container.
    fn plain(bytes: usize) -> Size {
        Size { bytes, depth: 1 }
    }

    /// That of a container of so many parts, without them.
    fn of_container(count: usize) -> Size {
        Size { bytes: 2 + count.saturating_sub(1), depth: 1 }
    }

    /// That of a container with one part more, and so many bytes beside it.
    fn around(self, part: Size, bytes: usize) -> Size {
        Size {
            bytes: self.bytes.saturating_add(part.bytes).saturating_add(bytes),
            depth: self.depth.max(part.depth.saturating_add(1)),
        }
    }

    fn excess(self) -> Option<Excess> {
        if self.depth > MAX_DEPTH {
            return Some(Excess::Depth);
        }
        (self.bytes > MAX_DATA_BYTES).then_some(Excess::Bytes)
    }
}

/// What has been measured, exactly or not.
#[derive(Debug, Default)]
struct Measured<const EXACT: bool> {
    /// By address; the value is kept so that no other one can come to its address.
    known: FxHashMap<usize, (Value, Size)>,
}

impl<const EXACT: bool> Measured<EXACT> {
    /// Measures a value; what lies deeper than `levels` is not looked at.
    fn size(&mut self, value: &Value, levels: usize) -> Size {
        if !EXACT
            && levels > SMALL_DEPTH
            && let Some(bytes) = at_most(value, SMALL_DEPTH)
        {
            return Size { bytes, depth: SMALL_DEPTH + 1 };
        }
        match value {
            Value::Null | Value::Bool(true) => Size::plain(4),
            Value::Bool(false) => Size::plain(5),
            Value::Number(Number::Int(number)) => Size::plain(integer_length(*number)),
            Value::Number(number @ Number::Float(_)) => Size::plain(number.to_string().len()),
            Value::String(text) => Size::plain(Self::string(text)),
            Value::Array(items) => {
                self.container(value, Arc::as_ptr(items).addr(), levels, |measured, inside| {
                    items.iter().fold(Size::of_container(items.len()), |whole, item| {
                        whole.around(measured.size(item, inside), 0)
                    })
                })
            }
            Value::Object(members) => {
                self.container(value, Arc::as_ptr(members).addr(), levels, |measured, inside| {
                    members.iter().fold(Size::of_container(members.len()), |whole, (key, member)| {
                        whole.around(measured.size(member, inside), Self::string(key) + 1)
                    })
                })
            }
        }
    }

    fn string(text: &str) -> usize {
        if EXACT { string_length(text) } else { string_at_most(text) }
    }

    fn container(
        &mut self,
        value: &Value,
        address: usize,
        levels: usize,
        measure: impl FnOnce(&mut Self, usize) -> Size,
    ) -> Size {
        if let Some((_, size)) = self.known.get(&address) {
            return *size;
        }
        let Some(inside) = levels.checked_sub(1) else { return Size { bytes: 2, depth: MAX_DEPTH } };
        let size = measure(self, inside);
        if size.bytes >= REMEMBERED_FROM_BYTES && size.depth <= MAX_DEPTH {
            if self.known.len() >= MAX_REMEMBERED {
                self.known.clear();
            }
            self.known.insert(address, (value.clone(), size));
        }
        size
    }
}

/// No fewer bytes than a value's text has, where it holds so little that it is beyond no bound: most values do, and that is
/// sooner seen than a memory of them looked up.
#[inline]
fn at_most(value: &Value, levels: usize) -> Option<usize> {
    match value {
        Value::Null | Value::Bool(_) => Some(5),
        Value::Number(_) => Some(NUMBER_AT_MOST),
        Value::String(text) => (text.len() <= SMALL_LENGTH).then(|| string_at_most(text)),
        Value::Array(_) | Value::Object(_) => container_at_most(value, levels),
    }
}

fn container_at_most(value: &Value, levels: usize) -> Option<usize> {
    let inside = levels.checked_sub(1)?;
    match value {
        Value::Array(items) if items.len() <= SMALL_COUNT => {
            items.iter().try_fold(2, |bytes, item| Some(bytes + 1 + at_most(item, inside)?))
        }
        Value::Object(members) if members.len() <= SMALL_COUNT => {
            members.iter().try_fold(2, |bytes, (key, member)| {
                let key = (key.len() <= SMALL_LENGTH).then(|| string_at_most(key))?;
                Some(bytes + 2 + key + at_most(member, inside)?)
            })
        }
        _ => None,
    }
}

/// The length of a string's text if each of its characters were escaped.
fn string_at_most(text: &str) -> usize {
    6 * text.len() + 2
}

/// The longest text of a number, as that of the least double, and more.
const NUMBER_AT_MOST: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_printed_text_whether_remembered_or_not() {
        let long = "x".repeat(REMEMBERED_FROM_BYTES);
        let carried =
            format!(r#"{{"long": ["{long}", {{}}, []], "é\n\u0001\"": [1, -20, 2.5, null, true, false]}}"#);
        let carried = Value::parse(&carried).unwrap();
        let mut sizes = Sizes::default();
        for value in [
            carried.clone(),
            carried.clone(),
            Value::object([("a", carried.clone()), ("b", carried)]),
            Value::array(Vec::new()),
            Value::from(-1.0e9),
        ] {
            assert_eq!(sizes.bytes(&value), value.to_json().len(), "{value}");
            assert!(Sizes::default().rough.size(&value, MAX_DEPTH).bytes >= value.to_json().len(), "{value}");
        }
        assert!(!sizes.exact.known.is_empty());
    }

    #[test]
    fn data_beyond_a_bound_is_found() {
        let text = |length: usize| Value::from("a".repeat(length - 2));
        let mut sizes = Sizes::default();
        assert_eq!(sizes.excess(&text(MAX_DATA_BYTES)), None);
        assert_eq!(sizes.excess(&text(MAX_DATA_BYTES + 1)), Some(Excess::Bytes));
        let mut nested = Value::Null;
        for _ in 1..MAX_DEPTH {
            nested = Value::array(vec![nested]);
        }
        assert_eq!(sizes.excess(&nested), None);
        nested = Value::array(vec![nested]);
        assert_eq!(sizes.excess(&nested), Some(Excess::Depth));
        assert_eq!(Sizes::default().excess(&nested), Some(Excess::Depth));
    }

    #[test]
    fn what_is_small_is_within_the_bounds() {
        let word = |last: usize| "\u{1}".repeat(SMALL_LENGTH - 1) + &last.to_string();
        let mut largest = Value::from(word(0));
        for _ in 0..SMALL_DEPTH {
            largest = Value::object((0..SMALL_COUNT).map(|at| (word(at), largest.clone())));
        }
        assert!(at_most(&largest, SMALL_DEPTH).is_some());
        assert!(largest.to_json().len() <= MAX_DATA_BYTES, "{} bytes", largest.to_json().len());
        assert!(at_most(&Value::array(vec![largest]), SMALL_DEPTH).is_none());
    }

    #[test]
    fn what_is_shared_is_measured_once() {
        let mut sizes = Sizes::default();
        let mut value = Value::from("x".repeat(REMEMBERED_FROM_BYTES));
        for _ in 0..MAX_DEPTH - 2 {
            value = Value::array(vec![value.clone(), value]);
            let _ = sizes.excess(&value);
        }
        assert_eq!(sizes.excess(&value), Some(Excess::Bytes), "2^498 strings, and all are counted");
    }
}
