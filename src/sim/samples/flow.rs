use super::sink::Shared;
use super::state;
use super::wish::Wish;
use crate::asl::{Definition, MachineId, State, StateId, StateType, TransitionKind};
use std::collections::BTreeMap;

/// What a definition wishes of the data on its ways; carried back from where data is read to where it comes from.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Flow<'a> {
    pub(super) definition: &'a Definition,
    /// For the input of each state.
    inputs: Vec<Wish>,
    /// For the output of each machine.
    pub(super) outputs: Vec<Wish>,
    /// For the results of Tasks.
    pub(super) results: BTreeMap<StateId, Wish>,
    /// For the items that a Map reads from elsewhere.
    pub(super) items: BTreeMap<StateId, Wish>,
    pub(super) shared: Shared,
}

/// How often all states are visited at most. Most definitions are settled after two or three times; each time data may pass
/// another state whose next one stands before it.
const MAX_ROUNDS: usize = 12;

/// Carries the wishes back until nothing changes.
pub(super) fn gather(definition: &Definition) -> Flow<'_> {
    let mut flow = Flow {
        definition,
        inputs: vec![Wish::default(); definition.states().len()],
        outputs: vec![Wish::default(); definition.machines().len()],
        results: BTreeMap::new(),
        items: BTreeMap::new(),
        shared: Shared::default(),
    };
    for _ in 0..MAX_ROUNDS {
        if !flow.round() {
            break;
        }
    }
    flow
}

impl Flow<'_> {
    /// Visits all states, the last ones first; whether anything changed.
    fn round(&mut self) -> bool {
        let (outputs, shared) = (self.outputs.clone(), self.shared.clone());
        let definition = self.definition;
        let mut changed = false;
        for state in definition.states().iter().rev() {
            let input = state::input(self, state);
            if let Some(known) = self.inputs.get_mut(state.id.index())
                && *known != input
            {
                *known = input;
                changed = true;
            }
        }
        changed || outputs != self.outputs || shared != self.shared
    }

    /// What is wished for the execution's input.
    pub(super) fn execution_input(&self) -> Wish {
        let mut wish = self.machine_input(MachineId::TOP);
        wish.add(&self.shared.execution_input);
        wish
    }

    /// What is wished for the data that a machine starts with.
    pub(super) fn machine_input(&self, machine: MachineId) -> Wish {
        let start = self.definition.machines().get(machine.index()).and_then(|machine| machine.start);
        start.map_or_else(Wish::default, |start| self.input_of(start))
    }

    fn input_of(&self, state: StateId) -> Wish {
        self.inputs.get(state.index()).cloned().unwrap_or_default()
    }

    /// What is wished for the data that goes a way out of a state.
    pub(super) fn beyond(&self, state: &State, kind: TransitionKind) -> Wish {
        let transition = state.transitions.iter().find(|transition| transition.kind == kind);
        let target = transition.and_then(|transition| transition.resolved);
        target.map_or_else(Wish::default, |target| self.input_of(target))
    }

    /// What is wished for a state's output where no rule and no catcher says where it goes.
    pub(super) fn output(&self, state: &State) -> Wish {
        if state.transitions.iter().any(|transition| transition.kind == TransitionKind::Next) {
            return self.beyond(state, TransitionKind::Next);
        }
        if state.known_type() == Some(StateType::Fail) {
            return Wish::default();
        }
        self.outputs.get(state.machine.index()).cloned().unwrap_or_default()
    }
}
