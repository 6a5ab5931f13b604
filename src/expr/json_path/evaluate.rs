use super::location::Location;
use super::miss::MissReason;
use super::token::{Token, Tokens};
use super::trail::{Place, Trail};
use crate::expr::java;
use crate::value::{Map, Value};
use std::sync::Arc;

/// Through which of Jayway's readers the document is seen. They differ in arrays: past the end there is a null in a node tree
/// and nothing in a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// Jackson's node tree: how AWS reads paths.
    Nodes,
    /// Java's own collections: how AWS reads the arguments of intrinsic functions, and Jayway by itself.
    Collections,
}

/// How many values one evaluation may visit; `$..*..*..*` over a large document would otherwise never end.
const MAX_VISITS: usize = 5_000_000;

/// How deep `..` goes, which recursion bounds.
const MAX_DEPTH: usize = 1_000;

const NULL: Value = Value::Null;

type Found<T> = Result<T, MissReason>;

/// Evaluates a path of single names and indices, without copying anything on the way.
pub(super) fn simple<'v>(tokens: &Tokens, root: &'v Value, reading: Reading) -> Found<&'v Value> {
    let mut model = Model::node(root);
    for (step, token) in tokens.as_slice().iter().enumerate() {
        model = match token {
            Token::Name(name) => {
                let members = model.members(step, || Place::Steps(step))?;
                let member = members.get(name).ok_or_else(|| absent(tokens, step))?;
                Model::unwrapped(member)
            }
            Token::Index(index) => {
                let items = model.items(tokens, step, reading, || Place::Steps(step))?;
                model_at(items, *index, reading).ok_or(MissReason::OutOfBounds(Place::Steps(step + 1)))?
            }
            _ => return Err(MissReason::TooLarge),
        };
    }
    Ok(model.value)
}

fn absent(tokens: &Tokens, step: usize) -> MissReason {
    let place = Place::Steps(step + 1);
    if tokens.is_last(step) { MissReason::NoResults(place) } else { MissReason::MissingProperty(place) }
}

/// A value on the way, and what Jayway has in its place when it reads a node tree.
#[derive(Clone, Copy)]
struct Model<'v> {
    value: &'v Value,
    origin: Origin,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A node: the root or an item of an array.
    Node,
    /// A member of an object: texts, numbers, booleans and nulls are Java's.
    Unwrapped,
    /// Java's null, past the end of an array.
    BeyondEnd,
}

fn model_at(items: &[Value], index: i64, reading: Reading) -> Option<Model<'_>> {
    let item = usize::try_from(index).ok().and_then(|index| items.get(index));
    match (item, reading) {
        (Some(value), _) => Some(Model::node(value)),
        (None, Reading::Nodes) => Some(Model { value: &NULL, origin: Origin::BeyondEnd }),
        (None, Reading::Collections) => None,
    }
}

impl<'v> Model<'v> {
    fn node(value: &'v Value) -> Self {
        Model { value, origin: Origin::Node }
    }

    fn unwrapped(value: &'v Value) -> Self {
        Model { value, origin: Origin::Unwrapped }
    }

    fn members(self, step: usize, place: impl FnOnce() -> Place) -> Found<&'v Map> {
        self.value.as_object().ok_or_else(|| MissReason::NoObject { step, place: place() })
    }

    fn items(
        self,
        tokens: &Tokens,
        step: usize,
        reading: Reading,
        place: impl FnOnce() -> Place,
    ) -> Found<&'v [Value]> {
        let is_unwrapped = reading == Reading::Collections || self.origin != Origin::Node;
        if is_unwrapped && self.value.is_null() {
            return Err(MissReason::Null(place()));
        }
        self.value
            .as_array()
            .ok_or_else(|| MissReason::NoArray { tail: tokens.tail(step), found: self.print(reading) })
    }

    fn print(self, reading: Reading) -> String {
        let is_container = matches!(self.value, Value::Array(_) | Value::Object(_));
        match (reading, self.origin) {
            (Reading::Collections, _) => java::text(self.value),
            (Reading::Nodes, Origin::Unwrapped) if !is_container => java::text(self.value),
            (Reading::Nodes, _) => self.value.to_json(),
        }
    }
}

