use super::function;
use super::location::{Location, Step};
use super::miss::MissReason;
use super::token::Token;
use crate::value::{Map, Value};
use std::sync::Arc;

/// What an index past the end of an array finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BeyondEnd {
    /// A null, as in Jackson's node tree.
    IsNull,
    /// Nothing, as in Java's lists.
    IsMiss,
}

/// How many values one evaluation may visit; `$..*..*..*` over a large document would otherwise never end.
const MAX_VISITS: usize = 5_000_000;

const NULL: Value = Value::Null;

/// Evaluates a path of single names and indices, without copying anything on the way.
pub(super) fn simple<'v>(
    tokens: &[Token],
    root: &'v Value,
    beyond_end: BeyondEnd,
) -> Result<&'v Value, MissReason> {
    let mut value = root;
    let mut is_absent = false;
    for (step, token) in tokens.iter().enumerate() {
        let next = match token {
            Token::Name(name) => {
                let members = value.as_object().filter(|_| !is_absent).ok_or_else(|| {
                    MissReason::NotAnObject { step, found: (!is_absent).then(|| value.clone()) }
                })?;
                members.get(&**name)
            }
            Token::Index(index) => {
                if is_absent {
                    return Err(MissReason::Null { step });
                }
                let items =
                    value.as_array().ok_or_else(|| MissReason::NotAnArray { step, found: value.clone() })?;
                match item_at(items, *index) {
                    None if beyond_end == BeyondEnd::IsNull => {
                        is_absent = true;
                        Some(&NULL)
                    }
                    found => found,
                }
            }
            _ => None,
        };
        value = next.ok_or_else(|| absent(step, token, tokens.len()))?;
    }
    Ok(value)
}

/// The miss of a definite step that finds nothing: Jayway words the last step differently.
fn absent(step: usize, token: &Token, steps: usize) -> MissReason {
    if matches!(token, Token::Name(_)) && step + 1 < steps {
        MissReason::MissingProperty { step }
    } else {
        MissReason::NoResults
    }
}

fn item_at(items: &[Value], index: i64) -> Option<&Value> {
    let index = if index < 0 { index + items.len() as i64 } else { index };
    items.get(usize::try_from(index).ok()?)
}

/// Evaluates any path: one value for a definite path, a list for another.
pub(super) fn general(
    tokens: &[Token],
    root: &Value,
    beyond_end: BeyondEnd,
    definite: bool,
) -> Result<Value, MissReason> {
    if let Some((function, scanned)) = scan_under_function(tokens) {
        let found = Value::array(walk(scanned, root, beyond_end, false)?.values);
        return function.apply(&found, root).map_err(|message| MissReason::Function { message });
    }
    let mut values = walk(tokens, root, beyond_end, false)?.values;
    if definite { values.pop().ok_or(MissReason::NoResults) } else { Ok(Value::array(values)) }
}

/// A function behind a path that begins with `..` is applied to the list of all that the path finds, and not to each.
fn scan_under_function(tokens: &[Token]) -> Option<(&function::Function, &[Token])> {
    match tokens {
        [Token::Scan, .., Token::Function(function)] => Some((function, &tokens[..tokens.len() - 1])),
        _ => None,
    }
}

/// Where the path's values stand in `root`.
pub(super) fn locations(tokens: &[Token], root: &Value) -> Vec<Location> {
    let tokens = scan_under_function(tokens).map_or(tokens, |(_, scanned)| scanned);
    walk(tokens, root, BeyondEnd::IsMiss, true).map(|walk| walk.locations).unwrap_or_default()
}

fn walk<'v>(
    tokens: &[Token],
    root: &'v Value,
    beyond_end: BeyondEnd,
    tracking: bool,
) -> Result<Walk<'v>, MissReason> {
    let mut walk = Walk {
        document: root,
        beyond_end,
        location: tracking.then(Vec::new),
        values: Vec::new(),
        locations: Vec::new(),
        visits: 0,
    };
    walk.visit(tokens, 0, root, Upstream::Definite)?;
    Ok(walk)
}

/// Whether the steps before stand for exactly one value. Only then is a value of the wrong type an error; otherwise the
/// value is passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Upstream {
    Definite,
    Indefinite,
}

struct Walk<'v> {
    document: &'v Value,
    beyond_end: BeyondEnd,
    /// The steps to where the walk is, when somebody asked for locations.
    location: Option<Vec<Step>>,
    values: Vec<Value>,
    locations: Vec<Location>,
    visits: usize,
}

