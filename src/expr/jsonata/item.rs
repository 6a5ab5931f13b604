//! Values while an expression is evaluated: JSON, and what JSON has no room for.
//!
//! Values from outside stay as they are and are never copied. Arrays and objects made on the way know their size and
//! depth, so that limits cost nothing to check, and whether a function is inside.

use super::functions::Builtin;
pub(super) use super::view::{MembersView, View};
use crate::value::{Map, Number, Value};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::rc::Rc;
use std::sync::Arc;

/// What an expression evaluates to.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Nothing.
    Undefined,
    /// A scalar, or an array or object from outside.
    Value(Value),
    /// An array made on the way.
    Array(Array),
    /// An object made on the way.
    Object(Object),
    Function(Function),
    /// The results of a step that binds variables or ancestors.
    Tuples(Rc<Vec<Tuple>>),
}

/// A function: built in, or the number of one that was made on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Function {
    Builtin(Builtin),
    Stored(usize),
}

/// An array and how the rest of the expression must treat it.
#[derive(Clone, Debug)]
pub(super) struct Array {
    contents: Rc<Contents>,
    pub(super) flags: Flags,
}

/// What sets arrays apart that look the same in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Flags {
    /// Results of a query: one of them stands for itself, none for nothing.
    pub(super) sequence: bool,
    /// A sequence of one stays an array.
    pub(super) keep_singleton: bool,
    /// Wraps the input, which is an array, so that it counts as one value.
    pub(super) outer_wrapper: bool,
    /// Made by `[…]` in a path: its items are not mixed with others.
    pub(super) constructed: bool,
}

impl Flags {
    pub(super) const SEQUENCE: Flags =
        Flags { sequence: true, keep_singleton: false, outer_wrapper: false, constructed: false };
}

#[derive(Debug)]
struct Contents {
    list: List,
    measure: Measure,
}

#[derive(Debug)]
enum List {
    Items(Vec<Item>),
    /// Whole numbers in a row, as `[1..1000000]` makes them.
    Range {
        first: i64,
        length: usize,
    },
}

/// An object made on the way.
#[derive(Clone, Debug)]
pub(super) struct Object(Rc<(Members, Measure)>);

pub(super) type Members = IndexMap<Arc<str>, Item, FxBuildHasher>;

/// How much a value holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// Eight for a number, one for a byte of text.
    pub(super) bytes: u64,
    /// How deep arrays and objects nest.
    pub(super) depth: usize,
    pub(super) functions: bool,
}

impl Measure {
    fn include(&mut self, inner: Measure) {
        self.bytes = self.bytes.saturating_add(inner.bytes);
        self.depth = self.depth.max(inner.depth + 1);
        self.functions |= inner.functions;
    }

    /// Counts what another array holds too.
    fn join(&mut self, other: Measure) {
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.depth = self.depth.max(other.depth);
        self.functions |= other.functions;
    }
}

/// Items for an array. What they hold is counted as they come, so that adding a few to many does not count all again.
#[derive(Debug)]
pub(super) struct Items {
    items: Vec<Item>,
    measure: Measure,
}

impl Default for Items {
    fn default() -> Items {
        Items { items: Vec::new(), measure: Measure { depth: 1, ..Measure::default() } }
    }
}

impl Items {
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn push(&mut self, item: Item) {
        self.measure.include(item.measure());
        self.items.push(item);
    }

    /// The items of an array; anything else by itself.
    pub(super) fn push_all(&mut self, item: &Item) {
        match item {
            Item::Array(Array { contents, .. }) => match &contents.list {
                List::Items(items) => {
                    self.measure.join(contents.measure);
                    self.items.extend_from_slice(items);
                }
                List::Range { first, length } => {
                    let view = View::Range { first: *first, length: *length };
                    view.iter().for_each(|item| self.push(item));
                }
            },
            other => match other.as_array() {
                Some(view) => view.iter().for_each(|item| self.push(item)),
                None => self.push(other.clone()),
            },
        }
    }
}

/// A result with the variables bound on the way to it.
#[derive(Clone, Debug)]
pub(super) struct Tuple {
    pub(super) at: Item,
    pub(super) bindings: Vec<(BindingName, Item)>,
}

/// What a binding is found under.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum BindingName {
    Variable(Arc<str>),
    Ancestor(usize),
}

impl Tuple {
    pub(super) fn bind(&mut self, name: BindingName, value: Item) {
        match self.bindings.iter_mut().find(|(bound, _)| *bound == name) {
            Some((_, place)) => *place = value,
            None => self.bindings.push((name, value)),
        }
    }
}

impl Array {
    pub(super) fn new(items: Vec<Item>, flags: Flags) -> Array {
        let mut measure = Measure { depth: 1, ..Measure::default() };
        items.iter().for_each(|item| measure.include(item.measure()));
        Array { contents: Rc::new(Contents { list: List::Items(items), measure }), flags }
    }

    pub(super) fn of(items: Items, flags: Flags) -> Array {
        let Items { items, measure } = items;
        Array { contents: Rc::new(Contents { list: List::Items(items), measure }), flags }
    }

    /// An array as JSON has it.
    pub(super) fn plain(items: Vec<Item>) -> Array {
        Array::new(items, Flags::default())
    }

    pub(super) fn sequence(items: Vec<Item>) -> Array {
        Array::new(items, Flags::SEQUENCE)
    }

    pub(super) fn range(first: i64, length: usize) -> Array {
        let measure = Measure { bytes: 8 * length as u64, depth: 1, functions: false };
        let contents = Rc::new(Contents { list: List::Range { first, length }, measure });
        Array { contents, flags: Flags::SEQUENCE }
    }

    pub(super) fn with_flags(&self, flags: Flags) -> Array {
        Array { contents: self.contents.clone(), flags }
    }

