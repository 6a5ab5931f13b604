use crate::sim::Place;
use crate::sim::event::{EventId, TaskCall};
use crate::value::{Map, Value};
use std::sync::Arc;

/// Bytes in the making.
#[derive(Debug, Default)]
pub(in crate::sim) struct Writer {
    bytes: Vec<u8>,
    /// The numbers of the shared things written of late.
    seen: Seen,
    /// How many there were of each kind.
    counts: [u32; Kind::COUNT],
    /// The time of the last event.
    pub(super) last_time: i64,
    /// The number of the last event.
    pub(super) last_id: EventId,
    /// Where the last event happened.
    pub(super) last_place: Option<Arc<Place>>,
    /// What the last event of a Task called.
    pub(super) last_call: Option<Arc<TaskCall>>,
}

/// A thing that may be written more than once. Each kind has its own numbers.
#[derive(Debug)]
#[expect(dead_code, reason = "only kept")]
pub(super) enum Shared {
    Text(Arc<str>),
    Array(Arc<Vec<Value>>),
    Object(Arc<Map>),
    Place(Arc<Place>),
}

/// The kinds of shared things.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Array,
    Object,
    Place,
}

/// What stands in the lowest bits of a shared thing's number.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    pub(super) value: u32,
    /// How many bits it takes.
    pub(super) bits: u32,
}

impl Tag {
    pub(super) const MOST_BITS: u32 = 3;
    /// No tag.
    const NONE: Tag = Tag { value: 0, bits: 0 };
}

impl Kind {
    const COUNT: usize = 4;
}

impl Writer {
    /// The bytes; what they tell of is held on to.
    pub(super) fn finish(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    #[inline]
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A number in four bytes: one that seldom takes fewer is sooner written so.
    #[inline]
    pub(super) fn word(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// A number, seven bits a byte.
    #[inline]
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    /// A number that may be negative; small ones take few bytes.
    pub(super) fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    /// Bytes with their length.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.raw(bytes);
    }

    /// Something shared: its number where it was written before, else a zero and what `write` writes.
    #[inline]
    pub(super) fn shared<T: ?Sized>(
        &mut self,
        kind: (Kind, fn(Arc<T>) -> Shared),
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        self.shared_behind(Tag::NONE, kind, thing, write);
    }

    /// The same with a tag in the lowest bits of the number.
    #[inline]
    pub(super) fn shared_behind<T: ?Sized>(
        &mut self,
        tag: Tag,
        kind: (Kind, fn(Arc<T>) -> Shared),
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        match self.seen.number(Arc::as_ptr(thing).cast::<u8>().addr()) {
            Some(number) => self.word(number << tag.bits | tag.value),
            None => {
                self.word(tag.value);
                self.shared_anew(kind, thing, write);
            }
        }
    }

    #[inline(never)]
    fn shared_anew<T: ?Sized>(
        &mut self,
        (kind, keep): (Kind, fn(Arc<T>) -> Shared),
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        write(self, thing);
        // Numbered after what is inside it, as the reader comes to know it.
        if let Some(count) = self.counts.get_mut(kind as usize) {
            *count += 1;
            // With a tag, too, the number is to be a word.
            if *count <= u32::MAX >> Tag::MOST_BITS {
                self.seen.remember(Arc::as_ptr(thing).cast::<u8>().addr(), *count, keep(thing.clone()));
            }
        }
    }
}

/// Shared things by their addresses, with their numbers. An open table with linear probing: a look-up is one product and
/// mostly one comparison.
#[derive(Debug)]
struct Seen {
    /// Address and number; 0 is no address.
    places: Box<[(usize, u32); Self::PLACES]>,
    /// The things themselves, so that no other one can come to the address of one that is gone.
    kept: Vec<Shared>,
}

impl Default for Seen {
    fn default() -> Self {
        Seen { places: Box::new([(0, 0); Self::PLACES]), kept: Vec::new() }
    }
}

impl Seen {
    const BITS: u32 = 12;
    const PLACES: usize = 1 << Self::BITS;
    /// So many are remembered before all are forgotten, to be written anew: neither memory nor the time of a look-up grows
    /// with the run.
    const MOST: usize = Self::PLACES / 2;

    #[inline]
    fn number(&self, address: usize) -> Option<u32> {
        let mut at = Self::place(address);
        loop {
            let (known, number) = self.places.get(at)?;
            if *known == address {
                return Some(*number);
            }
            if *known == 0 {
                return None;
            }
            at = (at + 1) % Self::PLACES;
        }
    }

    fn remember(&mut self, address: usize, number: u32, thing: Shared) {
        if self.kept.len() >= Self::MOST {
            self.places.fill((0, 0));
            self.kept.clear();
        }
        let mut at = Self::place(address);
        while self.places.get(at).is_some_and(|(known, _)| *known != 0) {
            at = (at + 1) % Self::PLACES;
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = (address, number);
            self.kept.push(thing);
        }
    }

    /// By Knuth's multiplicative hashing.
    #[inline]
    fn place(address: usize) -> usize {
        ((address as u32).wrapping_mul(0x9E37_79B1) >> (u32::BITS - Self::BITS)) as usize
    }
}
