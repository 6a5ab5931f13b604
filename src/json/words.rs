use std::sync::Arc;

/// How many words are remembered, at most.
const SLOTS: usize = 256;
/// Longer words hardly come again.
const LONGEST: usize = 32;

/// The words of a text that were read last. A definition says `Type`, `Next` and `Task` a thousand times; each needs to be
/// kept but once.
pub(super) struct Words {
    slots: Vec<Option<Arc<str>>>,
}

impl Words {
    pub(super) fn new() -> Self {
        Words { slots: vec![None; SLOTS] }
    }

    /// The word, shared with where it stood before if that is known.
    pub(super) fn shared(&mut self, word: &str) -> Arc<str> {
        let Some(slot) = self.slots.get_mut(slot(word)).filter(|_| word.len() <= LONGEST) else {
            return word.into();
        };
        match slot {
            Some(known) if **known == *word => known.clone(),
            _ => slot.insert(word.into()).clone(),
        }
    }
}

/// Where a word is remembered: by its letters at both ends and in the middle, and its length.
fn slot(word: &str) -> usize {
    let bytes = word.as_bytes();
    let at = |index: usize| bytes.get(index).copied().map_or(0, usize::from);
    let last = bytes.len().saturating_sub(1);
    (bytes.len() + 7 * at(0) + 31 * at(bytes.len() / 2) + 101 * at(last)) % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_shared_and_stays_itself() {
        let mut words = Words::new();
        let text = "Type Next Type é  Nxxt Next".to_owned() + &" long".repeat(9);
        for word in text.split(' ').chain(["", &text]) {
            assert_eq!(&*words.shared(word), word);
        }
        assert!(Arc::ptr_eq(&words.shared("Type"), &words.shared("Type")));
        assert!(!Arc::ptr_eq(&words.shared(&text), &words.shared(&text)));
    }
}
