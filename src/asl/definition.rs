use super::{Field, FromNode, MachinePath, QueryLanguage, StatePath, StateType, Transition};
use crate::json::{NodeId, Pointer, Tree};
use crate::text::TextRange;
use crate::value::Value;
use std::sync::Arc;

/// Names a state of one [`Definition`]. Ids follow the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StateId(pub(super) u32);

/// Names a machine (the outermost one, a branch, a Map's body) of one [`Definition`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MachineId(pub(super) u32);

impl StateId {
    /// The place in [`Definition::states`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl MachineId {
    /// The outermost machine.
    pub const TOP: MachineId = MachineId(0);

    /// The place in [`Definition::machines`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A whole definition, with holes where the text has holes.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    pub(super) tree: Arc<Tree>,
    pub(super) machines: Vec<Machine>,
    pub(super) states: Vec<State>,
    pub(super) top_language: QueryLanguage,
}

/// The state a nested machine belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Owner {
    /// The Parallel or Map.
    pub state: StateId,
    /// Which branch of it; 0 for a Map's body.
    pub branch: usize,
}

/// A set of states with a start.
#[derive(Clone, PartialEq, Debug)]
pub struct Machine {
    /// Its id.
    pub id: MachineId,
    /// The object that holds `StartAt` and `States`.
    pub node: NodeId,
    /// None for the outermost machine.
    pub owner: Option<Owner>,
    /// The name of the first state.
    pub start_at: Field<Arc<str>>,
    /// The first state, if there is one of that name.
    pub start: Option<StateId>,
    /// The states in text order; those of nested machines not included.
    pub states: Vec<StateId>,
}

/// A state.
#[derive(Clone, PartialEq, Debug)]
pub struct State {
    /// Its id.
    pub id: StateId,
    /// The machine it belongs to.
    pub machine: MachineId,
    /// Its name: the key in `States`.
    pub name: Arc<str>,
    /// How many states of its machine that have the same name come behind it.
    pub twins: usize,
    /// The key in the text, quotes included.
    pub name_span: TextRange,
    /// The state's object; none where the value is not written yet.
    pub node: Option<NodeId>,
    /// Key and value in the text.
    pub span: TextRange,
    /// Its `Type`; missing or invalid where there is none of the eight.
    pub state_type: Field<StateType>,
    /// Whether `End` is `true`.
    pub end: bool,
    /// The ways out, in the order Next, Choices, Default, Catch.
    pub transitions: Vec<Transition>,
    /// The machines inside: branches, or a Map's body.
    pub children: Vec<MachineId>,
}

impl State {
    /// The type, if it is one of the eight.
    pub fn known_type(&self) -> Option<StateType> {
        self.state_type.value().copied()
    }
}

impl FromNode for StateType {
    fn from_node(tree: &Tree, node: NodeId) -> Option<Self> {
        StateType::from_name(tree.as_str(node)?)
    }
}

impl Definition {
    /// The tree the definition was made of.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The same, for one who keeps it.
    pub fn shared_tree(&self) -> Arc<Tree> {
        self.tree.clone()
    }

    /// All machines; the outermost first, a container's in the order of its branches.
    pub fn machines(&self) -> &[Machine] {
        &self.machines
    }

    /// All states in text order, nested ones behind the state they are in.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// The outermost machine; none in a text that holds no object.
    pub fn top(&self) -> Option<&Machine> {
        self.machines.first()
    }

    /// The machine of an id of this definition.
    pub fn machine(&self, id: MachineId) -> &Machine {
        &self.machines[id.index()]
    }

    /// The state of an id of this definition.
    pub fn state(&self, id: StateId) -> &State {
        &self.states[id.index()]
    }

    /// The node of a state's field.
    pub fn field(&self, state: StateId, key: &str) -> Option<NodeId> {
        self.tree.get(self.state(state).node?, key)
    }

    /// A state's field of a certain type.
    pub fn read<T: FromNode>(&self, state: StateId, key: &str) -> Field<T> {
        self.state(state).node.map_or(Field::Missing, |node| Field::read(&self.tree, node, key))
    }

    /// A state's field as data.
    pub fn field_value(&self, state: StateId, key: &str) -> Option<Value> {
        self.field(state, key).map(|node| self.tree.value(node))
    }

    /// The language of the whole definition: `QueryLanguage` at the top, JSONPath where it is missing.
    pub fn top_language(&self) -> QueryLanguage {
        self.top_language
    }

    /// The language of a state: its own, else that of the whole definition, whatever encloses it. Any written value
    /// but exactly `JSONPath` makes it JSONata (measured on AWS; reference b1).
    pub fn language(&self, state: StateId) -> QueryLanguage {
        match self.read::<Arc<str>>(state, "QueryLanguage") {
            Field::Missing => self.top_language(),
            Field::Present(name, _) if &*name == QueryLanguage::JsonPath.name() => QueryLanguage::JsonPath,
            Field::Present(..) | Field::Invalid(_) => QueryLanguage::Jsonata,
        }
    }

    /// The state of that name in a machine; of two, the last, as for a JSON reader.
    pub fn state_named(&self, machine: MachineId, name: &str) -> Option<StateId> {
        self.machine(machine).states.iter().rev().copied().find(|&id| &*self.state(id).name == name)
    }

    /// The state around a state.
    pub fn parent(&self, state: StateId) -> Option<StateId> {
        self.machine(self.state(state).machine).owner.map(|owner| owner.state)
    }

    /// The path of names to a state.
    pub fn path(&self, state: StateId) -> StatePath {
        let mut containers = Vec::new();
        let mut machine = self.state(state).machine;
        while let Some(owner) = self.machine(machine).owner {
            containers.push((self.state(owner.state).name.clone(), owner.branch));
            machine = self.state(owner.state).machine;
        }
        containers.reverse();
        let State { name, twins, .. } = self.state(state);
        StatePath { containers, name: name.clone(), twins: *twins }
    }

    /// The state at a path of names.
    pub fn find(&self, path: &StatePath) -> Option<StateId> {
        let last = self.state_named(self.find_machine(&path.machine())?, &path.name)?;
        if path.twins == 0 {
            return Some(last);
        }
        let is_it = |&&id: &&StateId| {
            let state = self.state(id);
            state.name == path.name && state.twins == path.twins
        };
        self.machine(self.state(last).machine).states.iter().find(is_it).copied()
    }

    /// The machine at a path of names.
    pub fn find_machine(&self, path: &MachinePath) -> Option<MachineId> {
        path.containers.iter().try_fold(self.top()?.id, |machine, (name, branch)| {
            let container = self.state_named(machine, name)?;
            self.state(container).children.get(*branch).copied()
        })
    }

    /// The path of names to a machine.
    pub fn machine_path(&self, machine: MachineId) -> MachinePath {
        let Some(owner) = self.machine(machine).owner else { return MachinePath::top() };
        self.path(owner.state).branch(owner.branch)
    }

    /// The innermost state whose text `offset` touches.
    pub fn state_at(&self, offset: usize) -> Option<StateId> {
        self.states.iter().rev().find(|state| state.span.touches(offset)).map(|state| state.id)
    }

    /// Where a state stands in the document, such as `/States/A`.
    pub fn pointer(&self, state: StateId) -> Pointer {
        let state = self.state(state);
        let machine = self.tree.pointer_to(self.machine(state.machine).node);
        machine.then("States").then(&state.name)
    }
}
