//! Anchors, aliases and merge keys: nodes that stand in the text once and in the tree several times.

use super::parser::Parser;
use crate::json::{Member, NodeId, NodeKind, Tree};
use crate::text::TextRange;
use std::collections::BTreeMap;

/// So many nodes the aliases of a text may make, so that a few lines cannot stand for billions.
const MAX_COPIES: usize = 50_000;
/// So deep what an alias stands for may be.
const MAX_DEPTH: usize = 200;

/// The anchors read so far.
#[derive(Default)]
pub(super) struct Anchors<'text> {
    nodes: BTreeMap<&'text str, NodeId>,
    copies: usize,
}

impl<'text> Anchors<'text> {
    pub(super) fn remember(&mut self, name: &'text str, node: NodeId) {
        self.nodes.insert(name, node);
    }

    pub(super) fn node(&self, name: &str) -> Option<NodeId> {
        self.nodes.get(name).copied()
    }

    /// A copy of what the anchor names, all of it at the place of the alias.
    pub(super) fn copy(&mut self, name: &str, tree: &mut Tree, span: TextRange) -> Result<NodeId, String> {
        let node = self.node(name).ok_or_else(|| format!("there is no anchor `&{name}` before this"))?;
        let copy = self.copy_node(node, tree, span, 0);
        copy.ok_or_else(|| format!("`*{name}` stands for too much text"))
    }

    fn copy_node(&mut self, node: NodeId, tree: &mut Tree, span: TextRange, depth: usize) -> Option<NodeId> {
        self.copies += 1;
        if self.copies > MAX_COPIES || depth > MAX_DEPTH {
            return None;
        }
        let kind = match tree.node(node).kind.clone() {
            NodeKind::Array(items) => {
                let items = items.into_iter().map(|item| self.copy_node(item, tree, span, depth + 1));
                NodeKind::Array(items.collect::<Option<_>>()?)
            }
            NodeKind::Object(members) => {
                let members = members.into_iter().map(|member| {
                    let value = match member.value {
                        Some(value) => Some(self.copy_node(value, tree, span, depth + 1)?),
                        None => None,
                    };
                    Some(Member::new(member.key, span, value))
                });
                NodeKind::Object(members.collect::<Option<_>>()?)
            }
            scalar => scalar,
        };
        Some(tree.push_copy(kind, span))
    }
}

impl Parser<'_> {
    /// The members of a mapping with those of its merge keys (`<<`, YAML 1.1) in their place; what the mapping says
    /// itself counts.
    pub(super) fn merged(&mut self, members: Vec<Member>) -> Vec<Member> {
        let is_merge = |parser: &Self, member: &Member| member.key_span.slice(parser.text) == "<<";
        if !members.iter().any(|member| is_merge(self, member)) {
            return members;
        }
        let mut merged: Vec<Member> = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let sources = if is_merge(self, member) { self.merge_sources(member) } else { Vec::new() };
            if sources.is_empty() {
                merged.push(member.clone());
            }
            for source in sources {
                let span = self.tree.span(source);
                for inner in self.tree.members(source).to_vec() {
                    let is_said = members.iter().chain(&merged).any(|said| said.key == inner.key);
                    let value = inner.value.filter(|_| !is_said);
                    let copy = value.and_then(|value| self.anchors.copy_node(value, &mut self.tree, span, 0));
                    if let Some(value) = copy {
                        let key_span = members[index].key_span;
                        merged.push(Member::new(inner.key, key_span, Some(value)));
                    }
                }
            }
        }
        merged
    }

    /// The mappings that a merge key takes in.
    fn merge_sources(&mut self, member: &Member) -> Vec<NodeId> {
        let Some(value) = member.value else { return Vec::new() };
        let sources = match &self.tree.node(value).kind {
            NodeKind::Object(_) => vec![value],
            NodeKind::Array(items) => items.clone(),
            _ => Vec::new(),
        };
        let fits = !sources.is_empty() && sources.iter().all(|&source| self.tree.is_object(source));
        if !fits {
            self.report(member.key_span, "`<<` takes a mapping or a list of mappings");
            return Vec::new();
        }
        sources
    }
}
