use super::NodeId;
use super::fragment::{NewEntry, Shape, join};
use super::modify::Modifier;
use super::style::{Style, entries};
use super::trivia;
use crate::text::{Replacement, TextEdit, TextRange};

/// A container longer than this on one line is put on several when something is added.
pub(super) const LINE_WIDTH: usize = 120;

/// One container, its entries, and how it is written.
pub(super) struct Inside<'text> {
    text: &'text str,
    span: TextRange,
    pub(super) entries: Vec<TextRange>,
    pub(super) style: Style,
    /// Whether what it stands in is on one line, so that it has to stay on one line too.
    stays_on_line: bool,
}

impl<'text> Inside<'text> {
    pub(super) fn new(modifier: &Modifier<'text>, container: NodeId) -> Self {
        let Modifier { tree, text } = *modifier;
        Inside {
            text,
            span: tree.span(container),
            entries: entries(tree, text, container).collect(),
            style: Style::near(tree, text, container),
            stays_on_line: tree.node(container).parent.is_none_or(|parent| modifier.is_on_one_line(parent)),
        }
    }

    /// What stands between the brackets; the second bracket may be missing.
    fn interior(&self) -> TextRange {
        let last_entry = self.entries.last().map_or(self.span.start + 1, |last| last.end);
        let is_closed = last_entry < self.span.end && self.span.slice(self.text).ends_with(['}', ']']);
        TextRange::new(self.span.start + 1, self.span.end - usize::from(is_closed))
    }

