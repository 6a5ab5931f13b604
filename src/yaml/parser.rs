use super::anchors::Anchors;
use super::lines::{
    column, ends_line, is_comment, is_dash, is_rest_empty, is_space, line_end, line_start, line_text,
    next_line, skip_blanks,
};
use super::properties::Properties;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Node, NodeId, NodeKind, Parse, Syntax, Tree};
use crate::text::TextRange;

/// The text is not YAML.
pub(crate) const INVALID_YAML: Code = Code("INVALID_YAML");

/// Nodes inside nodes; deeper ones are read over, as with JSON.
const MAX_DEPTH: usize = 200;

/// Parses any text. Broken YAML gives a tree with holes and problems; what YAML says nothing about, such as tags of
/// CloudFormation, is tolerated. Of several documents the first one is read.
///
/// ```
/// let half_typed = asl_studio::yaml::parse("StartAt: A\nStates:\n  A:\n    Type: Pa\n    Ne");
/// let root = half_typed.tree.root().unwrap();
/// assert!(half_typed.tree.get(root, "States").is_some());
/// assert_eq!(half_typed.problems.len(), 1);
/// ```
pub fn parse(text: &str) -> Parse {
    let (start, end) = first_document(text);
    let mut parser = Parser::new(&text[..end], start);
    parser.document();
    parser.further_documents(text);
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| problem.span);
    Parse { tree: parser.tree, problems }
}

/// Where the first document begins and ends: behind directives and the `---`, before the next marker.
fn first_document(text: &str) -> (usize, usize) {
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut line = start;
    while line < text.len() {
        let rest = &text[line..];
        let is_before = is_rest_empty(text, line) || rest.starts_with('%');
        if is_marker(rest, "---") {
            start = line + 3;
            line = next_line(text, line);
            break;
        }
        if !is_before {
            break;
        }
        line = next_line(text, line);
    }
    while line < text.len() {
        let rest = &text[line..];
        if is_marker(rest, "---") || is_marker(rest, "...") {
            return (start, line);
        }
        line = next_line(text, line);
    }
    (start, text.len())
}

fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

pub(super) struct Parser<'text> {
    /// The text up to the end of the first document.
    pub(super) text: &'text str,
    pub(super) at: usize,
    pub(super) tree: Tree,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) anchors: Anchors<'text>,
    pub(super) depth: usize,
    /// Closing signs that enclosing flow collections wait for.
    pub(super) open: Vec<u8>,
}

/// Where a block node stands.
#[derive(Clone, Copy)]
pub(super) struct Holder {
    /// The least column of its lines.
    pub(super) min: usize,
    /// The column at which the items of a sequence may stand though it is less.
    pub(super) dashes: Option<usize>,
    /// Whether a mapping or sequence may begin on this line.
    pub(super) is_fresh: bool,
}

impl<'text> Parser<'text> {
    fn new(text: &'text str, at: usize) -> Self {
        Parser {
            text,
            at,
            tree: Tree::of_syntax(Syntax::Yaml),
            problems: Vec::new(),
            anchors: Anchors::default(),
            depth: 0,
            open: Vec::new(),
        }
    }

