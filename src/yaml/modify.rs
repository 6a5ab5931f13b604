use super::entries::{Block, Entry};
use super::lines::{line_start, skip_blanks};
use super::print::{Behind, New, Written, moved, print_key, write};
use super::quote::{Manner, on_one_line};
use super::schema::Place as Surroundings;
use super::style::{Style, is_block};
use crate::json::{self, Fragment, Member, NodeId, NodeKind, Place, Tree};
use crate::text::{Replacement, TextEdit, TextRange};

/// Plans small changes to a YAML text whose tree it is, as [`json::Modifier`] does to JSON; what stands between
/// brackets is changed by that one.
#[derive(Clone, Copy, Debug)]
pub struct Modifier<'text> {
    pub(super) tree: &'text Tree,
    pub(super) text: &'text str,
}

impl<'text> Modifier<'text> {
    /// A planner for `text`, whose tree is `tree`.
    pub fn new(tree: &'text Tree, text: &'text str) -> Self {
        Modifier { tree, text }
    }

    fn in_brackets(&self) -> json::Modifier<'text> {
        json::Modifier::new(self.tree, self.text)
    }

    /// Whether a container is written in brackets and stays so.
    fn has_brackets(&self, container: NodeId) -> bool {
        let is_empty = self.tree.members(container).is_empty() && self.tree.items(container).is_empty();
        !is_block(self.tree, self.text, container) && (!is_empty || self.is_in_brackets(container))
    }

    /// Whether a node stands between brackets.
    fn is_in_brackets(&self, node: NodeId) -> bool {
        self.tree.node(node).parent.is_some_and(|parent| !is_block(self.tree, self.text, parent))
    }

    /// Puts `value` in the place of a node.
    pub fn replace(&self, node: NodeId, value: &Fragment) -> TextEdit {
        let span = self.tree.span(node);
        let manner = self.manner_of(node);
        let new = New::of(value);
        if self.is_in_brackets(node) || (self.has_brackets(node) && is_container(&new)) {
            return self.replace_in_brackets(node, &new, value, manner);
        }
        let style = Style::near(self.tree, self.text, node);
        let slot = self.slot(node);
        if is_block(self.tree, self.text, node) && self.fits_in_place(node, &new) {
            let column = super::lines::column(self.text, span.start);
            let written = write(&new, &style, Behind::Start(column), manner);
            let end = self.extent_of(node);
            return self.difference(TextRange::new(span.start, end), &(written.head + &written.tail));
        }
        let mut written = write(&new, &style, slot.behind, manner);
        if let Some(remark) = self.remark_of_block_scalar(node) {
            written.head = format!("{}{remark}", written.head);
        }
        self.put(&slot, self.block_end(node), &written)
    }

    /// The comment behind the sign of a block scalar, with the blanks before it.
    fn remark_of_block_scalar(&self, node: NodeId) -> Option<&str> {
        let written = self.tree.span(node).slice(self.text);
        let header = written.starts_with(['|', '>']).then(|| written.lines().next()).flatten()?;
        header.find(" #").map(|at| &header[at..])
    }

    /// Whether a new block can stand where the old one stands.
    fn fits_in_place(&self, node: NodeId, new: &New<'_>) -> bool {
        let was_list = !self.tree.is_object(node);
        match new {
            New::Block { is_list, .. } => *is_list == was_list,
            New::Tree(tree, root) => match &tree.node(*root).kind {
                NodeKind::Object(members) => !was_list && !members.is_empty(),
                NodeKind::Array(items) => was_list && !items.is_empty(),
                _ => false,
            },
            New::Inline(_) => false,
        }
    }

    fn replace_in_brackets(&self, node: NodeId, new: &New<'_>, value: &Fragment, manner: Manner) -> TextEdit {
        let span = self.tree.span(node);
        match new {
            New::Tree(tree, root) => match &tree.node(*root).kind {
                NodeKind::String(text) => {
                    let printed = on_one_line(text, manner, Surroundings::Flow, super::style::Quote::Double);
                    let is_missing = span.is_empty() && self.text[..span.start].ends_with(':');
                    let blank = if is_missing { " " } else { "" };
                    let behind = skip_blanks(self.text, span.end);
                    let is_blank = is_missing && self.text[behind..].starts_with([',', '}']);
                    let span = TextRange::new(span.start, if is_blank { behind } else { span.end });
                    self.difference(span, &format!("{blank}{printed}"))
                }
                _ if span.is_empty() => {
                    let edit = self.in_brackets().replace(node, value);
                    let text =
                        edit.replacements().iter().map(|piece| piece.text.as_str()).collect::<String>();
                    TextEdit::insert(span.start, format!(" {text}"))
                }
                _ => self.in_brackets().replace(node, value),
            },
            New::Inline(_) | New::Block { .. } => self.in_brackets().replace(node, &super::flat(value)),
        }
    }

    /// The text of a string in the place of the scalar at `span`, a key or a value, in its quotes.
    pub fn scalar(&self, span: TextRange, text: &str) -> String {
        let inner = self.tree.node_at(span.start);
        let is_flow = std::iter::successors(inner, |&node| self.tree.node(node).parent).any(|node| {
            let is_container = matches!(self.tree.node(node).kind, NodeKind::Array(_) | NodeKind::Object(_));
            is_container && self.text[self.tree.span(node).start..].starts_with(['{', '['])
        });
        let place = if is_flow { Surroundings::Flow } else { Surroundings::Value };
        let quote = self
            .tree
            .root()
            .map_or(super::style::Quote::Double, |root| Style::near(self.tree, self.text, root).quote);
        on_one_line(text, Manner::of(span.slice(self.text)), place, quote)
    }

    /// Gives the member `key` of an object a value; adds it behind all others where there is none.
    pub fn set_member(&self, object: NodeId, key: &str, value: &Fragment) -> TextEdit {
        match self.tree.member(object, key) {
            Some(Member { value: Some(node), .. }) => self.replace(*node, value),
            Some(_) if !is_block(self.tree, self.text, object) => {
                self.in_brackets().set_member(object, key, &super::flat(value))
            }
            Some(member) => self.complete_member(object, member, value),
            None => self.insert_members(object, &[(key, value)], Place::Last),
        }
    }

    /// Adds members to an object, one behind the other. That the keys are new is the caller's to know.
    pub fn insert_members(&self, object: NodeId, new: &[(&str, &Fragment)], place: Place<'_>) -> TextEdit {
        if self.has_brackets(object) {
            let flat: Vec<(&str, Fragment)> =
                new.iter().map(|&(key, value)| (key, super::flat(value))).collect();
            let flat: Vec<(&str, &Fragment)> = flat.iter().map(|(key, value)| (*key, value)).collect();
            return self.in_brackets().insert_members(object, &flat, place);
        }
        let style = Style::near(self.tree, self.text, object);
        let print = |column: usize| {
            new.iter().map(|(key, value)| member_text(key, value, &style, column)).collect::<Vec<_>>()
        };
        if !is_block(self.tree, self.text, object) {
            return self.fill(object, &style, false, print);
        }
        let block = Block::new(self.tree, self.text, object);
        let position = |key: &str| {
            let member = self.tree.members(object).iter().rev().find(|member| &*member.key == key)?;
            block.entries.iter().rposition(|entry| entry.start <= member.key_span.start)
        };
        let index = match place {
            Place::First => 0,
            Place::Last => block.entries.len(),
            Place::Before(key) => position(key).unwrap_or(block.entries.len()),
            Place::After(key) => position(key).map_or(block.entries.len(), |index| index + 1),
        };
        let opens = new.iter().any(|(_, value)| is_container(&New::of(value)));
        insert_lines(&block, index, &print(block.column), &style, opens)
    }

    /// Gives a member another key.
    pub fn rename_member(&self, object: NodeId, key: &str, to: &str) -> TextEdit {
        match self.tree.member(object, key).filter(|_| key != to) {
            Some(member) => TextEdit::replace(member.key_span, self.scalar(member.key_span, to)),
            None => TextEdit::default(),
        }
    }

    /// Takes members out of an object, repeated ones included.
    pub fn remove_members(&self, object: NodeId, keys: &[&str]) -> TextEdit {
        if !is_block(self.tree, self.text, object) {
            return self.in_brackets().remove_members(object, keys);
        }
        let block = Block::new(self.tree, self.text, object);
        let is_gone = |entry: &Entry| {
            let own = self.tree.members(object).iter().filter(|member| {
                member.key_span.start >= entry.start && member.key_span.end <= entry.value_from.max(entry.end)
            });
            let mut own = own.filter(|member| member.key_span.start >= entry.start).peekable();
            own.peek().is_some() && own.all(|member| keys.contains(&&*member.key))
        };
        let gone = (0..block.entries.len()).filter(|&index| is_gone(&block.entries[index])).collect();
        self.remove_entries(object, &block, gone)
    }

    /// A member of a block with its key and the comments that are its own; none of another one.
    pub fn lift_member(&self, object: NodeId, key: &str) -> Option<Fragment> {
        let member = self.tree.member(object, key)?;
        if !is_block(self.tree, self.text, object) || self.tree.is_copy(member.value?) {
            return None;
        }
        let block = Block::new(self.tree, self.text, object);
        let index = block.entries.iter().position(|entry| entry.start == member.key_span.start)?;
        let start = skip_blanks(self.text, block.own_start(index));
        let end = block.extent_end(&block.entries[index]);
        let text = TextRange::new(start, end).slice(self.text).trim_end_matches(['\r', '\n']).to_owned();
        Some(Fragment::Entry { text, column: block.column })
    }

    /// Adds an item to an array at `index`; behind all others where that is too far.
    pub fn insert_item(&self, array: NodeId, index: usize, value: &Fragment) -> TextEdit {
        if self.has_brackets(array) {
            return self.in_brackets().insert_item(array, index, &super::flat(value));
        }
        let style = Style::near(self.tree, self.text, array);
        let print = |column: usize| vec![item_text(value, &style, column)];
        if !is_block(self.tree, self.text, array) {
            return self.fill(array, &style, true, print);
        }
        let block = Block::new(self.tree, self.text, array);
        let index = index.min(block.entries.len());
        insert_lines(&block, index, &print(block.column), &style, is_container(&New::of(value)))
    }

    /// Takes items out of an array.
    pub fn remove_items(&self, array: NodeId, indices: &[usize]) -> TextEdit {
        if !is_block(self.tree, self.text, array) {
            return self.in_brackets().remove_items(array, indices);
        }
        let block = Block::new(self.tree, self.text, array);
        let gone = (0..block.entries.len()).filter(|index| indices.contains(index)).collect();
        self.remove_entries(array, &block, gone)
    }

    /// Moves an item of an array, with the comments right above it.
    pub fn move_item(&self, array: NodeId, from: usize, to: usize) -> TextEdit {
        if !is_block(self.tree, self.text, array) {
            return self.in_brackets().move_item(array, from, to);
        }
        let block = Block::new(self.tree, self.text, array);
        let count = block.entries.len();
        if from >= count || to >= count || from == to {
            return TextEdit::default();
        }
        let range_of = |index: usize| {
            let start = skip_blanks(self.text, block.own_start(index));
            let end = block.extent_end(&block.entries[index]);
            let trimmed = self.text[..end].trim_end_matches(['\r', '\n']).len();
            TextRange::new(start, trimmed.max(start))
        };
        let mut order: Vec<usize> = (0..count).collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        let changed = order.iter().enumerate().filter(|&(slot, &source)| slot != source);
        let replacement = |(slot, &source): (usize, &usize)| Replacement {
            range: range_of(slot),
            text: range_of(source).slice(self.text).to_owned(),
        };
        TextEdit::from_replacements(changed.map(replacement).collect())
    }

    /// Writes the first entries of a container that is written `{}` or `[]`.
    fn fill(
        &self,
        container: NodeId,
        style: &Style,
        is_list: bool,
        print: impl Fn(usize) -> Vec<String>,
    ) -> TextEdit {
        let slot = self.slot(container);
        let newline = style.newline;
        let joined = |column: usize| print(column).join(&format!("{newline}{}", " ".repeat(column)));
        let written = match slot.behind {
            Behind::Start(column) => {
                let printed = joined(column);
                match printed.split_once(newline) {
                    Some((head, tail)) => Written { head: head.to_owned(), tail: format!("{newline}{tail}") },
                    None => Written { head: printed, tail: String::new() },
                }
            }
            Behind::Key(column) => {
                let column = column + if is_list { style.dashes } else { style.unit };
                let tail = format!("{newline}{}{}", " ".repeat(column), joined(column));
                Written { head: String::new(), tail }
            }
        };
        self.put(&slot, slot.old.end, &written)
    }

    fn remove_entries(&self, container: NodeId, block: &Block<'_>, gone: Vec<usize>) -> TextEdit {
        if gone.len() == block.entries.len() {
            let empty = if self.tree.is_object(container) { "{}" } else { "[]" };
            let written = Written { head: empty.to_owned(), tail: String::new() };
            return self.put(&self.slot(container), self.block_end(container), &written);
        }
        let mut ranges: Vec<Replacement> = Vec::new();
        let mut rest = &gone[..];
        while let Some(&first) = rest.first() {
            let length = rest.iter().zip(first..).take_while(|&(&index, expected)| index == expected).count();
            let range = block.removal_of(first, first + length - 1);
            ranges.push(Replacement { range, text: String::new() });
            rest = &rest[length..];
        }
        TextEdit::from_replacements(ranges)
    }

    /// Writes the value of a key that has no colon yet.
    fn complete_member(&self, object: NodeId, member: &Member, value: &Fragment) -> TextEdit {
        let style = Style::near(self.tree, self.text, object);
        let column = super::lines::column(self.text, self.tree.span(object).start);
        let written = write(&New::of(value), &style, Behind::Key(column), Manner::Plain);
        let head = if written.head.is_empty() { String::new() } else { format!(" {}", written.head) };
        TextEdit::insert(member.key_span.end, format!(":{head}{}", written.tail))
    }

    fn manner_of(&self, node: NodeId) -> Manner {
        match self.tree.node(node).kind {
            NodeKind::String(_) => Manner::of(self.tree.span(node).slice(self.text)),
            _ => Manner::Plain,
        }
    }

    /// The end of a value with the comments that go with it where it is a block.
    fn block_end(&self, node: NodeId) -> usize {
        if is_block(self.tree, self.text, node) { self.extent_of(node) } else { self.tree.span(node).end }
    }

    fn extent_of(&self, block: NodeId) -> usize {
        let block = Block::new(self.tree, self.text, block);
        let end = block.entries.last().map_or(0, |last| block.extent_end(last));
        // A block scalar that keeps its line ends takes the line break along; the next line needs one.
        let without = self.text[..end].strip_suffix('\n').filter(|_| line_start(self.text, end) == end);
        without.map_or(end, |text| text.trim_end_matches('\r').len())
    }
}

