use super::trivia::{line_indent, starts_line};
use super::{NodeId, NodeKind, Syntax, Tree};
use crate::text::{TextRange, newline_of};

/// How the author of a text writes JSON, as far as it shows near a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Style {
    pub(crate) newline: &'static str,
    /// By what one level is indented.
    pub(crate) unit: String,
    /// The colon with the blanks around it.
    pub(crate) colon: String,
    /// The comma with the blanks behind it, between entries on one line.
    pub(crate) comma: String,
    /// Blanks inside the brackets of a container on one line.
    pub(crate) padding: String,
    /// Whether lists of scalars stand on one line.
    pub(crate) lists_on_one_line: bool,
    /// Whether words stand without quotes, as YAML has it between brackets too.
    pub(crate) bare_words: bool,
}

/// How many containers are looked at, and how many entries of each: an author who writes commas on one line does it in one of so many. Looking through
/// all of a large text for each of many changes would cost more than the changes.
const SURVEYED: usize = 64;

impl Style {
    /// The style around `node`: what the containers around it show first, then what the rest of the text shows.
    pub(crate) fn near(tree: &Tree, text: &str, node: NodeId) -> Self {
        let around: Vec<NodeId> =
            std::iter::successors(Some(node), |&inner| tree.node(inner).parent).collect();
        let has_brackets = |node: &NodeId| {
            TextRange::new(tree.span(*node).start, text.len()).slice(text).starts_with(['{', '['])
        };
        let everywhere = || around.iter().copied().chain(tree.ids()).filter(has_brackets).take(SURVEYED);
        let colon = everywhere().find_map(|container| colon_of(tree, text, container));
        let colon = colon.unwrap_or(": ").to_owned();
        let comma = everywhere().find_map(|container| comma_of(tree, text, container));
        let comma = comma.unwrap_or(if colon.ends_with(' ') { ", " } else { "," }).to_owned();
        let bare_words = tree.syntax() == Syntax::Yaml
            && everywhere().find_map(|container| has_bare_key(tree, text, container)).unwrap_or(false);
        let colon = if bare_words && colon == ":" { ": ".to_owned() } else { colon };
        let unit = everywhere().find_map(|container| unit_of(tree, text, container)).unwrap_or("  ");
        Style {
            newline: newline_of(text),
            unit: unit.to_owned(),
            colon,
            comma,
            padding: everywhere()
                .find_map(|container| padding_of(tree, text, container))
                .unwrap_or_default()
                .to_owned(),
            lists_on_one_line: tree
                .ids()
                .filter(has_brackets)
                .take(SURVEYED)
                .find_map(|list| list_on_one_line(tree, text, list))
                .unwrap_or(false),
            bare_words,
        }
    }

    /// A string as it stands in the text.
    pub(super) fn string(&self, text: &str) -> String {
        if self.bare_words && is_plain_word(text) { text.to_owned() } else { super::print_key(text) }
    }
}

/// Whether a container's first key, or its first string, stands without quotes.
fn has_bare_key(tree: &Tree, text: &str, container: NodeId) -> Option<bool> {
    let item = tree.items(container).iter().find(|&&item| tree.as_str(item).is_some());
    let span = tree.members(container).first().map(|member| member.key_span);
    span.or(item.map(|&item| tree.span(item))).map(|span| !span.slice(text).starts_with(['"', '\'']))
}

/// A name or a path that no YAML reader takes for anything but text, wherever it stands.
fn is_plain_word(text: &str) -> bool {
    const OTHER: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$')
        && text.chars().all(|character| character.is_alphanumeric() || "_.$-".contains(character))
        && !OTHER.contains(&&*text.to_ascii_lowercase())
}

/// Where the entries of a container stand: members with their keys, or items.
pub(super) fn entries(tree: &Tree, text: &str, container: NodeId) -> impl Iterator<Item = TextRange> {
    let items = tree.items(container).iter().map(|&item| tree.span(item));
    let members = tree.members(container).iter().map(move |member| {
        let written = super::trivia::sign_after(text, member.key_span.end, ':').map_or(0, |colon| colon + 1);
        let end = member.value.map_or(written, |value| tree.span(value).end);
        TextRange::new(member.key_span.start, end.max(member.key_span.end))
    });
    items.chain(members)
}

fn colon_of<'text>(tree: &Tree, text: &'text str, container: NodeId) -> Option<&'text str> {
    tree.members(container).iter().take(SURVEYED).find_map(|member| {
        let gap = TextRange::new(member.key_span.end, tree.span(member.value?).start).slice(text);
        (gap.trim_matches([' ', '\t']) == ":").then_some(gap)
    })
}

fn comma_of<'text>(tree: &Tree, text: &'text str, container: NodeId) -> Option<&'text str> {
    let entries: Vec<TextRange> = entries(tree, text, container).take(SURVEYED).collect();
    entries.windows(2).find_map(|pair| {
        let gap = TextRange::new(pair[0].end, pair[1].start).slice(text);
        matches!(gap, "," | ", ").then_some(gap)
    })
}

/// By what the entries of a container on several lines are indented against its own line.
fn unit_of<'text>(tree: &Tree, text: &'text str, container: NodeId) -> Option<&'text str> {
    let first = entries(tree, text, container).next()?.start;
    let inner = starts_line(text, first).then(|| line_indent(text, first))?;
    inner.strip_prefix(line_indent(text, tree.span(container).start)).filter(|unit| !unit.is_empty())
}

fn padding_of<'text>(tree: &Tree, text: &'text str, container: NodeId) -> Option<&'text str> {
    let span = tree.span(container);
    let first = entries(tree, text, container).next()?.start;
    let gap = TextRange::new(span.start + 1, first).slice(text);
    gap.bytes().all(|byte| byte == b' ').then_some(gap)
}

fn list_on_one_line(tree: &Tree, text: &str, list: NodeId) -> Option<bool> {
    let scalars = tree
        .items(list)
        .iter()
        .all(|&item| !matches!(tree.node(item).kind, NodeKind::Object(_) | NodeKind::Array(_)));
    (scalars && !tree.items(list).is_empty()).then(|| !tree.span(list).slice(text).contains('\n'))
}
