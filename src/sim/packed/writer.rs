use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Bytes in the making.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The numbers of the shared things written so far, by their addresses: they outlive the writer.
    seen: FxHashMap<usize, u64>,
    /// How many there are of each kind.
    counts: [u64; Kind::COUNT],
    /// The time of the last event.
    pub(super) last_time: i64,
}

/// The kinds of shared things; each has its own numbers.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Array,
    Object,
    Place,
    Call,
}

impl Kind {
    pub(super) const COUNT: usize = 5;
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
        kind: Kind,
        thing: &Arc<T>,
        write: impl FnOnce(&mut Self, &T),
    ) {
        // Without the bits that all addresses share: on 32 bits they would leave most of the table unused.
        let address = Arc::as_ptr(thing).cast::<u8>().addr() >> 3;
        if let Some(&number) = self.seen.get(&address) {
            return self.number(number);
        }
        self.byte(0);
        write(self, thing);
        // Numbered after what is inside it, as the reader comes to know it.
        if let Some(count) = self.counts.get_mut(kind as usize) {
            *count += 1;
            self.seen.insert(address, *count);
        }
    }
}