impl Walk<'_> {
    /// Applies the steps from `step` on to `value`. Recursion is as deep as the path is long, which parsing bounds.
    fn visit(
        &mut self,
        tokens: &[Token],
        step: usize,
        value: &Value,
        upstream: Upstream,
    ) -> Result<(), MissReason> {
        self.visits += 1;
        if self.visits > MAX_VISITS {
            return Err(MissReason::TooMany);
        }
        let Some(token) = tokens.get(step) else {
            self.values.push(value.clone());
            self.locations.extend(self.location.clone().map(Location));
            return Ok(());
        };
        match token {
            Token::Name(name) => self.name(tokens, step, name, value, upstream),
            Token::Names(names) => self.names(tokens, step, names, value, upstream),
            Token::Index(index) => self.items(tokens, step, value, upstream, &[*index]),
            Token::Indices(indices) => self.items(tokens, step, value, upstream, indices),
            Token::FromEnd(back) => self.items(tokens, step, value, upstream, &[-back]),
            Token::Slice { from, to } => {
                let length = value.as_array().map_or(0, <[Value]>::len) as i64;
                self.items(tokens, step, value, upstream, &slice(*from, *to, length))
            }
            Token::Wildcard => self.children(tokens, step, value),
            Token::Scan => self.scan(tokens, step, value),
            Token::Filter(_) => self.filter(tokens, step, value, upstream),
            Token::Function(function) => {
                let result = function
                    .apply(value, self.document)
                    .map_err(|message| MissReason::Function { message })?;
                self.visit(tokens, step + 1, &result, upstream)
            }
        }
    }

    fn enter(
        &mut self,
        tokens: &[Token],
        step: usize,
        into: impl FnOnce() -> Step,
        value: &Value,
        upstream: Upstream,
    ) -> Result<(), MissReason> {
        if let Some(location) = &mut self.location {
            location.push(into());
        }
        let visited = self.visit(tokens, step + 1, value, upstream);
        if let Some(location) = &mut self.location {
            location.pop();
        }
        visited
    }

    fn name(
        &mut self,
        tokens: &[Token],
        step: usize,
        name: &Arc<str>,
        value: &Value,
        upstream: Upstream,
    ) -> Result<(), MissReason> {
        let Some(members) = object_at(step, value, upstream)? else {
            return Ok(());
        };
        match members.get(&**name) {
            Some(member) => self.enter(tokens, step, || Step::Name(name.clone()), member, upstream),
            None if step + 1 < tokens.len() && upstream == Upstream::Definite => {
                Err(MissReason::MissingProperty { step })
            }
            None => Ok(()),
        }
    }

    fn names(
        &mut self,
        tokens: &[Token],
        step: usize,
        names: &[Arc<str>],
        value: &Value,
        upstream: Upstream,
    ) -> Result<(), MissReason> {
        let Some(members) = object_at(step, value, upstream)? else {
            return Ok(());
        };
        if step + 1 == tokens.len() {
            let present = names.iter().filter_map(|name| Some((name.clone(), members.get(&**name)?.clone())));
            let picked = Value::object(present);
            return self.visit(tokens, step + 1, &picked, upstream);
        }
        for name in names {
            if let Some(member) = members.get(&**name) {
                self.enter(tokens, step, || Step::Name(name.clone()), member, Upstream::Indefinite)?;
            }
        }
        Ok(())
    }

    fn items(
        &mut self,
        tokens: &[Token],
        step: usize,
        value: &Value,
        upstream: Upstream,
        indices: &[i64],
    ) -> Result<(), MissReason> {
        let Some(items) = value.as_array() else {
            return match upstream {
                Upstream::Definite => Err(MissReason::NotAnArray { step, found: value.clone() }),
                Upstream::Indefinite => Ok(()),
            };
        };
        let single = matches!(tokens.get(step), Some(Token::Index(_) | Token::FromEnd(_)));
        let below = if single { upstream } else { Upstream::Indefinite };
        for &index in indices {
            let position = if index < 0 { index + items.len() as i64 } else { index };
            let found = item_at(items, index);
            let item = match (found, self.beyond_end) {
                (Some(item), _) => item,
                (None, BeyondEnd::IsNull) if step + 1 == tokens.len() => &NULL,
                (None, BeyondEnd::IsNull) if below == Upstream::Definite => {
                    return Err(beyond_end_miss(tokens, step));
                }
                (None, _) => continue,
            };
            let into = || Step::Index(usize::try_from(position).unwrap_or(0));
            self.enter(tokens, step, into, item, below)?;
        }
        Ok(())
    }

    fn children(&mut self, tokens: &[Token], step: usize, value: &Value) -> Result<(), MissReason> {
        match value {
            Value::Object(members) => members.iter().try_for_each(|(name, member)| {
                self.enter(tokens, step, || Step::Name(name.clone()), member, Upstream::Indefinite)
            }),
            Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
                self.enter(tokens, step, || Step::Index(index), item, Upstream::Indefinite)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    fn filter(
        &mut self,
        tokens: &[Token],
        step: usize,
        value: &Value,
        upstream: Upstream,
    ) -> Result<(), MissReason> {
        let Some(Token::Filter(filter)) = tokens.get(step) else {
            return Ok(());
        };
        match value {
            // A filter on an object judges the object itself, not its members.
            Value::Object(_) => {
                if filter.accepts(value, self.document) {
                    self.visit(tokens, step + 1, value, Upstream::Indefinite)?;
                }
                Ok(())
            }
            Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
                if !filter.accepts(item, self.document) {
                    return Ok(());
                }
                self.enter(tokens, step, || Step::Index(index), item, Upstream::Indefinite)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => match upstream {
                Upstream::Definite => Err(MissReason::Primitive { found: value.clone() }),
                Upstream::Indefinite => Ok(()),
            },
        }
    }

    /// Applies the step behind `..` to every object and array in `value`, outermost first. The work list stands in for
    /// recursion, since data can be nested deeper than the stack.
    fn scan(&mut self, tokens: &[Token], step: usize, value: &Value) -> Result<(), MissReason> {
        let outside = self.location.clone();
        let mut open = vec![(value.clone(), outside.clone())];
        while let Some((value, location)) = open.pop() {
            self.visits += 1;
            if self.visits > MAX_VISITS {
                return Err(MissReason::TooMany);
            }
            self.location = location;
            if self.scan_stops_at(tokens, step + 1, &value) {
                self.visit(tokens, step + 1, &value, Upstream::Indefinite)?;
            }
            let below = |into: Step| {
                self.location.as_ref().map(|location| {
                    let mut location = location.clone();
                    location.push(into);
                    location
                })
            };
            match &value {
                Value::Object(members) => open.extend(
                    members
                        .iter()
                        .rev()
                        .map(|(name, member)| (member.clone(), below(Step::Name(name.clone())))),
                ),
                Value::Array(items) => open.extend(
                    items
                        .iter()
                        .enumerate()
                        .rev()
                        .map(|(index, item)| (item.clone(), below(Step::Index(index)))),
                ),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        self.location = outside;
        Ok(())
    }

    fn scan_stops_at(&self, tokens: &[Token], step: usize, value: &Value) -> bool {
        let Some(token) = tokens.get(step) else {
            return false;
        };
        match (token, value) {
            (Token::Name(name), Value::Object(members)) => members.contains_key(&**name),
            (Token::Names(names), Value::Object(members)) => {
                step + 1 < tokens.len() || names.iter().all(|name| members.contains_key(&**name))
            }
            (
                Token::Index(_) | Token::Indices(_) | Token::Slice { .. } | Token::FromEnd(_),
                Value::Array(_),
            ) => true,
            (Token::Wildcard, Value::Array(_) | Value::Object(_)) => true,
            (Token::Filter(filter), Value::Array(_) | Value::Object(_)) => {
                filter.accepts(value, self.document)
            }
            _ => false,
        }
    }
}

fn object_at(step: usize, value: &Value, upstream: Upstream) -> Result<Option<&Map>, MissReason> {
    match (value.as_object(), upstream) {
        (None, Upstream::Definite) => Err(MissReason::NotAnObject { step, found: Some(value.clone()) }),
        (members, _) => Ok(members),
    }
}

/// The miss when the step behind an item past the end looks into it.
fn beyond_end_miss(tokens: &[Token], step: usize) -> MissReason {
    let step = step + 1;
    match tokens.get(step) {
        Some(Token::Name(_) | Token::Names(_)) => MissReason::NotAnObject { step, found: None },
        _ => MissReason::Null { step },
    }
}

/// The indices of a slice of an array of `length`. A negative start counts from the end only when there is no end, and a
/// negative end only when there is no start: so Jayway reads them.
fn slice(from: Option<i64>, to: Option<i64>, length: i64) -> Vec<i64> {
    let (from, to) = match (from, to) {
        (Some(from), None) => (if from < 0 { (from + length).max(0) } else { from }, length),
        (None, Some(to)) => (0, if to < 0 { to + length } else { to.min(length) }),
        (Some(from), Some(to)) => (from.max(-length), to.min(length)),
        (None, None) => (0, length),
    };
    (from..to).collect()
}
