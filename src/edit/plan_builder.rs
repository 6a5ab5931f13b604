use super::cascade::{Goal, Relink};
use super::{Plan, Refusal, defaults, rules};
use crate::asl::{self, Definition, EdgePath, StatePath, TransitionKind};
use crate::document::{Remap, Selection, Snapshot};
use crate::json::{Fragment, NodeId, Place, Pointer};
use crate::syntax::Draft;
use crate::text::{Replacement, TextEdit};
use crate::value::Value;
use std::sync::Arc;

/// Gathers the changes of one plan. Paths and edges are those of the snapshot throughout.
pub(super) struct PlanBuilder<'snapshot> {
    pub(super) definition: &'snapshot Definition,
    pub(super) draft: Draft,
}

impl<'snapshot> PlanBuilder<'snapshot> {
    pub(super) fn new(snapshot: &'snapshot Snapshot) -> Self {
        let problems = snapshot.syntax_problems().len();
        let draft = Draft::parsed(snapshot.text(), snapshot.tree().clone(), problems);
        PlanBuilder { definition: snapshot.definition(), draft }
    }

    /// The place of a state of the snapshot.
    pub(super) fn pointer(&self, path: &StatePath) -> Result<Pointer, Refusal> {
        Ok(self.definition.pointer(rules::find(self.definition, path)?.id))
    }

    /// The place of the object that holds a machine's `StartAt` and `States`.
    pub(super) fn machine_pointer(&self, path: &asl::MachinePath) -> Result<Pointer, Refusal> {
        let machine = self.definition.find_machine(path).ok_or(Refusal::NoSuchMachine)?;
        Ok(self.definition.tree().pointer_to(self.definition.machine(machine).node))
    }

    /// Leads edges elsewhere. Names are replaced where they stand; what is left over is taken out or added after
    /// that, the last rules and catchers first, so that the numbers of the others hold.
    pub(super) fn relink(&mut self, relinks: &[Relink]) -> Result<(), Refusal> {
        let mut replacements = Vec::new();
        let mut left_over = Vec::new();
        for relink in relinks {
            match self.in_place(relink)? {
                Some(found) => replacements.extend(found),
                None => left_over.push(relink),
            }
        }
        self.draft.commit(&Pointer::root(), TextEdit::from_replacements(replacements))?;
        left_over.sort_by(|a, b| b.edge.cmp(&a.edge));
        left_over.into_iter().try_for_each(|relink| self.rewire(relink))
    }

    /// The plan, with the states of `select` selected; none carries the selection along.
    pub(super) fn finish(self, label: String, select: Option<Vec<StatePath>>, remap: Remap) -> Plan {
        let select = select.map(|states| {
            let after = asl::lower(self.draft.tree());
            let first = states.first().and_then(|path| after.find(path));
            let offset = first.map_or(0, |state| after.state(state).name_span.start);
            Selection { states, ..Selection::state(StatePath::top(""), offset) }
        });
        Plan { edit: self.draft.finish(), select, label, remap, note: None }
    }

    /// The change of an edge whose place in the text is there already.
    fn in_place(&self, relink: &Relink) -> Result<Option<Vec<Replacement>>, Refusal> {
        let tree = self.draft.tree();
        let (holder, field) = self.place_of(&relink.edge)?;
        let holder = tree.find(&holder);
        let swap = |from: &str, to: &str, value: Value| self.swap_member(holder?, from, to, &value);
        Ok(match (&relink.edge, &relink.to) {
            (EdgePath::End(_), Goal::State(name)) => swap("End", "Next", name.clone().into()),
            (EdgePath::Exit(_, TransitionKind::Next), Goal::End) => swap("Next", "End", true.into()),
            (EdgePath::Start(_) | EdgePath::Exit(..), Goal::State(name)) => {
                let written = tree.find(&self.place_of(&relink.edge)?.0.join(&field));
                let is_next = matches!(relink.edge, EdgePath::Exit(_, TransitionKind::Next));
                let instead_of_end = || is_next.then(|| swap("End", "Next", name.clone().into())).flatten();
                written.map(|node| self.rename_target(node, name)).or_else(instead_of_end)
            }
            (_, Goal::End | Goal::Gone) => None,
        })
    }

    fn rename_target(&self, node: NodeId, name: &Arc<str>) -> Vec<Replacement> {
        self.draft.modifier().replace(node, &name.clone().into()).replacements().to_vec()
    }

    /// Another key and value in the place of a member, where the object has no member of the other key yet.
    fn swap_member(&self, object: NodeId, from: &str, to: &str, value: &Value) -> Option<Vec<Replacement>> {
        let tree = self.draft.tree();
        let member = tree.member(object, from).filter(|_| tree.member(object, to).is_none())?;
        let modifier = self.draft.modifier();
        let key = Replacement { range: member.key_span, text: modifier.scalar(member.key_span, to) };
        let value = modifier.replace(member.value?, &value.clone().into());
        Some(std::iter::once(key).chain(value.replacements().iter().cloned()).collect())
    }

