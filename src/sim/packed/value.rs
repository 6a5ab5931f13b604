use super::Packed;
use super::reader::Reader;
use super::writer::{Kind, Shared, Writer};
use crate::value::{Map, Number, Value};
use std::sync::Arc;

impl Packed for Arc<str> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.shared((Kind::Text, Shared::Text), self, |to, text| to.bytes(text.as_bytes()));
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let read = |from: &mut Reader<'_>| std::str::from_utf8(from.bytes()?).ok().map(Arc::from);
        from.shared(|from| &mut from.texts, read)
    }
}

impl Packed for Arc<Map> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.shared((Kind::Object, Shared::Object), self, |to, members| {
            to.number(members.len() as u64);
            for (key, value) in members {
                key.pack(to);
                value.pack(to);
            }
        });
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let read = |from: &mut Reader<'_>| {
            let count = from.count()?;
            let members = (0..count).map(|_| Some((Packed::unpack(from)?, Packed::unpack(from)?)));
            members.collect::<Option<Map>>().map(Arc::new)
        };
        from.shared(|from| &mut from.objects, read)
    }
}

impl Packed for Arc<Vec<Value>> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.shared((Kind::Array, Shared::Array), self, |to, items| items.pack(to));
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.shared(|from| &mut from.arrays, |from| Vec::unpack(from).map(Arc::new))
    }
}

impl Packed for Value {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        match self {
            Value::Null => to.byte(0),
            Value::Bool(false) => to.byte(1),
            Value::Bool(true) => to.byte(2),
            Value::Number(Number::Int(number)) => {
                to.byte(3);
                to.signed(*number);
            }
            Value::Number(Number::Float(number)) => {
                to.byte(4);
                to.raw(&number.to_le_bytes());
            }
            Value::String(text) => {
                to.byte(5);
                text.pack(to);
            }
            Value::Array(items) => {
                to.byte(6);
                items.pack(to);
            }
            Value::Object(members) => {
                to.byte(7);
                members.pack(to);
            }
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => Value::Null,
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Number(Number::Int(from.signed()?)),
            4 => Value::Number(Number::Float(f64::from_le_bytes(from.raw(8)?.try_into().ok()?))),
            5 => Value::String(Packed::unpack(from)?),
            6 => Value::Array(Packed::unpack(from)?),
            7 => Value::Object(Packed::unpack(from)?),
            _ => return None,
        })
    }
}

impl<T: Packed> Packed for Option<T> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.byte(u8::from(self.is_some()));
        if let Some(thing) = self {
            thing.pack(to);
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(None),
            _ => T::unpack(from).map(Some),
        }
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        self.iter().for_each(|thing| thing.pack(to));
    }

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

impl Packed for usize {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.number(*self as u64);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.count()
    }
}

impl Packed for u32 {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.number(u64::from(*self));
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        u32::try_from(from.number()?).ok()
    }
}

impl Packed for i64 {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.signed(*self);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.signed()
    }
}
