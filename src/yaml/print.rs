use super::parse;
use super::quote::{Manner, as_block, on_one_line};
use super::schema::Place;
use super::style::Style;
use crate::json::{self, Fragment, Member, NodeId, NodeKind, Tree, is_substitution};
use crate::text::TextRange;
use crate::value::Value;

/// What stands behind a key or a dash: on its line, and on the lines below, each with its line break before it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Written {
    pub(super) head: String,
    pub(super) tail: String,
}

/// What a value is written behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Behind {
    /// A key in that column.
    Key(usize),
    /// A dash, or nothing at the root; a block begins in that column.
    Start(usize),
}

/// A value on its way into a YAML text.
pub(super) enum New<'fragment> {
    /// A tree of its own, printed.
    Tree(Tree, NodeId),
    /// Text of a block, cut out at that column.
    Block { text: &'fragment str, column: usize, is_list: bool },
    /// Text that stands on the line of its key, if it may.
    Inline(&'fragment str),
}

impl<'fragment> New<'fragment> {
    /// What a fragment comes to.
    pub(super) fn of(fragment: &'fragment Fragment) -> Self {
        match fragment {
            Fragment::Value(value) => tree_of(value),
            Fragment::Raw(text) => {
                let tree = json::parse(text).tree;
                tree.root().map_or_else(|| tree_of(&Value::Null), |root| New::Tree(tree.clone(), root))
            }
            Fragment::Source { text, column } => source(text, *column),
            Fragment::Entry { .. } => tree_of(&super::value_of(fragment)),
        }
    }
}

fn source(text: &str, column: usize) -> New<'_> {
    let tree = parse(&(" ".repeat(column) + text)).tree;
    let Some(root) = tree.root() else { return tree_of(&Value::Null) };
    let is_list = matches!(tree.node(root).kind, NodeKind::Array(_));
    match tree.node(root).kind {
        NodeKind::Array(_) | NodeKind::Object(_) if !text.starts_with(['{', '[']) => {
            New::Block { text, column, is_list }
        }
        _ if text.contains('\n') && !text.starts_with(['{', '[']) => New::Tree(tree, root),
        _ => New::Inline(text),
    }
}

fn tree_of<'fragment>(value: &Value) -> New<'fragment> {
    let mut tree = Tree::default();
    let root = push(&mut tree, value);
    New::Tree(tree, root)
}

fn push(tree: &mut Tree, value: &Value) -> NodeId {
    let kind = match value {
        Value::Null => NodeKind::Null,
        Value::Bool(flag) => NodeKind::Bool(*flag),
        Value::Number(number) => NodeKind::Number(*number),
        Value::String(text) => NodeKind::String(text.clone()),
        Value::Array(items) => NodeKind::Array(items.iter().map(|item| push(tree, item)).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| Member::new(key.clone(), TextRange::empty(0), Some(push(tree, value))));
            NodeKind::Object(members.collect())
        }
    };
    tree.push(kind, TextRange::empty(0))
}

/// Writes a value behind a key or dash. `manner` is how a string was written there.
pub(super) fn write(new: &New<'_>, style: &Style, behind: Behind, manner: Manner) -> Written {
    match new {
        New::Inline(text) => Written { head: (*text).to_owned(), tail: String::new() },
        New::Block { text, column, is_list } => {
            let (indent, opens_below) = block_column(style, behind, *is_list);
            let moved = moved(text, *column, indent, style.newline);
            let (head, tail) = moved.split_once(style.newline).unwrap_or((&moved, ""));
            let rest = if tail.is_empty() { String::new() } else { format!("{}{tail}", style.newline) };
            if opens_below {
                let line = format!("{}{}{head}{rest}", style.newline, " ".repeat(indent));
                Written { head: String::new(), tail: line }
            } else {
                Written { head: head.to_owned(), tail: rest }
            }
        }
        New::Tree(tree, node) => {
            let mut printer = Printer { tree, style, out: String::new() };
            printer.value(*node, behind, manner);
            let out = printer.out;
            match out.split_once('\n') {
                None => Written { head: out.trim_start().to_owned(), tail: String::new() },
                Some((head, tail)) => Written {
                    head: head.trim().to_owned(),
                    tail: format!("\n{tail}").replace('\n', style.newline),
                },
            }
        }
    }
}

