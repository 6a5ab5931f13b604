//! Predicates: `[0]` picks by index, anything else by what it evaluates to.

use super::super::ast::{Node, NodeKind};
use super::super::item::{Item, Tuple, View};
use super::operator::{as_number, effective_boolean, numbers};
use super::{Evaluator, JsonataError, Outcome, ScopeId};
use std::rc::Rc;

impl Evaluator<'_, '_> {
    #[inline(never)]
    pub(super) fn evaluate_filter(&mut self, predicate: &Node, input: &Item, scope: ScopeId) -> Outcome {
        if let Item::Tuples(tuples) = input {
            return self.filter_tuples(predicate, tuples, scope);
        }
        let single = [input.clone()];
        let view = input.as_array().unwrap_or(View::Items(&single));
        if let NodeKind::Number(index) = predicate.kind {
            let item = index_from_end(index, view.len()).and_then(|index| view.get(index));
            return match item {
                Some(item) if item.as_array().is_some() => Ok(item),
                Some(item) if !item.is_undefined() => self.sequence(vec![item]),
                _ => self.sequence(Vec::new()),
            };
        }
        let mut results = Vec::new();
        for (index, item) in view.iter().enumerate() {
            let decision = self.evaluate(predicate, &item, scope)?;
            for _ in 0..times_selected(&decision, index, view.len())? {
                results.push(item.clone());
            }
        }
        self.sequence(results)
    }

    #[inline(never)]
    fn filter_tuples(&mut self, predicate: &Node, tuples: &[Tuple], scope: ScopeId) -> Outcome {
        if let NodeKind::Number(index) = predicate.kind {
            let tuple = index_from_end(index, tuples.len()).and_then(|index| tuples.get(index));
            return Ok(Item::Tuples(Rc::new(tuple.cloned().into_iter().collect())));
        }
        let mut results = Vec::new();
        for (index, tuple) in tuples.iter().enumerate() {
            let mark = self.scopes.mark();
            let inner = self.scopes.open_tuple(scope, tuple)?;
            let decision = self.evaluate(predicate, &tuple.at, inner)?;
            for _ in 0..times_selected(&decision, index, tuples.len())? {
                results.push(tuple.clone());
            }
            self.scopes.release(mark, &[&decision]);
        }
        Ok(Item::Tuples(Rc::new(results)))
    }
}

/// A number or numbers select the item at each such index; anything else selects by its truth.
fn times_selected(decision: &Item, index: usize, length: usize) -> Result<usize, JsonataError> {
    let indices = match as_number(decision)? {
        Some(number) => Some(vec![number]),
        None => decision.as_array().map(numbers).transpose()?.flatten(),
    };
    let Some(indices) = indices else {
        return Ok(usize::from(effective_boolean(decision)? == Some(true)));
    };
    Ok(indices.into_iter().filter(|wanted| index_from_end(*wanted, length) == Some(index)).count())
}

/// A negative index counts from the end; fractions are rounded down.
fn index_from_end(index: f64, length: usize) -> Option<usize> {
    let floor = index.floor();
    let index = if floor < 0.0 { floor + length as f64 } else { floor };
    (0.0..length as f64).contains(&index).then_some(index as usize)
}
