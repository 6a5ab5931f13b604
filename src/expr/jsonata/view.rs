//! How the items of an array and the members of an object are read, wherever they are.

use super::item::{Item, Members, Tuple};
use crate::value::{Map, Value};
use std::sync::Arc;

/// The items of an array, wherever they are.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    Values(&'a [Value]),
    Items(&'a [Item]),
    Range { first: i64, length: usize },
    Tuples(&'a [Tuple]),
}

impl<'a> View<'a> {
    pub(super) fn len(self) -> usize {
        match self {
            View::Values(values) => values.len(),
            View::Items(items) => items.len(),
            View::Range { length, .. } => length,
            View::Tuples(tuples) => tuples.len(),
        }
    }

    pub(super) fn get(self, index: usize) -> Option<Item> {
        match self {
            View::Values(values) => values.get(index).cloned().map(Item::Value),
            View::Items(items) => items.get(index).cloned(),
            View::Range { first, length } => (index < length).then(|| Item::from(first + index as i64)),
            View::Tuples(tuples) => tuples.get(index).map(|tuple| tuple.at.clone()),
        }
    }

    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = Item> + ExactSizeIterator + 'a {
        (0..self.len()).map(move |index| self.get(index).unwrap_or(Item::Undefined))
    }
}

/// The members of an object, wherever they are.
#[derive(Clone, Copy)]
pub(super) enum MembersView<'a> {
    Values(&'a Map),
    Items(&'a Members),
}

impl<'a> MembersView<'a> {
    pub(super) fn len(self) -> usize {
        match self {
            MembersView::Values(map) => map.len(),
            MembersView::Items(members) => members.len(),
        }
    }

    pub(super) fn get(self, key: &str) -> Option<Item> {
        match self {
            MembersView::Values(map) => map.get(key).cloned().map(Item::Value),
            MembersView::Items(members) => members.get(key).cloned(),
        }
    }

    pub(super) fn at(self, index: usize) -> Option<(Arc<str>, Item)> {
        match self {
            MembersView::Values(map) => {
                map.get_index(index).map(|(key, value)| (key.clone(), Item::Value(value.clone())))
            }
            MembersView::Items(members) => {
                members.get_index(index).map(|(key, item)| (key.clone(), item.clone()))
            }
        }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = (Arc<str>, Item)> + 'a {
        (0..self.len()).filter_map(move |index| self.at(index))
    }
}
