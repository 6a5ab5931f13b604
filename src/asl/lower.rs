use super::{
    Definition, Field, Machine, MachineId, Owner, QueryLanguage, State, StateId, StateType, Transition,
    TransitionKind,
};
use crate::json::{Member, NodeId, Tree};
use crate::text::TextRange;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Reads a definition out of a tree. Whatever is missing or wrong leaves a hole.
///
/// ```
/// let tree = asl_studio::json::parse(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}"#).tree;
/// let definition = asl_studio::asl::lower(&tree.into());
/// let first = &definition.states()[0];
/// assert_eq!(first.transitions[0].target.as_ref(), "B");
/// assert_eq!(first.transitions[0].resolved, None);
/// ```
pub fn lower(tree: &Arc<Tree>) -> Definition {
    let top_language = top_language(tree);
    let definition =
        Definition { tree: tree.clone(), machines: Vec::new(), states: Vec::new(), top_language };
    let mut lowering = Lowering { tree, definition };
    if let Some(root) = tree.root().filter(|&root| tree.is_object(root)) {
        lowering.machine(root, None);
    }
    lowering.definition
}

fn top_language(tree: &Tree) -> QueryLanguage {
    let Some(root) = tree.root() else { return QueryLanguage::default() };
    let written: Field<Arc<str>> = Field::read(tree, root, "QueryLanguage");
    written.value().and_then(|name| QueryLanguage::from_name(name)).unwrap_or_default()
}

struct Lowering<'tree> {
    tree: &'tree Tree,
    definition: Definition,
}

impl Lowering<'_> {
    fn machine(&mut self, node: NodeId, owner: Option<Owner>) -> MachineId {
        let id = MachineId(index(self.definition.machines.len()));
        let start_at = Field::read(self.tree, node, "StartAt");
        self.definition.machines.push(Machine { id, node, owner, start_at, start: None, states: Vec::new() });
        let members = self.tree.get(node, "States").map_or(&[][..], |states| self.tree.members(states));
        let states: Vec<StateId> = members.iter().map(|member| self.state(member, id)).collect();
        self.resolve(id, states);
        id
    }

    fn state(&mut self, member: &Member, machine: MachineId) -> StateId {
        let id = StateId(index(self.definition.states.len()));
        let end = member.value.map_or(member.key_span.end, |value| self.tree.span(value).end);
        self.definition.states.push(State {
            id,
            machine,
            name: member.key.clone(),
            twins: 0,
            name_span: member.key_span,
            node: member.value.filter(|&value| self.tree.is_object(value)),
            span: TextRange::new(member.key_span.start, end),
            state_type: Field::Missing,
            end: false,
            transitions: Vec::new(),
            children: Vec::new(),
        });
        if let Some(node) = self.definition.state(id).node {
            let state_type: Field<StateType> = Field::read(self.tree, node, "Type");
            let children = self.children(id, node, &state_type);
            let state = &mut self.definition.states[id.index()];
            state.end = Field::read(self.tree, node, "End").value() == Some(&true);
            state.transitions = transitions(self.tree, node);
            state.children = children;
            state.state_type = state_type;
        }
        id
    }

    fn children(&mut self, state: StateId, node: NodeId, state_type: &Field<StateType>) -> Vec<MachineId> {
        let bodies: Vec<NodeId> = match state_type.value() {
            Some(StateType::Parallel) => {
                self.tree.get(node, "Branches").map_or(&[][..], |list| self.tree.items(list)).to_vec()
            }
            Some(StateType::Map) => {
                let body = self.tree.get(node, "ItemProcessor").or_else(|| self.tree.get(node, "Iterator"));
                body.into_iter().collect()
            }
            _ => Vec::new(),
        };
        let machine = |(branch, body)| self.machine(body, Some(Owner { state, branch }));
        bodies.into_iter().enumerate().map(machine).collect()
    }

    /// Gives a machine its states and its targets their states.
    fn resolve(&mut self, machine: MachineId, states: Vec<StateId>) {
        // Of each name the last state, and how many there are.
        let mut by_name: FxHashMap<Arc<str>, (StateId, usize)> = FxHashMap::default();
        for &id in states.iter().rev() {
            let state = &mut self.definition.states[id.index()];
            let (_, count) = by_name.entry(state.name.clone()).or_insert((id, 0));
            state.twins = *count;
            *count += 1;
        }
        let last_of = |name: &Arc<str>| by_name.get(name).map(|&(last, _)| last);
        for &id in &states {
            for transition in &mut self.definition.states[id.index()].transitions {
                transition.resolved = last_of(&transition.target);
            }
        }
        let machine = &mut self.definition.machines[machine.index()];
        machine.start = machine.start_at.value().and_then(last_of);
        machine.states = states;
    }
}

