use super::checker::Checker;
use super::scopes::Scopes;
use super::variables::{Assignment, assignments};
use crate::asl::choice::Operator;
use crate::asl::fields::ObjectKind;
use crate::asl::resource::Resource;
use crate::asl::{Object, State};
use crate::json::NodeId;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

/// What several rules ask for, worked out for the first that does.
#[derive(Debug, Default)]
pub(super) struct Facts {
    assignments: OnceCell<Rc<[Assignment]>>,
    scopes: OnceCell<Arc<Scopes>>,
    comparisons: OnceCell<Rc<[Comparison]>>,
    resources: OnceCell<Vec<Option<Rc<Resource>>>>,
    substituted_ways: OnceCell<Vec<bool>>,
}

/// A comparison of a Choice rule.
#[derive(Debug)]
pub(super) struct Comparison {
    /// The rule.
    pub(super) object: Object,
    pub(super) operator: Operator,
    /// What it compares with.
    pub(super) operand: NodeId,
}

impl Checker<'_> {
    /// All assignments, in the order of the definition's objects.
    pub(super) fn assignments(&self) -> Rc<[Assignment]> {
        self.facts.assignments.get_or_init(|| assignments(self).into()).clone()
    }

    /// Which variables are set when each state begins.
    pub(super) fn scopes(&self) -> Arc<Scopes> {
        self.facts.scopes.get_or_init(|| Arc::new(Scopes::of(self))).clone()
    }

    /// The comparisons of all Choice rules.
    pub(super) fn comparisons(&self) -> Rc<[Comparison]> {
        self.facts.comparisons.get_or_init(|| comparisons(self).into()).clone()
    }

    /// What a Task calls; none for a state without `Resource`.
    pub(super) fn resource(&self, state: &State) -> Option<Rc<Resource>> {
        let resource = |state: &State| {
            let written = self.tree.as_str(self.tree.get(state.node?, "Resource")?)?;
            Some(Rc::new(Resource::parse(written)))
        };
        let all = || self.definition.states().iter().map(resource).collect();
        self.facts.resources.get_or_init(all).get(state.id.index()).cloned().flatten()
    }

    /// Whether where a state leads is known only when the definition is deployed.
    pub(super) fn has_substituted_way(&self, state: &State) -> bool {
        let all = || self.definition.states().iter().map(|state| has_substituted_way(self, state)).collect();
        self.facts.substituted_ways.get_or_init(all).get(state.id.index()).copied().unwrap_or_default()
    }
}

fn comparisons(checker: &Checker<'_>) -> Vec<Comparison> {
    let is_rule =
        |object: &&Object| matches!(object.kind, Some(ObjectKind::ChoiceRule | ObjectKind::NestedRule));
    let mut found = Vec::new();
    for object in checker.objects.iter().filter(is_rule) {
        for member in checker.tree.members(object.node) {
            if let (Some(operator), Some(operand)) = (Operator::from_name(&member.key), member.value) {
                found.push(Comparison { object: object.clone(), operator, operand });
            }
        }
    }
    found
}

fn has_substituted_way(checker: &Checker<'_>, state: &State) -> bool {
    let Some(node) = state.node else { return true };
    let field = |object, key| checker.tree.get(object, key);
    let is_open = |node: Option<NodeId>| node.is_some_and(|node| checker.is_substituted(node));
    let list = |key| field(node, key).map_or(&[][..], |list| checker.tree.items(list));
    let fields = ["Next", "Default", "Choices", "Catch"];
    let rules = || list("Choices").iter().chain(list("Catch"));
    is_open(Some(node))
        || fields.iter().any(|key| is_open(field(node, key)))
        || rules().any(|&rule| is_open(Some(rule)) || is_open(field(rule, "Next")))
}
