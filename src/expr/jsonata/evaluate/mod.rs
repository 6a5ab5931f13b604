//! The evaluator: walks the tree as jsonata-js does, step for step, so that limits on depth mean the same.
//!
//! Invariants: every recursion goes through [`Evaluator::evaluate`], which counts depth and steps; arrays and objects are
//! made by [`Evaluator::array`] and [`Evaluator::object`], which check their size. Scopes and functions live in two lists
//! and refer to each other by number, so that nothing made of closures can leak, form a cycle or overflow the stack when
//! it is dropped.

mod call;
mod construct;
mod filter;
mod operator;
mod path;
mod result;
mod scope;
mod sort;
mod transform;
mod tuple;

use super::ast::{Node, NodeKind};
use super::error::JsonataError;
use super::item::{Array, Flags, Item, Items, Members};
use super::{Bindings, Dialect};
use crate::text::TextRange;
use crate::value::Value;
pub(super) use operator::{effective_boolean, utf16_order};
pub(super) use path::lookup;
pub use result::Evaluated;
use scope::Scopes;
pub(super) use scope::{ScopeId, Stored};
use std::sync::Arc;

/// Result of evaluating something.
pub(super) type Outcome = Result<Item, JsonataError>;

/// What an expression may use up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How deep evaluation may nest.
    pub depth: usize,
    /// How many steps it may take; a stand-in for time that gives the same on every machine.
    pub steps: u64,
    /// How many bytes one value may hold: eight for a number, one for a byte of text.
    pub bytes: u64,
}

impl Limits {
    /// Those of Step Functions: depth 100; `[1..873782]` and a text of 2^22 characters pass, one item more and 2^23 do
    /// not. Its limit in time is not known.
    pub const STEP_FUNCTIONS: Limits = Limits { depth: 100, steps: 10_000_000, bytes: 6_990_256 };
    /// Those for the plain language, which has none: the depth is what the official suite asks for, and what the stack
    /// of a browser's worker has room for.
    pub const STANDARD: Limits = Limits { depth: 302, steps: 10_000_000, bytes: 160_000_000 };

    /// The usual limits of a dialect.
    pub fn of(dialect: Dialect) -> Limits {
        match dialect {
            Dialect::Standard => Limits::STANDARD,
            Dialect::StepFunctions => Limits::STEP_FUNCTIONS,
        }
    }
}

/// How many calls may be made inside each other; more than Step Functions reaches within its depth.
const MAX_CALLS: usize = 150;

/// So many bytes of a text are made in the time of a step.
const BYTES_A_STEP: usize = 512;

/// How deep arrays and objects may nest, so that printing, comparing and dropping them needs little stack.
const MAX_NESTING: usize = 400;

/// The world outside of an expression.
pub struct Environment<'a> {
    /// Milliseconds since 1970, for `$now` and `$millis`.
    pub now_millis: i64,
    /// Gives random bits, for `$random`, `$shuffle` and `$uuid`.
    pub random: &'a mut dyn FnMut() -> u64,
    /// What the evaluation may use up. Afterwards its steps are those that are left.
    pub limits: Limits,
    /// Told the result of every expression inside, by its place in the text, as they are evaluated.
    pub observer: Option<Observer<'a>>,
}

/// Sees intermediate results; nothing stands for undefined or a function.
pub type Observer<'a> = &'a mut dyn FnMut(TextRange, Option<Value>);

impl<'a> Environment<'a> {
    /// An environment at an instant, with the usual limits of `dialect`.
    pub fn new(dialect: Dialect, now_millis: i64, random: &'a mut dyn FnMut() -> u64) -> Self {
        Environment { now_millis, random, limits: Limits::of(dialect), observer: None }
    }
}

pub(super) struct Evaluator<'e, 'a> {
    pub(super) environment: &'e mut Environment<'a>,
    pub(super) dialect: Dialect,
    pub(super) scopes: Scopes,
    /// The scope of the call being made, which `$eval` evaluates in.
    pub(super) caller: ScopeId,
    depth: usize,
    /// How many calls are being made inside each other.
    calls: usize,
    steps: u64,
}

pub(super) fn evaluate(
    root: &Node,
    dialect: Dialect,
    input: Option<&Value>,
    bindings: &Bindings,
    environment: &mut Environment<'_>,
) -> Result<Evaluated, JsonataError> {
    let mut evaluator = Evaluator::new(environment, dialect);
    let input = input.map_or(Item::Undefined, |value| Item::Value(value.clone()));
    let scope = evaluator.scopes.open(None)?;
    for (name, value) in bindings {
        evaluator.scopes.bind_variable(scope, name.clone(), Item::Value(value.clone()));
    }
    evaluator.scopes.bind_variable(scope, "$".into(), input.clone());
    let result = evaluator.evaluate(root, &wrap_input(input), scope);
    let limits = evaluator.environment.limits;
    evaluator.environment.limits.steps = evaluator.budget();
    result::from_item(&result?, dialect, limits)
}

