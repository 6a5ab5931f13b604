use super::{Refusal, rules};
use crate::asl::{Definition, EdgePath, MachineId, StateId, StatePath, StateType, TransitionKind};
use std::sync::Arc;

/// Some states of one machine that the flow enters at one of them and leaves to one place.
pub(super) struct Stretch {
    pub(super) machine: MachineId,
    /// The states in text order.
    pub(super) states: Vec<StateId>,
    /// Where the flow comes in.
    pub(super) entry: StateId,
    /// Edges that come in from outside.
    pub(super) incoming: Vec<EdgePath>,
    /// Edges that go out.
    pub(super) outgoing: Vec<EdgePath>,
    /// Where they go; none is the end of the machine.
    pub(super) onward: Option<Arc<str>>,
}

impl Stretch {
    /// The stretch that these states are, or why they are none.
    pub(super) fn new(definition: &Definition, paths: &[StatePath]) -> Result<Self, Refusal> {
        let mut states = Vec::new();
        for path in paths {
            states.push(rules::find(definition, path)?.id);
        }
        states.sort_unstable();
        states.dedup();
        let machine =
            states.first().map(|&id| definition.state(id).machine).ok_or(Refusal::NothingSelected)?;
        if states.iter().any(|&id| definition.state(id).machine != machine) {
            return Err(Refusal::SeveralMachines);
        }
        let (entry, incoming) = way_in(definition, machine, &states)?;
        let (onward, outgoing) = way_out(definition, &states)?;
        Ok(Stretch { machine, states, entry, incoming, outgoing, onward })
    }
}

/// The one state that edges from outside lead to, and these edges. States that nothing leads to begin at the first.
fn way_in(
    definition: &Definition,
    machine: MachineId,
    states: &[StateId],
) -> Result<(StateId, Vec<EdgePath>), Refusal> {
    let mut incoming = Vec::new();
    let mut entries: Vec<StateId> = Vec::new();
    if let Some(start) = definition.machine(machine).start.filter(|start| states.contains(start)) {
        incoming.push(EdgePath::Start(definition.machine_path(machine)));
        entries.push(start);
    }
    for &outside in definition.machine(machine).states.iter().filter(|id| !states.contains(id)) {
        for exit in &definition.state(outside).transitions {
            let Some(entered) = exit.resolved.filter(|target| states.contains(target)) else { continue };
            incoming.push(EdgePath::Exit(definition.path(outside), exit.kind));
            entries.push(entered);
        }
    }
    let entry = entries.first().or_else(|| states.first()).copied().ok_or(Refusal::NothingSelected)?;
    if entries.iter().any(|&other| other != entry) {
        return Err(Refusal::NoStretch);
    }
    Ok((entry, incoming))
}

/// The one place outside that the states lead to, and the edges that lead there.
fn way_out(
    definition: &Definition,
    states: &[StateId],
) -> Result<(Option<Arc<str>>, Vec<EdgePath>), Refusal> {
    let mut outgoing = Vec::new();
    let mut goals: Vec<Option<Arc<str>>> = Vec::new();
    for &id in states {
        let state = definition.state(id);
        for exit in &state.transitions {
            if exit.resolved.is_some_and(|target| states.contains(&target)) {
                continue;
            }
            outgoing.push(EdgePath::Exit(definition.path(id), exit.kind));
            goals.push(Some(exit.target.clone()));
        }
        let leads_on = state.transitions.iter().any(|exit| exit.kind == TransitionKind::Next);
        match state.known_type() {
            Some(StateType::Succeed) => goals.push(None),
            Some(StateType::Fail | StateType::Choice) => {}
            _ if leads_on => {}
            _ => {
                outgoing.push(EdgePath::End(definition.path(id)));
                goals.push(None);
            }
        }
    }
    let onward = goals.first().cloned().flatten();
    if goals.iter().any(|goal| *goal != onward) {
        return Err(Refusal::NoStretch);
    }
    Ok((onward, outgoing))
}