/// Evaluates any path: one value for a definite path, a list for another.
pub(super) fn general(tokens: &Tokens, root: &Value, document: &Value, reading: Reading) -> Found<Value> {
    let mut walk = Walk::new(tokens, document, reading);
    walk.visit(0, Model::node(root), &Trail::Root)?;
    let mut values = walk.values;
    if !tokens.are_definite() {
        return Ok(Value::array(values));
    }
    if values.is_empty() {
        return Err(MissReason::NoResults(Place::Steps(tokens.as_slice().len())));
    }
    Ok(values.swap_remove(0))
}

/// Where the path's values stand in `root`; nothing when it misses.
pub(super) fn locations(tokens: &Tokens, root: &Value) -> Vec<Location> {
    let mut walk = Walk::new(tokens, root, Reading::Collections);
    walk.locations = Some(Vec::new());
    match walk.visit(0, Model::node(root), &Trail::Root) {
        Ok(()) => walk.locations.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

struct Walk<'v> {
    tokens: &'v Tokens,
    document: &'v Value,
    reading: Reading,
    values: Vec<Value>,
    /// Where the values stand, when somebody asked.
    locations: Option<Vec<Location>>,
    visits: usize,
}

impl<'v> Walk<'v> {
    fn new(tokens: &'v Tokens, document: &'v Value, reading: Reading) -> Self {
        Walk { tokens, document, reading, values: Vec::new(), locations: None, visits: 0 }
    }

    fn count(&mut self) -> Found<()> {
        self.visits += 1;
        if self.visits > MAX_VISITS { Err(MissReason::TooLarge) } else { Ok(()) }
    }

    /// Applies the steps from `step` on to `model`. The recursion is as deep as the path is long, which parsing bounds.
    fn visit(&mut self, step: usize, model: Model<'_>, trail: &Trail<'_>) -> Found<()> {
        self.count()?;
        let Some(token) = self.tokens.get(step) else {
            self.values.push(model.value.clone());
            if let Some(locations) = &mut self.locations {
                locations.push(trail.location());
            }
            return Ok(());
        };
        let place = || Place::Text(trail.to_string());
        match token {
            Token::Name(name) => {
                let members = model.members(step, place)?;
                self.member(step, members, name, trail)
            }
            Token::Names(names) => {
                let members = model.members(step, place)?;
                self.members(step, members, names, trail)
            }
            Token::Index(index) => {
                let items = model.items(self.tokens, step, self.reading, place)?;
                self.item(step, items, *index, trail)
            }
            Token::Indices(indices) => {
                let items = model.items(self.tokens, step, self.reading, place)?;
                indices.iter().try_for_each(|index| self.item(step, items, *index, trail))
            }
            Token::FromEnd(back) => {
                let items = model.items(self.tokens, step, self.reading, place)?;
                self.item(step, items, items.len() as i64 - back, trail)
            }
            Token::Slice { from, to } => {
                let items = model.items(self.tokens, step, self.reading, place)?;
                let (from, to) = slice_bounds(*from, *to, items.len() as i64);
                (from..to).try_for_each(|index| self.item(step, items, index, trail))
            }
            Token::Wildcard => self.children(step, model.value, trail),
            Token::Scan => self.scan(step, model.value, trail, 0),
            Token::Filter(_) => self.filter(step, model, trail),
        }
    }

    fn member(&mut self, step: usize, members: &Map, name: &Arc<str>, trail: &Trail<'_>) -> Found<()> {
        let trail = Trail::Name(trail, name);
        match members.get(name) {
            Some(value) => self.visit(step + 1, Model::unwrapped(value), &trail),
            None if self.tokens.is_last(step) => Err(MissReason::NoResults(Place::Text(trail.to_string()))),
            None if self.tokens.must_find(step) => {
                Err(MissReason::MissingProperty(Place::Text(trail.to_string())))
            }
            None => Ok(()),
        }
    }

    fn members(&mut self, step: usize, members: &Map, names: &[Arc<str>], trail: &Trail<'_>) -> Found<()> {
        let trail = Trail::Names(trail, names);
        if !self.tokens.is_last(step) {
            return Err(MissReason::NamesInside(Place::Text(trail.to_string())));
        }
        let present = names.iter().filter_map(|name| Some((name.clone(), members.get(name)?.clone())));
        let picked = Value::object(present);
        self.visit(step + 1, Model::node(&picked), &trail)
    }

    fn item(&mut self, step: usize, items: &[Value], index: i64, trail: &Trail<'_>) -> Found<()> {
        self.count()?;
        let trail = Trail::Index(trail, index);
        match model_at(items, index, self.reading) {
            Some(model) => self.visit(step + 1, model, &trail),
            None => Err(MissReason::OutOfBounds(Place::Text(trail.to_string()))),
        }
    }

    /// `*`: what is absent in an item of an array is passed over; in a member of an object it is an error.
    fn children(&mut self, step: usize, value: &Value, trail: &Trail<'_>) -> Found<()> {
        match value {
            Value::Object(members) => {
                members.keys().try_for_each(|name| self.member(step, members, name, trail))
            }
            Value::Array(items) => {
                (0..items.len()).try_for_each(|index| match self.item(step, items, index as i64, trail) {
                    Err(reason) if reason.is_absent() => Ok(()),
                    visited => visited,
                })
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    /// A filter judges the items of an array, but an object itself and not its members.
    fn filter(&mut self, step: usize, model: Model<'_>, trail: &Trail<'_>) -> Found<()> {
        match model.value {
            Value::Object(_) => {
                if self.accepts(step, model.value)? {
                    self.visit(step + 1, model, trail)?;
                }
                Ok(())
            }
            Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
                if self.accepts(step, item)? { self.item(step, items, index as i64, trail) } else { Ok(()) }
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Err(MissReason::Primitive { tail: self.tokens.tail(step), found: model.print(self.reading) })
            }
        }
    }

    fn accepts(&mut self, step: usize, item: &Value) -> Found<bool> {
        self.count()?;
        match self.tokens.get(step) {
            Some(Token::Filter(filter)) => filter.accepts(item, self.document, self.reading),
            _ => Ok(false),
        }
    }

    /// `..`: applies the next step to every object and array that it fits, outermost first.
    fn scan(&mut self, step: usize, value: &Value, trail: &Trail<'_>, depth: usize) -> Found<()> {
        self.count()?;
        if depth > MAX_DEPTH {
            return Err(MissReason::TooLarge);
        }
        let target = step + 1;
        match value {
            Value::Object(members) => {
                if self.is_target(target, value)? {
                    self.visit(target, Model::node(value), trail)?;
                }
                members.iter().try_for_each(|(name, member)| {
                    self.scan(step, member, &Trail::Name(trail, name), depth + 1)
                })
            }
            Value::Array(items) => {
                if self.is_target(target, value)? {
                    self.scan_array(target, value, items, trail)?;
                }
                items.iter().enumerate().try_for_each(|(index, item)| {
                    self.scan(step, item, &Trail::Index(trail, index as i64), depth + 1)
                })
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    /// For an array, Jayway leaves out the target itself when more steps follow: `$..[0].id` takes the `id` of every item.
    fn scan_array(&mut self, target: usize, array: &Value, items: &[Value], trail: &Trail<'_>) -> Found<()> {
        if self.tokens.is_last(target) {
            return self.visit(target, Model::node(array), trail);
        }
        items.iter().enumerate().try_for_each(|(index, value)| {
            let trail = Trail::Index(trail, index as i64);
            self.visit(target + 1, Model::unwrapped(value), &trail)
        })
    }

    fn is_target(&mut self, target: usize, value: &Value) -> Found<bool> {
        Ok(match (self.tokens.get(target), value) {
            (Some(Token::Name(name)), Value::Object(members)) => members.contains_key(name),
            (Some(Token::Names(names)), Value::Object(members)) => {
                names.iter().all(|name| members.contains_key(name))
            }
            (Some(Token::Filter(_)), _) => return self.accepts(target, value),
            (Some(Token::Wildcard), _) => true,
            (
                Some(Token::Index(_) | Token::Indices(_) | Token::Slice { .. } | Token::FromEnd(_)),
                Value::Array(_),
            ) => true,
            _ => false,
        })
    }
}

/// The first index of a slice and the one behind its last. A negative start counts from the end only when there is no end, and
/// a negative end only when there is no start.
fn slice_bounds(from: Option<i64>, to: Option<i64>, length: i64) -> (i64, i64) {
    match (from, to) {
        (Some(from), None) => ((if from < 0 { from + length } else { from }).max(0), length),
        (None, Some(to)) => (0, if to < 0 { to + length } else { to.min(length) }),
        (Some(_), Some(_)) if length == 0 => (0, 0),
        (Some(from), Some(to)) => (from, to.min(length)),
        (None, None) => (0, length),
    }
}
