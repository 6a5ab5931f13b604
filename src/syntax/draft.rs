use super::{Modifier, Syntax, parse};
use crate::json::{Fragment, NodeId, Place, Pointer, Step, Tree};
use crate::text::TextEdit;
use crate::value::{Map, Value};
use crate::yaml;
use std::fmt;
use std::sync::Arc;

/// Changes to a text in a row, each planned on what the one before left, that come out as one edit.
///
/// ```
/// use asl_studio::{json::{Place, Pointer}, syntax::Draft};
/// let mut draft = Draft::new(r#"{"a": 1, "b": [2]}"#);
/// draft.remove(&Pointer::root().then("a")).unwrap();
/// draft.insert(&Pointer::root(), "c", &3i64.into(), Place::Last).unwrap();
/// assert_eq!(draft.text(), r#"{"b": [2], "c": 3}"#);
/// assert_eq!(draft.finish().apply(r#"{"a": 1, "b": [2]}"#), r#"{"b": [2], "c": 3}"#);
/// ```
#[derive(Clone, Debug)]
pub struct Draft {
    text: String,
    tree: Arc<Tree>,
    problems: usize,
    edit: TextEdit,
}

/// Why a text cannot be changed at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// Nothing stands at that place.
    Absent(Pointer),
    /// Something else than an object or an array stands there.
    NotAContainer(Pointer),
    /// The text around is broken so that the change would break it further.
    Broken(Pointer),
    /// An alias stands there; its text stands at its anchor.
    Shared(Pointer),
    /// A substitution stands for whole members, which only JSON has a place for.
    Spread(String),
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::Absent(place) => write!(f, "there is nothing at {place}"),
            Obstacle::NotAContainer(place) => write!(f, "{place} is neither an object nor an array"),
            Obstacle::Broken(place) => write!(f, "the text around {place} is broken; mend it first"),
            Obstacle::Shared(place) => {
                write!(f, "what stands at {place} comes from an alias; change it at its anchor")
            }
            Obstacle::Spread(text) => {
                write!(
                    f,
                    "`{text}` stands for whole members, which YAML has no place for; write them out first"
                )
            }
        }
    }
}

impl Draft {
    /// A draft that starts from `text`.
    pub fn new(text: &str) -> Self {
        let parsed = parse(text, Syntax::of(text, Syntax::Json));
        Self::parsed(text, Arc::new(parsed.tree), parsed.problems.len())
    }

    /// A draft that starts from `text`, whose tree is known, with so many syntax problems.
    pub fn parsed(text: &str, tree: Arc<Tree>, problems: usize) -> Self {
        Draft { text: text.to_owned(), tree, problems, edit: TextEdit::default() }
    }

    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree of the text as it is now.
    pub fn tree(&self) -> &Arc<Tree> {
        &self.tree
    }

    /// All changes as one edit of the first text.
    pub fn finish(self) -> TextEdit {
        self.edit
    }

    /// The text at a place, for another place of the draft.
    pub fn lift(&self, at: &Pointer) -> Option<Fragment> {
        let node = self.tree.find(at)?;
        if self.tree.is_copy(node) {
            return Some(Fragment::Value(self.tree.value(node)));
        }
        Some(super::source(&self.text, self.tree.span(node), str::to_owned))
    }

    /// The member `key` of the object at `object`, with the comments that are its own, to be put in elsewhere under the
    /// same key.
    pub fn lift_member(&self, object: &Pointer, key: &str) -> Option<Fragment> {
        let node = self.tree.find(object)?;
        self.modifier().lift_member(node, key).or_else(|| self.lift(&object.then(key)))
    }

    /// Gives the value at a place another value, or adds it where its container lacks it. Parts of objects and
    /// arrays that stay the same stay as they are written.
    pub fn set(&mut self, at: &Pointer, value: &Fragment) -> Result<(), Obstacle> {
        let Some(node) = self.tree.find(at) else { return self.add(at, value) };
        match value {
            Fragment::Value(value) => self.change(at, node, value),
            Fragment::Raw(_) | Fragment::Source { .. } | Fragment::Entry { .. } => {
                self.replace(at, node, value)
            }
        }
    }

