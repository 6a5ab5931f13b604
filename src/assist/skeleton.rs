use crate::asl::QueryLanguage;
use crate::json::{NodeId, NodeKind, Tree};
use crate::text::TextRange;
use crate::value::write_string;

/// A value with places that are left to the author, on its way into a text.
///
/// Written as JSON in which `«…»` is such a place with what it holds at first, `#…` is a value without quotes, and the
/// value of a key with `@` behind it is a path, written as the state's language has it. A key `A|B` is `A` with JSONPath and
/// `B` with JSONata; where that is empty, the member is not there.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Skeleton {
    /// A string.
    Text(String),
    /// A number, or another value without quotes.
    Bare(String),
    /// An array.
    List(Vec<Skeleton>),
    /// An object.
    Object(Vec<(String, Skeleton)>),
}

/// How a text is written where something is put in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    pub(super) newline: &'static str,
    /// By what one level is indented.
    pub(super) unit: String,
    /// The indentation of the line that it is put in.
    pub(super) indent: String,
    pub(super) colon: String,
    pub(super) comma: String,
    /// Whether everything stays on one line.
    pub(super) one_line: bool,
}

// Marks inside of texts, which no definition holds.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Lists and objects of scalars up to this length stay on a line.
const LINE_WIDTH: usize = 60;

impl Skeleton {
    /// Reads the notation.
    pub(super) fn parse(notation: &str, language: QueryLanguage) -> Skeleton {
        let marked = notation.replace('«', &OPEN.to_string()).replace('»', &CLOSE.to_string());
        let tree = crate::json::parse(&marked).tree;
        tree.root().map_or(Skeleton::Bare(String::new()), |root| read(&tree, &marked, root, language))
    }

    /// A string that is there already.
    pub(super) fn text(text: &str) -> Skeleton {
        Skeleton::Text(text.to_owned())
    }

    /// The skeleton as JSON, with its marks.
    pub(super) fn print(&self, layout: &Layout) -> String {
        let mut out = String::new();
        self.write(layout, &layout.indent, &mut out);
        out
    }

    fn write(&self, layout: &Layout, indent: &str, out: &mut String) {
        let inner = format!("{indent}{}", layout.unit);
        match self {
            Skeleton::Text(text) => write_string(text, out),
            Skeleton::Bare(text) => out.push_str(text),
            Skeleton::List(items) => {
                let lines = !layout.one_line && !self.is_short();
                container(['[', ']'], items.len(), layout, (lines, indent, &inner), out, |at, out| {
                    items[at].write(layout, &inner, out);
                });
            }
            Skeleton::Object(members) => {
                let lines = !layout.one_line;
                container(['{', '}'], members.len(), layout, (lines, indent, &inner), out, |at, out| {
                    let (key, value) = &members[at];
                    write_string(key, out);
                    out.push_str(&layout.colon);
                    value.write(layout, &inner, out);
                });
            }
        }
    }

    /// Whether a list is of a few scalars.
    fn is_short(&self) -> bool {
        let Skeleton::List(items) = self else { return false };
        let length = |item: &Skeleton| match item {
            Skeleton::Text(text) | Skeleton::Bare(text) => Some(text.len() + 4),
            Skeleton::List(_) | Skeleton::Object(_) => None,
        };
        items.iter().map(length).sum::<Option<usize>>().is_some_and(|length| length <= LINE_WIDTH)
    }
}

fn container(
    [open, close]: [char; 2],
    count: usize,
    layout: &Layout,
    (lines, indent, inner): (bool, &str, &str),
    out: &mut String,
    mut write: impl FnMut(usize, &mut String),
) {
    out.push(open);
    for at in 0..count {
        match (lines, at) {
            (true, _) => {
                out.push_str(if at > 0 { "," } else { "" });
                out.push_str(layout.newline);
                out.push_str(inner);
            }
            (false, 0) => {}
            (false, _) => out.push_str(&layout.comma),
        }
        write(at, out);
    }
    if lines && count > 0 {
        out.push_str(layout.newline);
        out.push_str(indent);
    }
    out.push(close);
}