/// An input that is an array counts as one value.
pub(super) fn wrap_input(input: Item) -> Item {
    if input.as_array().is_none() || input.flags().sequence {
        return input;
    }
    Array::new(vec![input], Flags { outer_wrapper: true, ..Flags::SEQUENCE }).into()
}

impl<'e, 'a> Evaluator<'e, 'a> {
    fn new(environment: &'e mut Environment<'a>, dialect: Dialect) -> Self {
        Evaluator {
            environment,
            dialect,
            scopes: Scopes::default(),
            caller: ScopeId::ROOT,
            depth: 0,
            calls: 0,
            steps: 0,
        }
    }

    /// Evaluates `node` with `input` as its context.
    pub(super) fn evaluate(&mut self, node: &Node, input: &Item, scope: ScopeId) -> Outcome {
        self.depth += 1;
        if self.depth > self.environment.limits.depth {
            return Err(JsonataError::depth(self.environment.limits.depth).at(node.span));
        }
        self.spend(1).map_err(|error| error.or_at(node.span))?;
        let result = self.evaluate_whole(node, input, scope).map_err(|error| error.or_at(node.span))?;
        self.depth -= 1;
        let result = collapse(result, node.keep_array);
        if let Some(observer) = &mut self.environment.observer {
            observer(node.span, result.to_value_lossy());
        }
        Ok(result)
    }

    /// The node with its predicates and its group.
    fn evaluate_whole(&mut self, node: &Node, input: &Item, scope: ScopeId) -> Outcome {
        let mut result = self.evaluate_kind(node, input, scope)?;
        for predicate in node.predicates() {
            result = self.evaluate_filter(predicate, &result, scope)?;
        }
        match node.group() {
            Some(group) if !matches!(node.kind, NodeKind::Path(_)) => {
                self.evaluate_group(&group.pairs, group.span, &result, scope)
            }
            _ => Ok(result),
        }
    }

    #[inline(never)]
    fn evaluate_kind(&mut self, node: &Node, input: &Item, scope: ScopeId) -> Outcome {
        match &node.kind {
            NodeKind::Path(steps) => self.evaluate_path(node, steps, input, scope),
            NodeKind::Name(name) => Ok(lookup(input, name)),
            NodeKind::String(text) => Ok(Item::from(text.clone())),
            NodeKind::Number(number) => Ok(Item::number(*number)),
            NodeKind::Bool(flag) => Ok(Item::from(*flag)),
            NodeKind::Null => Ok(Item::NULL),
            NodeKind::Regex(regex) => {
                self.scopes.store(Stored::Matcher { regex: regex.clone(), span: node.span })
            }
            NodeKind::Variable(name) => Ok(self.evaluate_variable(name, input, scope)),
            NodeKind::Wildcard => self.evaluate_wildcard(input),
            NodeKind::Descendants => self.evaluate_descendants(input),
            NodeKind::Parent(slot) => Ok(self.scopes.ancestor(slot.0, scope)),
            NodeKind::Negate(operand) => self.evaluate_negation(operand, input, scope),
            NodeKind::Array(items) => self.evaluate_array(items, node.constructs_array, input, scope),
            NodeKind::Object(pairs) => self.evaluate_group(pairs, node.span, input, scope),
            NodeKind::Binary(operator, left, right) => {
                self.evaluate_binary(*operator, left, right, input, scope)
            }
            NodeKind::Condition { condition, then, otherwise } => {
                self.evaluate_condition(condition, then, otherwise.as_deref(), input, scope)
            }
            NodeKind::Default { value, otherwise, only_if_missing } => {
                self.evaluate_default(value, otherwise, *only_if_missing, input, scope)
            }
            NodeKind::Block(items) => self.evaluate_block(items, input, scope),
            NodeKind::Bind(name, value) => {
                let value = self.evaluate(value, input, scope)?;
                self.scopes.bind_variable(scope, name.clone(), value.clone());
                Ok(value)
            }
            NodeKind::Call { procedure, arguments } => {
                self.evaluate_call(procedure, arguments, None, input, scope)
            }
            NodeKind::Partial { procedure, arguments } => {
                self.evaluate_partial(procedure, arguments, input, scope)
            }
            NodeKind::Lambda(lambda) => self.scopes.store(Stored::lambda(lambda, scope, input)),
            NodeKind::TailCall(call) => {
                self.scopes.store(Stored::Thunk { call: call.clone(), scope, input: input.clone() })
            }
            NodeKind::Apply(left, right) => self.evaluate_apply(left, right, input, scope),
            NodeKind::Transform(transform) => {
                self.scopes.store(Stored::Transform { transform: transform.clone(), scope, span: node.span })
            }
            NodeKind::Sort(terms) => self.evaluate_sort(terms, node.span, input, scope),
        }
    }