    /// Adds a member to the object at `object`, or gives it another value.
    pub fn insert(
        &mut self,
        object: &Pointer,
        key: &str,
        value: &Fragment,
        place: Place<'_>,
    ) -> Result<(), Obstacle> {
        let node = self.object(object)?;
        if self.tree.get(node, key).is_some() {
            return self.set(&object.then(key), value);
        }
        let edit = match self.tree.member(node, key) {
            Some(_) => self.modifier().set_member(node, key, value),
            None => self.modifier().insert_member(node, key, value, place),
        };
        let value = self.value_of(value);
        self.commit_expecting(object, edit, |holder| {
            let mut members = members_of(holder);
            members.insert(key.into(), value);
            Value::from(members)
        })
    }

    /// Adds members that the object at `object` does not have yet, one behind the other.
    pub fn insert_new(
        &mut self,
        object: &Pointer,
        new: &[(&str, &Fragment)],
        place: Place<'_>,
    ) -> Result<(), Obstacle> {
        let node = self.object(object)?;
        let edit = self.modifier().insert_members(node, new, place);
        let values: Vec<_> = new.iter().map(|(key, value)| ((*key).into(), self.value_of(value))).collect();
        self.commit_expecting(object, edit, |holder| {
            let mut members = members_of(holder);
            members.extend(values);
            Value::from(members)
        })
    }

    /// Adds an item to the array at `array`.
    pub fn insert_item(&mut self, array: &Pointer, index: usize, value: &Fragment) -> Result<(), Obstacle> {
        let node = self.find(array)?;
        let edit = self.modifier().insert_item(node, index, value);
        let value = self.value_of(value);
        self.commit_expecting(array, edit, |holder| {
            let mut items = items_of(holder);
            items.insert(index.min(items.len()), value);
            Value::from(items)
        })
    }

    /// Takes a member or an item out. Nothing there is no obstacle.
    pub fn remove(&mut self, at: &Pointer) -> Result<(), Obstacle> {
        let Some((parent, step)) = at.split_last() else { return Err(Obstacle::NotAContainer(at.clone())) };
        let Some(node) = self.tree.find(&parent) else { return Ok(()) };
        match step {
            Step::Key(key) => self.remove_members(&parent, &[key]),
            Step::Index(index) => self.remove_items(&parent, node, &[*index]),
        }
    }

    /// Takes members out of the object at `object`.
    pub fn remove_members(&mut self, object: &Pointer, keys: &[&str]) -> Result<(), Obstacle> {
        let node = self.object(object)?;
        let edit = self.modifier().remove_members(node, keys);
        self.commit_expecting(object, edit, |holder| {
            let mut members = members_of(holder);
            keys.iter().for_each(|key| drop(members.remove(key)));
            Value::from(members)
        })
    }

    /// Gives a member another key.
    pub fn rename(&mut self, object: &Pointer, key: &str, to: &str) -> Result<(), Obstacle> {
        let node = self.object(object)?;
        self.commit(object, self.modifier().rename_member(node, key, to))
    }

    /// Moves an item of an array.
    pub fn move_item(&mut self, array: &Pointer, from: usize, to: usize) -> Result<(), Obstacle> {
        let node = self.find(array)?;
        self.commit(array, self.modifier().move_item(node, from, to))
    }

    /// Makes an edit of the text as it is now; refuses one that leaves more syntax problems than there were.
    pub fn commit(&mut self, at: &Pointer, edit: TextEdit) -> Result<(), Obstacle> {
        if edit.is_empty() {
            return Ok(());
        }
        let text = edit.apply(&self.text);
        let parsed = parse(&text, self.tree.syntax());
        if parsed.problems.len() > self.problems {
            return Err(Obstacle::Broken(at.clone()));
        }
        self.problems = parsed.problems.len();
        self.edit = self.edit.compose(&edit);
        self.text = text;
        self.tree = Arc::new(parsed.tree);
        Ok(())
    }