fn read(tree: &Tree, source: &str, node: NodeId, language: QueryLanguage) -> Skeleton {
    match &tree.node(node).kind {
        NodeKind::String(text) => match text.strip_prefix('#') {
            Some(bare) => Skeleton::Bare(bare.to_owned()),
            None => Skeleton::Text(text.to_string()),
        },
        NodeKind::Array(items) => {
            Skeleton::List(items.iter().map(|&item| read(tree, source, item, language)).collect())
        }
        NodeKind::Object(members) => {
            let member = |member: &crate::json::Member| {
                let value = member.value?;
                let key = key_in(&member.key, language).filter(|key| !key.is_empty())?;
                Some(match key.strip_suffix('@') {
                    Some(key) => path_member(key, tree.as_str(value).map_or("", |text| text), language),
                    None => (key.to_owned(), read(tree, source, value, language)),
                })
            };
            Skeleton::Object(members.iter().filter_map(member).collect())
        }
        _ => Skeleton::Bare(tree.span(node).slice(source).to_owned()),
    }
}

/// The key of a member in a language: of `A|B` the first with JSONPath, the second with JSONata.
fn key_in(key: &str, language: QueryLanguage) -> Option<&str> {
    match (key.split_once('|'), language) {
        (None, _) => Some(key),
        (Some((path, _)), QueryLanguage::JsonPath) => Some(path),
        (Some((_, jsonata)), QueryLanguage::Jsonata) => Some(jsonata),
    }
}

/// A member whose value is a path of the input, as the language writes it.
fn path_member(key: &str, path: &str, language: QueryLanguage) -> (String, Skeleton) {
    match language {
        QueryLanguage::JsonPath => (format!("{key}.$"), Skeleton::text(path)),
        QueryLanguage::Jsonata => (key.to_owned(), Skeleton::Text(format!("{{% {} %}}", jsonata_of(path)))),
    }
}

/// A path of the notation as JSONata.
fn jsonata_of(path: &str) -> String {
    match path.strip_prefix("$$.") {
        Some(context) => format!("$states.context.{context}"),
        None => match path.strip_prefix('$') {
            Some(rest) => format!("$states.input{rest}"),
            None => path.replace("States.Array($$.Task.Token)", "[$states.context.Task.Token]"),
        },
    }
}

/// A text with its marks taken out, and the places they marked.
pub(super) fn unmark(marked: &str) -> (String, Vec<TextRange>) {
    let (mut text, mut open, mut stops) = (String::with_capacity(marked.len()), 0, Vec::new());
    for character in marked.chars() {
        match character {
            OPEN => open = text.len(),
            CLOSE => stops.push(TextRange::new(open, text.len())),
            other => text.push(other),
        }
    }
    (text, stops)
}

/// `text` with a place for the author, written `«…»`.
pub(super) fn marked(text: &str) -> String {
    text.replace('«', &OPEN.to_string()).replace('»', &CLOSE.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(notation: &str, language: QueryLanguage, one_line: bool, expected: &str) {
        let layout = Layout {
            newline: "\n",
            unit: "  ".to_owned(),
            indent: "    ".to_owned(),
            colon: ": ".to_owned(),
            comma: ", ".to_owned(),
            one_line,
        };
        let (text, stops) = unmark(&Skeleton::parse(notation, language).print(&layout));
        let mut shown = text;
        for stop in stops.into_iter().rev() {
            shown.insert(stop.end, '»');
            shown.insert(stop.start, '«');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn values_are_written_for_their_place_and_language() {
        use QueryLanguage::{JsonPath, Jsonata};
        let notation =
            r##"{"E": ["«States.ALL»"], "N": "#«3»", "T@": "$$.Task.Token", "P@": "$.«id»", "o": {}}"##;
        check(
            notation,
            JsonPath,
            true,
            r#"{"E": ["«States.ALL»"], "N": «3», "T.$": "$$.Task.Token", "P.$": "$.«id»", "o": {}}"#,
        );
        check(
            notation,
            Jsonata,
            false,
            "{\n      \"E\": [\"«States.ALL»\"],\n      \"N\": «3»,\n      \"T\": \"{% $states.context.Task.Token %}\",\n      \
             \"P\": \"{% $states.input.«id» %}\",\n      \"o\": {}\n    }",
        );
        check("[]", Jsonata, false, "[]");
        check(
            r#"{"a": true, "b": [1, {"c": null}]}"#,
            Jsonata,
            true,
            r#"{"a": true, "b": [1, {"c": null}]}"#,
        );
    }
}