    pub(super) fn view(&self) -> View<'_> {
        match &self.contents.list {
            List::Items(items) => View::Items(items),
            List::Range { first, length } => View::Range { first: *first, length: *length },
        }
    }

    fn is_same(&self, other: &Array) -> bool {
        Rc::ptr_eq(&self.contents, &other.contents)
    }
}

impl Object {
    pub(super) fn new(members: Members) -> Object {
        let mut measure = Measure { depth: 1, ..Measure::default() };
        for (key, item) in &members {
            measure.bytes = measure.bytes.saturating_add(key.len() as u64);
            measure.include(item.measure());
        }
        Object(Rc::new((members, measure)))
    }

    pub(super) fn members(&self) -> &Members {
        &self.0.0
    }
}

impl Item {
    pub(super) const NULL: Item = Item::Value(Value::Null);

    pub(super) fn number(number: f64) -> Item {
        Item::Value(Value::Number(Number::normalized(number)))
    }

    pub(super) fn is_undefined(&self) -> bool {
        matches!(self, Item::Undefined)
    }

    /// The items, if this is an array of any make.
    pub(super) fn as_array(&self) -> Option<View<'_>> {
        match self {
            Item::Value(Value::Array(values)) => Some(View::Values(values)),
            Item::Array(array) => Some(array.view()),
            Item::Tuples(tuples) => Some(View::Tuples(tuples)),
            Item::Undefined | Item::Value(_) | Item::Object(_) | Item::Function(_) => None,
        }
    }

    /// The members, if this is an object of either make.
    pub(super) fn as_object(&self) -> Option<MembersView<'_>> {
        match self {
            Item::Value(Value::Object(map)) => Some(MembersView::Values(map)),
            Item::Object(object) => Some(MembersView::Items(object.members())),
            Item::Undefined | Item::Value(_) | Item::Array(_) | Item::Function(_) | Item::Tuples(_) => None,
        }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        if let Item::Value(Value::String(text)) = self { Some(text) } else { None }
    }

    pub(super) fn as_f64(&self) -> Option<f64> {
        if let Item::Value(Value::Number(number)) = self { Some(number.as_f64()) } else { None }
    }

    pub(super) fn as_function(&self) -> Option<Function> {
        if let Item::Function(function) = self { Some(*function) } else { None }
    }

    pub(super) fn flags(&self) -> Flags {
        if let Item::Array(array) = self { array.flags } else { Flags::default() }
    }

    /// What it holds. Arrays and objects from outside count as one word: they are not copied, and how much of them
    /// leaves the evaluation is measured at its end.
    pub(super) fn measure(&self) -> Measure {
        match self {
            Item::Value(Value::String(text)) => Measure { bytes: text.len() as u64, ..Measure::default() },
            Item::Array(array) => array.contents.measure,
            Item::Object(object) => object.0.1,
            Item::Function(_) | Item::Tuples(_) => Measure { bytes: 8, depth: 0, functions: true },
            Item::Undefined | Item::Value(_) => Measure { bytes: 8, ..Measure::default() },
        }
    }

    /// Whether both are the same value in JavaScript's strict sense: arrays and objects by identity.
    pub(super) fn is_identical(&self, other: &Item) -> bool {
        match (self, other) {
            (Item::Value(Value::Array(a)), Item::Value(Value::Array(b))) => Arc::ptr_eq(a, b),
            (Item::Value(Value::Object(a)), Item::Value(Value::Object(b))) => Arc::ptr_eq(a, b),
            (Item::Value(a), Item::Value(b)) => a == b,
            (Item::Array(a), Item::Array(b)) => a.is_same(b),
            (Item::Object(a), Item::Object(b)) => Rc::ptr_eq(&a.0, &b.0),
            (Item::Function(a), Item::Function(b)) => a == b,
            (Item::Undefined, Item::Undefined) => true,
            _ => false,
        }
    }

    /// The JSON value; nothing for nothing and for a function. Inside, functions vanish from objects and are null in
    /// arrays, as with `JSON.stringify`.
    pub(super) fn to_value_lossy(&self) -> Option<Value> {
        match self {
            Item::Undefined | Item::Function(_) => None,
            Item::Value(value) => Some(value.clone()),
            Item::Array(_) | Item::Tuples(_) => {
                let items = self.as_array()?.iter();
                Some(Value::array(items.map(|item| item.to_value_lossy().unwrap_or_default()).collect()))
            }
            Item::Object(object) => {
                let members = object.members().iter();
                let members = members.filter_map(|(key, item)| Some((key.clone(), item.to_value_lossy()?)));
                Some(Value::from(members.collect::<Map>()))
            }
        }
    }
}

impl From<Value> for Item {
    fn from(value: Value) -> Item {
        Item::Value(value)
    }
}

impl From<bool> for Item {
    fn from(flag: bool) -> Item {
        Item::Value(Value::Bool(flag))
    }
}

impl From<i64> for Item {
    fn from(number: i64) -> Item {
        Item::Value(Value::from(number))
    }
}

impl From<usize> for Item {
    fn from(number: usize) -> Item {
        Item::Value(Value::from(number))
    }
}

impl From<&str> for Item {
    fn from(text: &str) -> Item {
        Item::Value(Value::from(text))
    }
}

impl From<String> for Item {
    fn from(text: String) -> Item {
        Item::Value(Value::from(text))
    }
}

impl From<Arc<str>> for Item {
    fn from(text: Arc<str>) -> Item {
        Item::Value(Value::from(text))
    }
}

impl From<Array> for Item {
    fn from(array: Array) -> Item {
        Item::Array(array)
    }
}

impl From<Members> for Item {
    fn from(members: Members) -> Item {
        Item::Object(Object::new(members))
    }
}