fn is_container(new: &New<'_>) -> bool {
    match new {
        New::Block { .. } => true,
        New::Inline(text) => text.starts_with(['{', '[']),
        New::Tree(tree, root) => matches!(tree.node(*root).kind, NodeKind::Array(_) | NodeKind::Object(_)),
    }
}

fn member_text(key: &str, value: &Fragment, style: &Style, column: usize) -> String {
    if let Fragment::Entry { text, column: from } = value {
        return moved(text, *from, column, style.newline);
    }
    let written = write(&New::of(value), style, Behind::Key(column), Manner::Plain);
    let blank = if written.head.is_empty() { "" } else { " " };
    format!("{}:{blank}{}{}", print_key(key, Manner::Plain, style), written.head, written.tail)
}

fn item_text(value: &Fragment, style: &Style, column: usize) -> String {
    let written = write(&New::of(value), style, Behind::Start(column + 2), Manner::Plain);
    format!("- {}{}", written.head, written.tail)
}

/// Puts entries before the one at `index`, or behind all.
fn insert_lines(block: &Block<'_>, index: usize, printed: &[String], style: &Style, opens: bool) -> TextEdit {
    let indent = " ".repeat(block.column);
    let newline = style.newline;
    let Some(before) = index.checked_sub(1).and_then(|before| block.entries.get(before)) else {
        let Some(first) = block.entries.first() else { return TextEdit::default() };
        let lines: String = printed.iter().map(|entry| format!("{entry}{newline}{indent}")).collect();
        if !block.has_line(first) {
            return TextEdit::insert(first.start, lines);
        }
        let start = block.own_start(0);
        let gap = if opens && block.has_gap_before(1) { newline } else { "" };
        let lines: String = printed.iter().map(|entry| format!("{indent}{entry}{newline}{gap}")).collect();
        return TextEdit::insert(start, lines);
    };
    let has_gap = opens && (block.has_gap_before(index) || block.has_gap_before(index.saturating_sub(1)));
    let gap = if has_gap { newline } else { "" };
    let end = block.extent_end(before);
    let begins_line = end > 0 && line_start(block.text, end) == end;
    let line = |entry: &String| {
        if begins_line {
            format!("{indent}{entry}{newline}")
        } else {
            format!("{newline}{gap}{indent}{entry}")
        }
    };
    TextEdit::insert(end, printed.iter().map(line).collect::<String>())
}
