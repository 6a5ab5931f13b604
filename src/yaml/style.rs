use super::lines::column;
use crate::json::{NodeId, NodeKind, Tree};
use crate::text::newline_of;

/// How the author of a text writes YAML, as far as it shows near a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Style {
    pub(super) newline: &'static str,
    /// By how many blanks one level is indented.
    pub(super) unit: usize,
    /// By how many blanks a list is indented against the key that holds it.
    pub(super) dashes: usize,
    /// What a text stands in that cannot stand plain.
    pub(super) quote: Quote,
}

/// The two kinds of quotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quote {
    Single,
    Double,
}

impl Default for Style {
    fn default() -> Self {
        Style { newline: "\n", unit: 2, dashes: 2, quote: Quote::Double }
    }
}

/// How many nodes are looked at: looking through all of a large text for each of many changes would cost more than they do.
const SURVEYED: usize = 512;

impl Style {
    /// The style around `node`: what the blocks around it show first, then what the rest of the text shows.
    pub(super) fn near(tree: &Tree, text: &str, node: NodeId) -> Self {
        let around = || std::iter::successors(Some(node), |&inner| tree.node(inner).parent);
        let everywhere = || around().chain(tree.ids().take(SURVEYED));
        let unit = everywhere().find_map(|node| unit_of(tree, text, node)).unwrap_or(2);
        let dashes = everywhere().find_map(|node| dashes_of(tree, text, node));
        let quote = tree.ids().take(SURVEYED).find_map(|node| quote_of(tree, text, node));
        Style {
            newline: newline_of(text),
            unit,
            dashes: dashes.unwrap_or(unit),
            quote: quote.unwrap_or(Quote::Double),
        }
    }
}

/// Whether a node is a mapping or sequence without brackets, with something in it.
pub(super) fn is_block(tree: &Tree, text: &str, node: NodeId) -> bool {
    let has_entries = !tree.members(node).is_empty() || !tree.items(node).is_empty();
    let first = text.as_bytes().get(tree.span(node).start);
    has_entries && !tree.is_copy(node) && !matches!(first, Some(b'{' | b'['))
}

fn unit_of(tree: &Tree, text: &str, node: NodeId) -> Option<usize> {
    offset_in_mapping(tree, text, node).filter(|&unit| unit > 0 && tree.is_object(node))
}

fn dashes_of(tree: &Tree, text: &str, node: NodeId) -> Option<usize> {
    let is_list = matches!(tree.node(node).kind, NodeKind::Array(_));
    offset_in_mapping(tree, text, node).filter(|_| is_list)
}

/// By how much a block is indented against the mapping it is a value of.
fn offset_in_mapping(tree: &Tree, text: &str, node: NodeId) -> Option<usize> {
    let parent = tree.node(node).parent?;
    let fits = tree.is_object(parent) && is_block(tree, text, parent) && is_block(tree, text, node);
    if !fits {
        return None;
    }
    column(text, tree.span(node).start).checked_sub(column(text, tree.span(parent).start))
}

fn quote_of(tree: &Tree, text: &str, node: NodeId) -> Option<Quote> {
    let start = tree.as_str(node).map(|_| tree.span(node).start)?;
    match text.as_bytes().get(start)? {
        b'\'' => Some(Quote::Single),
        b'"' => Some(Quote::Double),
        _ => None,
    }
}
