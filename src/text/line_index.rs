use super::TextRange;

/// A place as people and editors count it. Both numbers start at 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineColumn {
    /// Line, from 0.
    pub line: usize,
    /// Characters (Unicode scalar values) before the place in its line, from 0.
    pub column: usize,
}

/// Turns byte offsets into lines and columns, and into the UTF-16 offsets the DOM counts in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LineIndex {
    line_starts: Vec<usize>,
    /// For each character outside ASCII: the byte behind it, and how many fewer UTF-16 units than bytes stand before
    /// that byte.
    wide: Vec<(usize, usize)>,
    len: usize,
}

impl LineIndex {
    /// Indexes `text`; one pass.
    pub fn new(text: &str) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1));
        let mut wide = Vec::new();
        if !text.is_ascii() {
            let mut saved = 0;
            for (at, character) in text.char_indices().filter(|(_, character)| !character.is_ascii()) {
                saved += character.len_utf8() - character.len_utf16();
                wide.push((at + character.len_utf8(), saved));
            }
        }
        LineIndex { line_starts, wide, len: text.len() }
    }

    /// Line and column of a byte offset of `text`, the text this index was made of.
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let offset = offset.min(self.len);
        let line = self.line_starts.partition_point(|&start| start <= offset) - 1;
        let column = text.get(self.line_starts[line]..offset).map_or(0, |before| before.chars().count());
        LineColumn { line, column }
    }

    /// The bytes of a line, without its line feed.
    pub fn line_range(&self, line: usize) -> Option<TextRange> {
        let start = *self.line_starts.get(line)?;
        let end = self.line_starts.get(line + 1).map_or(self.len, |next| next - 1);
        Some(TextRange::new(start, end))
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
        let text = "aü\n𝄞b\r\nc";
        let index = LineIndex::new(text);
        let mut utf16 = 0;
        for (byte, character) in text.char_indices() {
            assert_eq!(index.utf16_from_byte(byte), utf16, "before {character:?}");
            assert_eq!(index.byte_from_utf16(utf16), byte, "before {character:?}");
            utf16 += character.len_utf16();
        }
        assert_eq!(index.utf16_from_byte(text.len()), utf16);
        assert_eq!(index.line_column(text, 9), LineColumn { line: 1, column: 2 });
        assert_eq!(index.line_range(0), Some(TextRange::new(0, 3)));
        assert_eq!(index.line_column(text, 999), LineColumn { line: 2, column: 1 });
    }
}