    /// Whether a new entry at `index` gets a line of its own, as the one before it has.
    pub(super) fn takes_a_line(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.entries.get(before));
        let next = self.entries.get(index);
        let shares_line = before.zip(next).is_some_and(|(before, next)| {
            !TextRange::new(before.end, next.start).slice(self.text).contains('\n')
        });
        let model = before.or(next);
        !shares_line && model.is_some_and(|model| trivia::starts_line(self.text, model.start))
    }

    /// Puts the first entries between the brackets.
    pub(super) fn insert_first(&self, shape: Shape, new: &[NewEntry<'_>]) -> TextEdit {
        let outer = trivia::line_indent(self.text, self.span.start);
        let indent = format!("{outer}{}", self.style.unit);
        let printed: Vec<String> = new.iter().map(|entry| entry.print(&self.style, shape, &indent)).collect();
        let printed = join(&printed, &self.style, shape, &indent);
        let interior = self.interior();
        if trivia::skip_blanks(self.text, interior.start) >= interior.end {
            let (before, after) = self.surroundings(shape, &indent, outer);
            return TextEdit::replace(interior, format!("{before}{printed}{after}"));
        }
        // Comments or substitutions stand there already; the entry goes behind them.
        let end = trivia::skip_blanks_back(self.text, interior.end);
        let needs_comma = !trivia::is_trivia(self.text, TextRange::new(interior.start, end))
            && !self.text[..end].ends_with(',');
        let comma = if needs_comma { "," } else { "" };
        let newline = self.style.newline;
        let closing = TextRange::new(end, interior.end).slice(self.text);
        let tail = if closing.contains('\n') { String::new() } else { format!("{newline}{outer}") };
        TextEdit::insert(end, format!("{comma}{newline}{indent}{printed}{tail}"))
    }

    fn surroundings(&self, shape: Shape, indent: &str, outer: &str) -> (String, String) {
        let is_closed = self.interior().end < self.span.end;
        let (before, after) = match shape {
            Shape::Lines => {
                (format!("{}{indent}", self.style.newline), format!("{}{outer}", self.style.newline))
            }
            Shape::OneLine => (self.style.padding.clone(), self.style.padding.clone()),
        };
        (before, if is_closed { after } else { String::new() })
    }

    /// Puts entries, one or several, on lines of their own.
    pub(super) fn insert_line(&self, index: usize, printed: &str, indent: &str) -> TextEdit {
        let line = format!("{}{indent}{printed}", self.style.newline);
        let Some(previous) = index.checked_sub(1).and_then(|before| self.entries.get(before)) else {
            return TextEdit::insert(trivia::line_tail(self.text, self.span.start + 1), line + ",");
        };
        match trivia::sign_after(self.text, previous.end, ',') {
            Some(comma) => {
                let closing = if self.is_last_sign(comma) { "" } else { "," };
                TextEdit::insert(trivia::line_tail(self.text, comma + 1), line + closing)
            }
            None => {
                let behind = trivia::line_tail(self.text, previous.end);
                let comma = TextEdit::insert(previous.end, ",");
                if behind == previous.end {
                    return TextEdit::insert(previous.end, format!(",{line}"));
                }
                comma.union(TextEdit::insert(behind, line))
            }
        }
    }

    /// Puts entries beside the others on their line; breaks the line where it grows too long.
    pub(super) fn insert_on_line(&self, index: usize, printed: &str) -> TextEdit {
        let edit = self.insert_beside(index, printed);
        let line_end = self.text[self.span.end..].find('\n').map_or(self.text.len(), |at| self.span.end + at);
        let width = line_end - trivia::line_start(self.text, self.span.start) + printed.len() + 2;
        if width <= LINE_WIDTH || self.stays_on_line || self.span.slice(self.text).contains('\n') {
            return edit;
        }
        self.broken_into_lines(index, printed).unwrap_or(edit)
    }

    fn insert_beside(&self, index: usize, printed: &str) -> TextEdit {
        let comma = &self.style.comma;
        let Some(previous) = index.checked_sub(1).and_then(|before| self.entries.get(before)) else {
            let start = self.entries.first().map_or(self.span.start + 1, |first| first.start);
            return TextEdit::insert(start, format!("{printed}{comma}"));
        };
        match trivia::sign_after(self.text, previous.end, ',') {
            Some(sign) => {
                let closing = if self.is_last_sign(sign) { "" } else { "," };
                TextEdit::insert(sign + 1, format!("{}{printed}{closing}", &comma[1..]))
            }
            None => TextEdit::insert(previous.end, format!("{comma}{printed}")),
        }
    }

    /// Puts each entry of a container on one line, the new one included, on a line of its own. Only where nothing
    /// but commas and blanks stands between them.
    fn broken_into_lines(&self, index: usize, printed: &str) -> Option<TextEdit> {
        let interior = self.interior();
        let outer = trivia::line_indent(self.text, self.span.start);
        let line = format!("{}{outer}{}", self.style.newline, self.style.unit);
        let mut replacements = Vec::new();
        let mut at = interior.start;
        for (number, entry) in self.entries.iter().enumerate() {
            let gap = TextRange::new(at, entry.start);
            let comma = if number == 0 { "" } else { "," };
            if gap.slice(self.text).trim() != comma {
                return None;
            }
            let added = if number == index { format!("{line}{printed},") } else { String::new() };
            replacements.push(Replacement { range: gap, text: format!("{comma}{added}{line}") });
            at = entry.end;
        }
        let last = TextRange::new(at, interior.end);
        if !last.slice(self.text).trim().is_empty() || interior.end == self.span.end {
            return None;
        }
        let added = if index == self.entries.len() { format!(",{line}{printed}") } else { String::new() };
        let text = format!("{added}{}{outer}", self.style.newline);
        replacements.push(Replacement { range: last, text });
        Some(TextEdit::from_replacements(replacements))
    }

    /// Takes everything out.
    pub(super) fn clear(&self) -> TextEdit {
        let interior = self.interior();
        let Some((first, last)) = self.entries.first().zip(self.entries.last()) else {
            return TextEdit::default();
        };
        let end = trivia::sign_after(self.text, last.end, ',').map_or(last.end, |comma| comma + 1);
        let before = TextRange::new(interior.start, first.start).slice(self.text);
        let after = TextRange::new(end, interior.end).slice(self.text);
        if before.trim().is_empty() && after.trim().is_empty() {
            return TextEdit::delete(interior);
        }
        let start = trivia::skip_blanks_back(self.text, first.start).max(interior.start);
        TextEdit::delete(TextRange::new(start, trivia::line_tail(self.text, end)))
    }

    /// The bytes that go with the entries `first` to `last`, some entry staying.
    pub(super) fn removal_of(&self, first: usize, last: usize) -> Vec<TextRange> {
        let (start, end) = (self.entries[first].start, self.entries[last].end);
        let comma = trivia::sign_after(self.text, end, ',').map(|comma| comma + 1);
        let behind = trivia::line_tail(self.text, comma.unwrap_or(end));
        let blanks_before = trivia::skip_blanks_back(self.text, start);
        if last + 1 < self.entries.len() {
            let next = trivia::skip_blanks(self.text, behind);
            let breaks = TextRange::new(behind, next).slice(self.text).contains('\n');
            if breaks && !trivia::starts_line(self.text, start) && first > 0 {
                return vec![TextRange::new(blanks_before, behind)];
            }
            return vec![TextRange::new(start, next)];
        }
        let Some(previous) = first.checked_sub(1).and_then(|before| self.entries.get(before)) else {
            return vec![TextRange::new(start, behind)];
        };
        let own = TextRange::new(blanks_before, behind);
        match trivia::sign_after(self.text, previous.end, ',') {
            Some(comma) if comma + 1 < blanks_before => vec![TextRange::new(previous.end, comma + 1), own],
            Some(_) => vec![TextRange::new(previous.end, behind)],
            None => vec![own],
        }
    }

    /// Whether the sign at `at` is the last one in the container, as a comma too many is.
    fn is_last_sign(&self, at: usize) -> bool {
        trivia::skip(self.text, at + 1) >= self.interior().end
    }
}
