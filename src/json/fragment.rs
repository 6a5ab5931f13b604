use super::style::Style;
use crate::value::{Value, write_string};

/// A value on its way into a text.
#[derive(Clone, PartialEq, Debug)]
pub enum Fragment {
    /// Data, printed as the text around it is written.
    Value(Value),
    /// JSON text, placeholders and all, taken as it is but for the indentation of its lines.
    Raw(String),
    /// Text of the definition itself, in its own syntax, cut out where it began in that column.
    Source {
        /// The text.
        text: String,
        /// The column of its first line.
        column: usize,
    },
    /// A member of a YAML block with its key and the comments that are its own, cut out where it began in that column.
    /// The key it is put in under is the one it has.
    Entry {
        /// The text.
        text: String,
        /// The column of its first line.
        column: usize,
    },
}

/// How a fragment is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Lines,
    OneLine,
}

impl<T: Into<Value>> From<T> for Fragment {
    fn from(value: T) -> Self {
        Fragment::Value(value.into())
    }
}

impl Fragment {
    /// The fragment as data, read as JSON.
    pub(crate) fn value(&self) -> Value {
        match self {
            Fragment::Value(value) => value.clone(),
            Fragment::Raw(text) | Fragment::Source { text, .. } | Fragment::Entry { text, .. } => {
                let tree = super::parse(text).tree;
                tree.root().map(|root| tree.value(root)).unwrap_or_default()
            }
        }
    }

    /// The JSON text of the fragment, for a place whose line is indented by `indent`.
    pub(super) fn print(&self, style: &Style, shape: Shape, indent: &str) -> String {
        match self {
            Fragment::Raw(text) | Fragment::Source { text, .. } | Fragment::Entry { text, .. } => {
                indented(text.trim(), style, indent)
            }
            Fragment::Value(value) => {
                let mut printer = Printer { style, out: String::new() };
                printer.value(value, shape, indent);
                printer.out
            }
        }
    }
}

/// A key as it stands in a text.
pub(crate) fn print_key(key: &str) -> String {
    let mut printed = String::new();
    write_string(key, &mut printed);
    printed
}

/// An entry on its way into a container: a member with its key, or an item.
#[derive(Clone, Copy)]
pub(super) struct NewEntry<'entry> {
    pub(super) key: Option<&'entry str>,
    pub(super) value: &'entry Fragment,
}

impl NewEntry<'_> {
    pub(super) fn print(&self, style: &Style, shape: Shape, indent: &str) -> String {
        let value = self.value.print(style, shape, indent);
        self.key.map_or(value.clone(), |key| style.string(key) + &style.colon + &value)
    }
}

/// Entries with what stands between them.
pub(super) fn join(printed: &[String], style: &Style, shape: Shape, indent: &str) -> String {
    match shape {
        Shape::Lines => printed.join(&format!(",{}{indent}", style.newline)),
        Shape::OneLine => printed.join(&style.comma),
    }
}

/// `text` with the lines behind the first moved together, so that the leftmost of them, which closes what the first
/// one opens, stands at `indent`.
fn indented(text: &str, style: &Style, indent: &str) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let old = rest.iter().filter(|line| !line.trim().is_empty()).map(|line| blank(line)).min().unwrap_or(0);
    let mut out = first.to_owned();
    for line in rest {
        out.push_str(style.newline);
        if !line.trim().is_empty() {
            out.push_str(indent);
            out.push_str(&line[old..]);
        }
    }
    out
}

struct Printer<'style> {
    style: &'style Style,
    out: String,
}

/// Lists of scalars go on a line of their own up to this length.
const LIST_WIDTH: usize = 80;

impl Printer<'_> {
    fn value(&mut self, value: &Value, shape: Shape, indent: &str) {
        match value {
            Value::Array(items) if !items.is_empty() => {
                let shape = if self.fits_a_line(items) { Shape::OneLine } else { shape };
                let item =
                    |printer: &mut Self, item: &Value, indent: &str| printer.value(item, shape, indent);
                self.container(['[', ']'], items.iter(), shape, indent, item);
            }
            Value::Object(members) if !members.is_empty() => {
                let member = |printer: &mut Self, (key, value): (&_, &Value), indent: &str| {
                    printer.key(key);
                    printer.value(value, shape, indent);
                };
                self.container(['{', '}'], members.iter(), shape, indent, member);
            }
            Value::String(text) => self.out.push_str(&self.style.string(text)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                value.write_json(&mut self.out);
            }
        }
    }

    fn key(&mut self, key: &std::sync::Arc<str>) {
        self.out.push_str(&self.style.string(key));
        self.out.push_str(&self.style.colon);
    }

    fn container<Entry>(
        &mut self,
        [open, close]: [char; 2],
        entries: impl Iterator<Item = Entry>,
        shape: Shape,
        indent: &str,
        print: impl Fn(&mut Self, Entry, &str),
    ) {
        let inner = format!("{indent}{}", self.style.unit);
        self.out.push(open);
        for (at, entry) in entries.enumerate() {
            match (shape, at) {
                (Shape::Lines, 0) => self.line(&inner),
                (Shape::Lines, _) => {
                    self.out.push(',');
                    self.line(&inner);
                }
                (Shape::OneLine, 0) => self.out.push_str(&self.style.padding),
                (Shape::OneLine, _) => self.out.push_str(&self.style.comma),
            }
            print(self, entry, &inner);
        }
        match shape {
            Shape::Lines => self.line(indent),
            Shape::OneLine => self.out.push_str(&self.style.padding),
        }
        self.out.push(close);
    }

    fn line(&mut self, indent: &str) {
        self.out.push_str(self.style.newline);
        self.out.push_str(indent);
    }

    fn fits_a_line(&self, items: &[Value]) -> bool {
        let scalar = |item: &Value| !matches!(item, Value::Array(_) | Value::Object(_));
        self.style.lists_on_one_line
            && items.iter().all(scalar)
            && items.iter().map(|item| item.to_json().len() + 2).sum::<usize>() <= LIST_WIDTH
    }
}
