//! What is allowed. A gesture asks here while it hovers, and the command asks the same function before it plans.

use super::cascade::{self, Relink};
use super::stretch::Stretch;
use super::{Destination, Refusal, Spot, names};
use crate::asl::{Definition, EdgePath, MachineId, State, StateId, StatePath, StateType, TransitionKind};
use crate::document::Snapshot;

/// Whether a state may have another name.
pub fn can_rename(snapshot: &Snapshot, state: &StatePath, name: &str) -> Result<(), Refusal> {
    let definition = snapshot.definition();
    let state = find_any(definition, state)?;
    names::check(definition, Some(state.id), name)
}

/// Whether states may be taken out.
pub fn can_delete(snapshot: &Snapshot, states: &[StatePath]) -> Result<(), Refusal> {
    deletion(snapshot.definition(), states).map(|_| ())
}

/// Whether an edge may lead to another place.
pub fn can_connect(snapshot: &Snapshot, edge: &EdgePath, to: &Destination) -> Result<(), Refusal> {
    let definition = snapshot.definition();
    let machine = edge.machine();
    definition.find_machine(&machine).ok_or(Refusal::NoSuchMachine)?;
    if let Destination::State(target) = to {
        let target_state = find(definition, target)?;
        if target.machine() != machine {
            return Err(Refusal::OtherMachine(target_state.name.clone()));
        }
    }
    match edge {
        EdgePath::Start(_) if *to == Destination::End => Err(Refusal::CannotEnd("the start of a machine")),
        EdgePath::Start(_) => Ok(()),
        EdgePath::End(path) => takes_next(find(definition, path)?),
        EdgePath::Exit(path, kind) => has_exit(find(definition, path)?, *kind, to),
    }
}

/// Whether a transition may be taken out: a machine keeps its start, and a Choice a rule.
pub fn can_delete_edge(snapshot: &Snapshot, edge: &EdgePath) -> Result<(), Refusal> {
    let definition = snapshot.definition();
    let (path, kind) = match edge {
        EdgePath::Start(_) => return Err(Refusal::CannotEnd("the start of a machine")),
        EdgePath::End(_) => return Err(Refusal::NoSuchEdge),
        EdgePath::Exit(path, kind) => (path, *kind),
    };
    let state = find(definition, path)?;
    if !state.transitions.iter().any(|exit| exit.kind == kind) {
        return Err(Refusal::NoSuchEdge);
    }
    let rules = definition.field(state.id, "Choices").map_or(0, |list| definition.tree().items(list).len());
    match kind {
        TransitionKind::Choice(_) if rules < 2 => Err(Refusal::ChoiceLeadsNowhere(state.name.clone())),
        _ => Ok(()),
    }
}

/// Whether a state of that type may be added there.
pub fn can_insert(snapshot: &Snapshot, spot: &Spot, state_type: StateType) -> Result<(), Refusal> {
    let definition = snapshot.definition();
    let edge = edge_of(definition, spot)?;
    if matches!(state_type, StateType::Succeed | StateType::Fail) {
        cuts_nothing_off(definition, &edge, state_type)?;
    }
    Ok(())
}

/// Whether a state may become the first of its machine.
pub fn can_set_start(snapshot: &Snapshot, state: &StatePath) -> Result<(), Refusal> {
    find(snapshot.definition(), state).map(|_| ())
}

/// The state of a path. What is done to a state goes by its name, so of several of one name only the last can be
/// meant.
pub(super) fn find<'definition>(
    definition: &'definition Definition,
    path: &StatePath,
) -> Result<&'definition State, Refusal> {
    if path.twins > 0 {
        return Err(Refusal::Shadowed(path.name.clone()));
    }
    find_any(definition, path)
}

/// The state of a path, whether or not others of its name come behind it.
pub(super) fn find_any<'definition>(
    definition: &'definition Definition,
    path: &StatePath,
) -> Result<&'definition State, Refusal> {
    let state = definition.find(path).ok_or_else(|| Refusal::NoSuchState(path.clone()))?;
    Ok(definition.state(state))
}

/// What the deletion of states comes to, for each machine that loses some.
pub(super) struct Deletion {
    pub(super) machine: MachineId,
    pub(super) gone: Vec<StateId>,
    pub(super) relinks: Vec<Relink>,
    /// The whole machine goes, a branch of a Parallel that keeps others.
    pub(super) whole_branch: bool,
}

