//! What stands before a node: its anchor and its tag.

use super::lines::skip_blanks;
use super::parser::Parser;
use super::{scalar, schema};
use crate::json::{NodeId, NodeKind, Tree};

/// The anchor and the tag of a node.
#[derive(Default)]
pub(super) struct Properties<'text> {
    pub(super) anchor: Option<&'text str>,
    /// With its exclamation mark.
    pub(super) tag: Option<&'text str>,
}

impl Properties<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.anchor.is_none() && self.tag.is_none()
    }

    /// What the tag makes of a node; none where it stays as it is.
    ///
    /// Of CloudFormation's tags, `!Ref X` and `!GetAtt X.Y` are the substitutions `${X}` and `${X.Y}`, and `!Sub` is
    /// its text; any other is known only when the template is deployed and is a substitution named like the tag.
    pub(super) fn tagged(&self, tree: &Tree, text: &str, node: NodeId) -> Option<NodeKind> {
        let tag = self.tag?;
        if let Some(core) = tag.strip_prefix("!!") {
            return core_type(core, tree, text, node);
        }
        let written = || match &tree.node(node).kind {
            NodeKind::String(text) => text.to_string(),
            NodeKind::Array(_) | NodeKind::Object(_) | NodeKind::Invalid => String::new(),
            _ => tree.span(node).slice(text).to_owned(),
        };
        let items = tree.items(node);
        let strings = || items.iter().filter_map(|&item| tree.as_str(item)).map(|item| &**item);
        Some(NodeKind::String(match (tag, items.first()) {
            ("!", _) => written().into(),
            ("!Ref" | "!GetAtt", None) => format!("${{{}}}", written()).into(),
            ("!GetAtt", Some(_)) => format!("${{{}}}", strings().collect::<Vec<_>>().join(".")).into(),
            ("!Sub", None) => written().into(),
            ("!Sub", Some(&first)) => tree.as_str(first).cloned().unwrap_or_default(),
            _ => format!("${{{tag}}}").into(),
        }))
    }
}

/// What a tag of YAML's own types makes of a node.
fn core_type(tag: &str, tree: &Tree, text: &str, node: NodeId) -> Option<NodeKind> {
    let span = tree.span(node);
    match (tag, &tree.node(node).kind) {
        ("str", NodeKind::Array(_) | NodeKind::Object(_) | NodeKind::String(_)) => None,
        ("str", _) => Some(NodeKind::String(scalar::decode(text, span).into())),
        ("int" | "float" | "bool" | "null", NodeKind::String(text)) => Some(schema::resolve(text)),
        _ => None,
    }
}

impl<'text> Parser<'text> {
    /// Reads the anchor and the tag before a value in a flow collection.
    pub(super) fn flow_properties(&mut self) -> Properties<'text> {
        let mut properties = Properties::default();
        loop {
            let start = self.at;
            let end = self.word_end(start);
            match self.byte(start) {
                Some(b'&') => properties.anchor = Some(&self.text[start + 1..end]),
                Some(b'!') => properties.tag = Some(&self.text[start..end]),
                _ => return properties,
            }
            self.at = skip_blanks(self.text, end);
        }
    }
}
