use super::{Options, Rule, Source};
use crate::asl::{Definition, MachineId, State, StateId};
use crate::diagnostic::Diagnostic;
use crate::json::{NodeId, NodeKind, Pointer, Tree};
use crate::text::TextRange;

/// What a rule works with: the definition, and a place for its findings.
#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) tree: &'a Tree,
    pub(super) definition: &'a Definition,
    pub(super) options: &'a Options,
    /// The pointer to each machine's object.
    machines: Vec<Pointer>,
    rule: &'static Rule,
    found: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(source: Source<'a>, options: &'a Options) -> Self {
        let definition = source.definition;
        let mut machines: Vec<Pointer> = Vec::with_capacity(definition.machines().len());
        for machine in definition.machines() {
            let pointer = machine.owner.map(|owner| {
                let state = definition.state(owner.state);
                let outer = machines.get(state.machine.index()).cloned().unwrap_or_default();
                let state_pointer = outer.then("States").then(&state.name);
                state_pointer.join(&body_pointer(definition, state, machine.node))
            });
            machines.push(pointer.unwrap_or_default());
        }
        Checker {
            tree: definition.tree(),
            definition,
            options,
            machines,
            rule: super::rules::ALL[0],
            found: Vec::new(),
        }
    }

    pub(super) fn run(&mut self, rule: &'static Rule) {
        self.rule = rule;
        (rule.check)(self);
    }

    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }

    /// A problem of the rule that is asked.
    pub(super) fn problem(&self, span: TextRange, message: impl Into<String>) -> Diagnostic {
        let mut problem = Diagnostic::new(self.rule.code, self.rule.severity, span, message);
        problem.rule = Some(self.rule.name);
        problem
    }

    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.found.push(problem);
    }

    /// The pointer to a machine's object.
    pub(super) fn machine_pointer(&self, machine: MachineId) -> Pointer {
        self.machines.get(machine.index()).cloned().unwrap_or_default()
    }

    /// The pointer to a state's object.
    pub(super) fn state_pointer(&self, state: StateId) -> Pointer {
        let state = self.definition.state(state);
        self.machine_pointer(state.machine).then("States").then(&state.name)
    }

    /// The states that have an object, with it.
    pub(super) fn states(&self) -> impl Iterator<Item = (&'a State, NodeId)> + use<'a> {
        self.definition.states().iter().filter_map(|state| Some((state, state.node?)))
    }

    /// The opening sign of a container: where something that is missing in it is shown, if it has no name.
    pub(super) fn opening(&self, node: NodeId) -> TextRange {
        let start = self.tree.span(node).start;
        TextRange::new(start, start + 1)
    }

    /// Whether the value is known only when the definition is deployed: a substitution, or a string with one.
    pub(super) fn is_substituted(&self, node: NodeId) -> bool {
        match &self.tree.node(node).kind {
            NodeKind::Placeholder(_) => true,
            NodeKind::String(text) => has_substitution(text),
            _ => false,
        }
    }
}

/// Whether a text holds a `${Substitution}` of CloudFormation, SAM or Terraform.
pub(super) fn has_substitution(text: &str) -> bool {
    text.split_once("${").is_some_and(|(_, rest)| rest.contains('}'))
}

/// The way from a state's object to a machine in it.
fn body_pointer(definition: &Definition, state: &State, body: NodeId) -> Pointer {
    let tree = definition.tree();
    let branches = state.node.and_then(|node| tree.get(node, "Branches"));
    let index = branches.and_then(|list| tree.items(list).iter().position(|&item| item == body));
    match index {
        Some(index) => Pointer::root().then("Branches").then(index),
        None if state.node.is_some_and(|node| tree.get(node, "ItemProcessor") == Some(body)) => {
            Pointer::root().then("ItemProcessor")
        }
        None => Pointer::root().then("Iterator"),
    }
}
