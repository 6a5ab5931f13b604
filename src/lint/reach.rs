use crate::asl::{Definition, Machine, StateId};

/// A set of states of one machine.
#[derive(Debug)]
pub(super) struct StateSet {
    /// The index of the machine's first state; its others follow, with those nested in them.
    first: usize,
    holds: Vec<bool>,
}

impl StateSet {
    /// No states of that machine.
    pub(super) fn none_of(machine: &Machine) -> Self {
        let index = |state: Option<&StateId>| state.map_or(0, |state| state.index());
        let (first, last) = (index(machine.states.first()), index(machine.states.last()));
        StateSet { first, holds: vec![false; last + 1 - first] }
    }

    /// The states that some ways from `start` lead to, with itself.
    pub(super) fn reached(definition: &Definition, machine: &Machine, start: StateId) -> Self {
        let mut reached = StateSet::none_of(machine);
        reached.insert(start);
        let mut waiting = vec![start];
        while let Some(id) = waiting.pop() {
            let ways = definition.state(id).transitions.iter().filter_map(|way| way.resolved);
            waiting.extend(ways.filter(|&next| reached.insert(next)));
        }
        reached
    }

    /// Adds a state of the machine; whether it was not in the set.
    pub(super) fn insert(&mut self, state: StateId) -> bool {
        let place = state.index().checked_sub(self.first).and_then(|place| self.holds.get_mut(place));
        place.is_some_and(|holds| !std::mem::replace(holds, true))
    }

    pub(super) fn contains(&self, state: StateId) -> bool {
        let place = state.index().checked_sub(self.first);
        place.and_then(|place| self.holds.get(place)).copied().unwrap_or_default()
    }

    /// The states of the set, in text order.
    pub(super) fn of<'m>(&self, machine: &'m Machine) -> impl Iterator<Item = StateId> + use<'m, '_> {
        machine.states.iter().copied().filter(|&state| self.contains(state))
    }
}
