use super::entries::{Block, Entry};
use super::lines::{column, ends_line, is_comment, line_end, line_start, line_text, next_line, skip_blanks};
use super::style::{Style, is_block};
use crate::json::{NodeId, Tree};
use crate::text::{Replacement, TextEdit, TextRange};

/// Plans the layout of a whole text anew: blocks are indented by what the text is indented by already, one blank stands
/// behind a colon or dash, no line ends in blanks, and at most one line is left empty. Scalars, brackets and comments keep
/// their lines. A text whose meaning that would change stays as it is.
///
/// ```
/// let text = "StartAt:  A\nStates:\n    A:\n       Type: Pass  # one\n       End: true\n";
/// assert_eq!(
///     asl_studio::yaml::format(text).apply(text),
///     "StartAt: A\nStates:\n    A:\n        Type: Pass  # one\n        End: true\n",
/// );
/// ```
pub fn format(text: &str) -> TextEdit {
    let parsed = super::parse(text);
    let Some(root) = parsed.tree.root() else { return TextEdit::default() };
    let mut formatter = Formatter {
        tree: &parsed.tree,
        text,
        style: Style::near(&parsed.tree, text, outermost(&parsed.tree, text, root)),
        lines: lines(&parsed.tree, text),
        gaps: Vec::new(),
    };
    formatter.block(root, column(text, parsed.tree.span(root).start));
    let edit = formatter.edit();
    let after = super::parse(&edit.apply(text));
    let means_the_same = after.problems.len() == parsed.problems.len()
        && after.tree.root().map(|root| after.tree.value(root)) == Some(parsed.tree.value(root));
    if means_the_same { edit } else { TextEdit::default() }
}

/// The first block in the outermost one: what it is indented by, all others are.
fn outermost(tree: &Tree, text: &str, root: NodeId) -> NodeId {
    let mut values = tree.members(root).iter().filter_map(|member| member.value);
    values.find(|&value| tree.is_object(value) && is_block(tree, text, value)).unwrap_or(root)
}

struct Formatter<'text> {
    tree: &'text Tree,
    text: &'text str,
    style: Style,
    lines: Vec<Line>,
    /// What stands behind colons and dashes and is not one blank.
    gaps: Vec<TextRange>,
}

/// A line of the text, and how it changes.
struct Line {
    start: usize,
    /// By how many blanks it moves to the right.
    shift: isize,
    /// Whether it is a later line of a scalar, whose blanks count.
    is_in_scalar: bool,
}

fn lines(tree: &Tree, text: &str) -> Vec<Line> {
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let mut lines: Vec<Line> = starts.map(|start| Line { start, shift: 0, is_in_scalar: false }).collect();
    for id in tree.ids().filter(|&id| tree.as_str(id).is_some() && !tree.is_copy(id)) {
        let span = tree.span(id);
        let first = lines.partition_point(|line| line.start <= span.start);
        let end = lines.partition_point(|line| line.start < span.end);
        lines.iter_mut().take(end).skip(first).for_each(|line| line.is_in_scalar = true);
    }
    lines
}

