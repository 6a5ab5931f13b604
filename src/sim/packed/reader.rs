use super::writer::LONG;
use crate::sim::Place;
use crate::sim::event::{EventId, TaskCall};
use crate::value::{Map, Value};
use std::sync::Arc;

/// Bytes on the way back. Whatever is read may turn out to be missing.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    pub(super) texts: Vec<Arc<str>>,
    pub(super) arrays: Vec<Arc<Vec<Value>>>,
    pub(super) objects: Vec<Arc<Map>>,
    pub(super) places: Vec<Arc<Place>>,
    /// The time of the last event.
    pub(super) last_time: i64,
    /// The number of the last event.
    pub(super) last_id: EventId,
    /// Where the last event happened.
    pub(super) last_place: Option<Arc<Place>>,
    /// What the last event of a Task called.
    pub(super) last_call: Option<Arc<TaskCall>>,
}

/// The list of the shared things of a kind.
type Known<T> = for<'r, 'a> fn(&'r mut Reader<'a>) -> &'r mut Vec<Arc<T>>;

impl<'a> Reader<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Reader {
            rest,
            texts: Vec::new(),
            arrays: Vec::new(),
            objects: Vec::new(),
            places: Vec::new(),
            last_time: 0,
            last_id: 0,
            last_place: None,
            last_call: None,
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(super) fn raw(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn word(&mut self) -> Option<u32> {
        let (word, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        let short = u32::from(u16::from_le_bytes(*word));
        if short < LONG {
            return Some(short);
        }
        let (word, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u32::from_le_bytes(*word))
    }

    pub(super) fn words<const COUNT: usize>(&mut self) -> Option<[u32; COUNT]> {
        let mut words = [0; COUNT];
        for word in &mut words {
            *word = self.word()?;
        }
        Some(words)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A count or an index.
    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        self.raw(length)
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Something shared: one that is known already, or the one that follows.
    pub(super) fn shared<T: ?Sized>(
        &mut self,
        known: Known<T>,
        read: impl FnOnce(&mut Self) -> Option<Arc<T>>,
    ) -> Option<Arc<T>> {
        let number = self.word()?;
        self.shared_at(number, known, read)
    }

    /// The same where the number has been read.
    pub(super) fn shared_at<T: ?Sized>(
        &mut self,
        number: u32,
        known: Known<T>,
        read: impl FnOnce(&mut Self) -> Option<Arc<T>>,
    ) -> Option<Arc<T>> {
        match number.checked_sub(1) {
            Some(number) => known(self).get(usize::try_from(number).ok()?).cloned(),
            None => {
                let thing = read(self)?;
                known(self).push(thing.clone());
                Some(thing)
            }
        }
    }
}
