use crate::expr::json_path::Step;
use crate::value::{Map, Value};
use indexmap::IndexMap;
use std::sync::Arc;

/// What some data should be like. Cheap to clone: what is passed on unchanged from state to state is shared.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Wish {
    members: Arc<IndexMap<Arc<str>, Wish>>,
    items: Option<Arc<Wish>>,
    /// How many items there must be at least.
    length: usize,
    /// What the text says that it should be.
    parsed: Option<Arc<Wish>>,
    /// What it should be where nothing is known of its inside, best first; several for several turns.
    hints: Vec<(Rank, Value)>,
    presence: Presence,
    /// How deep it nests.
    height: usize,
}

/// How good a value is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Rank {
    /// It says that a job is done, and the run comes to its end.
    Done,
    /// The run takes a way that is written for this value, and comes to its end.
    Named,
    /// The run takes the way of all other values, and comes to its end.
    Other,
    /// The run comes back to the question.
    Returns,
    /// It is of the right kind; of use where nothing better is known.
    Kind,
}

/// Whether data has to be there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Presence {
    /// Always.
    #[default]
    Needed,
    /// Every other turn.
    Optional,
    /// Not at all.
    Unwanted,
}

/// How deep a wish may nest, how many members and items it may have: what is deeper or wider is not wished for.
const MAX_HEIGHT: usize = 48;
const MAX_MEMBERS: usize = 256;
const MAX_LENGTH: usize = 20;

impl Wish {
    /// Wishes for a value of the right kind.
    pub(super) fn kind(value: impl Into<Value>) -> Wish {
        Wish { hints: vec![(Rank::Kind, value.into())], ..Wish::default() }
    }

    /// Wishes for values, each with its rank.
    pub(super) fn values(hints: impl IntoIterator<Item = (Rank, Value)>) -> Wish {
        let mut wish = Wish::default();
        hints.into_iter().for_each(|(rank, value)| wish.suggest(rank, value));
        wish
    }

    /// Wishes only that something is there, or is not.
    pub(super) fn present(presence: Presence) -> Wish {
        Wish { presence, ..Wish::default() }
    }

    /// Wishes for an object with that member.
    pub(super) fn member_of(name: Arc<str>, inner: Wish) -> Wish {
        inner.nested(|inner, height| Wish {
            members: Arc::new(IndexMap::from_iter([(name, inner)])),
            height,
            ..Wish::default()
        })
    }

    /// Wishes for a list of at least `length` such items.
    pub(super) fn list_of(length: usize, inner: Wish) -> Wish {
        let length = length.min(MAX_LENGTH);
        inner.nested(|inner, height| Wish { items: Some(Arc::new(inner)), length, height, ..Wish::default() })
    }

    /// Wishes for a JSON text of it.
    pub(super) fn text_of(inner: Wish) -> Wish {
        inner.nested(|inner, height| Wish { parsed: Some(Arc::new(inner)), height, ..Wish::default() })
    }

    fn nested(self, outer: impl FnOnce(Wish, usize) -> Wish) -> Wish {
        match self.height + 1 {
            height if height <= MAX_HEIGHT => outer(self, height),
            _ => Wish::default(),
        }
    }

    /// The wish for data in which the place behind the steps is wished to be so.
    pub(super) fn below(self, steps: &[Step]) -> Wish {
        steps.iter().rev().fold(self, |inner, step| match step {
            Step::Name(name) => Wish::member_of(name.clone(), inner),
            Step::Index(index) => Wish::list_of(index.saturating_add(1), inner),
        })
    }

    /// What is wished for a member; nothing where it is not wished for.
    pub(super) fn member(&self, name: &str) -> Wish {
        self.members.get(name).cloned().unwrap_or_default()
    }

    /// What is wished for each item.
    pub(super) fn item(&self) -> Wish {
        self.items.as_deref().cloned().unwrap_or_default()
    }

