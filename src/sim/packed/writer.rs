use crate::sim::Place;
use crate::sim::event::{EventId, TaskCall};
use crate::value::{Map, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Bytes in the making.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The numbers of the shared things written of late, by their addresses.
    seen: FxHashMap<usize, u64>,
    /// The things themselves, so that no other one can come to the address of one that is gone.
    kept: Vec<Shared>,
    /// Some of those seen, each at the place that its address gives: what is written once more is mostly what was
    /// written just before.
    recent: Recent,
    /// How many there were of each kind.
    counts: [u64; Kind::COUNT],
    /// The time of the last event.
    pub(super) last_time: i64,
    /// The number of the last event.
    pub(super) last_id: EventId,
}

/// So many shared things are remembered before all are forgotten, to be written anew: neither memory nor the time of a
/// look-up grows with the run.
const MAX_SEEN: usize = 2048;

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
    #[inline]
    pub(super) fn shared<T: ?Sized>(
        &mut self,
        kind: (Kind, fn(Arc<T>) -> Shared),
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        match self.recent.number(Arc::as_ptr(thing).cast::<u8>().addr()) {
            Some(number) => self.number(number),
            None => self.shared_not_recent(kind, thing, write),
        }
    }

    #[inline(never)]
    fn shared_not_recent<T: ?Sized>(
        &mut self,
        (kind, keep): (Kind, fn(Arc<T>) -> Shared),
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        let address = Arc::as_ptr(thing).cast::<u8>().addr();
        if let Some(&number) = self.seen.get(&address) {
            self.recent.remember(address, number);
            return self.number(number);
        }
        self.byte(0);
        write(self, thing);
        if self.kept.len() >= MAX_SEEN {
            self.forget();
        }
        // Numbered after what is inside it, as the reader comes to know it.
        if let Some(count) = self.counts.get_mut(kind as usize) {
            *count += 1;
            self.seen.insert(address, *count);
            self.recent.remember(address, *count);
            self.kept.push(keep(thing.clone()));
        }
    }

    fn forget(&mut self) {
        self.seen.clear();
        self.kept.clear();
        self.recent = Recent::default();
    }
}

/// Addresses with their numbers; none is at 0.
#[derive(Debug)]
struct Recent([(usize, u64); 1 << Recent::BITS]);

impl Recent {
    const BITS: u32 = 7;

    #[inline]
    fn number(&self, address: usize) -> Option<u64> {
        let (known, number) = self.0.get(Recent::place(address))?;
        (*known == address).then_some(*number)
    }

    fn remember(&mut self, address: usize, number: u64) {
        if let Some(place) = self.0.get_mut(Recent::place(address)) {
            *place = (address, number);
        }
    }

    /// By Knuth's multiplicative hashing.
    #[inline]
    fn place(address: usize) -> usize {
        ((address as u32).wrapping_mul(0x9E37_79B1) >> (u32::BITS - Recent::BITS)) as usize
    }
}

impl Default for Recent {
    fn default() -> Self {
        Recent([(0, 0); 1 << Recent::BITS])
    }
}