impl Formatter<'_> {
    /// Lays out a block whose entries begin in `target`, and what is in it.
    fn block(&mut self, node: NodeId, target: usize) {
        if !is_block(self.tree, self.text, node) {
            return;
        }
        let block = Block::new(self.tree, self.text, node);
        let shift = target.cast_signed() - block.column.cast_signed();
        let mut from = None;
        for entry in &block.entries {
            self.comments_before(from, entry, target);
            from = Some(block.extent_end(entry));
            self.entry(&block, entry, shift);
        }
        let (tree, unit, dashes) = (self.tree, self.style.unit, self.style.dashes);
        for value in tree.members(node).iter().filter_map(|member| member.value) {
            self.block(value, target + if tree.is_object(value) { unit } else { dashes });
        }
        for &item in tree.items(node) {
            self.block(item, target + 2);
        }
    }

    /// The lines of an entry move with it; what is in it moves further.
    fn entry(&mut self, block: &Block<'_>, entry: &Entry, shift: isize) {
        let end = block.extent_end(entry);
        let first = if block.has_line(entry) { entry.start } else { next_line(self.text, entry.start) };
        let first = line_start(self.text, first);
        self.lines_in(first, end.max(first + 1)).for_each(|line| line.shift = shift);
        let gap = TextRange::new(entry.value_from, skip_blanks(self.text, entry.value_from));
        let is_value_here = !ends_line(self.text, gap.end) && !is_comment(self.text, gap.end);
        if is_value_here && !gap.is_empty() && gap.slice(self.text) != " " {
            self.gaps.push(gap);
        }
    }

    /// Comments between two entries stand in the column of both.
    fn comments_before(&mut self, from: Option<usize>, entry: &Entry, target: usize) {
        let Some(from) = from else { return };
        let text = self.text;
        for line in self.lines_in(from, entry.start) {
            let start = line_text(text, line.start);
            if is_comment(text, start) {
                line.shift = target.cast_signed() - column(text, start).cast_signed();
            }
        }
    }

    /// The lines that begin between two offsets.
    fn lines_in(&mut self, from: usize, end: usize) -> impl Iterator<Item = &mut Line> {
        let first = self.lines.partition_point(|line| line.start < from);
        self.lines.iter_mut().skip(first).take_while(move |line| line.start < end)
    }

    fn edit(self) -> TextEdit {
        let mut replacements: Vec<Replacement> =
            self.gaps.iter().map(|&range| Replacement { range, text: " ".to_owned() }).collect();
        let mut is_behind_empty = true;
        for line in &self.lines {
            let end = line_end(self.text, line.start);
            let is_empty = line_text(self.text, line.start) >= end;
            if is_empty && !line.is_in_scalar {
                let last = if is_behind_empty { next_line(self.text, line.start) } else { end };
                replacements
                    .push(Replacement { range: TextRange::new(line.start, last), text: String::new() });
            } else {
                replacements.extend(self.indented(line));
                replacements.extend(self.without_blanks_behind(line, end));
            }
            is_behind_empty = is_empty && !line.is_in_scalar;
        }
        replacements.retain(|replacement| !(replacement.range.is_empty() && replacement.text.is_empty()));
        // In a broken text two entries may have the same colon, or the same line: the first counts.
        replacements.sort_by_key(|replacement| (replacement.range.start, replacement.range.end));
        let mut end = 0;
        replacements.retain(|Replacement { range, .. }| {
            let is_free = range.start >= end;
            end = end.max(range.end);
            is_free
        });
        TextEdit::from_replacements(replacements)
    }

    fn indented(&self, line: &Line) -> Option<Replacement> {
        let end = line_text(self.text, line.start);
        let old = column(self.text, end);
        let new = old.saturating_add_signed(line.shift);
        let is_empty = ends_line(self.text, end);
        (new != old && !is_empty)
            .then(|| Replacement { range: TextRange::new(end - old, end), text: " ".repeat(new) })
    }

    fn without_blanks_behind(&self, line: &Line, end: usize) -> Option<Replacement> {
        let text = TextRange::new(line.start, end).slice(self.text);
        let kept = line.start + text.trim_end_matches([' ', '\t']).len();
        (kept < end && !line.is_in_scalar)
            .then(|| Replacement { range: TextRange::new(kept, end), text: String::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats `text`; formatting again changes nothing, and no comment is lost.
    fn check(text: &str, expected: &str) {
        let formatted = format(text).apply(text);
        assert_eq!(formatted, expected);
        assert_eq!(format(&formatted).apply(&formatted), formatted, "formatting twice");
        assert_eq!(formatted.matches('#').count(), text.matches('#').count());
    }

    #[test]
    fn blocks_are_indented_evenly() {
        check(
            "StartAt:   A\nStates:\n  A:\n       Type: Choice\n       Choices:\n       -   Variable: $.a\n           IsNull: true\n           Next: B\n  B: {Type: Succeed}\n",
            "StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n    - Variable: $.a\n      IsNull: true\n      Next: B\n  B: {Type: Succeed}\n",
        );
    }

    #[test]
    fn comments_stay_with_what_they_are_about() {
        check(
            "# head\na:   # beside\n  x:\n      b: 1\n        # below b\n      c: 2\n    # above d\n      d: 3   # last   \n",
            "# head\na:   # beside\n  x:\n    b: 1\n      # below b\n    c: 2\n    # above d\n    d: 3   # last\n",
        );
    }

    #[test]
    fn the_lines_of_a_scalar_move_together_and_keep_their_blanks() {
        check(
            "a:\n  b:\n      c: |\n        one  \n\n\n          two\n      d: \"x\n        y\"\n",
            "a:\n  b:\n    c: |\n      one  \n\n\n        two\n    d: \"x\n      y\"\n",
        );
    }

    #[test]
    fn empty_lines_and_blanks_behind_lines_go() {
        check("\n\na: 1  \n\n \n\nb: 2\t\n\n\n", "a: 1\n\nb: 2\n\n");
        check("a:\r\n   b: 1 \r\n   c:\r\n     d: 2\r\n", "a:\r\n   b: 1\r\n   c:\r\n      d: 2\r\n");
    }

    #[test]
    fn lists_of_lists_and_anchors_keep_their_meaning() {
        check(
            "a: &x\n  -   - 1\n      - 2\n  -\n      b: 1\nc: *x\n",
            "a: &x\n  - - 1\n    - 2\n  -\n    b: 1\nc: *x\n",
        );
    }

    /// Two entries begin in one line, and a list stands in the column of neither.
    const SHARED_LINE: &str =
        "S:\n  'F': Type: C\n    Choices:\n    - V: $.a\n      Next: T\n    -\n   -   And: [{V: $.b, I: ";

    #[test]
    fn what_a_layout_would_break_is_left_alone() {
        for text in [
            "",
            "a: [1,\n",
            "? a\n:   - b\n    - c\n",
            "key",
            "%Y one\n :  text\n\n  more\nb: 1\n",
            SHARED_LINE,
        ] {
            let formatted = format(text).apply(text);
            assert_eq!(
                crate::yaml::parse(&formatted).problems.len(),
                crate::yaml::parse(text).problems.len()
            );
        }
    }
}
