//! `|pattern|update, delete|`: a copy of a value with the objects changed that the pattern finds in it.
//!
//! jsonata-js changes the copy in place. Here the copy is a fresh value whose objects are known by their address: each
//! match is found in it by that address, and a path leads to the place to change.

use super::super::ast::Transform;
use super::super::functions::clone_value;
use super::super::item::{Function, Item};
use super::{Evaluator, JsonataError, Outcome, ScopeId};
use crate::text::TextRange;
use crate::value::{Map, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A key or an index.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Segment {
    Key(Arc<str>),
    Index(usize),
}

type Place = Vec<Segment>;

/// What the pattern matches.
enum Target {
    /// An object of the copy.
    Inside(Place),
    /// Anything else, whose change nobody sees; only what is wrong with it counts.
    Elsewhere(Item),
}

impl Evaluator<'_, '_> {
    #[inline(never)]
    pub(super) fn transform(
        &mut self,
        transform: &Transform,
        span: TextRange,
        object: Item,
        scope: ScopeId,
    ) -> Outcome {
        if object.is_undefined() {
            return Ok(object);
        }
        let clone = self.scopes.variable("clone", scope, self.dialect);
        let Some(function) = clone.as_function() else { return Err(JsonataError::new("T2013").at(span)) };
        let copy = match function {
            Function::Builtin(_) => clone_value(self, &object)?,
            Function::Stored(_) => self.apply(&clone, vec![object], &Item::NULL)?,
        };
        let Some(mut copy) = copy.to_value_lossy().map(|value| fresh(&value)) else {
            return Ok(Item::Undefined);
        };
        let matches = self.evaluate(&transform.pattern, &Item::Value(copy.clone()), scope)?;
        for target in self.targets(&copy, matches)? {
            self.change(transform, &mut copy, target, scope)?;
        }
        Ok(Item::Value(copy))
    }

    /// The matches in their order.
    fn targets(&mut self, copy: &Value, matches: Item) -> Result<Vec<Target>, JsonataError> {
        let mut known = FxHashMap::default();
        self.index_objects(copy, &mut Vec::new(), &mut known)?;
        let matches: Vec<Item> = match matches.as_array() {
            Some(view) => view.iter().collect(),
            None if matches.is_undefined() => Vec::new(),
            None => vec![matches],
        };
        let target = |item: Item| match &item {
            Item::Value(Value::Object(members)) => {
                known.get(&address(members)).cloned().map_or(Target::Elsewhere(item), Target::Inside)
            }
            _ => Target::Elsewhere(item),
        };
        Ok(matches.into_iter().map(target).collect())
    }

    fn index_objects(
        &mut self,
        value: &Value,
        place: &mut Place,
        known: &mut FxHashMap<usize, Place>,
    ) -> Result<(), JsonataError> {
        self.spend(1)?;
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    place.push(Segment::Index(index));
                    self.index_objects(item, place, known)?;
                    place.pop();
                }
            }
            Value::Object(members) => {
                known.insert(address(members), place.clone());
                for (key, member) in members.iter() {
                    place.push(Segment::Key(key.clone()));
                    self.index_objects(member, place, known)?;
                    place.pop();
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    }

    /// Changes an object, unless an earlier change has replaced it.
    fn change(
        &mut self,
        transform: &Transform,
        copy: &mut Value,
        target: Target,
        scope: ScopeId,
    ) -> Result<(), JsonataError> {
        let Some(context) = target.current(copy) else { return Ok(()) };
        let update = self.evaluate(&transform.update, &context, scope)?;
        if !update.is_undefined() && update.as_object().is_none() {
            let error = JsonataError::new("T2011").value(update.to_value_lossy());
            return Err(error.at(transform.update.span));
        }
        drop(context);
        if let (Some(Value::Object(update)), Some(members)) = (update.to_value_lossy(), target.members(copy))
        {
            members.extend(update.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        let Some(delete) = &transform.delete else { return Ok(()) };
        let Some(context) = target.current(copy) else { return Ok(()) };
        let names = self.evaluate(delete, &context, scope)?;
        let Some(names) = text_list(&names) else {
            return Err(JsonataError::new("T2012").value(names.to_value_lossy()).at(delete.span));
        };
        drop(context);
        if let Some(members) = target.members(copy) {
            for name in names {
                members.remove(&name);
            }
        }
        Ok(())
    }
}

impl Target {
    /// The match as it is by now.
    fn current(&self, copy: &Value) -> Option<Item> {
        match self {
            Target::Inside(place) => at(copy, place).cloned().map(Item::Value),
            Target::Elsewhere(item) => Some(item.clone()),
        }
    }

    fn members<'v>(&self, copy: &'v mut Value) -> Option<&'v mut Map> {
        match self {
            Target::Inside(place) => members_at(copy, place),
            Target::Elsewhere(_) => None,
        }
    }
}

/// A text or texts; nothing if there is something else among them.
fn text_list(item: &Item) -> Option<Vec<Arc<str>>> {
    let text = |item: &Item| match item {
        Item::Value(Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    match item.as_array() {
        Some(view) => view.iter().map(|item| text(&item)).collect(),
        None if item.is_undefined() => Some(Vec::new()),
        None => text(item).map(|text| vec![text]),
    }
}

fn address(members: &Arc<Map>) -> usize {
    Arc::as_ptr(members).addr()
}

/// A copy that shares no array or object with anything, not even with itself.
fn fresh(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::array(items.iter().map(fresh).collect()),
        Value::Object(members) => {
            Value::object(members.iter().map(|(key, member)| (key.clone(), fresh(member))))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn at<'v>(value: &'v Value, place: &[Segment]) -> Option<&'v Value> {
    place.iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get(key),
        Segment::Index(index) => value.at(*index),
    })
}

fn members_at<'v>(value: &'v mut Value, place: &[Segment]) -> Option<&'v mut Map> {
    let mut value = value;
    for segment in place {
        value = match (segment, value) {
            (Segment::Key(key), Value::Object(members)) => Arc::make_mut(members).get_mut(key)?,
            (Segment::Index(index), Value::Array(items)) => Arc::make_mut(items).get_mut(*index)?,
            _ => return None,
        };
    }
    if let Value::Object(members) = value { Some(Arc::make_mut(members)) } else { None }
}
