use super::TextRange;

/// A place as people and editors count it. Both numbers start at 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineColumn {
    /// Line, from 0.
    pub line: usize,
    /// Characters (Unicode scalar values) before the place in its line, from 0.
    pub column: usize,
}

/// Turns byte offsets into lines and columns.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LineIndex {
    line_starts: Vec<usize>,
    len: usize,
}

impl LineIndex {
    /// Indexes `text`; one pass.
    pub fn new(text: &str) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        LineIndex { line_starts, len: text.len() }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_and_stay_in_the_text() {
        let text = "aü\n𝄞b\r\nc";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 9), LineColumn { line: 1, column: 2 });
        assert_eq!(index.line_range(0), Some(TextRange::new(0, 3)));
        assert_eq!(index.line_column(text, 999), LineColumn { line: 2, column: 1 });
    }
}