    /// `$` is the context, without the wrapper that an array as input has.
    fn evaluate_variable(&self, name: &str, input: &Item, scope: ScopeId) -> Item {
        if !name.is_empty() {
            return self.scopes.variable(name, scope, self.dialect);
        }
        match input {
            Item::Array(array) if array.flags.outer_wrapper => array.view().get(0).unwrap_or(Item::Undefined),
            _ => input.clone(),
        }
    }

    #[inline(never)]
    fn evaluate_condition(
        &mut self,
        condition: &Node,
        then: &Node,
        otherwise: Option<&Node>,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let decision = self.evaluate(condition, input, scope)?;
        if effective_boolean(&decision)? == Some(true) {
            return self.evaluate(then, input, scope);
        }
        otherwise.map_or(Ok(Item::Undefined), |otherwise| self.evaluate(otherwise, input, scope))
    }

    #[inline(never)]
    fn evaluate_default(
        &mut self,
        value: &Node,
        otherwise: &Node,
        only_if_missing: bool,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let value = self.evaluate(value, input, scope)?;
        let will_do =
            if only_if_missing { !value.is_undefined() } else { effective_boolean(&value)? == Some(true) };
        if will_do { Ok(value) } else { self.evaluate(otherwise, input, scope) }
    }

    #[inline(never)]
    fn evaluate_block(&mut self, items: &[Node], input: &Item, scope: ScopeId) -> Outcome {
        let mark = self.scopes.mark();
        let inner = self.scopes.open(Some(scope))?;
        let mut result = Item::Undefined;
        for item in items {
            result = self.evaluate(item, input, inner)?;
        }
        self.scopes.release(mark, &[&result]);
        Ok(result)
    }

    /// A call inside others. Calls through higher-order functions take the most stack, so they have a limit of their own.
    fn enter_call(&mut self) -> Result<(), JsonataError> {
        self.calls += 1;
        if self.calls > MAX_CALLS { Err(JsonataError::depth(self.environment.limits.depth)) } else { Ok(()) }
    }

    /// Counts `count` steps.
    pub(super) fn spend(&mut self, count: usize) -> Result<(), JsonataError> {
        self.steps = self.steps.saturating_add(count as u64);
        if self.steps > self.environment.limits.steps { Err(JsonataError::time()) } else { Ok(()) }
    }

    /// The steps that are left.
    pub(super) fn budget(&self) -> u64 {
        self.environment.limits.steps.saturating_sub(self.steps)
    }

    /// Takes back what is left of [`Evaluator::budget`].
    pub(super) fn set_budget(&mut self, left: u64) {
        self.steps = self.environment.limits.steps.saturating_sub(left);
    }

    /// An array, if it is not too large.
    pub(super) fn array(&mut self, items: Vec<Item>, flags: Flags) -> Outcome {
        self.spend(items.len())?;
        self.bounded(Array::new(items, flags).into())
    }

    /// The same, of items that were mostly copied: sixteen of them take as long as a step.
    pub(super) fn array_of(&mut self, items: Items, flags: Flags) -> Outcome {
        self.spend(items.len() / 16)?;
        self.bounded(Array::of(items, flags).into())
    }

    pub(super) fn sequence(&mut self, items: Vec<Item>) -> Outcome {
        self.array(items, Flags::SEQUENCE)
    }

    /// An object, if it is not too large.
    pub(super) fn object(&mut self, members: Members) -> Outcome {
        self.spend(members.len())?;
        self.bounded(members.into())
    }

    /// A text, if it is not too large.
    pub(super) fn text(&mut self, text: impl Into<Arc<str>>) -> Outcome {
        let text = text.into();
        // To make a long text takes time as well: one that grows by a little in every turn of a loop is copied as often.
        self.spend(text.len() / BYTES_A_STEP)?;
        self.bounded(Item::from(text))
    }

    /// The item, if it is not too large.
    pub(super) fn bounded(&self, item: Item) -> Outcome {
        let measure = item.measure();
        if measure.bytes > self.environment.limits.bytes || measure.depth > MAX_NESTING {
            return Err(JsonataError::memory());
        }
        Ok(item)
    }

    /// Refuses what would become larger than allowed before it is made.
    pub(super) fn check_bytes(&self, bytes: u64) -> Result<(), JsonataError> {
        if bytes > self.environment.limits.bytes { Err(JsonataError::memory()) } else { Ok(()) }
    }
}

/// A sequence of none is nothing, of one is that one unless it was asked to stay an array.
fn collapse(result: Item, keep_array: bool) -> Item {
    let Item::Array(array) = &result else { return result };
    if !array.flags.sequence {
        return result;
    }
    let keep_singleton = array.flags.keep_singleton || keep_array;
    match array.view().len() {
        0 => Item::Undefined,
        1 if !keep_singleton => array.view().get(0).unwrap_or(Item::Undefined),
        _ if keep_singleton != array.flags.keep_singleton => {
            array.with_flags(Flags { keep_singleton, ..array.flags }).into()
        }
        _ => result,
    }
}
