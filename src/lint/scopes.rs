use super::checker::Checker;
use super::variables::{Assignment, assignments};
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

type Names = BTreeSet<Arc<str>>;

/// Which variables are set when a state begins: on all ways to it, and on some way.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    before: FxHashMap<StateId, (Names, Names)>,
    /// What each way out of a state sets.
    exits: FxHashMap<(StateId, TransitionKind), Names>,
}

impl Scopes {
    /// Follows all ways through all machines; what contains before what is contained.
    pub(super) fn of(checker: &Checker<'_>) -> Scopes {
        let mut scopes =
            Scopes { exits: exits(checker, &assignments(checker)), before: FxHashMap::default() };
        for machine in checker.definition.machines() {
            let outside = match machine.owner {
                Some(owner) if !is_distributed(checker.definition, machine) => {
                    scopes.before.get(&owner.state).cloned()
                }
                _ => Some(Default::default()),
            };
            if let (Some(outside), Some(start)) = (outside, machine.start) {
                scopes.follow(checker.definition, start, outside);
            }
        }
        scopes
    }

    /// The variables that are set on all ways, and those set on some; none for a state that is never reached.
    pub(super) fn before(&self, state: StateId) -> Option<(&Names, &Names)> {
        self.before.get(&state).map(|(all, some)| (all, some))
    }

    fn follow(&mut self, definition: &Definition, start: StateId, outside: (Names, Names)) {
        self.before.insert(start, outside);
        let mut waiting = VecDeque::from([start]);
        while let Some(state) = waiting.pop_front() {
            let Some((all, some)) = self.before.get(&state).cloned() else { continue };
            for exit in &definition.state(state).transitions {
                let Some(next) = exit.resolved else { continue };
                let set = self.exits.get(&(state, exit.kind));
                let with =
                    |names: &Names| names.iter().chain(set.into_iter().flatten()).cloned().collect::<Names>();
                if self.join(next, with(&all), with(&some)) {
                    waiting.push_back(next);
                }
            }
        }
    }

    /// Adds a way to a state; whether that changed anything.
    fn join(&mut self, state: StateId, all: Names, some: Names) -> bool {
        let Some((known_all, known_some)) = self.before.get_mut(&state) else {
            self.before.insert(state, (all, some));
            return true;
        };
        let (fewer, more) = (known_all.len(), known_some.len());
        known_all.retain(|name| all.contains(name));
        known_some.extend(some);
        known_all.len() < fewer || known_some.len() > more
    }

    /// A way from the start of the machine to `state` on which `name` is not set.
    pub(super) fn way_without(&self, definition: &Definition, state: StateId, name: &str) -> Vec<StateId> {
        let Some(start) = definition.machine(definition.state(state).machine).start else {
            return Vec::new();
        };
        let mut from: BTreeMap<StateId, StateId> = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(current) = waiting.pop_front().filter(|&current| current != state) {
            for exit in &definition.state(current).transitions {
                let sets = self.exits.get(&(current, exit.kind)).is_some_and(|names| names.contains(name));
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
fn exits(checker: &Checker<'_>, assignments: &[Assignment]) -> FxHashMap<(StateId, TransitionKind), Names> {
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
        for kind in kinds {
            exits.entry((assignment.state, kind)).or_default().insert(assignment.name.clone());
        }
    }
    exits
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
