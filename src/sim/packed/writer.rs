use crate::sim::Place;
use crate::sim::event::TaskCall;
use crate::value::{Map, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Bytes in the making.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The numbers of the shared things written so far, by their addresses.
    seen: FxHashMap<usize, u64>,
    /// The things themselves, so that no other one can come to the address of one that is gone.
    kept: Vec<Shared>,
    /// How many there are of each kind.
    counts: [u64; Kind::COUNT],
    /// The last one written of each kind, by address and number: an event is about what the event before was about.
    last: [(usize, u64); Kind::COUNT],
    /// The time of the last event.
    pub(super) last_time: i64,
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

    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A number, seven bits a byte.
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
        // Without the bits that all addresses share: on 32 bits they would leave most of the table unused.
        let address = Arc::as_ptr(thing).cast::<u8>().addr() >> 3;
        if let Some(&(last, number)) = self.last.get(kind as usize)
            && last == address
        {
            return self.number(number);
        }
        if let Some(&number) = self.seen.get(&address) {
            self.remember(kind, address, number);
            return self.number(number);
        }
        self.byte(0);
        write(self, thing);
        // Numbered after what is inside it, as the reader comes to know it.
        if let Some(count) = self.counts.get_mut(kind as usize) {
            *count += 1;
            let number = *count;
            self.seen.insert(address, number);
            self.kept.push(keep(thing.clone()));
            self.remember(kind, address, number);
        }
    }

    fn remember(&mut self, kind: Kind, address: usize, number: u64) {
        if let Some(last) = self.last.get_mut(kind as usize) {
            *last = (address, number);
        }
    }
}