    fn rewire(&mut self, relink: &Relink) -> Result<(), Refusal> {
        let (holder, field) = self.place_of(&relink.edge)?;
        match (&relink.edge, &relink.to) {
            (EdgePath::End(_), Goal::State(name)) => self.lead_on(&holder, name),
            (EdgePath::End(_), Goal::End | Goal::Gone) => Ok(()),
            (EdgePath::Start(_), Goal::State(name)) => {
                Ok(self.draft.insert(&holder, "StartAt", &name.clone().into(), Place::Before("States"))?)
            }
            (EdgePath::Start(_), Goal::End | Goal::Gone) => Err(Refusal::CannotEnd("the start of a machine")),
            (EdgePath::Exit(state, kind), Goal::State(name)) => self.add_exit(state, &holder, *kind, name),
            (EdgePath::Exit(_, TransitionKind::Next), Goal::End | Goal::Gone) => {
                self.draft.remove(&holder.then("Next"))?;
                Ok(self.draft.insert(&holder, "End", &true.into(), Place::Last)?)
            }
            (EdgePath::Exit(_, TransitionKind::Default), Goal::End | Goal::Gone) => {
                Ok(self.draft.remove(&holder.join(&field))?)
            }
            (EdgePath::Exit(_, TransitionKind::Choice(rule)), Goal::End | Goal::Gone) => {
                self.remove_entry(&holder, "Choices", *rule)
            }
            (EdgePath::Exit(_, TransitionKind::Catch(catcher)), Goal::End | Goal::Gone) => {
                self.remove_entry(&holder, "Catch", *catcher)
            }
        }
    }

    /// Gives a state a `Next` in the place of its `End`.
    fn lead_on(&mut self, state: &Pointer, name: &Arc<str>) -> Result<(), Refusal> {
        self.draft.remove(&state.then("End"))?;
        Ok(self.draft.insert(state, "Next", &name.clone().into(), Place::Last)?)
    }

    /// Adds a transition that the state does not have yet.
    fn add_exit(
        &mut self,
        path: &StatePath,
        state: &Pointer,
        kind: TransitionKind,
        name: &Arc<str>,
    ) -> Result<(), Refusal> {
        let target: Fragment = name.clone().into();
        match kind {
            TransitionKind::Next => self.lead_on(state, name),
            TransitionKind::Default => {
                Ok(self.draft.insert(state, "Default", &target, Place::After("Choices"))?)
            }
            TransitionKind::Choice(rule) => {
                let language = self.definition.find(path).map(|state| self.definition.language(state));
                let entry = defaults::choice_rule(language.unwrap_or_default(), name);
                self.add_entry(state, "Choices", rule, &target, entry)
            }
            TransitionKind::Catch(catcher) => {
                self.add_entry(state, "Catch", catcher, &target, defaults::catcher(name))
            }
        }
    }

    /// Gives entry `index` of a list its `Next`, or adds `entry` where there is none of that number.
    fn add_entry(
        &mut self,
        state: &Pointer,
        list: &str,
        index: usize,
        target: &Fragment,
        entry: Value,
    ) -> Result<(), Refusal> {
        let place = state.then(list);
        match self.draft.tree().find(&place) {
            None => Ok(self.draft.set(&place, &Value::array(vec![entry]).into())?),
            Some(_) if self.draft.tree().find(&place.then(index)).is_some() => {
                Ok(self.draft.insert(&place.then(index), "Next", target, Place::Last)?)
            }
            Some(_) => Ok(self.draft.insert_item(&place, index, &entry.into())?),
        }
    }

    /// Takes an entry out of a list, and an empty `Catch` with it.
    fn remove_entry(&mut self, state: &Pointer, list: &str, index: usize) -> Result<(), Refusal> {
        let place = state.then(list);
        let length = self.draft.tree().find(&place).map_or(0, |list| self.draft.tree().items(list).len());
        let whole = list == "Catch" && length == 1;
        Ok(self.draft.remove(&if whole { place } else { place.then(index) })?)
    }

    /// The object that an edge belongs to, and the way from there to the name it gives.
    fn place_of(&self, edge: &EdgePath) -> Result<(Pointer, Pointer), Refusal> {
        Ok(match edge {
            EdgePath::Start(machine) => (self.machine_pointer(machine)?, Pointer::root().then("StartAt")),
            EdgePath::Exit(state, kind) => (self.pointer(state)?, kind.pointer()),
            EdgePath::End(state) => (self.pointer(state)?, Pointer::root().then("End")),
        })
    }
}
