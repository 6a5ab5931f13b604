use super::reader::Reader;
use super::writer::{Kind, Shared, Tag, Writer};
use super::{Pack, Unpack};
use crate::value::{Map, Number, Value};
use smallvec::{Array, SmallVec};
use std::sync::Arc;

impl Pack for Arc<str> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.shared((Kind::Text, Shared::Text), self, write_text);
    }
}

impl Unpack for Arc<str> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.shared(|from| &mut from.texts, read_text)
    }
}

impl Pack for Arc<Map> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.shared((Kind::Object, Shared::Object), self, write_object);
    }
}

impl Unpack for Arc<Map> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.shared(|from| &mut from.objects, read_object)
    }
}

/// The tags of values. Those of shared ones stand in the lowest bits of their number.
const NULL: u32 = 0;
const FALSE: u32 = 1;
const TRUE: u32 = 2;
const INT: u32 = 3;
const FLOAT: u32 = 4;
const STRING: u32 = 5;
const ARRAY: u32 = 6;
const OBJECT: u32 = 7;
const TAG_BITS: u32 = Tag::MOST_BITS;

impl Pack for Value {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        let tag = |value| Tag { value, bits: TAG_BITS };
        match self {
            Value::Null => to.word(NULL),
            Value::Bool(false) => to.word(FALSE),
            Value::Bool(true) => to.word(TRUE),
            Value::Number(Number::Int(number)) => {
                to.word(INT);
                to.signed(*number);
            }
            Value::Number(Number::Float(number)) => {
                to.word(FLOAT);
                to.raw(&number.to_le_bytes());
            }
            Value::String(text) => {
                to.shared_behind(tag(STRING), (Kind::Text, Shared::Text), text, write_text);
            }
            Value::Array(items) => {
                to.shared_behind(tag(ARRAY), (Kind::Array, Shared::Array), items, |to, items| items.pack(to));
            }
            Value::Object(members) => {
                to.shared_behind(tag(OBJECT), (Kind::Object, Shared::Object), members, write_object);
            }
        }
    }
}

impl Unpack for Value {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let tagged = from.word()?;
        let number = usize::try_from(tagged >> TAG_BITS).ok()?;
        let tag = tagged & ((1 << TAG_BITS) - 1);
        Some(match tag {
            STRING => Value::String(from.shared_at(number, |from| &mut from.texts, read_text)?),
            ARRAY => Value::Array(from.shared_at(number, |from| &mut from.arrays, read_array)?),
            OBJECT => Value::Object(from.shared_at(number, |from| &mut from.objects, read_object)?),
            _ if number != 0 => return None,
            NULL => Value::Null,
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            INT => Value::Number(Number::Int(from.signed()?)),
            FLOAT => Value::Number(Number::Float(f64::from_le_bytes(from.raw(8)?.try_into().ok()?))),
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
        key.pack(to);
        value.pack(to);
    }
}

fn read_object(from: &mut Reader<'_>) -> Option<Arc<Map>> {
    let count = from.count()?;
    let members = (0..count).map(|_| Some((Unpack::unpack(from)?, Unpack::unpack(from)?)));
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
