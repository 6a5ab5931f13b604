//! Variables and functions, each in a list. What a call has made is given back when its result holds no function, since
//! only a function can still refer to it.

use super::super::Dialect;
use super::super::ast::{Lambda, Node, Transform};
use super::super::error::JsonataError;
use super::super::functions::Builtin;
use super::super::item::{BindingName, Function, Item, Tuple};
use super::super::regex::Regex;
use crate::text::TextRange;
use std::rc::Rc;
use std::sync::Arc;

/// The number of a scope.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in super::super) struct ScopeId(usize);

impl ScopeId {
    /// The scope of the expression as a whole.
    pub(in super::super) const ROOT: ScopeId = ScopeId(0);
}

/// More scopes and functions than any evaluation needs that comes to an end.
const MAX_ENTRIES: usize = 1_000_000;

/// A function made on the way.
#[derive(Clone, Debug)]
pub(in super::super) enum Stored {
    Lambda {
        lambda: Arc<Lambda>,
        scope: ScopeId,
        input: Item,
        /// What is left of the parameters after a partial application, which also drops the signature.
        remaining: Option<Rc<[Arc<str>]>>,
    },
    /// A call yet to be made, as the result of a function that ends with it.
    Thunk {
        call: Arc<Node>,
        scope: ScopeId,
        input: Item,
    },
    /// A built-in function with some of its arguments.
    PartialBuiltin {
        builtin: Builtin,
        arguments: Rc<[Option<Item>]>,
    },
    /// A function made on the way that has no names for its parameters, with some of its arguments.
    PartialFunction {
        function: Function,
        arguments: Rc<[Option<Item>]>,
    },
    /// A regular expression.
    Matcher {
        regex: Arc<Regex>,
        span: TextRange,
    },
    /// Finds the next match.
    NextMatch {
        regex: Arc<Regex>,
        span: TextRange,
        text: Arc<str>,
        from: usize,
    },
    Transform {
        transform: Arc<Transform>,
        scope: ScopeId,
        span: TextRange,
    },
    /// `f ~> g`
    Composition(Item, Item),
}

impl Stored {
    pub(super) fn lambda(lambda: &Arc<Lambda>, scope: ScopeId, input: &Item) -> Stored {
        Stored::Lambda { lambda: lambda.clone(), scope, input: input.clone(), remaining: None }
    }
}

#[derive(Debug, Default)]
struct Scope {
    parent: Option<ScopeId>,
    bindings: Vec<(BindingName, Item)>,
}

/// How much there was at some point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    scopes: usize,
    functions: usize,
}

/// A variable of `scope` holds a function, which keeps alive what there was then.
#[derive(Debug)]
struct Pin {
    scope: ScopeId,
    alive: Mark,
}

#[derive(Debug, Default)]
pub(in super::super) struct Scopes {
    scopes: Vec<Scope>,
    functions: Vec<Stored>,
    pins: Vec<Pin>,
}

impl Scopes {
    pub(super) fn open(&mut self, parent: Option<ScopeId>) -> Result<ScopeId, JsonataError> {
        if self.scopes.len() >= MAX_ENTRIES {
            return Err(JsonataError::memory());
        }
        self.scopes.push(Scope { parent, bindings: Vec::new() });
        Ok(ScopeId(self.scopes.len() - 1))
    }

    /// A scope with the bindings of a tuple.
    pub(super) fn open_tuple(&mut self, parent: ScopeId, tuple: &Tuple) -> Result<ScopeId, JsonataError> {
        let id = self.open(Some(parent))?;
        for (name, value) in &tuple.bindings {
            self.bind(id, name.clone(), value.clone());
        }
        Ok(id)
    }

    pub(super) fn bind_variable(&mut self, scope: ScopeId, name: Arc<str>, value: Item) {
        self.bind(scope, BindingName::Variable(name), value);
    }

    fn bind(&mut self, scope: ScopeId, name: BindingName, value: Item) {
        if value.measure().functions {
            let alive = self.mark();
            self.pins.push(Pin { scope, alive });
        }
        let Some(Scope { bindings, .. }) = self.scopes.get_mut(scope.0) else { return };
        match bindings.iter_mut().find(|(bound, _)| *bound == name) {
            Some((_, place)) => *place = value,
            None => bindings.push((name, value)),
        }
    }

    pub(super) fn variable(&self, name: &str, scope: ScopeId, dialect: Dialect) -> Item {
        let bound =
            self.find(scope, |bound| matches!(bound, BindingName::Variable(bound) if **bound == *name));
        bound.unwrap_or_else(|| {
            Builtin::by_name(name, dialect)
                .map_or(Item::Undefined, |builtin| Item::Function(Function::Builtin(builtin)))
        })
    }

    pub(super) fn ancestor(&self, label: usize, scope: ScopeId) -> Item {
        self.find(scope, |bound| *bound == BindingName::Ancestor(label)).unwrap_or(Item::Undefined)
    }

    fn find(&self, scope: ScopeId, is_wanted: impl Fn(&BindingName) -> bool) -> Option<Item> {
        let mut next = Some(scope);
        while let Some(scope) = next.and_then(|id| self.scopes.get(id.0)) {
            if let Some((_, value)) = scope.bindings.iter().find(|(name, _)| is_wanted(name)) {
                return Some(value.clone());
            }
            next = scope.parent;
        }
        None
    }

    pub(in super::super) fn store(&mut self, function: Stored) -> Result<Item, JsonataError> {
        if self.functions.len() >= MAX_ENTRIES {
            return Err(JsonataError::memory());
        }
        self.functions.push(function);
        Ok(Item::Function(Function::Stored(self.functions.len() - 1)))
    }

    pub(in super::super) fn stored(&self, number: usize) -> Option<&Stored> {
        self.functions.get(number)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { scopes: self.scopes.len(), functions: self.functions.len() }
    }

    /// Gives back everything since `mark`, unless one of `results` or an older variable may still refer to it.
    pub(super) fn release(&mut self, mark: Mark, results: &[&Item]) {
        if results.iter().any(|result| Self::refers_beyond(result, mark)) {
            return;
        }
        while self.pins.last().is_some_and(|pin| pin.scope.0 >= mark.scopes) {
            self.pins.pop();
        }
        let pinned = self.pins.last().map_or(mark, |pin| pin.alive);
        self.scopes.truncate(mark.scopes.max(pinned.scopes));
        self.functions.truncate(mark.functions.max(pinned.functions));
    }

    fn refers_beyond(item: &Item, mark: Mark) -> bool {
        match item {
            Item::Function(Function::Builtin(_)) => false,
            Item::Function(Function::Stored(number)) => *number >= mark.functions,
            other => other.measure().functions,
        }
    }
}
