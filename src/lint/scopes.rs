use super::checker::Checker;
use super::variables::Assignment;
use crate::asl::fields::ObjectKind;
use crate::asl::{Definition, Machine, MachineId, StateId, StateType, TransitionKind};
use crate::json::Step;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// The machines around a machine whose variables are seen in it, innermost first. The body of a distributed Map sees
/// none (AWS developer guide, "Variable scope").
pub(super) fn enclosing_machines(
    definition: &Definition,
    machine: MachineId,
) -> impl Iterator<Item = MachineId> {
    std::iter::successors(outer(definition, machine), |&machine| outer(definition, machine))
}

fn outer(definition: &Definition, machine: MachineId) -> Option<MachineId> {
    let machine = definition.machine(machine);
    let state = definition.state(machine.owner?.state);
    (!is_distributed(definition, machine)).then_some(state.machine)
}

/// Whether a machine runs in executions of its own.
pub(super) fn is_distributed(definition: &Definition, machine: &Machine) -> bool {
    let tree = definition.tree();
    let mode = tree.get(machine.node, "ProcessorConfig").and_then(|config| tree.get(config, "Mode"));
    mode.and_then(|mode| tree.as_str(mode)).is_some_and(|mode| &**mode != "INLINE")
}

/// A set of the definition's variables, a bit each.
type Names = Box<[u64]>;

/// Which variables are set when a state begins: on all ways to it, and on some way.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// All variables, in order.
    names: Vec<Arc<str>>,
    /// For each state that is reached: the variables set on all ways to it, and those set on some.
    before: Vec<Option<(Names, Names)>>,
    /// What each way out of a state sets.
    exits: FxHashMap<(StateId, TransitionKind), Names>,
}

/// Whether a variable is set when a state begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Certainty {
    /// On all ways to the state.
    Always,
    /// On some ways.
    Sometimes,
    /// On none.
    Never,
}

impl Scopes {
    /// Follows all ways through all machines; what contains before what is contained.
    pub(super) fn of(checker: &Checker<'_>) -> Scopes {
        let assignments = checker.assignments();
        let names: BTreeSet<Arc<str>> =
            assignments.iter().map(|assignment| assignment.name.clone()).collect();
        let names: Vec<Arc<str>> = names.into_iter().collect();
        let mut scopes = Scopes {
            exits: exits(checker, &assignments, &names),
            before: vec![None; checker.definition.states().len()],
            names,
        };
        for machine in checker.definition.machines() {
            let outside = match machine.owner {
                Some(owner) if !is_distributed(checker.definition, machine) => {
                    scopes.before.get(owner.state.index()).cloned().flatten()
                }
                _ => Some((empty(&scopes.names), empty(&scopes.names))),
            };
            if let (Some(outside), Some(start)) = (outside, machine.start) {
                scopes.follow(checker.definition, start, outside);
            }
        }
        scopes
    }

    /// Whether a variable is set when a state begins; none for a state that is never reached.
    pub(super) fn certainty(&self, state: StateId, name: &str) -> Option<Certainty> {
        let (all, some) = self.before.get(state.index())?.as_ref()?;
        let Ok(bit) = self.names.binary_search_by(|known| (**known).cmp(name)) else {
            return Some(Certainty::Never);
        };
        Some(match (has(all, bit), has(some, bit)) {
            (true, _) => Certainty::Always,
            (false, true) => Certainty::Sometimes,
            (false, false) => Certainty::Never,
        })
    }

    /// The variables that are set when a state begins, each with whether that is so on all ways.
    pub(super) fn known(&self, state: StateId) -> Vec<(Arc<str>, bool)> {
        let Some(Some((all, some))) = self.before.get(state.index()) else { return Vec::new() };
        let known = self.names.iter().enumerate().filter(|(bit, _)| has(some, *bit));
        known.map(|(bit, name)| (name.clone(), has(all, bit))).collect()
    }

    fn follow(&mut self, definition: &Definition, start: StateId, outside: (Names, Names)) {
        let mut is_waiting = vec![false; self.before.len()];
        if let Some(before) = self.before.get_mut(start.index()) {
            *before = Some(outside);
        }
        let mut waiting = VecDeque::from([start]);
        while let Some(state) = waiting.pop_front() {
            is_waiting[state.index()] = false;
            let Some(Some((all, some))) = self.before.get(state.index()).cloned() else { continue };
            for exit in &definition.state(state).transitions {
                let Some(next) = exit.resolved else { continue };
                let set = self.exits.get(&(state, exit.kind));
                let (all, some) = (with(&all, set), with(&some, set));
                if self.join(next, all, some) && !is_waiting[next.index()] {
                    is_waiting[next.index()] = true;
                    waiting.push_back(next);
                }
            }
        }
    }

