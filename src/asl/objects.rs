use super::fields::{FieldKind, ObjectKind};
use super::{Definition, MachineId, StateId, StateType, is_template_function};
use crate::json::{NodeId, Pointer, Step, Tree};

/// An object of the definition that has fields of the language.
#[derive(Clone, PartialEq, Debug)]
pub struct Object {
    /// What it is; none for a state of no known type.
    pub kind: Option<ObjectKind>,
    /// The object in the text.
    pub node: NodeId,
    /// The machine it belongs to; for a machine that machine.
    pub machine: MachineId,
    /// The state it belongs to; none for a machine.
    pub state: Option<StateId>,
    /// The way to it from the object of its state or machine.
    pub path: Pointer,
}

impl Definition {
    /// Every object with fields of the language: machines, states, and what is inside them; what contains before what
    /// is contained.
    pub fn objects(&self) -> Vec<Object> {
        let mut found = Vec::with_capacity(self.states().len() * 2);
        for machine in self.machines().iter().filter(|machine| self.tree().is_object(machine.node)) {
            let kind = match machine.owner.and_then(|owner| self.state(owner.state).known_type()) {
                None => ObjectKind::Top,
                Some(StateType::Map) => ObjectKind::MapBody,
                Some(_) => ObjectKind::Branch,
            };
            let (node, path) = (machine.node, Pointer::root());
            add(
                self.tree(),
                Object { kind: Some(kind), node, machine: machine.id, state: None, path },
                &mut found,
            );
        }
        for state in self.states() {
            let Some(node) = state.node else { continue };
            let kind = state.known_type().map(ObjectKind::State);
            let (machine, path) = (state.machine, Pointer::root());
            add(self.tree(), Object { kind, node, machine, state: Some(state.id), path }, &mut found);
        }
        found
    }
}

/// Adds an object and those inside it; nested machines are none of them, nor is what a template's function stands for.
fn add(tree: &Tree, object: Object, found: &mut Vec<Object>) {
    if is_template_function(tree, object.node) {
        return;
    }
    let parent = object.clone();
    found.push(object);
    let Some(kind) = parent.kind else { return };
    for member in tree.members(parent.node) {
        let Some(value) = member.value.filter(|&value| tree.is_container(value)) else { continue };
        let Some(field) = kind.field(&member.key) else { continue };
        match field.kind {
            FieldKind::Object(kind) if kind != ObjectKind::MapBody => {
                nested(tree, &parent, kind, value, &[field.name.into()], found);
            }
            FieldKind::Objects(kind) if kind != ObjectKind::Branch => {
                for (index, &item) in tree.items(value).iter().enumerate() {
                    nested(tree, &parent, kind, item, &[field.name.into(), index.into()], found);
                }
            }
            _ => {}
        }
    }
}

fn nested(
    tree: &Tree,
    parent: &Object,
    kind: ObjectKind,
    node: NodeId,
    steps: &[Step],
    found: &mut Vec<Object>,
) {
    if tree.is_object(node) {
        let path = parent.path.join(&Pointer::new(steps.to_vec()));
        add(tree, Object { kind: Some(kind), node, path, ..parent.clone() }, found);
    }
}

#[cfg(test)]
mod tests {
    use crate::asl::lower;

    #[test]
    fn objects_are_found_at_any_depth_with_their_kind_and_place() {
        let text = r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"And": [{"Not": {"Variable": "$"}}, 3], "Next": "M"}]},
            "M": {"Type": "Map", "Retry": [{}], "ItemProcessor": {"ProcessorConfig": {}, "States": {"I": {"Type": "Q"}}}}}}"#;
        let definition = lower(&crate::json::parse(text).tree.into());
        let lines: Vec<String> =
            definition.objects().iter().map(|object| format!("{:?} {}", object.kind, object.path)).collect();
        assert_eq!(
            lines,
            [
                "Some(Top) /",
                "Some(MapBody) /",
                "Some(ProcessorConfig) /ProcessorConfig",
                "Some(State(Choice)) /",
                "Some(ChoiceRule) /Choices[0]",
                "Some(NestedRule) /Choices[0]/And[0]",
                "Some(NestedRule) /Choices[0]/And[0]/Not",
                "Some(State(Map)) /",
                "Some(Retrier) /Retry[0]",
                "None /",
            ]
        );
    }
}
