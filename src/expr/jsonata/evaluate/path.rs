//! Paths: step after step, each on every result of the one before.

use super::super::ast::{Node, NodeKind, Stage};
use super::super::item::{Array, Flags, Item, MembersView, View};
use super::{Evaluator, Outcome, ScopeId};

impl Evaluator<'_, '_> {
    #[inline(never)]
    pub(super) fn evaluate_path(
        &mut self,
        path: &Node,
        steps: &[Node],
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let absolute = matches!(steps.first(), Some(Node { kind: NodeKind::Variable(_), .. }));
        let mut current = if input.as_array().is_some() && !absolute {
            input.clone()
        } else {
            Array::sequence(vec![input.clone()]).into()
        };
        let mut tuples = None;
        let mut hands_on_tuples = false;
        let mut result = Item::Undefined;
        for (index, step) in steps.iter().enumerate() {
            hands_on_tuples |= step.tuple;
            if index == 0 && step.constructs_array {
                result = self.evaluate(step, &current, scope)?;
            } else if hands_on_tuples {
                tuples = Some(self.evaluate_tuple_step(step, &current, tuples, scope)?);
            } else {
                result = self.evaluate_step(step, &current, scope, index + 1 == steps.len())?;
            }
            if !hands_on_tuples && is_empty(&result) {
                break;
            }
            if step.focus().is_none() {
                current = result.clone();
            }
        }
        if hands_on_tuples {
            let tuples = Item::Tuples(tuples.unwrap_or_default());
            return self.finish_tuples(path, tuples, scope);
        }
        if path.keep_singleton {
            result = keep_singleton(result);
        }
        match path.group() {
            Some(group) => self.evaluate_group(&group.pairs, group.span, &result, scope),
            None => Ok(result),
        }
    }

    #[inline(never)]
    fn finish_tuples(&mut self, path: &Node, tuples: Item, scope: ScopeId) -> Outcome {
        if let Some(group) = path.group() {
            return self.evaluate_group(&group.pairs, group.span, &tuples, scope);
        }
        if path.tuple {
            return Ok(tuples);
        }
        let items = tuples.as_array().map(|view| view.iter().collect()).unwrap_or_default();
        self.array(items, Flags { keep_singleton: path.keep_singleton, ..Flags::SEQUENCE })
    }

    #[inline(never)]
    fn evaluate_step(&mut self, step: &Node, input: &Item, scope: ScopeId, is_last: bool) -> Outcome {
        if let NodeKind::Sort(terms) = &step.kind {
            let sorted = self.evaluate_sort(terms, step.span, input, scope)?;
            return self.evaluate_stages(step.stages(), sorted, scope);
        }
        let characters = if input.as_array().is_none() { contexts(input) } else { Vec::new() };
        let view = input.as_array().unwrap_or(View::Items(&characters));
        let mut results = Vec::new();
        for item in view.iter() {
            let mut result = self.evaluate(step, &item, scope)?;
            for stage in step.stages() {
                if let Stage::Filter(predicate) = stage {
                    result = self.evaluate_filter(predicate, &result, scope)?;
                }
            }
            if !result.is_undefined() {
                results.push(result);
            }
        }
        if let [only] = results.as_slice()
            && is_last
            && only.as_array().is_some()
            && !only.flags().sequence
        {
            return Ok(only.clone());
        }
        self.flatten_into_sequence(results)
    }

    /// Arrays among the results are replaced by their items, unless they were constructed in the path.
    fn flatten_into_sequence(&mut self, results: Vec<Item>) -> Outcome {
        if !results.iter().any(|result| result.as_array().is_some()) {
            return self.sequence(results);
        }
        if let [Item::Array(only)] = results.as_slice()
            && !only.flags.constructed
        {
            return Ok(only.with_flags(Flags::SEQUENCE).into());
        }
        let mut items = Vec::new();
        for result in results {
            match result.as_array().filter(|_| !result.flags().constructed) {
                Some(view) => {
                    self.spend(view.len())?;
                    items.extend(view.iter());
                }
                None => items.push(result),
            }
        }
        self.sequence(items)
    }