    /// What is wished for the items of a list, or for the only one where no list is wished for.
    pub(super) fn each(&self) -> Wish {
        if self.is_list() { self.item() } else { self.clone() }
    }

    /// What is wished for what a JSON text says.
    pub(super) fn parsed(&self) -> Wish {
        self.parsed.as_deref().cloned().unwrap_or_default()
    }

    /// Whether a list is wished for.
    pub(super) fn is_list(&self) -> bool {
        self.items.is_some()
    }

    /// How many items are wished for.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The values that are wished for, best first.
    pub(super) fn hints(&self) -> &[(Rank, Value)] {
        &self.hints
    }

    /// The wish without all that a place inside is wished to be.
    pub(super) fn without(&self, steps: &[Step]) -> Wish {
        let [Step::Name(name), rest @ ..] = steps else { return Wish::default() };
        let mut wish = self.clone();
        if let Some(inner) = self.members.get(name) {
            let left = inner.without(rest);
            let members = Arc::make_mut(&mut wish.members);
            if rest.is_empty() || left == Wish::default() {
                members.shift_remove(name);
            } else {
                members.insert(name.clone(), left);
            }
        }
        wish
    }

    /// What is wished for a place inside.
    pub(super) fn find(&self, steps: &[Step]) -> Wish {
        steps.iter().fold(self.clone(), |wish, step| match step {
            Step::Name(name) => wish.member(name),
            Step::Index(_) => wish.item(),
        })
    }

    /// Whether anything is wished for a place inside.
    pub(super) fn reaches(&self, steps: &[Step]) -> bool {
        match steps {
            [] => true,
            [Step::Name(name), rest @ ..] => self.members.get(name).is_some_and(|wish| wish.reaches(rest)),
            [Step::Index(_), rest @ ..] => self.items.as_ref().is_some_and(|wish| wish.reaches(rest)),
        }
    }

    fn suggest(&mut self, rank: Rank, value: Value) {
        match self.hints.iter().position(|(_, known)| *known == value) {
            Some(at) if self.hints.get(at).is_some_and(|(known, _)| *known <= rank) => return,
            Some(at) => drop(self.hints.remove(at)),
            None => {}
        }
        let at = self.hints.partition_point(|(known, _)| *known <= rank);
        self.hints.insert(at, (rank, value));
    }

    /// Adds all that another one wishes for.
    pub(super) fn add(&mut self, other: &Wish) {
        if !Arc::ptr_eq(&self.members, &other.members) && !other.members.is_empty() {
            self.add_members(other);
        }
        self.items = add_inner(self.items.take(), other.items.as_ref());
        self.parsed = add_inner(self.parsed.take(), other.parsed.as_ref());
        self.length = self.length.max(other.length);
        self.height = self.height.max(other.height);
        self.presence = self.presence.max(other.presence);
        other.hints.iter().for_each(|(rank, value)| self.suggest(*rank, value.clone()));
    }

    fn add_members(&mut self, other: &Wish) {
        if self.members.is_empty() {
            self.members = other.members.clone();
            return;
        }
        let members = Arc::make_mut(&mut self.members);
        for (name, wish) in other.members.iter() {
            if let Some(known) = members.get_mut(name) {
                known.add(wish);
            } else if members.len() < MAX_MEMBERS {
                members.insert(name.clone(), wish.clone());
            }
        }
    }

    /// Data that fulfils the wish. With each turn it takes another of the values that were suggested, so that a loop which
    /// asks again and again finds its way out.
    pub(super) fn to_value(&self, turn: u32) -> Value {
        if let Some(parsed) = &self.parsed {
            let is_known = **parsed != Wish::default();
            return Value::from(if is_known { parsed.to_value(turn).to_json() } else { "{}".to_owned() });
        }
        if let Some(items) = &self.items {
            // JSONata reads `list.name` as the names of all items.
            let item = if self.members.is_empty() || !items.hints.is_empty() {
                items.to_value(turn)
            } else {
                let mut item = (**items).clone();
                item.add_members(self);
                item.to_value(turn)
            };
            return Value::array(vec![item; self.length.max(1)]);
        }
        if !self.members.is_empty() {
            let there = self.members.iter().filter(|(_, wish)| wish.is_there(turn));
            let members = there.map(|(name, wish)| (name.clone(), wish.to_value(turn)));
            return Value::from(members.collect::<Map>());
        }
        self.choose(turn).cloned().unwrap_or_else(|| Value::from("sample"))
    }