/// Works out a deletion, or why it may not be.
pub(super) fn deletion(definition: &Definition, states: &[StatePath]) -> Result<Vec<Deletion>, Refusal> {
    let mut gone: Vec<StateId> = Vec::new();
    for path in states {
        gone.push(find_any(definition, path)?.id);
    }
    gone.sort_unstable();
    gone.dedup();
    let all = gone.clone();
    gone.retain(|&id| {
        !std::iter::successors(definition.parent(id), |&outer| definition.parent(outer))
            .any(|outer| all.contains(&outer))
    });
    let mut machines: Vec<MachineId> = gone.iter().map(|&id| definition.state(id).machine).collect();
    machines.sort_unstable();
    machines.dedup();
    if machines.is_empty() {
        return Err(Refusal::NothingSelected);
    }
    let mut deletions = Vec::new();
    for machine in machines {
        let here = gone.iter().copied().filter(|&id| definition.state(id).machine == machine).collect();
        deletions.push(deletion_in(definition, machine, here)?);
    }
    keeps_a_branch(definition, &deletions)?;
    Ok(deletions)
}

fn deletion_in(definition: &Definition, machine: MachineId, gone: Vec<StateId>) -> Result<Deletion, Refusal> {
    let whole_branch = gone.len() == definition.machine(machine).states.len();
    if whole_branch && !is_branch_among_others(definition, machine) {
        let name = gone.last().map(|&id| definition.state(id).name.clone()).unwrap_or_default();
        return Err(Refusal::LastState(name));
    }
    let relinks =
        if whole_branch { Vec::new() } else { cascade::join_neighbours(definition, machine, &gone)? };
    Ok(Deletion { machine, gone, relinks, whole_branch })
}

fn is_branch_among_others(definition: &Definition, machine: MachineId) -> bool {
    definition.machine(machine).owner.is_some_and(|owner| {
        let container = definition.state(owner.state);
        container.known_type() == Some(StateType::Parallel) && container.children.len() > 1
    })
}

/// Whether each Parallel keeps a branch.
fn keeps_a_branch(definition: &Definition, deletions: &[Deletion]) -> Result<(), Refusal> {
    for deletion in deletions.iter().filter(|deletion| deletion.whole_branch) {
        let Some(owner) = definition.machine(deletion.machine).owner else { continue };
        let goes = |machine: &MachineId| {
            deletions.iter().any(|other| other.machine == *machine && other.whole_branch)
        };
        if definition.state(owner.state).children.iter().all(goes) {
            let name = deletion.gone.last().map(|&id| definition.state(id).name.clone());
            return Err(Refusal::LastState(name.unwrap_or_default()));
        }
    }
    Ok(())
}

fn takes_next(state: &State) -> Result<(), Refusal> {
    match state.known_type() {
        Some(known) if !known.has_next() => Err(Refusal::NothingAfter(state.name.clone(), known)),
        _ => Ok(()),
    }
}

fn has_exit(state: &State, kind: TransitionKind, to: &Destination) -> Result<(), Refusal> {
    let Some(known) = state.known_type() else { return Ok(()) };
    let (takes, what) = match kind {
        TransitionKind::Next => (known.has_next(), ""),
        TransitionKind::Choice(_) => (known == StateType::Choice, "a rule of a Choice"),
        TransitionKind::Default => (known == StateType::Choice, "the Default of a Choice"),
        TransitionKind::Catch(_) => (known.handles_errors(), "a catcher"),
    };
    if !takes {
        return Err(Refusal::NoSuchTransition(state.name.clone(), known));
    }
    if *to == Destination::End && kind != TransitionKind::Next {
        return Err(Refusal::CannotEnd(what));
    }
    Ok(())
}

/// The edge of a spot.
pub(super) fn edge_of(definition: &Definition, spot: &Spot) -> Result<EdgePath, Refusal> {
    let edge = match spot {
        Spot::On(edge) => edge.clone(),
        Spot::After(path) => edge_behind(find(definition, path)?, path)?,
    };
    match &edge {
        EdgePath::Start(machine) => {
            definition.find_machine(machine).ok_or(Refusal::NoSuchMachine)?;
        }
        // A state that has both ends nowhere before it has gone on.
        EdgePath::End(path) => return edge_behind(find(definition, path)?, path),
        EdgePath::Exit(path, kind) => {
            let state = find(definition, path)?;
            let is_there = state.transitions.iter().any(|exit| exit.kind == *kind);
            if !is_there && *kind != TransitionKind::Default {
                return Err(Refusal::NoSuchEdge);
            }
        }
    }
    Ok(edge)
}

