//! `%`, the parent operator: finds at parse time the step whose context each one means, and labels it.

use super::ast::{Node, NodeKind, ParentSlot, Stage};
use super::error::JsonataError;
use std::sync::Arc;

/// A `%` on its way out to its ancestor.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The name its value is bound under; two `%` of the same step share one.
    label: usize,
    /// How many steps are still to go.
    level: i64,
}

#[derive(Default)]
pub(super) struct Ancestry {
    slots: Vec<Slot>,
}

impl Ancestry {
    pub(super) fn new_slot(&mut self) -> usize {
        self.slots.push(Slot { label: self.slots.len(), level: 1 });
        self.slots.len() - 1
    }

    fn level(&self, slot: usize) -> i64 {
        self.slots.get(slot).map_or(0, |slot| slot.level)
    }

    fn change_level(&mut self, slot: usize, by: i64) {
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.level += by;
        }
    }

    /// A `%` in a predicate of `step` moves out by one step.
    pub(super) fn step_out(&mut self, step: &mut Node, slot: usize) -> Result<(), JsonataError> {
        if self.level(slot) == 1 {
            return self.seek(step, slot);
        }
        self.change_level(slot, -1);
        Ok(())
    }

    /// Lets the `%` of the last step look for their ancestors in the steps before it.
    pub(super) fn resolve(&mut self, path: &mut Node) -> Result<(), JsonataError> {
        let NodeKind::Path(steps) = &mut path.kind else { return Ok(()) };
        let Some((last, before)) = steps.split_last_mut() else { return Ok(()) };
        let mut slots = last.seeking().to_vec();
        if let NodeKind::Parent(slot) = last.kind {
            slots.push(slot.0);
        }
        let mut unresolved = Vec::new();
        for slot in slots {
            if !self.seek_in_steps(before, slot)? {
                unresolved.push(slot);
            }
        }
        if !unresolved.is_empty() {
            path.extras_mut().seeking.extend(unresolved);
        }
        Ok(())
    }

    /// Whether the ancestor is among `steps`, from the last to the first. Steps in a row that bind the focus share
    /// one context and count once.
    fn seek_in_steps(&mut self, steps: &mut [Node], slot: usize) -> Result<bool, JsonataError> {
        let mut next = steps.len();
        while self.level(slot) > 0 {
            let Some(mut at) = next.checked_sub(1) else { return Ok(false) };
            let binds = |at: usize| steps.get(at).is_some_and(|step| step.focus().is_some());
            while at > 0 && binds(at) && binds(at - 1) {
                at -= 1;
            }
            next = at;
            if let Some(step) = steps.get_mut(at) {
                self.seek(step, slot)?;
            }
        }
        Ok(true)
    }

    fn seek(&mut self, node: &mut Node, slot: usize) -> Result<(), JsonataError> {
        match &mut node.kind {
            NodeKind::Name(_) | NodeKind::Wildcard => {
                self.change_level(slot, -1);
                if self.level(slot) == 0 {
                    self.take(node, slot);
                }
            }
            NodeKind::Parent(_) => self.change_level(slot, 1),
            NodeKind::Block(items) => {
                if let Some(last) = items.last_mut() {
                    self.seek(last, slot)?;
                    node.tuple = true;
                }
            }
            NodeKind::Path(steps) => {
                node.tuple = true;
                let mut steps = steps.iter_mut().rev();
                if let Some(last) = steps.next() {
                    self.seek(last, slot)?;
                }
                while self.level(slot) > 0
                    && let Some(step) = steps.next()
                {
                    self.seek(step, slot)?;
                }
            }
            _ => return Err(JsonataError::new("S0217").token(node.type_name()).at(node.span)),
        }
        Ok(())
    }

    /// `node` is the ancestor; a label it already has is shared.
    fn take(&mut self, node: &mut Node, slot: usize) {
        let known = node.ancestor().and_then(|known| self.slots.get(known)).map(|known| known.label);
        if let (Some(label), Some(slot)) = (known, self.slots.get_mut(slot)) {
            slot.label = label;
        }
        node.extras_mut().ancestor = Some(slot);
        node.tuple = true;
    }

    /// Replaces slots by their labels, which are final now.
    pub(super) fn settle(&self, node: &mut Node) {
        if self.slots.is_empty() {
            return;
        }
        let label = |slot: usize| self.slots.get(slot).map_or(slot, |slot| slot.label);
        if let NodeKind::Parent(slot) = &mut node.kind {
            *slot = ParentSlot(label(slot.0));
        }
        self.settle_kind(&mut node.kind);
        let Some(extras) = node.existing_extras_mut() else { return };
        extras.ancestor = extras.ancestor.map(label);
        extras.predicates.iter_mut().for_each(|node| self.settle(node));
        for stage in &mut extras.stages {
            if let Stage::Filter(node) = stage {
                self.settle(node);
            }
        }
        for pair in extras.group.iter_mut().flat_map(|group| &mut group.pairs) {
            self.settle(&mut pair.key);
            self.settle(&mut pair.value);
        }
    }

    fn settle_kind(&self, kind: &mut NodeKind) {
        match kind {
            NodeKind::Path(nodes) | NodeKind::Array(nodes) | NodeKind::Block(nodes) => {
                nodes.iter_mut().for_each(|node| self.settle(node));
            }
            NodeKind::Negate(inner) | NodeKind::Bind(_, inner) => self.settle(inner),
            NodeKind::Object(pairs) => pairs.iter_mut().for_each(|pair| {
                self.settle(&mut pair.key);
                self.settle(&mut pair.value);
            }),
            NodeKind::Binary(_, left, right) | NodeKind::Apply(left, right) => {
                self.settle(left);
                self.settle(right);
            }
            NodeKind::Condition { condition, then, otherwise } => {
                self.settle(condition);
                self.settle(then);
                otherwise.iter_mut().for_each(|node| self.settle(node));
            }
            NodeKind::Default { value, otherwise, .. } => {
                self.settle(value);
                self.settle(otherwise);
            }
            NodeKind::Call { procedure, arguments } => {
                self.settle(procedure);
                arguments.iter_mut().for_each(|node| self.settle(node));
            }
            NodeKind::Partial { procedure, arguments } => {
                self.settle(procedure);
                arguments.iter_mut().flatten().for_each(|node| self.settle(node));
            }
            NodeKind::Lambda(lambda) => self.settle(&mut Arc::make_mut(lambda).body),
            NodeKind::TailCall(call) => self.settle(Arc::make_mut(call)),
            NodeKind::Transform(transform) => {
                let transform = Arc::make_mut(transform);
                self.settle(&mut transform.pattern);
                self.settle(&mut transform.update);
                transform.delete.iter_mut().for_each(|node| self.settle(node));
            }
            NodeKind::Sort(terms) => terms.iter_mut().for_each(|term| self.settle(&mut term.expression)),
            NodeKind::Name(_)
            | NodeKind::String(_)
            | NodeKind::Number(_)
            | NodeKind::Bool(_)
            | NodeKind::Null
            | NodeKind::Regex(_)
            | NodeKind::Variable(_)
            | NodeKind::Wildcard
            | NodeKind::Descendants
            | NodeKind::Parent(_) => {}
        }
    }
}