    /// A value that was made up without knowing of the wish, with what is wished for beside what is there. What stays is what
    /// later states can read as it is.
    pub(super) fn complete(&self, value: Value, turn: u32) -> Value {
        match value {
            Value::Object(members)
                if !members.is_empty()
                    && !self.members.is_empty()
                    && !self.is_list()
                    && self.parsed.is_none() =>
            {
                self.complete_object((*members).clone(), turn)
            }
            Value::Array(items) if !items.is_empty() && (self.is_list() || !self.members.is_empty()) => {
                let wish = if self.is_list() { self.item() } else { self.clone() };
                let mut items: Vec<Value> =
                    items.iter().map(|item| wish.complete(item.clone(), turn)).collect();
                while items.len() < self.length {
                    items.push(wish.to_value(turn));
                }
                Value::array(items)
            }
            Value::String(text) if self.parsed.is_some() => {
                let known = Value::parse(&text).unwrap_or_else(|_| Value::empty_object());
                Value::from(self.parsed().complete(known, turn).to_json())
            }
            value if self.is_better_than(&value) => self.to_value(turn),
            value => value,
        }
    }

    fn complete_object(&self, mut members: Map, turn: u32) -> Value {
        for (name, wish) in self.members.iter() {
            match members.get_mut(name) {
                Some(_) if wish.presence == Presence::Unwanted => drop(members.remove(name)),
                Some(value) => *value = wish.complete(std::mem::take(value), turn),
                None if wish.is_there(turn) => drop(members.insert(name.clone(), wish.to_value(turn))),
                None => {}
            }
        }
        Value::from(members)
    }

    /// Whether later states could not go on with a value.
    fn is_better_than(&self, value: &Value) -> bool {
        if !self.members.is_empty() || self.is_list() || self.parsed.is_some() {
            return true;
        }
        let is_empty = value.is_null() || value.as_object().is_some_and(Map::is_empty);
        match self.choose(0) {
            Some(_) if is_empty => true,
            Some(hint) if self.hints.first().is_some_and(|(rank, _)| *rank == Rank::Kind) => {
                hint.type_name() != value.type_name()
            }
            // A truth is wished for of whatever may be asked whether it is there.
            Some(Value::Bool(_)) => !matches!(value, Value::Object(_) | Value::Array(_)),
            Some(_) => true,
            None => value.is_null(),
        }
    }

    fn is_there(&self, turn: u32) -> bool {
        match self.presence {
            Presence::Needed => true,
            Presence::Optional => turn.is_multiple_of(2),
            Presence::Unwanted => false,
        }
    }

    /// One of the values; those that are only of the right kind where there is no other, and of them the first.
    fn choose(&self, turn: u32) -> Option<&Value> {
        let known = self.hints.partition_point(|(rank, _)| *rank < Rank::Kind);
        let at = (turn as usize).checked_rem(known).unwrap_or(0);
        self.hints.get(at).map(|(_, value)| value)
    }
}

fn add_inner(known: Option<Arc<Wish>>, other: Option<&Arc<Wish>>) -> Option<Arc<Wish>> {
    match (known, other) {
        (Some(mut known), Some(other)) => {
            if !Arc::ptr_eq(&known, other) {
                Arc::make_mut(&mut known).add(other);
            }
            Some(known)
        }
        (known, other) => known.or_else(|| other.cloned()),
    }
}