fn edge_behind(state: &State, path: &StatePath) -> Result<EdgePath, Refusal> {
    let leads_on = state.transitions.iter().any(|exit| exit.kind == TransitionKind::Next);
    match state.known_type() {
        Some(StateType::Choice) => Ok(EdgePath::Exit(path.clone(), TransitionKind::Default)),
        Some(known) if !known.has_next() => Err(Refusal::NothingAfter(state.name.clone(), known)),
        _ if leads_on => Ok(EdgePath::Exit(path.clone(), TransitionKind::Next)),
        _ => Ok(EdgePath::End(path.clone())),
    }
}

/// Whether every state that is reached now is still reached when an edge leads to a state that ends.
fn cuts_nothing_off(definition: &Definition, edge: &EdgePath, state_type: StateType) -> Result<(), Refusal> {
    let Some(machine) = definition.find_machine(&edge.machine()) else { return Ok(()) };
    let after = reached(definition, machine, Some(edge));
    match reached(definition, machine, None).into_iter().find(|state| !after.contains(state)) {
        Some(lost) => Err(Refusal::CutOff(definition.state(lost).name.clone(), state_type)),
        None => Ok(()),
    }
}

/// The states that the flow reaches from the start of a machine, without one edge.
fn reached(definition: &Definition, machine: MachineId, without: Option<&EdgePath>) -> Vec<StateId> {
    let start_is_there = !matches!(without, Some(EdgePath::Start(_)));
    let mut found: Vec<StateId> =
        definition.machine(machine).start.filter(|_| start_is_there).into_iter().collect();
    let mut at = 0;
    while let Some(&state) = found.get(at) {
        for exit in &definition.state(state).transitions {
            let is_cut = without.is_some_and(|edge| {
                matches!(edge, EdgePath::Exit(path, kind) if *kind == exit.kind && definition.find(path) == Some(state))
            });
            let next = exit.resolved.filter(|next| !is_cut && !found.contains(next));
            found.extend(next);
        }
        at += 1;
    }
    found
}

/// Whether a state has rules to add to and to order.
pub fn can_change_rules(snapshot: &Snapshot, state: &StatePath) -> Result<(), Refusal> {
    let state = find(snapshot.definition(), state)?;
    if state.known_type() == Some(StateType::Choice) {
        return Ok(());
    }
    Err(Refusal::NotAChoice(state.name.clone()))
}

/// Whether a state may get another type.
pub fn can_change_type(snapshot: &Snapshot, state: &StatePath, to: StateType) -> Result<(), Refusal> {
    let state = find(snapshot.definition(), state)?;
    let branches = state.children.len();
    if to == StateType::Map && state.known_type() == Some(StateType::Parallel) && branches > 1 {
        return Err(Refusal::SeveralBranches(state.name.clone(), branches));
    }
    Ok(())
}

/// Whether states can be copied behind themselves.
pub fn can_duplicate(snapshot: &Snapshot, states: &[StatePath]) -> Result<(), Refusal> {
    let definition = snapshot.definition();
    let stretch = Stretch::new(definition, states)?;
    if !stretch.outgoing.is_empty() {
        return Ok(());
    }
    let last = stretch.states.last().map(|&id| definition.state(id));
    let (name, state_type) = last.map(|state| (state.name.clone(), state.known_type())).unwrap_or_default();
    Err(Refusal::NothingAfter(name, state_type.unwrap_or(StateType::Succeed)))
}

/// Whether states can be put into a container. A rule, a `Default` or a catcher that leads out cannot end the
/// machine inside.
pub fn can_wrap(snapshot: &Snapshot, states: &[StatePath]) -> Result<(), Refusal> {
    let stretch = Stretch::new(snapshot.definition(), states)?;
    let can_end =
        |edge: &EdgePath| matches!(edge, EdgePath::End(_) | EdgePath::Exit(_, TransitionKind::Next));
    if stretch.outgoing.iter().all(can_end) { Ok(()) } else { Err(Refusal::NoStretch) }
}
