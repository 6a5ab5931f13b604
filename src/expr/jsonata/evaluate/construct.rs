//! `[…]` and `{…}`, alone and as grouping.

use super::super::ast::{Node, NodeKind, Pair};
use super::super::item::{Array, BindingName, Flags, Item, Items, Members, Tuple, View};
use super::{Evaluator, JsonataError, Outcome, ScopeId};
use crate::text::TextRange;
use crate::value::{Map, Value};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// What goes under one key: the pair that gave it, and the items it was given for.
struct Entry {
    pair: usize,
    items: Vec<Item>,
    tuples: Vec<Tuple>,
}

type Entries = IndexMap<Arc<str>, Entry, FxBuildHasher>;

impl Evaluator<'_, '_> {
    #[inline(never)]
    pub(super) fn evaluate_array(
        &mut self,
        items: &[Node],
        constructed: bool,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let flags = Flags { constructed, ..Flags::default() };
        let mut result = Items::default();
        for item in items {
            let value = self.evaluate(item, input, scope)?;
            let is_nested = matches!(item.kind, NodeKind::Array(_));
            match value.as_array().filter(|_| !is_nested) {
                _ if value.is_undefined() => {}
                Some(View::Range { .. }) if items.len() == 1 => {
                    let Item::Array(range) = &value else { continue };
                    return Ok(range.with_flags(flags).into());
                }
                Some(view) => {
                    self.check_bytes(8 * (result.len() + view.len()) as u64)?;
                    result.push_all(&value);
                }
                None => result.push(value),
            }
        }
        self.array_of(result, flags)
    }

    /// Groups the items of `input` by the keys that the pairs give, then evaluates each key's value on its group.
    #[inline(never)]
    pub(super) fn evaluate_group(
        &mut self,
        pairs: &[Pair],
        span: TextRange,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        if !matches!(input, Item::Tuples(_)) && input.as_array().is_none() {
            return self.evaluate_object(pairs, span, input, scope);
        }
        let entries = match input {
            Item::Tuples(tuples) => self.group_tuples(pairs, span, tuples, scope)?,
            other => self.group_items(pairs, span, other, scope)?,
        };
        let mut members = Members::default();
        for (key, entry) in entries {
            let Some(pair) = pairs.get(entry.pair) else { continue };
            let value = if entry.tuples.is_empty() {
                let context = joined(entry.items);
                self.evaluate(&pair.value, &context, scope)?
            } else {
                self.evaluate_on_group(&pair.value, &entry.tuples, scope)?
            };
            if !value.is_undefined() {
                members.insert(key, value);
            }
        }
        self.object(members)
    }

