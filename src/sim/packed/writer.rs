use super::value::TAG_BITS;
use crate::sim::Place;
use crate::sim::event::{EventId, TaskCall};
use crate::value::{Map, Value};
use std::sync::Arc;

/// Bytes in the making.
#[derive(Debug)]
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
    /// What the last event of a Task called, without its parameters.
    pub(super) last_call: Option<TaskCall>,
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

impl Kind {
    const COUNT: usize = 4;
}

impl Default for Writer {
    fn default() -> Self {
        Writer {
            bytes: Vec::with_capacity(FIRST_CAPACITY),
            seen: Seen::default(),
            counts: [0; Kind::COUNT],
            last_time: 0,
            last_id: 0,
            last_place: None,
            last_call: None,
        }
    }
}

/// Most runs take no more bytes.
const FIRST_CAPACITY: usize = 1 << 16;

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

    /// Numbers in two bytes each, as most are: sooner written than with as few bytes as each needs, and sooner together.
    #[inline]
    pub(super) fn words<const COUNT: usize>(&mut self, words: [u32; COUNT]) {
        if words.iter().fold(0, |bits, word| bits | word) < LONG {
            self.bytes.extend_from_slice(words.map(|word| (word as u16).to_le_bytes()).as_flattened());
        } else {
            words.into_iter().for_each(|word| self.long_word(word));
        }
    }

    #[inline]
    pub(super) fn word(&mut self, number: u32) {
        self.words([number]);
    }

    /// A number in two bytes, or in four behind a mark.
    #[inline(never)]
    fn long_word(&mut self, number: u32) {
        self.raw(&(number.min(LONG) as u16).to_le_bytes());
        if number >= LONG {
            self.raw(&number.to_le_bytes());
        }
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
        let number = self.number_of(thing);
        self.word(number);
        if number == 0 {
            self.anew(kind, thing, write);
        }
    }

    /// The number of something shared; 0 where it has none and is to be written.
    #[inline]
    pub(super) fn number_of<T: ?Sized>(&self, thing: &Arc<T>) -> u32 {
        self.seen.number(Arc::as_ptr(thing).cast::<u8>().addr())
    }

    /// Writes something shared that has no number.
    #[inline(never)]
    pub(super) fn anew<T: ?Sized>(
        &mut self,
        (kind, keep): (Kind, fn(Arc<T>) -> Shared),
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        write(self, thing);
        // Numbered after what is inside it, as the reader comes to know it.
        if let Some(count) = self.counts.get_mut(kind as usize) {
            *count += 1;
            if *count <= MAX_NUMBER {
                self.seen.remember(Arc::as_ptr(thing).cast::<u8>().addr(), *count, keep(thing.clone()));
            }
        }
    }
}

/// What two bytes cannot hold, and the mark that stands in front of it.
pub(super) const LONG: u32 = u16::MAX as u32;

/// With the tag of a value behind it, too, a number is to be a word.
const MAX_NUMBER: u32 = u32::MAX >> TAG_BITS;

/// Shared things by their addresses, with their numbers. An open table with linear probing: a look-up is one product and
/// mostly one comparison. What it forgets does not depend on the addresses, so that the same run gives the same bytes.
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

    /// 0 for what is not remembered.
    #[inline]
    fn number(&self, address: usize) -> u32 {
        let mut at = Self::place(address);
        loop {
            let (known, number) = self.places[at % Self::PLACES];
            if known == address || known == 0 {
                return number;
            }
            at += 1;
        }
    }

    fn remember(&mut self, address: usize, number: u32, thing: Shared) {
        if self.kept.len() >= Self::MOST {
            self.places.fill((0, 0));
            self.kept.clear();
        }
        let mut at = Self::place(address);
        while self.places[at % Self::PLACES].0 != 0 {
            at += 1;
        }
        self.places[at % Self::PLACES] = (address, number);
        self.kept.push(thing);
    }

    /// By Knuth's multiplicative hashing.
    #[inline]
    fn place(address: usize) -> usize {
        ((address as u32).wrapping_mul(0x9E37_79B1) >> (u32::BITS - Self::BITS)) as usize
    }
}
