//! Order-by, and the merge sort that `$sort` shares: stable, and with the comparisons of jsonata-js, since a comparison
//! may be any function.

use super::super::ast::SortTerm;
use super::super::item::{Flags, Item, Tuple};
use super::operator::order;
use super::{Evaluator, JsonataError, Outcome, ScopeId};
use crate::text::TextRange;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

/// Something to be sorted, with the keys that comparisons have asked for so far.
#[derive(Clone)]
struct Keyed<T> {
    subject: T,
    keys: Rc<RefCell<Vec<Item>>>,
}

impl<T> Keyed<T> {
    fn new(subject: T) -> Keyed<T> {
        Keyed { subject, keys: Rc::default() }
    }
}

impl Evaluator<'_, '_> {
    #[inline(never)]
    pub(super) fn evaluate_sort(
        &mut self,
        terms: &[SortTerm],
        span: TextRange,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        if let Item::Tuples(tuples) = input {
            let keyed = tuples.iter().cloned().map(Keyed::new).collect();
            let sorted = self.merge_sort(keyed, &mut |evaluator, a: &Keyed<Tuple>, b: &Keyed<Tuple>| {
                evaluator.comes_after(terms, span, a, b, &mut |evaluator, term, tuple| {
                    evaluator.tuple_key(term, tuple, scope)
                })
            })?;
            let sorted = sorted.into_iter().map(|keyed| keyed.subject).collect();
            return Ok(Item::Tuples(Rc::new(sorted)));
        }
        let Some(view) = input.as_array().filter(|view| view.len() > 1) else { return Ok(input.clone()) };
        let keyed = view.iter().map(Keyed::new).collect();
        let sorted = self.merge_sort(keyed, &mut |evaluator, a: &Keyed<Item>, b: &Keyed<Item>| {
            evaluator.comes_after(terms, span, a, b, &mut |evaluator, term, item| {
                evaluator.evaluate(&term.expression, item, scope)
            })
        })?;
        self.array(sorted.into_iter().map(|keyed| keyed.subject).collect(), Flags::default())
    }

    fn tuple_key(&mut self, term: &SortTerm, tuple: &Tuple, scope: ScopeId) -> Outcome {
        let mark = self.scopes.mark();
        let inner = self.scopes.open_tuple(scope, tuple)?;
        let key = self.evaluate(&term.expression, &tuple.at, inner)?;
        self.scopes.release(mark, &[&key]);
        Ok(key)
    }

    fn comes_after<T>(
        &mut self,
        terms: &[SortTerm],
        span: TextRange,
        a: &Keyed<T>,
        b: &Keyed<T>,
        evaluate_key: &mut impl FnMut(&mut Self, &SortTerm, &T) -> Outcome,
    ) -> Result<bool, JsonataError> {
        for (index, term) in terms.iter().enumerate() {
            let left = self.key(index, term, a, evaluate_key)?;
            let right = self.key(index, term, b, evaluate_key)?;
            match compare_keys(&left, &right).map_err(|error| error.at(span))? {
                (Ordering::Equal, _) => {}
                (ordering, false) => return Ok(ordering == Ordering::Greater),
                (ordering, true) => return Ok((ordering == Ordering::Greater) != term.descending),
            }
        }
        Ok(false)
    }

    /// The key of a term, evaluated when a comparison first asks for it.
    fn key<T>(
        &mut self,
        index: usize,
        term: &SortTerm,
        keyed: &Keyed<T>,
        evaluate_key: &mut impl FnMut(&mut Self, &SortTerm, &T) -> Outcome,
    ) -> Outcome {
        if let Some(known) = keyed.keys.borrow().get(index) {
            return Ok(known.clone());
        }
        let key = evaluate_key(self, term, &keyed.subject)?;
        keyed.keys.borrow_mut().push(key.clone());
        Ok(key)
    }

    /// Sorts by a function that says whether its first argument comes after its second.
    pub(in super::super) fn merge_sort<T: Clone>(
        &mut self,
        mut items: Vec<T>,
        comes_after: &mut impl FnMut(&mut Self, &T, &T) -> Result<bool, JsonataError>,
    ) -> Result<Vec<T>, JsonataError> {
        if items.len() <= 1 {
            return Ok(items);
        }
        let right = items.split_off(items.len() / 2);
        let left = self.merge_sort(items, comes_after)?;
        let right = self.merge_sort(right, comes_after)?;
        self.merge(left, right, comes_after)
    }

    fn merge<T: Clone>(
        &mut self,
        left: Vec<T>,
        right: Vec<T>,
        comes_after: &mut impl FnMut(&mut Self, &T, &T) -> Result<bool, JsonataError>,
    ) -> Result<Vec<T>, JsonataError> {
        let mut merged = Vec::with_capacity(left.len() + right.len());
        let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            self.spend(1)?;
            let from_right = comes_after(self, a, b)?;
            merged.extend(if from_right { right.next() } else { left.next() });
        }
        merged.extend(left);
        merged.extend(right);
        Ok(merged)
    }
}

/// The order of two sort keys, and whether a descending term turns it around: nothing always comes last.
fn compare_keys(a: &Item, b: &Item) -> Result<(Ordering, bool), JsonataError> {
    match (a.is_undefined(), b.is_undefined()) {
        (true, true) => return Ok((Ordering::Equal, false)),
        (true, false) => return Ok((Ordering::Greater, false)),
        (false, true) => return Ok((Ordering::Less, false)),
        (false, false) => {}
    }
    let is_comparable = |item: &Item| item.as_str().is_some() || item.as_f64().is_some();
    for item in [a, b] {
        if !is_comparable(item) {
            return Err(JsonataError::new("T2008").value(item.to_value_lossy()));
        }
    }
    if a.as_str().is_some() != b.as_str().is_some() {
        return Err(JsonataError::new("T2007").values(a.to_value_lossy(), b.to_value_lossy()));
    }
    Ok((order(a, b).unwrap_or(Ordering::Greater), true))
}
