use super::TextRange;

/// One contiguous piece of an edit: what stands in `range` becomes `text`.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Replacement {
    /// The bytes of the old text that go.
    pub range: TextRange,
    /// What stands in their place.
    pub text: String,
}

/// To which side a position sticks when text is inserted exactly there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// It stays before the insertion.
    Before,
    /// It moves behind the insertion.
    After,
}

/// A change to a text: replacements in ascending order that do not overlap. The one form in which anything, from
/// a keystroke to a graph gesture, changes the definition.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct TextEdit {
    replacements: Vec<Replacement>,
}

impl TextEdit {
    /// An edit of one replacement.
    ///
    /// ```
    /// use asl_studio::text::{TextEdit, TextRange};
    /// let edit = TextEdit::replace(TextRange::new(0, 5), "Goodbye");
    /// assert_eq!(edit.apply("Hello world"), "Goodbye world");
    /// assert_eq!(edit.invert("Hello world").apply("Goodbye world"), "Hello world");
    /// ```
    pub fn replace(range: TextRange, text: impl Into<String>) -> Self {
        let text = text.into();
        if range.is_empty() && text.is_empty() {
            return TextEdit::default();
        }
        TextEdit { replacements: vec![Replacement { range, text }] }
    }

    /// An edit that inserts `text` at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(TextRange::empty(offset), text)
    }

    /// An edit that removes `range`.
    pub fn delete(range: TextRange) -> Self {
        Self::replace(range, "")
    }

    /// An edit of many replacements, in any order. Two that overlap are a mistake of the caller: the later one is
    /// left out, so that the edit still applies.
    pub fn from_replacements(mut replacements: Vec<Replacement>) -> Self {
        replacements.sort_by_key(|replacement| (replacement.range.start, replacement.range.end));
        let mut sorted: Vec<Replacement> = Vec::with_capacity(replacements.len());
        for replacement in replacements {
            let end_so_far = sorted.last().map_or(0, |last| last.range.end);
            debug_assert!(replacement.range.start >= end_so_far, "overlapping replacements: {replacement:?}");
            if replacement.range.start >= end_so_far {
                sorted.push(replacement);
            }
        }
        TextEdit { replacements: sorted }
    }

    /// The smallest single replacement that turns `old` into `new`: their common start and end stay.
    pub fn between(old: &str, new: &str) -> Self {
        let prefix = common_prefix(old, new);
        let suffix = common_suffix(&old[prefix..], &new[prefix..]);
        Self::replace(TextRange::new(prefix, old.len() - suffix), &new[prefix..new.len() - suffix])
    }

    /// Both edits together; neither may touch what the other replaces.
    pub fn union(self, other: TextEdit) -> Self {
        let mut replacements = self.replacements;
        replacements.extend(other.replacements);
        Self::from_replacements(replacements)
    }

    /// The replacements, ascending.
    pub fn replacements(&self) -> &[Replacement] {
        &self.replacements
    }

    /// Whether the edit changes nothing.
    pub fn is_empty(&self) -> bool {
        self.replacements.is_empty()
    }

    /// Whether every replacement lies inside `text`, on character boundaries.
    pub fn fits(&self, text: &str) -> bool {
        self.replacements.iter().all(|r| text.get(r.range.start..r.range.end).is_some())
    }

    /// The text after the edit. An edit that does not fit `text` leaves it as it is.
    pub fn apply(&self, text: &str) -> String {
        if !self.fits(text) {
            debug_assert!(false, "edit {self:?} does not fit a text of {} bytes", text.len());
            return text.to_owned();
        }
        let mut result = String::with_capacity(text.len() + self.inserted_len());
        let mut copied = 0;
        for replacement in &self.replacements {
            result.push_str(&text[copied..replacement.range.start]);
            result.push_str(&replacement.text);
            copied = replacement.range.end;
        }
        result.push_str(&text[copied..]);
        result
    }

    /// The edit that takes this one back; `text` is the text before it.
    pub fn invert(&self, text: &str) -> TextEdit {
        let mut shift = 0isize;
        let mut replacements = Vec::with_capacity(self.replacements.len());
        for replacement in &self.replacements {
            let start = replacement.range.start.saturating_add_signed(shift);
            let range = TextRange::new(start, start + replacement.text.len());
            replacements.push(Replacement { range, text: replacement.range.slice(text).to_owned() });
            shift += replacement.text.len() as isize - replacement.range.len() as isize;
        }
        TextEdit { replacements }
    }

    /// Where `offset` of the old text lies in the new one. Inside replaced text it goes to the near end of the
    /// replacement.
    pub fn map_offset(&self, offset: usize, side: Side) -> usize {
        let mut shift = 0isize;
        for Replacement { range, text } in &self.replacements {
            let before = offset < range.start || (offset == range.start && !range.is_empty());
            if before || (offset == range.start && side == Side::Before) {
                break;
            }
            if offset < range.end || (offset == range.end && side == Side::Before && !range.is_empty()) {
                let start = range.start.saturating_add_signed(shift);
                return if side == Side::Before { start } else { start + text.len() };
            }
            shift += text.len() as isize - range.len() as isize;
        }
        offset.saturating_add_signed(shift)
    }

    /// Where `range` of the old text lies in the new one; text inserted at its edges stays outside.
    pub fn map_range(&self, range: TextRange) -> TextRange {
        TextRange::new(self.map_offset(range.start, Side::After), self.map_offset(range.end, Side::Before))
    }

    /// The range of the new text that covers everything inserted; none for an empty edit.
    pub fn changed_range(&self) -> Option<TextRange> {
        let first = self.replacements.first()?;
        let last = self.replacements.last()?;
        let growth: isize =
            self.replacements.iter().map(|r| r.text.len() as isize - r.range.len() as isize).sum();
        Some(TextRange::new(first.range.start, last.range.end.saturating_add_signed(growth)))
    }

    fn inserted_len(&self) -> usize {
        self.replacements.iter().map(|replacement| replacement.text.len()).sum()
    }
}