    /// The common case of one context: all keys, then all values.
    #[inline(never)]
    fn evaluate_object(&mut self, pairs: &[Pair], span: TextRange, input: &Item, scope: ScopeId) -> Outcome {
        let mut keys: Vec<Option<Arc<str>>> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let key = self.evaluate(&pair.key, input, scope)?;
            let name = name_of(&key, pair)?;
            if name.is_some() && keys.contains(&name) {
                return Err(JsonataError::new("D1009").value(key.to_value_lossy()).at(span));
            }
            keys.push(name);
        }
        let mut members = Vec::with_capacity(pairs.len());
        for (pair, key) in pairs.iter().zip(keys) {
            let Some(key) = key else { continue };
            let value = self.evaluate(&pair.value, input, scope)?;
            if !value.is_undefined() {
                members.push((key, value));
            }
        }
        match scalars(&members) {
            Some(map) => Ok(Item::Value(Value::from(map))),
            None => self.object(members.into_iter().collect()),
        }
    }

    #[inline(never)]
    fn group_items(
        &mut self,
        pairs: &[Pair],
        span: TextRange,
        input: &Item,
        scope: ScopeId,
    ) -> Result<Entries, JsonataError> {
        let single = [input.clone()];
        let view = input.as_array().filter(|view| view.len() > 0).unwrap_or(match input.as_array() {
            Some(_) => View::Items(&[Item::Undefined]),
            None => View::Items(&single),
        });
        let mut entries = Entries::default();
        for item in view.iter() {
            for (index, pair) in pairs.iter().enumerate() {
                let key = self.evaluate(&pair.key, &item, scope)?;
                if let Some(entry) = entry(&mut entries, &key, index, span, pair)? {
                    entry.items.push(item.clone());
                }
            }
        }
        Ok(entries)
    }

    #[inline(never)]
    fn group_tuples(
        &mut self,
        pairs: &[Pair],
        span: TextRange,
        tuples: &[Tuple],
        scope: ScopeId,
    ) -> Result<Entries, JsonataError> {
        let mut entries = Entries::default();
        for tuple in tuples {
            for (index, pair) in pairs.iter().enumerate() {
                let mark = self.scopes.mark();
                let inner = self.scopes.open_tuple(scope, tuple)?;
                let key = self.evaluate(&pair.key, &tuple.at, inner)?;
                self.scopes.release(mark, &[&key]);
                if let Some(entry) = entry(&mut entries, &key, index, span, pair)? {
                    entry.tuples.push(tuple.clone());
                }
            }
        }
        Ok(entries)
    }

    /// The value of a group of tuples: what they bind is joined under each name.
    #[inline(never)]
    fn evaluate_on_group(&mut self, value: &Node, tuples: &[Tuple], scope: ScopeId) -> Outcome {
        let context = joined(tuples.iter().map(|tuple| tuple.at.clone()).collect());
        let mut bindings: Vec<(BindingName, Vec<Item>)> = Vec::new();
        for (name, item) in tuples.iter().flat_map(|tuple| &tuple.bindings) {
            match bindings.iter_mut().find(|(bound, _)| bound == name) {
                Some((_, items)) => items.push(item.clone()),
                None => bindings.push((name.clone(), vec![item.clone()])),
            }
        }
        let bindings = bindings.into_iter().map(|(name, items)| (name, joined(items))).collect();
        let mark = self.scopes.mark();
        let inner = self.scopes.open_tuple(scope, &Tuple { at: context.clone(), bindings })?;
        let result = self.evaluate(value, &context, inner)?;
        self.scopes.release(mark, &[&result]);
        Ok(result)
    }
}

/// The members as JSON, if they are few scalars: most objects are, and need no conversion when they leave.
fn scalars(members: &[(Arc<str>, Item)]) -> Option<Map> {
    let scalar = |item: &Item| match item {
        Item::Value(Value::Array(_) | Value::Object(_)) => None,
        Item::Value(Value::String(text)) if text.len() > 1000 => None,
        Item::Value(value) => Some(value.clone()),
        _ => None,
    };
    let few = members.len() <= 32;
    few.then(|| members.iter().map(|(key, item)| Some((key.clone(), scalar(item)?))).collect()).flatten()
}

/// The entry of `key`; nothing for an undefined key.
fn entry<'e>(
    entries: &'e mut Entries,
    key: &Item,
    pair_index: usize,
    span: TextRange,
    pair: &Pair,
) -> Result<Option<&'e mut Entry>, JsonataError> {
    let Some(name) = name_of(key, pair)? else { return Ok(None) };
    let entry = entries.entry(name).or_insert_with(|| Entry {
        pair: pair_index,
        items: Vec::new(),
        tuples: Vec::new(),
    });
    if entry.pair != pair_index {
        return Err(JsonataError::new("D1009").value(key.to_value_lossy()).at(span));
    }
    Ok(Some(entry))
}

/// A key must be a text; nothing for nothing.
fn name_of(key: &Item, pair: &Pair) -> Result<Option<Arc<str>>, JsonataError> {
    match key {
        Item::Undefined => Ok(None),
        Item::Value(Value::String(name)) => Ok(Some(name.clone())),
        other => Err(JsonataError::new("T1003").value(other.to_value_lossy()).at(pair.key.span)),
    }
}

/// One item as it is, several as one array, arrays among them by their items.
fn joined(mut items: Vec<Item>) -> Item {
    if items.len() == 1 {
        return items.remove(0);
    }
    let mut result: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        match item.as_array() {
            Some(view) => result.extend(view.iter()),
            None if item.is_undefined() => {}
            None => result.push(item),
        }
    }
    Item::from(Array::plain(result))
}