fn transitions(tree: &Tree, state: NodeId) -> Vec<Transition> {
    let mut found = Vec::new();
    let mut read = |kind, object, key| {
        if let Field::Present(target, node) = Field::<Arc<str>>::read(tree, object, key) {
            found.push(Transition { kind, target, node, resolved: None });
        }
    };
    let list =
        |key| tree.get(state, key).map_or(&[][..], |list| tree.items(list)).iter().copied().enumerate();
    read(TransitionKind::Next, state, "Next");
    list("Choices").for_each(|(rule, object)| read(TransitionKind::Choice(rule), object, "Next"));
    read(TransitionKind::Default, state, "Default");
    list("Catch").for_each(|(catcher, object)| read(TransitionKind::Catch(catcher), object, "Next"));
    found
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lowers `text` and compares the states, one a line: path, type, transitions.
    fn check(text: &str, expected: &[&str]) {
        let definition = lower(&Arc::new(crate::json::parse(text).tree));
        let lines: Vec<String> =
            definition.states().iter().map(|state| describe(&definition, state)).collect();
        assert_eq!(lines, expected);
        for state in definition.states() {
            assert_eq!(definition.find(&definition.path(state.id)), Some(state.id), "paths find their state");
            assert_eq!(definition.state_at(state.name_span.start), Some(state.id));
        }
    }

    fn describe(definition: &Definition, state: &State) -> String {
        let mut line = definition.path(state.id).to_string();
        line += &state.known_type().map_or(" ?".to_owned(), |known| format!(" {known}"));
        for transition in &state.transitions {
            let arrow = if transition.resolved.is_some() { "->" } else { "-x" };
            line += &format!(" {:?}{arrow}{}", transition.kind, transition.target);
        }
        if state.end { line + " end" } else { line }
    }

    #[test]
    fn states_nest_and_lead_on() {
        check(
            r#"{"StartAt": "P", "States": {
                "P": {"Type": "Parallel", "Branches": [
                    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
                    {"StartAt": "B", "States": {"B": {"Type": "Fail"}}}], "Next": "M",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]},
                "M": {"Type": "Map", "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Wait", "Seconds": 1, "Next": "P"}}}, "End": true},
                "C": {"Type": "Choice", "Choices": [{"Next": "M"}, {}], "Default": "Gone"}}}"#,
            &[
                "P Parallel Next->M Catch(0)->C",
                "P[0]/A Pass end",
                "P[1]/B Fail",
                "M Map end",
                "M[0]/I Wait Next-xP",
                "C Choice Choice(0)->M Default-xGone",
            ],
        );
    }

    #[test]
    fn holes_stay_holes() {
        check(r#"{"States": {"A": {"Type": "Tsk", "Next": "B"}, "B":"#, &["A ? Next->B", "B ?"]);
        check(r#"{"States": {"A": 3}}"#, &["A ?"]);
        check("[]", &[]);
        check(r#"{"States": {"P": {"Type": "Parallel", "Branches": [1, {}]}}}"#, &["P Parallel"]);
    }
}
