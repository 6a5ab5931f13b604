//! Steps that bind variables (`@`, `#`) or ancestors (`%`): their results carry the bindings along.

use super::super::ast::{Node, NodeKind, Stage};
use super::super::error::JsonataError;
use super::super::item::{BindingName, Item, Tuple};
use super::{Evaluator, Outcome, ScopeId};
use std::rc::Rc;

type Tuples = Rc<Vec<Tuple>>;

impl Evaluator<'_, '_> {
    /// Evaluates `step` on each of `tuples`, or on each item of `input` if there are none yet.
    pub(super) fn evaluate_tuple_step(
        &mut self,
        step: &Node,
        input: &Item,
        tuples: Option<Tuples>,
        scope: ScopeId,
    ) -> Result<Tuples, JsonataError> {
        let result = match &step.kind {
            NodeKind::Sort(terms) => {
                let is_start = tuples.is_none();
                let unsorted = tuples.map_or_else(|| input.clone(), Item::Tuples);
                let sorted = self.evaluate_sort(terms, step.span, &unsorted, scope)?;
                if is_start { number_tuples(step, &sorted) } else { into_tuples(sorted) }
            }
            _ => {
                let tuples = tuples.unwrap_or_else(|| Rc::new(plain_tuples(input)));
                Rc::new(self.evaluate_on_tuples(step, &tuples, scope)?)
            }
        };
        let staged = self.evaluate_stages(step.stages(), Item::Tuples(result), scope)?;
        Ok(into_tuples(staged))
    }

    fn evaluate_on_tuples(
        &mut self,
        step: &Node,
        tuples: &[Tuple],
        scope: ScopeId,
    ) -> Result<Vec<Tuple>, JsonataError> {
        let mut results = Vec::new();
        for tuple in tuples {
            let mark = self.scopes.mark();
            let inner = self.scopes.open_tuple(scope, tuple)?;
            let result = self.evaluate(step, &tuple.at, inner)?;
            match &result {
                Item::Undefined => {}
                Item::Tuples(found) => {
                    self.spend(found.len())?;
                    results.extend(found.iter().map(|found| merged(tuple, found)));
                }
                other => match other.as_array() {
                    Some(view) => {
                        self.spend(view.len())?;
                        let found = view.iter().enumerate();
                        results.extend(found.map(|(index, item)| bound(step, tuple, item, index)));
                    }
                    None => results.push(bound(step, tuple, other.clone(), 0)),
                },
            }
            self.scopes.release(mark, &[&result]);
            self.check_bytes(24 * results.len() as u64)?;
        }
        Ok(results)
    }

    /// Predicates and index bindings after a step, on all its results at once.
    pub(super) fn evaluate_stages(&mut self, stages: &[Stage], input: Item, scope: ScopeId) -> Outcome {
        let mut result = input;
        for stage in stages {
            result = match stage {
                Stage::Filter(predicate) => self.evaluate_filter(predicate, &result, scope)?,
                Stage::Index(name) => {
                    let mut tuples = into_tuples(result);
                    for (index, tuple) in Rc::make_mut(&mut tuples).iter_mut().enumerate() {
                        tuple.bind(BindingName::Variable(name.clone()), Item::from(index));
                    }
                    Item::Tuples(tuples)
                }
            };
        }
        Ok(result)
    }
}

fn plain_tuples(input: &Item) -> Vec<Tuple> {
    super::path::contexts(input).into_iter().map(|at| Tuple { at, bindings: Vec::new() }).collect()
}

fn into_tuples(item: Item) -> Tuples {
    match item {
        Item::Tuples(tuples) => tuples,
        Item::Undefined => Rc::default(),
        other if other.as_array().is_some() => Rc::new(plain_tuples(&other)),
        other => Rc::new(vec![Tuple { at: other, bindings: Vec::new() }]),
    }
}

/// The items of a sort that starts the bindings, numbered if the sort asks for it.
fn number_tuples(step: &Node, sorted: &Item) -> Tuples {
    let mut tuples = plain_tuples(sorted);
    if let Some(name) = step.index() {
        for (index, tuple) in tuples.iter_mut().enumerate() {
            tuple.bind(BindingName::Variable(name.clone()), Item::from(index));
        }
    }
    Rc::new(tuples)
}

fn merged(outer: &Tuple, found: &Tuple) -> Tuple {
    let mut tuple = Tuple { at: found.at.clone(), bindings: outer.bindings.clone() };
    for (name, value) in &found.bindings {
        tuple.bind(name.clone(), value.clone());
    }
    tuple
}

/// The tuple of one result of `step` on `outer`.
fn bound(step: &Node, outer: &Tuple, result: Item, index: usize) -> Tuple {
    let mut tuple = outer.clone();
    match step.focus() {
        Some(name) => tuple.bind(BindingName::Variable(name.clone()), result),
        None => tuple.at = result,
    }
    if let Some(name) = step.index() {
        tuple.bind(BindingName::Variable(name.clone()), Item::from(index));
    }
    if let Some(label) = step.ancestor() {
        tuple.bind(BindingName::Ancestor(label), outer.at.clone());
    }
    tuple
}
