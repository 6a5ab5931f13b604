use super::container::{Inside, LINE_WIDTH};
use super::fragment::{Fragment, NewEntry, Shape, join, print_key};
use super::style::Style;
use super::trivia;
use super::{Member, NodeId, Tree};
use crate::text::{Replacement, TextEdit, TextRange};

/// Where a new member goes among the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place<'key> {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
    /// Before the member with this key; behind all others where there is none.
    Before(&'key str),
    /// Behind the member with this key; behind all others where there is none.
    After(&'key str),
}

/// Plans small changes to a text whose tree it is: edits that touch nothing but what they must, keep comments, and
/// write new parts as the text around them is written.
///
/// Each edit is made for the text as it is; to make several changes in a row take a `Draft` of `syntax`.
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

    /// Puts `value` in the place of a node.
    pub fn replace(&self, node: NodeId, value: &Fragment) -> TextEdit {
        let span = self.tree.span(node);
        let style = Style::near(self.tree, self.text, node);
        let indent = trivia::line_indent(self.text, span.start);
        let printed = value.print(&style, self.shape_for(node), indent);
        let difference = TextEdit::between(span.slice(self.text), &printed);
        let moved = |piece: &Replacement| Replacement {
            range: TextRange::new(span.start + piece.range.start, span.start + piece.range.end),
            text: piece.text.clone(),
        };
        TextEdit::from_replacements(difference.replacements().iter().map(moved).collect())
    }

    /// Gives the member `key` of an object a value; adds it behind all others where there is none.
    pub fn set_member(&self, object: NodeId, key: &str, value: &Fragment) -> TextEdit {
        match self.tree.member(object, key) {
            Some(Member { value: Some(node), .. }) => self.replace(*node, value),
            Some(member) => self.complete_member(object, member, value),
            None => self.insert_member(object, key, value, Place::Last),
        }
    }

    /// Adds a member to an object. That the key is new is the caller's to know.
    pub fn insert_member(&self, object: NodeId, key: &str, value: &Fragment, place: Place<'_>) -> TextEdit {
        self.insert_members(object, &[(key, value)], place)
    }

    /// Adds members to an object, one behind the other. That the keys are new is the caller's to know.
    pub fn insert_members(&self, object: NodeId, new: &[(&str, &Fragment)], place: Place<'_>) -> TextEdit {
        let members = self.tree.members(object);
        let position = |key: &str| members.iter().rposition(|member| &*member.key == key);
        let index = match place {
            Place::First => 0,
            Place::Last => members.len(),
            Place::Before(key) => position(key).unwrap_or(members.len()),
            Place::After(key) => position(key).map_or(members.len(), |index| index + 1),
        };
        let new: Vec<NewEntry<'_>> =
            new.iter().map(|&(key, value)| NewEntry { key: Some(key), value }).collect();
        self.insert_entries(object, index, &new)
    }

    /// Gives a member another key.
    pub fn rename_member(&self, object: NodeId, key: &str, to: &str) -> TextEdit {
        let Some(member) = self.tree.member(object, key).filter(|_| key != to) else {
            return TextEdit::default();
        };
        TextEdit::replace(member.key_span, print_key(to))
    }

    /// Takes members out of an object, repeated ones included.
    pub fn remove_members(&self, object: NodeId, keys: &[&str]) -> TextEdit {
        let members = self.tree.members(object);
        let gone: Vec<usize> =
            (0..members.len()).filter(|&index| keys.contains(&&*members[index].key)).collect();
        self.remove_entries(object, &gone)
    }

    /// Adds an item to an array at `index`; behind all others where that is too far.
    pub fn insert_item(&self, array: NodeId, index: usize, value: &Fragment) -> TextEdit {
        let index = index.min(self.tree.items(array).len());
        self.insert_entries(array, index, &[NewEntry { key: None, value }])
    }

    /// Takes items out of an array.
    pub fn remove_items(&self, array: NodeId, indices: &[usize]) -> TextEdit {
        let length = self.tree.items(array).len();
        let gone: Vec<usize> = (0..length).filter(|index| indices.contains(index)).collect();
        self.remove_entries(array, &gone)
    }

    /// Moves an item of an array. Commas, line breaks and comments stay where they are; the items between change
    /// places.
    pub fn move_item(&self, array: NodeId, from: usize, to: usize) -> TextEdit {
        let items = self.tree.items(array);
        if from >= items.len() || to >= items.len() || from == to {
            return TextEdit::default();
        }
        let mut order: Vec<usize> = (0..items.len()).collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        let slots = items.iter().zip(&order).filter(|&(&slot, &source)| slot != items[source]);
        let replacement = |(&slot, &source): (&NodeId, &usize)| Replacement {
            range: self.tree.span(slot),
            text: self.tree.span(items[source]).slice(self.text).to_owned(),
        };
        TextEdit::from_replacements(slots.map(replacement).collect())
    }

    /// Writes the value of a member that has none yet.
    fn complete_member(&self, object: NodeId, member: &Member, value: &Fragment) -> TextEdit {
        let style = Style::near(self.tree, self.text, object);
        let indent = trivia::line_indent(self.text, member.key_span.start);
        let printed = value.print(&style, self.shape_for(object), indent);
        match trivia::sign_after(self.text, member.key_span.end, ':') {
            Some(colon) => TextEdit::insert(colon + 1, format!(" {printed}")),
            None => TextEdit::insert(member.key_span.end, style.colon + &printed),
        }
    }

    /// How a value in the place of `node` is laid out: on one line where the node, or else what it stands in, is a
    /// container on one line.
    fn shape_for(&self, node: NodeId) -> Shape {
        let holder = if self.has_entries(node) { Some(node) } else { self.tree.node(node).parent };
        match holder {
            Some(holder) if self.is_on_one_line(holder) => Shape::OneLine,
            _ => Shape::Lines,
        }
    }

    fn has_entries(&self, node: NodeId) -> bool {
        !self.tree.items(node).is_empty() || !self.tree.members(node).is_empty()
    }

    pub(super) fn is_on_one_line(&self, node: NodeId) -> bool {
        !self.tree.span(node).slice(self.text).contains('\n')
    }

    fn insert_entries(&self, container: NodeId, index: usize, new: &[NewEntry<'_>]) -> TextEdit {
        let inside = Inside::new(self, container);
        let style = &inside.style;
        let Some(model) = inside.entries.get(index.saturating_sub(1)) else {
            return inside.insert_first(self.shape_of_empty(container), new);
        };
        if !inside.takes_a_line(index) {
            let printed: Vec<String> =
                new.iter().map(|entry| entry.print(style, Shape::OneLine, "")).collect();
            return inside.insert_on_line(index, &join(&printed, style, Shape::OneLine, ""));
        }
        let indent = trivia::line_indent(self.text, model.start);
        let neighbour = self.neighbour_on_one_line(container, index.saturating_sub(1));
        let short = |entry| neighbour.and_then(|neighbour| self.print_like(neighbour, entry, indent));
        let print = |entry| short(entry).unwrap_or_else(|| entry.print(style, Shape::Lines, indent));
        let printed: Vec<String> = new.iter().map(print).collect();
        inside.insert_line(index, &join(&printed, style, Shape::Lines, indent), indent)
    }

    /// An entry on one line, as a neighbour is written, if it is of the same kind and fits.
    fn print_like(&self, neighbour: NodeId, entry: &NewEntry<'_>, indent: &str) -> Option<String> {
        let style = Style::near(self.tree, self.text, neighbour);
        let short = entry.print(&style, Shape::OneLine, indent);
        let fits = indent.len() + short.len() <= LINE_WIDTH;
        (fits && is_alike(self.tree.span(neighbour).slice(self.text), &short)).then_some(short)
    }

    /// The value of the entry `index` if it is a container on one line.
    fn neighbour_on_one_line(&self, container: NodeId, index: usize) -> Option<NodeId> {
        let member = self.tree.members(container).get(index).and_then(|member| member.value);
        let neighbour = member.or_else(|| self.tree.items(container).get(index).copied())?;
        (self.has_entries(neighbour) && self.is_on_one_line(neighbour)).then_some(neighbour)
    }

    /// An empty container opens up unless what it stands in is on one line.
    fn shape_of_empty(&self, container: NodeId) -> Shape {
        match self.tree.node(container).parent {
            Some(parent) if self.is_on_one_line(parent) => Shape::OneLine,
            _ => Shape::Lines,
        }
    }

    fn remove_entries(&self, container: NodeId, gone: &[usize]) -> TextEdit {
        let inside = Inside::new(self, container);
        if gone.len() == inside.entries.len() {
            return inside.clear();
        }
        let mut ranges: Vec<TextRange> = Vec::new();
        let mut rest = gone;
        while let Some(&first) = rest.first() {
            let length = rest.iter().zip(first..).take_while(|&(&index, expected)| index == expected).count();
            ranges.extend(inside.removal_of(first, first + length - 1));
            rest = &rest[length..];
        }
        let replacement = |range| Replacement { range, text: String::new() };
        TextEdit::from_replacements(ranges.into_iter().map(replacement).collect())
    }
}

/// Whether both end in the same bracket and `new` is nested no deeper than `old`.
fn is_alike(old: &str, new: &str) -> bool {
    old.chars().last() == new.chars().last() && depth(new) <= depth(old)
}

/// How deep containers are nested in JSON text, or in a member of an object.
fn depth(text: &str) -> usize {
    let (mut deepest, mut depth) = (0usize, 0usize);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