    pub(super) fn evaluate_wildcard(&mut self, input: &Item) -> Outcome {
        let unwrapped = match input {
            Item::Array(array) if array.flags.outer_wrapper => array.view().get(0),
            _ => None,
        };
        let input = unwrapped.as_ref().unwrap_or(input);
        let (mut items, mut is_sequence) = (Vec::new(), true);
        let mut add = |value: Item, items: &mut Vec<Item>| {
            if value.as_array().is_some() {
                is_sequence = false;
                flatten(&value, items);
            } else {
                items.push(value);
            }
        };
        match (input.as_array(), input.as_object()) {
            (Some(view), _) => view.iter().for_each(|value| add(value, &mut items)),
            (None, Some(members)) => members.iter().for_each(|(_, value)| add(value, &mut items)),
            (None, None) => {}
        }
        self.array(items, Flags { sequence: is_sequence, ..Flags::default() })
    }

    pub(super) fn evaluate_descendants(&mut self, input: &Item) -> Outcome {
        if input.is_undefined() {
            return Ok(Item::Undefined);
        }
        let mut items = Vec::new();
        self.add_descendants(input, &mut items)?;
        if items.len() == 1 {
            return Ok(items.remove(0));
        }
        self.sequence(items)
    }

    fn add_descendants(&mut self, item: &Item, items: &mut Vec<Item>) -> Result<(), super::JsonataError> {
        self.spend(1)?;
        if let Some(view) = item.as_array() {
            return view.iter().try_for_each(|item| self.add_descendants(&item, items));
        }
        items.push(item.clone());
        let members = item.as_object();
        members
            .iter()
            .flat_map(|members| members.iter())
            .try_for_each(|(_, member)| self.add_descendants(&member, items))
    }
}

/// What a step is evaluated on: the items of an array; the characters of a text, as JavaScript's indexing gives them;
/// nothing for anything else.
pub(super) fn contexts(input: &Item) -> Vec<Item> {
    if let Some(view) = input.as_array() {
        return view.iter().collect();
    }
    input.as_str().unwrap_or_default().chars().map(|c| Item::from(c.to_string())).collect()
}

fn is_empty(result: &Item) -> bool {
    match result.as_array() {
        Some(view) => view.len() == 0,
        None => result.is_undefined() || result.as_str().is_some_and(str::is_empty),
    }
}

/// Marks an array so that a single item stays in it.
fn keep_singleton(result: Item) -> Item {
    let Item::Array(array) = &result else { return result };
    if array.flags.constructed && !array.flags.sequence {
        let flags = Flags { keep_singleton: true, ..Flags::SEQUENCE };
        return Array::new(vec![result], flags).into();
    }
    array.with_flags(Flags { keep_singleton: true, ..array.flags }).into()
}

/// The field `name` of an object, or of all objects in an array.
pub(in super::super) fn lookup(input: &Item, name: &str) -> Item {
    match (input.as_object(), input.as_array()) {
        (Some(MembersView::Values(map)), _) => {
            map.get(name).map_or(Item::Undefined, |value| Item::Value(value.clone()))
        }
        (Some(members), _) => members.get(name).unwrap_or(Item::Undefined),
        (None, Some(view)) => Array::sequence(lookup_all(view, name)).into(),
        (None, None) => Item::Undefined,
    }
}

fn lookup_all(view: View<'_>, name: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for item in view.iter() {
        let found = lookup(&item, name);
        match found.as_array() {
            Some(view) => items.extend(view.iter()),
            None if found.is_undefined() => {}
            None => items.push(found),
        }
    }
    items
}

/// The items of arrays inside arrays, at any depth.
fn flatten(item: &Item, items: &mut Vec<Item>) {
    match item.as_array() {
        Some(view) => view.iter().for_each(|item| flatten(&item, items)),
        None => items.push(item.clone()),
    }
}
