use super::expressions::{ExpressionUse, expressions};
use super::facts::Facts;
use super::{Options, Rule, Source};
use crate::asl::fields::FieldSpec;
use crate::asl::{Definition, MachineId, Object, QueryLanguage, State, StateId, is_template_function};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::json::{NodeId, NodeKind, Pointer, Tree};
use crate::syntax::{self, Modifier};
use crate::text::{TextEdit, TextRange};
use std::rc::Rc;

/// What a rule works with: the definition, and a place for its findings.
#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) text: &'a str,
    pub(super) tree: &'a Tree,
    pub(super) definition: &'a Definition,
    pub(super) options: &'a Options,
    /// Every object with fields of the language.
    pub(super) objects: Rc<[Object]>,
    /// Every field of those objects that is known there and has a value.
    pub(super) fields: Rc<[FieldUse]>,
    /// Every member of those objects that is no such field.
    pub(super) strangers: Rc<[Stranger]>,
    /// Every expression in them.
    pub(super) expressions: Rc<[ExpressionUse]>,
    /// The pointer to each machine's object.
    machines: Vec<Pointer>,
    pub(super) facts: Facts,
    rule: &'static Rule,
    found: Vec<Diagnostic>,
}

/// A field where it is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldUse {
    /// The object it stands in, as an index of [`Checker::objects`].
    pub(super) object: usize,
    pub(super) key_span: TextRange,
    pub(super) value: NodeId,
    pub(super) spec: &'static FieldSpec,
    /// The language of the state around it; of the definition, outside of states.
    pub(super) language: QueryLanguage,
}

/// A member that is no field of its object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stranger {
    /// The object it stands in, as an index of [`Checker::objects`].
    pub(super) object: usize,
    /// Which of the object's members it is.
    pub(super) member: usize,
}

impl FieldUse {
    /// Whether the field exists in the language it is written in.
    pub(super) fn in_language(&self) -> bool {
        self.spec.language.is_none_or(|only| only == self.language)
    }
}

