//! What follows from a change for the states around it. Planners call these by name.

use super::Refusal;
use crate::asl::{Definition, EdgePath, MachineId, State, StateId, StateType, TransitionKind};
use crate::json::{NodeId, Tree};
use std::sync::Arc;

/// An edge that leads somewhere else from now on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relink {
    /// The edge.
    pub edge: EdgePath,
    /// Where it leads.
    pub to: Goal,
}

/// Where an edge leads from now on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// To the state of this name in the same machine.
    State(Arc<str>),
    /// To the end of the machine.
    End,
    /// Nowhere: the rule, catcher or `Default` goes.
    Gone,
}

/// The strings of a machine that name `state` and follow when it is renamed: `StartAt`, `Next`, `Default`, and the
/// `Next` of rules (nested ones, which AWS does not read, included) and catchers.
pub fn repair_references(definition: &Definition, state: &State) -> Vec<NodeId> {
    let machine = definition.machine(state.machine);
    let tree = definition.tree();
    let mut references: Vec<NodeId> = Vec::new();
    references.extend(machine.start_at.node());
    for &id in &machine.states {
        let Some(node) = definition.state(id).node else { continue };
        references.extend(["Next", "Default"].into_iter().filter_map(|key| tree.get(node, key)));
        for list in ["Choices", "Catch"].into_iter().filter_map(|key| tree.get(node, key)) {
            tree.items(list).iter().for_each(|&entry| collect_targets(tree, entry, &mut references));
        }
    }
    references.retain(|&node| tree.as_str(node) == Some(&state.name));
    references
}

fn collect_targets(tree: &Tree, entry: NodeId, targets: &mut Vec<NodeId>) {
    targets.extend(tree.get(entry, "Next"));
    for key in ["And", "Or"] {
        let nested = tree.get(entry, key).map_or(&[][..], |list| tree.items(list));
        nested.iter().for_each(|&rule| collect_targets(tree, rule, targets));
    }
    tree.get(entry, "Not").into_iter().for_each(|rule| collect_targets(tree, rule, targets));
}

/// Where everything leads that led to one of the states in `gone`, which are taken out of `machine`: on to where
/// the flow would have gone from there.
///
/// What would have ended there ends now. A rule or catcher that led to an end goes, for it must name a state; a
/// Choice whose rules would all go keeps them and leads them to its `Default`.
pub fn join_neighbours(
    definition: &Definition,
    machine: MachineId,
    gone: &[StateId],
) -> Result<Vec<Relink>, Refusal> {
    let machine = definition.machine(machine);
    let gone = &unnamed(definition, &machine.states, gone)[..];
    let mut relinks = Vec::new();
    if let Some(start) = machine.start.filter(|start| gone.contains(start)) {
        let to = match onward(definition, start, gone) {
            Goal::State(name) => Goal::State(name),
            Goal::End | Goal::Gone => first_survivor(definition, &machine.states, gone)?,
        };
        relinks.push(Relink { edge: EdgePath::Start(definition.machine_path(machine.id)), to });
    }
    for &id in machine.states.iter().filter(|id| !gone.contains(id)) {
        relinks.extend(rejoin(definition, definition.state(id), gone)?);
    }
    Ok(relinks)
}

/// The states among `gone` whose names nobody has after them: what leads to another one leads on to its twin.
fn unnamed(definition: &Definition, states: &[StateId], gone: &[StateId]) -> Vec<StateId> {
    let name = |id: StateId| &definition.state(id).name;
    let has_twin = |id| states.iter().any(|&other| !gone.contains(&other) && name(other) == name(id));
    gone.iter().copied().filter(|&id| !has_twin(id)).collect()
}

fn first_survivor(definition: &Definition, states: &[StateId], gone: &[StateId]) -> Result<Goal, Refusal> {
    let name = |&id: &StateId| definition.state(id).name.clone();
    let survivor = states.iter().find(|id| !gone.contains(id)).map(name);
    let last = || Refusal::LastState(states.last().map(name).unwrap_or_default());
    survivor.map(Goal::State).ok_or_else(last)
}

/// Where the flow goes on from a state that is taken out.
pub fn onward(definition: &Definition, state: StateId, gone: &[StateId]) -> Goal {
    let mut passed = Vec::new();
    let mut at = state;
    loop {
        passed.push(at);
        let Some(way_on) = main_exit(definition.state(at), gone) else { return Goal::End };
        match way_on.resolved {
            Some(next) if passed.contains(&next) => return Goal::End,
            Some(next) if gone.contains(&next) => at = next,
            _ => return Goal::State(way_on.target.clone()),
        }
    }
}

/// The way on that counts: `Next`; of a Choice `Default`, or its first rule that leads to a state that stays.
fn main_exit<'state>(state: &'state State, gone: &[StateId]) -> Option<&'state crate::asl::Transition> {
    let of_kind = |kind| state.transitions.iter().find(move |exit| exit.kind == kind);
    let stays = |exit: &&crate::asl::Transition| exit.resolved.is_some_and(|next| !gone.contains(&next));
    let is_rule = |exit: &&crate::asl::Transition| matches!(exit.kind, TransitionKind::Choice(_));
    match state.known_type() {
        Some(StateType::Succeed | StateType::Fail) => None,
        Some(StateType::Choice) => of_kind(TransitionKind::Default)
            .or_else(|| state.transitions.iter().filter(is_rule).find(stays))
            .or_else(|| state.transitions.iter().find(is_rule)),
        _ => of_kind(TransitionKind::Next),
    }
}

/// The transitions of a state that stays, as far as they led to one that goes.
fn rejoin(definition: &Definition, state: &State, gone: &[StateId]) -> Result<Vec<Relink>, Refusal> {
    let path = definition.path(state.id);
    let mut relinks = Vec::new();
    for exit in &state.transitions {
        let Some(target) = exit.resolved.filter(|target| gone.contains(target)) else { continue };
        let to = match (onward(definition, target, gone), exit.kind) {
            (Goal::State(name), _) => Goal::State(name),
            (Goal::End | Goal::Gone, TransitionKind::Next) => Goal::End,
            (Goal::End | Goal::Gone, _) => Goal::Gone,
        };
        relinks.push(Relink { edge: EdgePath::Exit(path.clone(), exit.kind), to });
    }
    if state.known_type() == Some(StateType::Choice) {
        keep_rules(definition, state, gone, &mut relinks)?;
    }
    Ok(relinks)
}

/// Leads the rules of a Choice to its `Default` if all of them would go.
fn keep_rules(
    definition: &Definition,
    state: &State,
    gone: &[StateId],
    relinks: &mut [Relink],
) -> Result<(), Refusal> {
    let is_rule = |edge: &EdgePath| matches!(edge, EdgePath::Exit(_, TransitionKind::Choice(_)));
    let going = relinks.iter().filter(|relink| is_rule(&relink.edge) && relink.to == Goal::Gone).count();
    let entries = definition.field(state.id, "Choices").map_or(0, |list| definition.tree().items(list).len());
    if going == 0 || going < entries {
        return Ok(());
    }
    let default = state.transitions.iter().find(|exit| exit.kind == TransitionKind::Default);
    let fallback = default.map(|exit| match exit.resolved.filter(|target| gone.contains(target)) {
        Some(target) => onward(definition, target, gone),
        None => Goal::State(exit.target.clone()),
    });
    let Some(fallback @ Goal::State(_)) = fallback else {
        return Err(Refusal::ChoiceLeadsNowhere(state.name.clone()));
    };
    relinks.iter_mut().filter(|relink| is_rule(&relink.edge)).for_each(|relink| relink.to = fallback.clone());
    Ok(())
}