    /// A planner of single edits on the text as it is now, for [`commit`](Self::commit).
    pub fn modifier(&self) -> Modifier<'_> {
        Modifier::new(&self.tree, &self.text)
    }

    /// Makes an edit after which the container at `holder` must hold what `change` makes of it, and all else must
    /// hold what it held. In JSON without problems edits do that anyway; in a broken text a bracket that is missing may
    /// have drawn what is new somewhere else, and in YAML an anchor may.
    fn commit_expecting(
        &mut self,
        holder: &Pointer,
        edit: TextEdit,
        change: impl FnOnce(&Value) -> Value,
    ) -> Result<(), Obstacle> {
        let is_sure = self.problems == 0 && self.tree.syntax() == Syntax::Json;
        let root = self.tree.root().filter(|_| !is_sure && !edit.is_empty());
        let Some(root) = root else { return self.commit(holder, edit) };
        let mut expected = self.tree.value(root);
        change_at(&mut expected, holder.steps(), change);
        let before = self.clone();
        self.commit(holder, edit)?;
        if self.tree.root().map(|root| self.tree.value(root)).as_ref() != Some(&expected) {
            *self = before;
            return Err(Obstacle::Broken(holder.clone()));
        }
        Ok(())
    }

    fn replace(&mut self, at: &Pointer, node: NodeId, value: &Fragment) -> Result<(), Obstacle> {
        self.own_or_alias(at, node)?;
        let edit = self.modifier().replace(node, value);
        let value = self.value_of(value);
        self.commit_expecting(at, edit, |_| value)
    }

    fn remove_items(&mut self, array: &Pointer, node: NodeId, indices: &[usize]) -> Result<(), Obstacle> {
        let edit = self.modifier().remove_items(node, indices);
        self.commit_expecting(array, edit, |holder| {
            let items = items_of(holder).into_iter().enumerate();
            items
                .filter(|(index, _)| !indices.contains(index))
                .map(|(_, item)| item)
                .collect::<Vec<_>>()
                .into()
        })
    }

    fn add(&mut self, at: &Pointer, value: &Fragment) -> Result<(), Obstacle> {
        let Some((parent, step)) = at.split_last() else { return Err(Obstacle::Absent(at.clone())) };
        match step.clone() {
            Step::Key(key) => self.insert(&parent, &key, value, Place::Last),
            Step::Index(index) => self.insert_item(&parent, index, value),
        }
    }

    fn change(&mut self, at: &Pointer, node: NodeId, value: &Value) -> Result<(), Obstacle> {
        if self.tree.value(node) == *value && same_order(&self.tree, node, value) {
            return Ok(());
        }
        match value {
            Value::Object(members) if self.keeps_members(node, members) => self.change_members(at, members),
            Value::Array(items) if !self.tree.items(node).is_empty() && !items.is_empty() => {
                self.change_items(at, items)
            }
            _ => self.replace(at, node, &Fragment::Value(value.clone())),
        }
    }

    /// Whether an object can become the one with `members` by changes to single members: some stay, in their order.
    fn keeps_members(&self, node: NodeId, members: &Map) -> bool {
        let kept: Vec<Option<usize>> = (self.tree.members(node).iter())
            .map(|member| members.position(&member.key))
            .filter(Option::is_some)
            .collect();
        !kept.is_empty() && kept.is_sorted_by(|a, b| a < b)
    }

    fn change_members(&mut self, at: &Pointer, members: &Map) -> Result<(), Obstacle> {
        let object = self.object(at)?;
        let gone: Vec<String> = (self.tree.members(object).iter())
            .filter(|member| !members.contains_key(&member.key))
            .map(|member| member.key.to_string())
            .collect();
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        self.remove_members(at, &gone)?;
        let mut place = Place::First;
        for (key, value) in members {
            self.insert(at, key, &Fragment::Value(value.clone()), place)?;
            place = Place::After(key);
        }
        Ok(())
    }

    fn change_items(&mut self, at: &Pointer, items: &[Value]) -> Result<(), Obstacle> {
        let array = self.find(at)?;
        let old: Vec<Value> = self.tree.items(array).iter().map(|&item| self.tree.value(item)).collect();
        let start = old.iter().zip(items).take_while(|(old, new)| old == new).count();
        let shorter = old.len().min(items.len());
        let end = (old.iter().rev().zip(items.iter().rev()))
            .take(shorter - start)
            .take_while(|(old, new)| old == new)
            .count();
        let common = shorter - end;
        let too_many: Vec<usize> = (common..old.len() - end).collect();
        self.remove_items(at, array, &too_many)?;
        for (index, item) in items.iter().enumerate().take(items.len() - end).skip(start) {
            let item = Fragment::Value(item.clone());
            if index < common {
                self.set(&at.then(index), &item)?;
            } else {
                self.insert_item(at, index, &item)?;
            }
        }
        Ok(())
    }

    fn find(&self, at: &Pointer) -> Result<NodeId, Obstacle> {
        let node = self.tree.find(at).ok_or_else(|| Obstacle::Absent(at.clone()))?;
        self.own(at, node)?;
        Ok(node)
    }

    /// A node whose text stands at its place.
    fn own(&self, at: &Pointer, node: NodeId) -> Result<(), Obstacle> {
        if self.tree.is_copy(node) { Err(Obstacle::Shared(at.clone())) } else { Ok(()) }
    }

    /// The same for a value that may be an alias: another value can take the place of that, but not of a part of it.
    fn own_or_alias(&self, at: &Pointer, node: NodeId) -> Result<(), Obstacle> {
        let parent = self.tree.node(node).parent;
        let is_merged = parent.is_some_and(|parent| {
            let member = self.tree.members(parent).iter().find(|member| member.value == Some(node));
            member.is_some_and(|member| member.key_span.slice(&self.text) == "<<" && &*member.key != "<<")
        });
        let is_part = is_merged || parent.is_some_and(|parent| self.tree.is_copy(parent));
        if is_part { self.own(at, node) } else { Ok(()) }
    }

    fn value_of(&self, fragment: &Fragment) -> Value {
        match self.tree.syntax() {
            Syntax::Json => fragment.value(),
            Syntax::Yaml => yaml::value_of(fragment),
        }
    }

    fn object(&self, at: &Pointer) -> Result<NodeId, Obstacle> {
        let node = self.find(at)?;
        if self.tree.is_object(node) { Ok(node) } else { Err(Obstacle::NotAContainer(at.clone())) }
    }
}

