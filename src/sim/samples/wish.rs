use crate::expr::json_path::Step;
use crate::value::{Map, Value};
use indexmap::IndexMap;
use std::sync::Arc;

/// What some data should be like.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Wish {
    members: IndexMap<Arc<str>, Wish>,
    items: Option<Box<Wish>>,
    /// What it should be where nothing is known of its inside; several for several turns.
    hints: Vec<Value>,
    /// Whether it may be missing, so that every other turn goes without it.
    optional: bool,
}

/// How deep a wish may nest; deeper paths wish for less.
const MAX_DEPTH: usize = 32;

impl Wish {
    /// Whether nothing is wished for.
    pub(super) fn is_empty(&self) -> bool {
        *self == Wish::default()
    }

    /// The wish for what stands at a place inside.
    pub(super) fn at(&mut self, steps: &[Step]) -> &mut Wish {
        steps.iter().take(MAX_DEPTH).fold(self, |wish, step| match step {
            Step::Name(name) => wish.members.entry(name.clone()).or_default(),
            Step::Index(_) => wish.items.get_or_insert_default(),
        })
    }

    /// The wish for what stands at a place inside, if there is one.
    pub(super) fn find(&self, steps: &[Step]) -> Option<&Wish> {
        steps.iter().try_fold(self, |wish, step| match step {
            Step::Name(name) => wish.members.get(name),
            Step::Index(_) => wish.items.as_deref(),
        })
    }

    /// Wishes for a value, behind what was wished for before.
    pub(super) fn suggest(&mut self, value: Value) {
        if !self.hints.contains(&value) {
            self.hints.push(value);
        }
    }

    /// Wishes for a value before all others.
    pub(super) fn insist(&mut self, value: Value) {
        self.hints.retain(|hint| *hint != value);
        self.hints.insert(0, value);
    }

    /// Says that it may be missing.
    pub(super) fn be_optional(&mut self) {
        self.optional = true;
    }

    /// Wishes for a list.
    pub(super) fn be_list(&mut self) -> &mut Wish {
        self.items.get_or_insert_default()
    }

    /// Adds all that another one wishes for.
    pub(super) fn add(&mut self, other: &Wish) {
        for (name, wish) in &other.members {
            self.members.entry(name.clone()).or_default().add(wish);
        }
        if let Some(items) = &other.items {
            self.items.get_or_insert_default().add(items);
        }
        self.optional |= other.optional;
        other.hints.iter().for_each(|hint| self.suggest(hint.clone()));
    }

    /// Data that fulfils the wish. With each turn it takes another of the values that were suggested, so that a loop which
    /// asks again and again finds its way out.
    pub(super) fn to_value(&self, turn: u32) -> Value {
        if !self.members.is_empty() {
            let there = self.members.iter().filter(|(_, wish)| !wish.optional || turn.is_multiple_of(2));
            let members = there.map(|(name, wish)| (name.clone(), wish.to_value(turn)));
            return Value::from(members.collect::<Map>());
        }
        if let Some(items) = &self.items {
            return Value::array(vec![items.to_value(turn)]);
        }
        let taken = (turn as usize).checked_rem(self.hints.len()).and_then(|at| self.hints.get(at));
        taken.cloned().unwrap_or_else(|| Value::from("sample"))
    }
}