/// What makes the edit of a fix.
pub(super) trait FixEdit: Fn(Modifier<'_>) -> TextEdit + Send + Sync + 'static {}

impl<Edit: Fn(Modifier<'_>) -> TextEdit + Send + Sync + 'static> FixEdit for Edit {}

impl<'a> Checker<'a> {
    pub(super) fn new(source: Source<'a>, options: &'a Options) -> Self {
        let definition = source.definition;
        let objects = definition.objects();
        let (fields, strangers) = fields(definition, &objects);
        let mut checker = Checker {
            text: source.text,
            tree: definition.tree(),
            definition,
            options,
            fields: fields.into(),
            strangers: strangers.into(),
            objects: objects.into(),
            expressions: Rc::new([]),
            machines: machine_pointers(definition),
            facts: Facts::default(),
            rule: super::rules::first(),
            found: Vec::new(),
        };
        checker.expressions = expressions(&checker).into();
        checker
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

    /// A problem with a whole value.
    pub(super) fn problem_at(&self, node: NodeId, message: impl Into<String>) -> Diagnostic {
        self.problem(self.tree.span(node), message)
    }

    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.found.push(problem);
    }

    /// A fix that a person chooses.
    pub(super) fn suggested_fix(&self, title: impl Into<String>, edit: impl FixEdit) -> Fix {
        self.fix(title, Applicability::Suggested, edit)
    }

    /// A fix that keeps the meaning.
    pub(super) fn safe_fix(&self, title: impl Into<String>, edit: impl FixEdit) -> Fix {
        self.fix(title, Applicability::Safe, edit)
    }

    fn fix(&self, title: impl Into<String>, applicability: Applicability, edit: impl FixEdit) -> Fix {
        let tree = self.definition.shared_tree();
        Fix::new(title, applicability, move |text| edit(Modifier::new(&tree, text)))
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

    /// The pointer to an object.
    pub(super) fn object_pointer(&self, object: &Object) -> Pointer {
        let base = match object.state {
            Some(state) => self.state_pointer(state),
            None => self.machine_pointer(object.machine),
        };
        base.join(&object.path)
    }

    /// The pointer to a value in the object of that index.
    pub(super) fn pointer_in(&self, object: usize, node: NodeId) -> Pointer {
        let Some(object) = self.objects.get(object) else { return Pointer::root() };
        self.object_pointer(object).join(&self.tree.pointer_between(object.node, node))
    }

    /// The pointer to a field's value.
    pub(super) fn field_pointer(&self, field: &FieldUse) -> Pointer {
        let object = self.objects.get(field.object).map(|object| self.object_pointer(object));
        object.unwrap_or_default().then(field.spec.name)
    }

    /// The states that have an object, with it.
    pub(super) fn states(&self) -> impl Iterator<Item = (&'a State, NodeId)> + use<'a> {
        self.definition.states().iter().filter_map(|state| Some((state, state.node?)))
    }

    /// Where something that is missing in an object is shown: at the state's name, or at the opening sign.
    pub(super) fn heading(&self, object: &Object) -> TextRange {
        match object.state.filter(|_| object.path.steps().is_empty()) {
            Some(state) => self.definition.state(state).name_span,
            None => self.opening(object.node),
        }
    }

    /// The opening sign of a container.
    pub(super) fn opening(&self, node: NodeId) -> TextRange {
        let span = self.tree.span(node);
        let first = span.slice(self.text).chars().next().map_or(0, char::len_utf8);
        TextRange::new(span.start, span.start + first)
    }

    /// Where a part of a string's value stands in the text.
    pub(super) fn inside(&self, string: NodeId, part: TextRange) -> TextRange {
        syntax::string_span(self.tree, self.text, string, part)
    }

    /// Where a fault in a string's value stands in the text: the whole string where the fault has no extent.
    pub(super) fn fault(&self, string: NodeId, part: TextRange) -> TextRange {
        let span = self.inside(string, part);
        if span.is_empty() || part.is_empty() { self.tree.span(string) } else { span }
    }

    /// Whether the value is known only when the definition is deployed: a substitution, a string with one, or a function.
    pub(super) fn is_substituted(&self, node: NodeId) -> bool {
        match &self.tree.node(node).kind {
            NodeKind::Placeholder(_) | NodeKind::Invalid => true,
            NodeKind::String(text) => has_substitution(text),
            NodeKind::Object(_) => is_template_function(self.tree, node),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Array(_) => false,
        }
    }
}

/// Whether a text holds a `${Substitution}` of CloudFormation, SAM or Terraform.
pub(super) fn has_substitution(text: &str) -> bool {
    text.split_once("${").is_some_and(|(_, rest)| rest.contains('}'))
}

fn fields(definition: &Definition, objects: &[Object]) -> (Vec<FieldUse>, Vec<Stranger>) {
    let mut fields = Vec::with_capacity(objects.len() * 4);
    let mut strangers = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let Some(kind) = object.kind else { continue };
        let language =
            object.state.map_or_else(|| definition.top_language(), |state| definition.language(state));
        for (at, member) in definition.tree().members(object.node).iter().enumerate() {
            match (kind.field(&member.key), member.value) {
                (Some(spec), Some(value)) => {
                    let key_span = member.key_span;
                    fields.push(FieldUse { object: index, key_span, value, spec, language });
                }
                (Some(_), None) => {}
                (None, _) => strangers.push(Stranger { object: index, member: at }),
            }
        }
    }
    (fields, strangers)
}

fn machine_pointers(definition: &Definition) -> Vec<Pointer> {
    let mut machines: Vec<Pointer> = Vec::with_capacity(definition.machines().len());
    for machine in definition.machines() {
        let pointer = machine.owner.map(|owner| {
            let state = definition.state(owner.state);
            let outer = machines.get(state.machine.index()).cloned().unwrap_or_default();
            outer.then("States").then(&state.name).join(&body_pointer(definition, state, machine.node))
        });
        machines.push(pointer.unwrap_or_default());
    }
    machines
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
