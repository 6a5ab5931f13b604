use super::{Obstacle, Parse, Syntax, parse};
use crate::json::{self, NodeId, NodeKind, Pointer, Tree};
use crate::yaml;

/// The text in the other syntax, values and the order of keys kept. What only one syntax has is lost: comments, anchors,
/// the way scalars are written. `is_bare` says of which substitutions stand without quotes in JSON.
///
/// # Errors
/// The text is broken, which `problems` of its parse say, or holds what the other syntax cannot.
///
/// ```
/// use asl_studio::syntax::{Syntax, convert};
/// let yaml = convert("{\"StartAt\": \"A\", \"Version\": \"1\"}", Syntax::Json, |_, _| false).unwrap();
/// assert_eq!(yaml, "StartAt: A\nVersion: \"1\"\n");
/// assert_eq!(convert(&yaml, Syntax::Yaml, |_, _| false).unwrap(), "{\n  \"StartAt\": \"A\",\n  \"Version\": \"1\"\n}\n");
/// ```
pub fn convert(
    text: &str,
    from: Syntax,
    is_bare: impl Fn(&Tree, NodeId) -> bool,
) -> Result<String, Obstacle> {
    let Parse { tree, problems } = parse(text, from);
    if !problems.is_empty() {
        return Err(Obstacle::Broken(Pointer::default()));
    }
    if let Some(spread) = tree.spread_substitutions().first() {
        return Err(Obstacle::Spread(spread.slice(text).to_owned()));
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Ok(match from {
        Syntax::Json => yaml::print(&tree, newline),
        Syntax::Yaml => {
            let root = tree.root().ok_or_else(|| Obstacle::Absent(Pointer::default()))?;
            let mut printer = JsonPrinter { tree: &tree, is_bare: &is_bare, out: String::new() };
            printer.value(root, 0);
            (printer.out + "\n").replace('\n', newline)
        }
    })
}

/// Prints a tree as JSON with an entry a line.
struct JsonPrinter<'tree> {
    tree: &'tree Tree,
    is_bare: &'tree dyn Fn(&Tree, NodeId) -> bool,
    out: String,
}

impl JsonPrinter<'_> {
    fn value(&mut self, node: NodeId, depth: usize) {
        match &self.tree.node(node).kind {
            NodeKind::Array(items) if !items.is_empty() => {
                self.container(['[', ']'], items, depth, |printer, &item| printer.value(item, depth + 1));
            }
            NodeKind::Object(members) if !members.is_empty() => {
                self.container(['{', '}'], members, depth, |printer, member| {
                    printer.out.push_str(&json::print_key(&member.key));
                    printer.out.push_str(": ");
                    match member.value {
                        Some(value) => printer.value(value, depth + 1),
                        None => printer.out.push_str("null"),
                    }
                });
            }
            NodeKind::String(text) if (self.is_bare)(self.tree, node) => self.out.push_str(text),
            _ => self.tree.value(node).write_json(&mut self.out),
        }
    }

    fn container<Entry>(
        &mut self,
        [open, close]: [char; 2],
        entries: &[Entry],
        depth: usize,
        print: impl Fn(&mut Self, &Entry),
    ) {
        self.out.push(open);
        for (index, entry) in entries.iter().enumerate() {
            self.out.push_str(if index == 0 { "" } else { "," });
            self.line(depth + 1);
            print(self, entry);
        }
        self.line(depth);
        self.out.push(close);
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", depth));
    }
}
