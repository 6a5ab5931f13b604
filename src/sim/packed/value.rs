use super::reader::Reader;
use super::writer::{Kind, Shared, Writer};
use super::{Pack, Unpack};
use crate::value::{Map, Number, Value};
use smallvec::{Array, SmallVec};
use std::sync::Arc;

impl Pack for Arc<str> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        let number = to.text(self);
        to.word(number);
        to.rest_of_text(number, self);
    }
}

impl Unpack for Arc<str> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let number = from.word()?;
        from.text(number)
    }
}

impl Pack for Arc<Map> {
    fn pack(&self, to: &mut Writer) {
        to.shared((Kind::Object, Shared::Object), self, write_object);
    }
}

impl Unpack for Arc<Map> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.shared(|from| &mut from.objects, read_object)
    }
}

/// The tags of values, in the lowest bits of their words. What is shared has its number above, or 0 and follows. So does a
/// whole number, which is one more there, or 0 and follows where it is negative or large.
const NULL: u32 = 0;
const FALSE: u32 = 1;
const TRUE: u32 = 2;
const INT: u32 = 3;
const FLOAT: u32 = 4;
const STRING: u32 = 5;
const ARRAY: u32 = 6;
const OBJECT: u32 = 7;
pub(super) const TAG_BITS: u32 = 3;

impl Pack for Value {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        let word = to.value(self);
        to.word(word);
        to.rest_of_value(word, self);
    }
}

impl Unpack for Value {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let word = from.word()?;
        from.value(word)
    }
}

impl Writer {
    /// The word of a text. What it leaves out is written by [`Self::rest_of_text`], after all words that are written with it.
    #[inline]
    pub(super) fn text(&self, text: &Arc<str>) -> u32 {
        self.number_of(text)
    }

    #[inline]
    pub(super) fn rest_of_text(&mut self, word: u32, text: &Arc<str>) {
        if word == 0 {
            self.anew((Kind::Text, Shared::Text), text, write_text);
        }
    }

    /// The word of a value. What it leaves out is written by [`Self::rest_of_value`], after all words that are written with it.
    #[inline]
    pub(super) fn value(&self, value: &Value) -> u32 {
        let (number, tag) = match value {
            Value::Null => (0, NULL),
            Value::Bool(false) => (0, FALSE),
            Value::Bool(true) => (0, TRUE),
            Value::Number(Number::Int(number)) => {
                (if (0..1 << (31 - TAG_BITS)).contains(number) { *number as u32 + 1 } else { 0 }, INT)
            }
            Value::Number(Number::Float(_)) => (0, FLOAT),
            Value::String(text) => (self.number_of(text), STRING),
            Value::Array(items) => (self.number_of(items), ARRAY),
            Value::Object(members) => (self.number_of(members), OBJECT),
        };
        number << TAG_BITS | tag
    }

    #[inline]
    pub(super) fn rest_of_value(&mut self, word: u32, value: &Value) {
        if word >> TAG_BITS == 0 {
            self.value_anew(value);
        }
    }

    #[inline(never)]
    fn value_anew(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(Number::Int(number)) => self.signed(*number),
            Value::Number(Number::Float(number)) => self.raw(&number.to_le_bytes()),
            Value::String(text) => self.anew((Kind::Text, Shared::Text), text, write_text),
            Value::Array(items) => {
                self.anew((Kind::Array, Shared::Array), items, |to, items| items.pack(to));
            }
            Value::Object(members) => self.anew((Kind::Object, Shared::Object), members, write_object),
        }
    }
}

impl Reader<'_> {
    /// The text of a word.
    pub(super) fn text(&mut self, word: u32) -> Option<Arc<str>> {
        self.shared_at(word, |from| &mut from.texts, read_text)
    }

    /// The value of a word.
    pub(super) fn value(&mut self, word: u32) -> Option<Value> {
        let number = word >> TAG_BITS;
        Some(match word & ((1 << TAG_BITS) - 1) {
            STRING => Value::String(self.text(number)?),
            ARRAY => Value::Array(self.shared_at(number, |from| &mut from.arrays, read_array)?),
            OBJECT => Value::Object(self.shared_at(number, |from| &mut from.objects, read_object)?),
            INT => Value::Number(Number::Int(match number.checked_sub(1) {
                Some(number) => number.into(),
                None => self.signed()?,
            })),
            _ if number != 0 => return None,
            NULL => Value::Null,
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            FLOAT => Value::Number(Number::Float(f64::from_le_bytes(self.raw(8)?.try_into().ok()?))),
            _ => return None,
        })
    }
}

fn write_text(to: &mut Writer, text: &str) {
    to.bytes(text.as_bytes());
}

fn read_text(from: &mut Reader<'_>) -> Option<Arc<str>> {
    std::str::from_utf8(from.bytes()?).ok().map(Arc::from)
}

fn read_array(from: &mut Reader<'_>) -> Option<Arc<Vec<Value>>> {
    Vec::unpack(from).map(Arc::new)
}

fn write_object(to: &mut Writer, members: &Map) {
    to.number(members.len() as u64);
    for (key, value) in members {
        let words = [to.text(key), to.value(value)];
        to.words(words);
        to.rest_of_text(words[0], key);
        to.rest_of_value(words[1], value);
    }
}

fn read_object(from: &mut Reader<'_>) -> Option<Arc<Map>> {
    let count = from.count()?;
    let members = (0..count).map(|_| {
        let [key, value] = from.words()?;
        Some((from.text(key)?, from.value(value)?))
    });
    members.collect::<Option<Map>>().map(Arc::new)
}

impl<T: Pack> Pack for &T {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        (**self).pack(to);
    }
}

impl<T: Pack> Pack for Option<T> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.byte(u8::from(self.is_some()));
        if let Some(thing) = self {
            thing.pack(to);
        }
    }
}

impl<T: Unpack> Unpack for Option<T> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(None),
            _ => T::unpack(from).map(Some),
        }
    }
}

impl<T: Pack> Pack for Vec<T> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        self.iter().for_each(|thing| thing.pack(to));
    }
}

impl<T: Unpack> Unpack for Vec<T> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let count = from.count()?;
        // Each takes a byte at least, so that a wrong count cannot ask for much memory.
        let mut list = Vec::with_capacity(count.min(from.left()));
        for _ in 0..count {
            list.push(T::unpack(from)?);
        }
        Some(list)
    }
}

impl<A: Array<Item: Pack>> Pack for SmallVec<A> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        self.iter().for_each(|thing| thing.pack(to));
    }
}

impl<A: Array<Item: Unpack>> Unpack for SmallVec<A> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        (0..from.count()?).map(|_| Unpack::unpack(from)).collect()
    }
}

impl Pack for usize {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.number(*self as u64);
    }
}

impl Unpack for usize {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.count()
    }
}

impl Pack for u32 {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.number(u64::from(*self));
    }
}

impl Unpack for u32 {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        u32::try_from(from.number()?).ok()
    }
}

impl Pack for i64 {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.signed(*self);
    }
}

impl Unpack for i64 {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.signed()
    }
}
