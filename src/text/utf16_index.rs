/// Turns byte offsets into the UTF-16 offsets the DOM counts in, and back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Utf16Index {
    /// For each character outside ASCII: the byte behind it, and how many fewer UTF-16 units than bytes stand before
    /// that byte.
    wide: Vec<(usize, usize)>,
    len: usize,
}

impl Utf16Index {
    /// Indexes `text`; of one in ASCII there is nothing to note.
    pub fn new(text: &str) -> Self {
        let mut wide = Vec::new();
        if !text.is_ascii() {
            let mut saved = 0;
            for (at, character) in text.char_indices().filter(|(_, character)| !character.is_ascii()) {
                saved += character.len_utf8() - character.len_utf16();
                wide.push((at + character.len_utf8(), saved));
            }
        }
        Utf16Index { wide, len: text.len() }
    }

    /// The UTF-16 offset of a byte offset.
    pub fn utf16_from_byte(&self, offset: usize) -> usize {
        let passed = self.wide.partition_point(|&(end, _)| end <= offset);
        offset - passed.checked_sub(1).map_or(0, |last| self.wide[last].1)
    }

    /// The byte offset of a UTF-16 offset.
    pub fn byte_from_utf16(&self, offset: usize) -> usize {
        let passed = self.wide.partition_point(|&(end, saved)| end - saved <= offset);
        (offset + passed.checked_sub(1).map_or(0, |last| self.wide[last].1)).min(self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_convert_both_ways() {
        for text in ["aü\n𝄞b\r\nc", "plain\ntext", ""] {
            let index = Utf16Index::new(text);
            let mut utf16 = 0;
            for (byte, character) in text.char_indices() {
                assert_eq!(index.utf16_from_byte(byte), utf16, "before {character:?}");
                assert_eq!(index.byte_from_utf16(utf16), byte, "before {character:?}");
                utf16 += character.len_utf16();
            }
            assert_eq!(index.utf16_from_byte(text.len()), utf16);
            assert_eq!(index.byte_from_utf16(utf16 + 9), text.len());
        }
    }
}