    /// Adds a way to a state; whether that changed anything.
    fn join(&mut self, state: StateId, all: Names, some: Names) -> bool {
        let Some(before) = self.before.get_mut(state.index()) else { return false };
        let Some((known_all, known_some)) = before else {
            *before = Some((all, some));
            return true;
        };
        let mut has_changed = false;
        for (known, new) in known_all.iter_mut().zip(&all) {
            has_changed |= *known & !new != 0;
            *known &= new;
        }
        for (known, new) in known_some.iter_mut().zip(&some) {
            has_changed |= new & !*known != 0;
            *known |= new;
        }
        has_changed
    }

    /// A way from the start of the machine to `state` on which `name` is not set.
    pub(super) fn way_without(&self, definition: &Definition, state: StateId, name: &str) -> Vec<StateId> {
        let Some(start) = definition.machine(definition.state(state).machine).start else {
            return Vec::new();
        };
        let bit = self.names.binary_search_by(|known| (**known).cmp(name)).ok();
        let mut from: BTreeMap<StateId, StateId> = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(current) = waiting.pop_front().filter(|&current| current != state) {
            for exit in &definition.state(current).transitions {
                let sets = bit.is_some_and(|bit| {
                    self.exits.get(&(current, exit.kind)).is_some_and(|set| has(set, bit))
                });
                if let Some(next) =
                    exit.resolved.filter(|&next| !sets && next != start && !from.contains_key(&next))
                {
                    from.insert(next, current);
                    waiting.push_back(next);
                }
            }
        }
        let mut way: Vec<StateId> =
            std::iter::successors(Some(state), |current| from.get(current).copied()).collect();
        way.reverse();
        way
    }
}

/// What each way out of a state sets: the state's own `Assign`, or that of the rule or catcher instead (reference b4, b11).
fn exits(
    checker: &Checker<'_>,
    assignments: &[Assignment],
    names: &[Arc<str>],
) -> FxHashMap<(StateId, TransitionKind), Names> {
    let mut exits: FxHashMap<(StateId, TransitionKind), Names> = FxHashMap::default();
    for assignment in assignments {
        let Some(object) = checker.objects.get(assignment.object) else { continue };
        let index = match object.path.steps().last() {
            Some(Step::Index(index)) => *index,
            _ => 0,
        };
        let kinds = match object.kind {
            Some(ObjectKind::ChoiceRule) => vec![TransitionKind::Choice(index)],
            Some(ObjectKind::Catcher) => vec![TransitionKind::Catch(index)],
            Some(ObjectKind::State(StateType::Choice)) => default_and_plain_rules(checker, assignment.state),
            _ => vec![TransitionKind::Next],
        };
        let Ok(bit) = names.binary_search(&assignment.name) else { continue };
        for kind in kinds {
            let set = exits.entry((assignment.state, kind)).or_insert_with(|| empty(names));
            if let Some(word) = set.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }
    exits
}

fn empty(names: &[Arc<str>]) -> Names {
    vec![0; names.len().div_ceil(64)].into()
}

fn has(set: &Names, bit: usize) -> bool {
    set.get(bit / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0)
}

fn with(names: &Names, more: Option<&Names>) -> Names {
    let Some(more) = more else { return names.clone() };
    names.iter().zip(more).map(|(names, more)| names | more).collect()
}

/// The ways on which the `Assign` of a Choice state counts: `Default`, and with JSONPath the rules without their own.
fn default_and_plain_rules(checker: &Checker<'_>, state: StateId) -> Vec<TransitionKind> {
    let rules = checker.objects.iter().filter(|object| {
        object.state == Some(state)
            && object.kind == Some(ObjectKind::ChoiceRule)
            && checker.tree.get(object.node, "Assign").is_none()
    });
    let index = |path: &crate::json::Pointer| match path.steps().last() {
        Some(Step::Index(index)) => Some(TransitionKind::Choice(*index)),
        _ => None,
    };
    rules.filter_map(|object| index(&object.path)).chain([TransitionKind::Default]).collect()
}