/// The column of a block, and whether it begins on a line of its own.
fn block_column(style: &Style, behind: Behind, is_list: bool) -> (usize, bool) {
    match behind {
        Behind::Key(column) => (column + if is_list { style.dashes } else { style.unit }, true),
        Behind::Start(column) => (column, false),
    }
}

/// A key as it stands in a text.
pub(super) fn print_key(key: &str, manner: Manner, style: &Style) -> String {
    on_one_line(key, manner, Place::Value, style.quote)
}

/// A whole tree as a text of its own.
pub(super) fn print_document(tree: &Tree, style: &Style) -> String {
    let Some(root) = tree.root() else { return String::new() };
    let written = write(&New::Tree(tree.clone(), root), style, Behind::Start(0), Manner::Plain);
    written.head + &written.tail + style.newline
}

/// Lines that stood at the column `from`, moved to the column `to`; the first one begins behind its indentation.
pub(super) fn moved(text: &str, from: usize, to: usize, newline: &str) -> String {
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        out.push_str(newline);
        if blanks < line.len() {
            out.push_str(&" ".repeat((blanks + to).saturating_sub(from)));
            out.push_str(&line[blanks..]);
        }
    }
    out
}

struct Printer<'tree> {
    tree: &'tree Tree,
    style: &'tree Style,
    out: String,
}

impl Printer<'_> {
    /// Writes a value with the blank or line break before it.
    fn value(&mut self, node: NodeId, behind: Behind, manner: Manner) {
        match &self.tree.node(node).kind {
            NodeKind::Object(members) if !members.is_empty() => {
                let (column, opens_below) = block_column(self.style, behind, false);
                self.open(column, opens_below);
                self.members(members, column);
            }
            NodeKind::Array(items) if !items.is_empty() => {
                let (column, opens_below) = block_column(self.style, behind, true);
                self.open(column, opens_below);
                self.items(items, column);
            }
            NodeKind::Object(_) => self.out.push_str(" {}"),
            NodeKind::Array(_) => self.out.push_str(" []"),
            NodeKind::String(text) => self.string(text, behind, manner),
            NodeKind::Placeholder(name) => {
                self.out.push_str(" ${");
                self.out.push_str(name);
                self.out.push('}');
            }
            NodeKind::Null | NodeKind::Invalid => self.out.push_str(" null"),
            NodeKind::Bool(_) | NodeKind::Number(_) => {
                self.out.push(' ');
                self.tree.value(node).write_json(&mut self.out);
            }
        }
    }

    fn open(&mut self, column: usize, opens_below: bool) {
        if opens_below { self.line(column) } else { self.out.push(' ') }
    }

    fn line(&mut self, column: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', column));
    }

    fn members(&mut self, members: &[Member], column: usize) {
        for (index, member) in members.iter().enumerate() {
            if index > 0 {
                self.line(column);
            }
            self.out.push_str(&print_key(&member.key, Manner::Plain, self.style));
            self.out.push(':');
            match member.value {
                Some(value) => self.value(value, Behind::Key(column), Manner::Plain),
                None => self.out.push_str(" null"),
            }
        }
    }

    fn items(&mut self, items: &[NodeId], column: usize) {
        for (index, &item) in items.iter().enumerate() {
            if index > 0 {
                self.line(column);
            }
            self.out.push('-');
            self.value(item, Behind::Start(column + 2), Manner::Plain);
        }
    }

    fn string(&mut self, text: &str, behind: Behind, manner: Manner) {
        self.out.push(' ');
        // In quotes, what is put in the place of a substitution stays a text.
        let manner = match manner {
            Manner::Plain if is_substitution(text) => Manner::Quoted(self.style.quote),
            manner => manner,
        };
        let Some((header, lines)) = as_block(text, manner) else {
            self.out.push_str(&on_one_line(text, manner, Place::Value, self.style.quote));
            return;
        };
        let column = match behind {
            Behind::Key(column) => column + self.style.unit,
            Behind::Start(column) => column,
        };
        self.out.push_str(&header);
        for line in lines {
            if line.is_empty() {
                self.out.push('\n');
            } else {
                self.line(column);
                self.out.push_str(line);
            }
        }
    }
}
