use super::NodeId;
use crate::text::TextRange;
use std::sync::Arc;

/// A member of an object.
#[derive(Clone, PartialEq, Debug)]
pub struct Member {
    /// The key, decoded.
    pub key: Arc<str>,
    /// Where the key stands, quotes included.
    pub key_span: TextRange,
    /// The value; none where it is not written yet.
    pub value: Option<NodeId>,
    /// Tells most keys apart without a look at them: rules ask for members all the time.
    mark: u32,
}

impl Member {
    /// The member of that key.
    pub fn new(key: Arc<str>, key_span: TextRange, value: Option<NodeId>) -> Self {
        Member { mark: mark(&key), key, key_span, value }
    }

    /// The last of the members with that key: the one that counts for a JSON reader.
    pub(super) fn find<'m>(members: &'m [Member], key: &str) -> Option<&'m Member> {
        let mark = mark(key);
        members.iter().rev().find(|member| member.mark == mark && &*member.key == key)
    }

    /// Whether both have the same key.
    pub fn is_namesake(&self, other: &Member) -> bool {
        self.mark == other.mark && self.key == other.key
    }
}

/// The length of a key and three of its letters.
#[inline]
fn mark(key: &str) -> u32 {
    let bytes = key.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    let last = bytes.len().saturating_sub(1);
    u32::from_le_bytes([bytes.len() as u8, at(0), at(bytes.len() / 2), at(last)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_namesakes_is_found_and_look_alikes_are_not() {
        let keys = ["Next", "Nxxt", "Next", "", "é"];
        let members: Vec<Member> = (keys.iter().enumerate())
            .map(|(at, key)| Member::new((*key).into(), TextRange::empty(at), None))
            .collect();
        let found = |key| Member::find(&members, key).map(|member| member.key_span.start);
        assert_eq!(
            [found("Next"), found("Nxxt"), found(""), found("é"), found("Nex")],
            [Some(2), Some(1), Some(3), Some(4), None]
        );
        assert!(members[0].is_namesake(&members[2]) && !members[0].is_namesake(&members[1]));
    }
}