fn common_prefix(a: &str, b: &str) -> usize {
    let mut length = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    while !a.is_char_boundary(length) || !b.is_char_boundary(length) {
        length -= 1;
    }
    length
}

fn common_suffix(a: &str, b: &str) -> usize {
    let mut length = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    while !a.is_char_boundary(a.len() - length) || !b.is_char_boundary(b.len() - length) {
        length -= 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks one edit written as `(start, end, text)` pieces, with its inverse.
    fn check(text: &str, pieces: &[(usize, usize, &str)], expected: &str) -> TextEdit {
        let replacements = pieces
            .iter()
            .map(|&(start, end, text)| Replacement {
                range: TextRange::new(start, end),
                text: text.to_owned(),
            })
            .collect();
        let edit = TextEdit::from_replacements(replacements);
        let edited = edit.apply(text);
        assert_eq!(edited, expected);
        assert_eq!(edit.invert(text).apply(&edited), text, "the inverse takes the edit back");
        edit
    }

    #[test]
    fn replacements_apply_together() {
        check("one two three", &[(8, 13, "3"), (0, 3, "1")], "1 two 3");
        check("", &[(0, 0, "new")], "new");
        check("gone", &[(0, 4, "")], "");
    }

    #[test]
    fn positions_move_with_the_text_around_them() {
        let edit = check("abc def", &[(3, 3, "XX"), (4, 7, "g")], "abcXX g");
        assert_eq!(edit.map_offset(2, Side::After), 2);
        assert_eq!(edit.map_offset(3, Side::Before), 3);
        assert_eq!(edit.map_offset(3, Side::After), 5);
        assert_eq!(edit.map_offset(5, Side::Before), 6, "inside replaced text");
        assert_eq!(edit.map_offset(7, Side::After), 7);
    }

    #[test]
    fn the_smallest_change_between_two_texts_keeps_characters_whole() {
        let edit = TextEdit::between("grün", "grön");
        assert_eq!(edit.replacements()[0].text, "ö");
        assert_eq!(edit.apply("grün"), "grön");
        assert!(TextEdit::between("same", "same").is_empty());
        assert_eq!(TextEdit::between("aa", "aaa").apply("aa"), "aaa");
    }
}