    /// Reports a problem; one with a single byte is one with the whole character.
    pub(super) fn report(&mut self, span: TextRange, message: impl Into<String>) {
        let end = if span.end < self.text.len() { self.text.ceil_char_boundary(span.end) } else { span.end };
        let span = TextRange::new(span.start, end);
        self.problems.push(Diagnostic::error(INVALID_YAML, span, message));
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn push(&mut self, kind: NodeKind, start: usize, end: usize) -> NodeId {
        self.tree.push(kind, TextRange::new(start, end))
    }

    fn document(&mut self) {
        if self.peek_line().is_none() {
            return;
        }
        let holder = Holder { min: 0, dashes: None, is_fresh: true };
        let root = self.block_node(holder, self.at);
        self.tree.set_root(root);
        self.finish_line();
        while let Some(start) = self.peek_line() {
            self.at = start;
            self.skip_line("the document ends before this");
        }
    }

    fn further_documents(&mut self, text: &str) {
        let mut line = self.text.len();
        while line < text.len() {
            let is_end = is_marker(&text[line..], "...");
            let is_empty = is_end || is_marker(&text[line..], "---") && is_rest_empty(text, line + 3);
            if !is_empty && !is_rest_empty(text, line) {
                let span = TextRange::new(line, line_end(text, line));
                self.report(span, "only the first document of a text is read");
                return;
            }
            line = next_line(text, line);
        }
    }

    /// Where the next text stands that is no comment, on this line or below.
    pub(super) fn peek_line(&self) -> Option<usize> {
        let mut at = skip_blanks(self.text, self.at);
        while at < self.text.len() && (ends_line(self.text, at) || is_comment(self.text, at)) {
            at = line_text(self.text, next_line(self.text, at));
        }
        (at < self.text.len()).then_some(at)
    }

    pub(super) fn column(&self, at: usize) -> usize {
        column(self.text, at)
    }

    /// Reads the node behind a key or dash. `here` is where an empty one stands.
    pub(super) fn block_node(&mut self, holder: Holder, here: usize) -> NodeId {
        let Some(start) = self.peek_line() else { return self.push(NodeKind::Null, here, here) };
        let is_below = line_start(self.text, start) > self.at;
        let column = self.column(start);
        let is_item = is_dash(self.text, start) && holder.dashes == Some(column);
        if is_below && column < holder.min && !is_item {
            return self.push(NodeKind::Null, here, here);
        }
        if self.depth >= MAX_DEPTH {
            return self.too_deep(start, holder);
        }
        self.at = start;
        if is_below {
            self.check_tabs(start);
        }
        self.depth += 1;
        let node = self.content(Holder { is_fresh: holder.is_fresh || is_below, ..holder }, here);
        self.depth -= 1;
        node
    }

    fn check_tabs(&mut self, start: usize) {
        let indentation = TextRange::new(line_start(self.text, start), start);
        if indentation.slice(self.text).contains('\t') {
            self.report(indentation, "YAML is indented by blanks, not by tabs");
        }
    }

    fn too_deep(&mut self, start: usize, holder: Holder) -> NodeId {
        self.report(TextRange::new(start, start + 1), format!("nested deeper than {MAX_DEPTH} levels"));
        self.at = line_end(self.text, start);
        while let Some(next) = self.peek_line().filter(|&next| self.column(next) >= holder.min) {
            self.at = line_end(self.text, next);
        }
        self.push(NodeKind::Invalid, start, self.at)
    }

    /// Reads a node whose text begins here.
    fn content(&mut self, holder: Holder, here: usize) -> NodeId {
        let start = self.at;
        if holder.is_fresh && self.key_at(start).is_some() {
            return self.block_mapping(self.column(start), holder.min);
        }
        let properties = self.properties();
        if !properties.is_empty() {
            let end = self.at;
            let node = self.block_node_behind(holder, end);
            return self.apply(&properties, node);
        }
        match self.byte(start) {
            Some(b'-') if is_dash(self.text, start) => {
                if !holder.is_fresh {
                    self.report(TextRange::new(start, start + 1), "a list begins on a line of its own");
                }
                self.block_sequence(self.column(start), holder)
            }
            Some(b'?') if is_space(self.text, start + 1) => {
                self.block_mapping(self.column(start), holder.min)
            }
            Some(b'{' | b'[') => self.flow_node(holder.min),
            Some(b'|' | b'>') => self.block_scalar(holder.min),
            Some(b'"' | b'\'') => self.quoted(holder.min),
            Some(b'*') => self.alias(),
            _ => self.plain(holder, here),
        }
    }

    /// The node behind properties: on the same line or below, no properties of its own.
    fn block_node_behind(&mut self, holder: Holder, here: usize) -> NodeId {
        let is_fresh = false;
        self.block_node(Holder { is_fresh, ..holder }, here)
    }

    fn properties(&mut self) -> Properties<'text> {
        let mut properties = Properties::default();
        loop {
            let start = self.at;
            let end = self.word_end(start);
            match self.byte(start) {
                Some(b'&') if end > start + 1 && properties.anchor.is_none() => {
                    properties.anchor = Some(&self.text[start + 1..end]);
                }
                Some(b'!') if properties.tag.is_none() => properties.tag = Some(&self.text[start..end]),
                _ => return properties,
            }
            self.at = if ends_line(self.text, skip_blanks(self.text, end)) {
                end
            } else {
                skip_blanks(self.text, end)
            };
        }
    }

    /// The end of a word of an anchor, alias or tag.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let is_end = |at: &usize| {
            is_space(self.text, *at)
                || matches!(self.byte(*at), Some(b',' | b'[' | b']' | b'{' | b'}')) && !self.open.is_empty()
        };
        (at..self.text.len()).find(is_end).unwrap_or(self.text.len())
    }

    /// Reads the node `*name`.
    pub(super) fn alias(&mut self) -> NodeId {
        let start = self.at;
        self.at = self.word_end(start);
        let span = TextRange::new(start, self.at);
        let name = &self.text[start + 1..self.at];
        match self.anchors.copy(name, &mut self.tree, span) {
            Ok(node) => node,
            Err(reason) => {
                self.report(span, reason);
                self.push(NodeKind::Invalid, span.start, span.end)
            }
        }
    }

    /// Makes of a node what its tag says, and remembers it under its anchor.
    pub(super) fn apply(&mut self, properties: &Properties<'text>, node: NodeId) -> NodeId {
        let node = match properties.tagged(&self.tree, self.text, node) {
            Some(kind) => {
                let Node { span, .. } = *self.tree.node(node);
                self.tree.push(kind, span)
            }
            None => node,
        };
        if let Some(anchor) = properties.anchor {
            self.anchors.remember(anchor, node);
        }
        node
    }

    /// Reports what stands behind a value on its line.
    pub(super) fn finish_line(&mut self) {
        if line_start(self.text, self.at) == self.at && self.at > 0 {
            return;
        }
        if !is_rest_empty(self.text, self.at) {
            self.at = skip_blanks(self.text, self.at);
            self.skip_line("nothing may stand behind the value on its line");
        }
    }

    /// Reports a line, or the rest of it, and leaves it out.
    pub(super) fn skip_line(&mut self, message: &str) {
        let end = self.text[..line_end(self.text, self.at)].trim_end().len().max(self.at);
        self.report(TextRange::new(self.at, end), message);
        self.at = line_end(self.text, self.at).max(self.at + usize::from(end == self.at));
        self.at = self.at.min(self.text.len());
    }
}