/// Changes the value at a place inside `value`.
fn change_at(value: &mut Value, steps: &[Step], change: impl FnOnce(&Value) -> Value) {
    *value = match (steps.split_first(), &*value) {
        (None, value) => change(value),
        (Some((Step::Key(key), rest)), Value::Object(_)) => {
            let mut members = members_of(value);
            if let Some(inner) = members.get_mut(key) {
                change_at(inner, rest, change);
            }
            Value::from(members)
        }
        (Some((Step::Index(index), rest)), Value::Array(_)) => {
            let mut items = items_of(value);
            if let Some(inner) = items.get_mut(*index) {
                change_at(inner, rest, change);
            }
            Value::from(items)
        }
        (Some(_), value) => value.clone(),
    };
}

fn members_of(value: &Value) -> Map {
    value.as_object().cloned().unwrap_or_default()
}

fn items_of(value: &Value) -> Vec<Value> {
    value.as_array().unwrap_or_default().to_vec()
}

/// Whether all objects in `node` have their keys in the order they have in `value`, an equal value.
fn same_order(tree: &Tree, node: NodeId, value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            let written = tree.members(node);
            written.len() == members.len()
                && written.iter().zip(members.iter()).all(|(member, (key, value))| {
                    member.key == *key && member.value.is_some_and(|node| same_order(tree, node, value))
                })
        }
        Value::Array(items) => {
            tree.items(node).iter().zip(items.iter()).all(|(&node, item)| same_order(tree, node, item))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scalar() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (0i64..9).prop_map(Value::from),
            "[a\"é]{0,3}".prop_map(Value::from),
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        scalar().prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec(("[a-d]", inner), 0..4).prop_map(Value::object),
            ]
        })
    }

    /// The ways in which a test writes its first text.
    fn written(value: &Value, way: usize) -> String {
        let pretty = value.to_pretty_json();
        match way {
            0 => value.to_json(),
            1 => pretty,
            2 => pretty.replace("  ", "\t").replace('\n', "\r\n") + "\r\n",
            3 => value.to_json().replace("\":", "\" : ").replace(",\"", ", \""),
            _ => format!("\u{feff}{}", pretty.replace("  ", "    ")),
        }
    }

    /// A change at the node number `place`, in the draft and in the pointer-wise model.
    fn change(draft: &mut Draft, place: usize, kind: usize, new: &Value) -> Value {
        let nodes: Vec<NodeId> = draft.tree().ids().collect();
        let node = nodes[place % nodes.len()];
        let at = draft.tree().pointer_to(node);
        let mut model = draft.tree().value(draft.tree().root().unwrap());
        let fragment = Fragment::Value(new.clone());
        match draft.tree().value(node) {
            Value::Object(members) if kind < 3 => {
                let mut members = (*members).clone();
                let key = members.keys().nth(kind).cloned();
                match (&key, kind) {
                    (Some(key), 0) => {
                        members.remove(key);
                        draft.remove(&at.then(key)).unwrap();
                    }
                    (Some(key), 1) => {
                        members.insert("new".into(), new.clone());
                        draft.insert(&at, "new", &fragment, Place::Before(key)).unwrap();
                    }
                    _ => {
                        members.insert("new".into(), new.clone());
                        draft.insert(&at, "new", &fragment, Place::Last).unwrap();
                    }
                }
                put(&mut model, at.steps(), Value::from(members));
            }
            Value::Array(items) if kind < 3 => {
                let mut items = (*items).clone();
                match kind {
                    0 if !items.is_empty() => {
                        items.remove(0);
                        draft.remove(&at.then(0)).unwrap();
                    }
                    1 if items.len() > 1 => {
                        let first = items.remove(0);
                        items.push(first);
                        draft.move_item(&at, 0, items.len() - 1).unwrap();
                    }
                    _ => {
                        items.insert(items.len() / 2, new.clone());
                        draft.insert_item(&at, (items.len() - 1) / 2, &fragment).unwrap();
                    }
                }
                put(&mut model, at.steps(), Value::from(items));
            }
            _ => {
                draft.set(&at, &fragment).unwrap();
                put(&mut model, at.steps(), new.clone());
            }
        }
        model
    }

    fn put(model: &mut Value, steps: &[Step], new: Value) {
        *model = match (steps.split_first(), &*model) {
            (Some((Step::Key(key), rest)), Value::Object(members)) => {
                let mut members = (**members).clone();
                put(members.get_mut(key).unwrap(), rest, new);
                Value::from(members)
            }
            (Some((Step::Index(index), rest)), Value::Array(items)) => {
                let mut items = (**items).clone();
                put(&mut items[*index], rest, new);
                Value::from(items)
            }
            _ => new,
        };
    }

    proptest! {
        #[test]
        fn changes_of_the_text_are_changes_of_the_value(
            start in value(),
            way in 0usize..5,
            changes in proptest::collection::vec((any::<usize>(), 0usize..4, value()), 1..8),
        ) {
            let text = written(&start, way);
            let mut draft = Draft::new(&text);
            for (place, kind, new) in &changes {
                let expected = change(&mut draft, *place, *kind, new);
                let parsed = parse(draft.text(), Syntax::Json);
                assert_eq!(parsed.problems, [], "{}", draft.text());
                let root = parsed.tree.root().unwrap();
                assert_eq!(parsed.tree.value(root), expected, "{}", draft.text());
            }
            let after = draft.text().to_owned();
            let edit = draft.finish();
            assert_eq!(edit.apply(&text), after);
            assert_eq!(edit.invert(&text).apply(&after), text);
        }
    }
}
