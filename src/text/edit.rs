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

    /// The one edit that does what this one and then `then` do; `then` is written for the text this one leaves.
    ///
    /// ```
    /// use asl_studio::text::{TextEdit, TextRange};
    /// let typed = TextEdit::insert(3, "xy").compose(&TextEdit::delete(TextRange::new(4, 6)));
    /// assert_eq!(typed.apply("one two"), "onextwo");
    /// ```
    #[must_use]
    pub fn compose(&self, then: &TextEdit) -> TextEdit {
        let mut composition = Composition::default();
        let (mut first, mut second) = (self.replacements.as_slice(), then.replacements.as_slice());
        loop {
            let start_of_first =
                first.first().map(|next| next.range.start.saturating_add_signed(composition.growth));
            let start_of_second = second.first().map(|next| next.range.start);
            match (start_of_first, start_of_second) {
                (None, None) => return composition.finish(),
                (Some(start), other) if other.is_none_or(|other| start <= other) => {
                    composition.take_first(start, &first[0]);
                    first = &first[1..];
                }
                _ => {
                    composition.take_second(&second[0]);
                    second = &second[1..];
                }
            }
        }
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

/// Two edits in a row, replacement by replacement in the order of the text between them. Those that touch there
/// melt into one.
#[derive(Default)]
struct Composition {
    done: Vec<Replacement>,
    open: Option<Melting>,
    /// By how much the first edit's replacements so far lengthen the text.
    growth: isize,
}

/// Replacements that touch. Every byte between their ends was written by the first edit or goes with the second.
struct Melting {
    /// Where they begin in the oldest text.
    old_start: usize,
    /// Their place in the text between the edits.
    between: TextRange,
    written: Vec<(TextRange, String)>,
    taken: Vec<Replacement>,
}

impl Composition {
    fn take_first(&mut self, start: usize, replacement: &Replacement) {
        let between = TextRange::new(start, start + replacement.text.len());
        self.reach(between).written.push((between, replacement.text.clone()));
        self.growth += replacement.text.len() as isize - replacement.range.len() as isize;
    }

    fn take_second(&mut self, replacement: &Replacement) {
        self.reach(replacement.range).taken.push(replacement.clone());
    }

    /// The open melting pot widened by `between`, or a new one where the open one does not reach so far.
    fn reach(&mut self, between: TextRange) -> &mut Melting {
        if self.open.as_ref().is_some_and(|open| open.between.end < between.start) {
            self.close();
        }
        let old_start = self.old_offset(between.start);
        let open = self.open.get_or_insert_with(|| Melting {
            old_start,
            between,
            written: Vec::new(),
            taken: Vec::new(),
        });
        open.between = open.between.cover(between);
        open
    }

    fn close(&mut self) {
        let Some(melting) = self.open.take() else { return };
        let range = TextRange::new(melting.old_start, self.old_offset(melting.between.end));
        let text = melting.melt();
        if !range.is_empty() || !text.is_empty() {
            self.done.push(Replacement { range, text });
        }
    }

    fn finish(mut self) -> TextEdit {
        self.close();
        TextEdit { replacements: self.done }
    }

    fn old_offset(&self, between: usize) -> usize {
        between.saturating_add_signed(-self.growth)
    }
}

impl Melting {
    fn melt(self) -> String {
        let mut text = String::new();
        let mut at = self.between.start;
        for taken in &self.taken {
            self.copy(TextRange::new(at, taken.range.start), &mut text);
            text.push_str(&taken.text);
            at = taken.range.end;
        }
        self.copy(TextRange::new(at, self.between.end), &mut text);
        text
    }

    /// Appends what the first edit wrote in `range` of the text between the edits.
    fn copy(&self, range: TextRange, out: &mut String) {
        for (place, piece) in &self.written {
            let start = range.start.max(place.start);
            let end = range.end.min(place.end);
            if start < end {
                out.push_str(&piece[start - place.start..end - place.start]);
            }
        }
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

    /// An edit of `text` from numbers: each pair says how much stays and how much goes, a letter is put there.
    fn edit_from(text: &str, steps: &[(usize, usize)]) -> TextEdit {
        let mut replacements: Vec<Replacement> = Vec::new();
        let mut at = 0;
        for (number, &(keep, remove)) in steps.iter().enumerate() {
            let start = (at + keep).min(text.len());
            let end = (start + remove).min(text.len());
            let inserted = "xyz"[..(keep + remove + number) % 3].to_owned();
            replacements.push(Replacement { range: TextRange::new(start, end), text: inserted });
            at = end + 1;
            if at > text.len() {
                break;
            }
        }
        TextEdit::from_replacements(replacements)
    }

    proptest::proptest! {
        #[test]
        fn a_composed_edit_does_what_its_parts_do_in_a_row(
            first in proptest::collection::vec((0usize..4, 0usize..4), 0..5),
            second in proptest::collection::vec((0usize..4, 0usize..4), 0..5),
            third in proptest::collection::vec((0usize..4, 0usize..4), 0..3),
        ) {
            let text = "abcdefghijklmnop";
            let first = edit_from(text, &first);
            let between = first.apply(text);
            let second = edit_from(&between, &second);
            let after = second.apply(&between);
            let composed = first.compose(&second);
            assert_eq!(composed.apply(text), after, "{first:?} then {second:?} is {composed:?}");
            assert_eq!(composed.invert(text).apply(&after), text);
            let third = edit_from(&after, &third);
            let left = composed.compose(&third).apply(text);
            assert_eq!(left, first.compose(&second.compose(&third)).apply(text), "composing is associative");
        }
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
