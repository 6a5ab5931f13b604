use crate::sim::Place;
use crate::sim::event::{EventId, TaskCall};
use crate::value::{Map, Value};
use std::sync::Arc;

/// Bytes in the making.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The shared things written of late, each at the place that its address gives: what is written once more is
    /// mostly what was written just before. One that has been forgotten is written as if it were new.
    seen: Vec<Option<Seen>>,
    /// How many there were of each kind.
    counts: [u64; Kind::COUNT],
    /// The time of the last event.
    pub(super) last_time: i64,
    /// The number of the last event.
    pub(super) last_id: EventId,
}

/// How many shared things are remembered, as a power of two.
const SEEN_BITS: u32 = 12;

/// A shared thing that was written.
#[derive(Debug)]
struct Seen {
    address: usize,
    number: u64,
    /// The thing itself, so that no other one can come to its address.
    #[expect(dead_code, reason = "only kept")]
    thing: Shared,
}

/// A thing that may be written more than once. Each kind has its own numbers.
#[derive(Debug)]
#[expect(dead_code, reason = "only kept")]
pub(super) enum Shared {
    Text(Arc<str>),
    Array(Arc<Vec<Value>>),
    Object(Arc<Map>),
    Place(Arc<Place>),
    Call(Arc<TaskCall>),
}

/// The kinds of shared things.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Array,
    Object,
    Place,
    Call,
}

impl Kind {
    const COUNT: usize = 5;
}

impl Writer {
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    #[inline]
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
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
    pub(super) fn shared<T: ?Sized>(
        &mut self,
        (kind, keep): (Kind, fn(Arc<T>) -> Shared),
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        let address = Arc::as_ptr(thing).cast::<u8>().addr();
        let place = place_of(address);
        if let Some(Some(seen)) = self.seen.get(place)
            && seen.address == address
        {
            return self.number(seen.number);
        }
        self.byte(0);
        write(self, thing);
        // Numbered after what is inside it, as the reader comes to know it.
        if let Some(count) = self.counts.get_mut(kind as usize) {
            *count += 1;
            let number = *count;
            self.remember(place, Seen { address, number, thing: keep(thing.clone()) });
        }
    }

    fn remember(&mut self, place: usize, thing: Seen) {
        if self.seen.is_empty() {
            self.seen.resize_with(1 << SEEN_BITS, || None);
        }
        if let Some(seen) = self.seen.get_mut(place) {
            *seen = Some(thing);
        }
    }
}

/// Where a thing of this address is remembered (Knuth's multiplicative hashing).
fn place_of(address: usize) -> usize {
    let hash = (address as u32).wrapping_mul(0x9E37_79B1);
    (hash >> (u32::BITS - SEEN_BITS)) as usize
}
