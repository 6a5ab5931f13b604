use super::Value;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::fmt;
use std::sync::Arc;

/// From so many members on, a table says where each key stands; among fewer, looking through them is sooner done.
const TABLE_FROM: usize = 16;

/// So many members lie in the object itself, which is then one piece of memory: the attributes of DynamoDB, pairs of key and
/// value, and much else that there is many of.
const INLINE: usize = 2;

type Members = SmallVec<[(Arc<str>, Value); INLINE]>;

/// An object's members in the order in which they were added. Equality does not look at the order.
///
/// Most objects have few members, and a run makes many of them, so a small one is a list and nothing more.
#[derive(Clone, Default)]
pub struct Map {
    members: Members,
    /// Where each key stands; none while there are few.
    table: Option<Box<FxHashMap<Arc<str>, usize>>>,
}

impl Map {
    /// An empty object with room for so many members.
    pub fn with_capacity(capacity: usize) -> Self {
        Map { members: Members::with_capacity(capacity), table: None }
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.get_index(self.position(key)?).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.get_index_mut(self.position(key)?)
    }

    /// Whether there is such a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// The member at a place.
    pub fn get_index(&self, at: usize) -> Option<(&Arc<str>, &Value)> {
        self.members.get(at).map(|(key, value)| (key, value))
    }

    /// The value at a place, to be changed.
    pub fn get_index_mut(&mut self, at: usize) -> Option<&mut Value> {
        self.members.get_mut(at).map(|(_, value)| value)
    }

    /// Sets a member, at its place where it is there already and behind the others where not; gives what it was.
    pub fn insert(&mut self, key: Arc<str>, value: Value) -> Option<Value> {
        if let Some(known) = self.get_mut(&key) {
            return Some(std::mem::replace(known, value));
        }
        self.add(key, value);
        None
    }

    /// Adds a member whose key is new.
    fn add(&mut self, key: Arc<str>, value: Value) {
        if let Some(table) = &mut self.table {
            table.insert(key.clone(), self.members.len());
        }
        self.members.push((key, value));
        if self.members.len() == TABLE_FROM {
            self.make_table();
        }
    }

    /// A copy with one member more, whose key is new.
    #[must_use]
    pub fn with(&self, key: Arc<str>, value: Value) -> Self {
        let mut copy = Map::with_capacity(self.len() + 1);
        copy.members.extend(self.members.iter().cloned());
        copy.table.clone_from(&self.table);
        copy.add(key, value);
        copy
    }

    /// Takes a member out; those behind it move up.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.position(key)?;
        let (_, value) = self.members.remove(at);
        self.table = None;
        if self.members.len() >= TABLE_FROM {
            self.make_table();
        }
        Some(value)
    }

    /// The members in their order.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.members.iter())
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Arc<str>> + ExactSizeIterator {
        self.members.iter().map(|(key, _)| key)
    }

    /// The values in their order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.members.iter().map(|(_, value)| value)
    }

    /// The values in their order, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Value> + ExactSizeIterator {
        self.members.iter_mut().map(|(_, value)| value)
    }

    /// Where a key stands among the members.
    pub fn position(&self, key: &str) -> Option<usize> {
        match &self.table {
            Some(table) => table.get(key).copied(),
            None => self.members.iter().position(|(known, _)| **known == *key),
        }
    }

    fn make_table(&mut self) {
        let places = self.members.iter().enumerate().map(|(at, (key, _))| (key.clone(), at));
        self.table = Some(Box::new(places.collect()));
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl Extend<(Arc<str>, Value)> for Map {
    fn extend<I: IntoIterator<Item = (Arc<str>, Value)>>(&mut self, members: I) {
        for (key, value) in members {
            self.insert(key, value);
        }
    }
}

impl FromIterator<(Arc<str>, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Value)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut map = Map::with_capacity(members.size_hint().0);
        map.extend(members);
        map
    }
}

impl IntoIterator for Map {
    type Item = (Arc<str>, Value);
    type IntoIter = smallvec::IntoIter<[(Arc<str>, Value); INLINE]>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a Arc<str>, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// The members of a [`Map`] in their order.
#[derive(Clone, Debug)]
pub struct Iter<'a>(std::slice::Iter<'a, (Arc<str>, Value)>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a Arc<str>, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl ExactSizeIterator for Iter<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds members of these numbers one by one, and takes one out; after each change every key must be found where it
    /// stands.
    fn check(numbers: std::ops::Range<usize>, removed: usize) {
        let key = |number: usize| -> Arc<str> { number.to_string().into() };
        let mut map = Map::default();
        let mut expected: Vec<usize> = Vec::new();
        let check_places = |map: &Map, expected: &[usize]| {
            assert_eq!(
                map.keys().cloned().collect::<Vec<_>>(),
                expected.iter().map(|n| key(*n)).collect::<Vec<_>>()
            );
            for (at, number) in expected.iter().enumerate() {
                assert_eq!(map.position(&key(*number)), Some(at));
                assert_eq!(map.get(&key(*number)), Some(&Value::from(*number)));
            }
            assert_eq!(map.position("none"), None);
        };
        for number in numbers {
            let copy = map.with(key(number), Value::from(number));
            assert_eq!(map.insert(key(number), Value::Null), None);
            assert_eq!(map.insert(key(number), Value::from(number)), Some(Value::Null));
            expected.push(number);
            check_places(&map, &expected);
            check_places(&copy, &expected);
            assert_eq!(map, copy);
        }
        assert_eq!(map.remove(&key(removed)), Some(Value::from(removed)));
        assert_eq!(map.remove(&key(removed)), None);
        expected.retain(|number| *number != removed);
        check_places(&map, &expected);
    }

    #[test]
    fn members_keep_their_order_and_are_found_whether_few_or_many() {
        for many in [1, 2, TABLE_FROM - 1, TABLE_FROM, TABLE_FROM + 1, 3 * TABLE_FROM] {
            check(0..many, 0);
            check(0..many, many - 1);
        }
    }

    #[test]
    fn order_does_not_count_for_equality() {
        let object = |text: &str| Value::parse(text).unwrap();
        assert_eq!(object(r#"{"a": 1, "b": 2}"#), object(r#"{"b": 2, "a": 1}"#));
        assert_ne!(object(r#"{"a": 1, "b": 2}"#), object(r#"{"b": 2, "a": 1, "c": 3}"#));
        assert_ne!(object(r#"{"a": null}"#), object(r#"{"b": null}"#));
    }
}
