//! Wishes through JSONata expressions: what is wished of an expression's value becomes a wish for what it reads.

use super::functions;
use super::sink::{Data, Sink};
use super::wish::Wish;
use super::worth::Worth;
use crate::expr::jsonata::{BinaryOperator, Node, NodeKind, Stage};
use crate::value::{Number, Value};

/// What names stand for inside an expression; the innermost first.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    outer: Option<&'a Scope<'a>>,
    entry: Entry<'a>,
}

#[derive(Clone, Copy)]
enum Entry<'a> {
    /// The expression itself: its context is the given data.
    Top,
    /// A variable and its value, seen from the scope around.
    Value(&'a str, &'a Node),
    /// A variable that takes the items of a list.
    Item(&'a str, &'a Node),
    /// A variable of which nothing is known.
    Unknown(&'a str),
    /// Names are those of what the steps find.
    Context(&'a [Node]),
}

impl<'a> Scope<'a> {
    pub(super) const TOP: Scope<'static> = Scope { outer: None, entry: Entry::Top };

    /// A function's parameter that takes the items of a list.
    pub(super) fn item(&'a self, name: &'a str, list: &'a Node) -> Scope<'a> {
        Scope { outer: Some(self), entry: Entry::Item(name, list) }
    }

    /// A function's parameter.
    pub(super) fn unknown(&'a self, name: &'a str) -> Scope<'a> {
        Scope { outer: Some(self), entry: Entry::Unknown(name) }
    }

    fn value(&'a self, name: &'a str, value: &'a Node) -> Scope<'a> {
        Scope { outer: Some(self), entry: Entry::Value(name, value) }
    }

    fn context(&'a self, steps: &'a [Node]) -> Scope<'a> {
        Scope { outer: Some(self), entry: Entry::Context(steps) }
    }

    /// The scope and all around it.
    fn chain(&'a self) -> impl Iterator<Item = &'a Scope<'a>> {
        std::iter::successors(Some(self), |scope| scope.outer)
    }
}

/// How many nodes are visited for one expression at most: values of variables are visited anew with each wish.
const MAX_VISITS: usize = 4000;
const MAX_DEPTH: usize = 100;

/// Walks an expression.
pub(super) struct Walk<'s, 'a> {
    pub(super) sink: &'s mut Sink<'a>,
    visits: usize,
    depth: usize,
    /// Whether only the way of a wish is followed; conditions on the way have had their say.
    quiet: bool,
}

/// Carries a wish for an expression's value back to what it reads.
pub(super) fn wish(sink: &mut Sink<'_>, node: &Node, wish: &Wish) {
    let mut walk = Walk { sink, visits: 0, depth: 0, quiet: false };
    walk.value(node, wish, &Scope::TOP);
}

/// Wishes that a condition holds, or not.
pub(super) fn condition(sink: &mut Sink<'_>, node: &Node, worth: Worth) {
    let mut walk = Walk { sink, visits: 0, depth: 0, quiet: false };
    walk.condition(node, worth, &Scope::TOP);
}

impl Walk<'_, '_> {
    /// Wishes for a node's value.
    pub(super) fn value(&mut self, node: &Node, wish: &Wish, scope: &Scope<'_>) {
        self.visits += 1;
        if self.visits > MAX_VISITS || self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        self.node(node, wish, scope);
        self.depth -= 1;
    }

    fn node(&mut self, node: &Node, wish: &Wish, scope: &Scope<'_>) {
        match &node.kind {
            NodeKind::Path(steps) => self.path(steps, wish.clone(), scope),
            NodeKind::Name(_) | NodeKind::Variable(_) => {
                self.path(std::slice::from_ref(node), wish.clone(), scope);
            }
            _ if node.predicates().is_empty() && node.stages().is_empty() => self.parts(node, wish, scope),
            _ => {
                self.loud(|walk| walk.predicates(std::slice::from_ref(node), scope));
                self.parts(node, &staged(node, wish.clone()), scope);
            }
        }
    }

    /// Wishes for the parts of a node of which no name is looked up.
    fn parts(&mut self, node: &Node, wish: &Wish, scope: &Scope<'_>) {
        match &node.kind {
            NodeKind::Negate(inner) => self.value(inner, &Wish::kind(1_i64), scope),
            NodeKind::Array(items) => items.iter().for_each(|item| self.value(item, &wish.each(), scope)),
            NodeKind::Object(pairs) => {
                for pair in pairs {
                    let name = if let NodeKind::String(name) = &pair.key.kind { &**name } else { "" };
                    self.value(&pair.value, &wish.member(name), scope);
                }
            }
            NodeKind::Binary(operator, left, right) => self.binary(node, (*operator, left, right), scope),
            NodeKind::Condition { condition, then, otherwise } => {
                self.loud(|walk| walk.condition(condition, Worth::SAME, scope));
                self.value(then, wish, scope);
                otherwise.iter().for_each(|otherwise| self.value(otherwise, wish, scope));
            }
            NodeKind::Default { value, otherwise, .. } => {
                self.value(value, wish, scope);
                self.value(otherwise, wish, scope);
            }
            NodeKind::Block(items) => self.block(items, wish, scope),
            NodeKind::Call { procedure, arguments } => {
                let arguments: Vec<&Node> = arguments.iter().collect();
                self.call(procedure, &arguments, wish, scope);
            }
            NodeKind::TailCall(call) => self.value(call, wish, scope),
            NodeKind::Apply(left, right) => self.apply(left, right, wish, scope),
            _ => node.children().into_iter().for_each(|child| self.value(child, &Wish::default(), scope)),
        }
    }

    /// Visits conditions and the like, which have their say once.
    fn loud(&mut self, visit: impl FnOnce(&mut Self)) {
        if !self.quiet {
            visit(self);
        }
    }

    fn quietly(&mut self, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.quiet, true);
        visit(self);
        self.quiet = before;
    }

    fn block(&mut self, items: &[Node], wish: &Wish, scope: &Scope<'_>) {
        let Some((first, rest)) = items.split_first() else { return };
        match &first.kind {
            _ if rest.is_empty() => self.value(first, wish, scope),
            NodeKind::Bind(name, value) => {
                self.loud(|walk| walk.value(value, &Wish::default(), scope));
                self.block(rest, wish, &scope.value(name, value));
            }
            _ => {
                self.loud(|walk| walk.value(first, &Wish::default(), scope));
                self.block(rest, wish, scope);
            }
        }
    }

    fn apply(&mut self, left: &Node, right: &Node, wish: &Wish, scope: &Scope<'_>) {
        match &right.kind {
            NodeKind::Call { procedure, arguments } => {
                let arguments: Vec<&Node> = std::iter::once(left).chain(arguments).collect();
                self.call(procedure, &arguments, wish, scope);
            }
            _ => self.call(right, &[left], wish, scope),
        }
    }

    fn call(&mut self, procedure: &Node, arguments: &[&Node], wish: &Wish, scope: &Scope<'_>) {
        match &procedure.kind {
            NodeKind::Variable(name) => functions::call(self, name, arguments, wish, scope),
            _ => arguments.iter().for_each(|argument| self.value(argument, &Wish::default(), scope)),
        }
    }

    fn binary(&mut self, node: &Node, parts: (BinaryOperator, &Node, &Node), scope: &Scope<'_>) {
        let (operator, left, right) = parts;
        let wish = match operator {
            BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Remainder
            | BinaryOperator::Range => Wish::kind(1_i64),
            BinaryOperator::Concatenate => Wish::default(),
            _ => return self.loud(|walk| walk.condition(node, Worth::SAME, scope)),
        };
        self.value(left, &wish, scope);
        self.value(right, &wish, scope);
    }

    /// Wishes for what a path finds.
    fn path(&mut self, steps: &[Node], wish: Wish, scope: &Scope<'_>) {
        self.loud(|walk| walk.predicates(steps, scope));
        let mut wish = wish;
        for (at, step) in steps.iter().enumerate().skip(1).rev() {
            wish = staged(step, wish);
            wish = match &step.kind {
                NodeKind::Name(name) => Wish::member_of(name.clone(), wish),
                NodeKind::Sort(_) | NodeKind::Wildcard => wish,
                NodeKind::Descendants | NodeKind::Parent(_) => Wish::default(),
                _ => {
                    self.value(step, &wish.each(), &scope.context(&steps[..at]));
                    Wish::default()
                }
            };
        }
        let Some(first) = steps.first() else { return };
        match &first.kind {
            NodeKind::Name(name) => {
                self.relative(&Wish::member_of(name.clone(), staged(first, wish)), scope);
            }
            NodeKind::Variable(name) => self.variable(name, staged(first, wish), scope),
            _ => self.value(first, &wish, scope),
        }
    }

    /// What stands in brackets behind the steps.
    fn predicates(&mut self, steps: &[Node], scope: &Scope<'_>) {
        for (at, step) in steps.iter().enumerate() {
            let found = scope.context(&steps[..=at]);
            let stages = step.stages().iter().filter_map(|stage| match stage {
                Stage::Filter(filter) => Some(filter),
                Stage::Index(_) => None,
            });
            for filter in stages.chain(step.predicates()).filter(|filter| literal(filter).is_none()) {
                self.condition(filter, Worth::TRUE, &found);
            }
            if let NodeKind::Sort(terms) = &step.kind {
                for term in terms {
                    self.value(&term.expression, &Wish::default(), &scope.context(&steps[..at]));
                }
            }
        }
    }

    /// Wishes for the context.
    fn relative(&mut self, wish: &Wish, scope: &Scope<'_>) {
        for scope in scope.chain() {
            if let (Entry::Context(steps), Some(outer)) = (scope.entry, scope.outer) {
                return self.quietly(|walk| walk.path(steps, wish.clone(), outer));
            }
        }
    }

    fn variable(&mut self, name: &str, wish: Wish, scope: &Scope<'_>) {
        if name.is_empty() {
            return self.relative(&wish, scope);
        }
        for scope in scope.chain() {
            match (scope.entry, scope.outer) {
                (Entry::Value(bound, value), Some(outer)) if bound == name => {
                    return self.quietly(|walk| walk.value(value, &wish, outer));
                }
                (Entry::Item(bound, list), Some(outer)) if bound == name => {
                    let wish = Wish::list_of(0, wish);
                    return self.quietly(|walk| walk.value(list, &wish, outer));
                }
                (Entry::Unknown(bound), _) if bound == name => return,
                _ => {}
            }
        }
        if name != "states" {
            return self.sink.variable(name, &wish);
        }
        self.sink.data(Data::Input, &wish.member("input"));
        self.sink.data(Data::Result, &wish.member("result"));
        self.sink.context(&wish.member("context"));
    }
}

/// Brackets behind a step: what is chosen of a list.
fn staged(step: &Node, wish: Wish) -> Wish {
    let filters = step.stages().iter().filter_map(|stage| match stage {
        Stage::Filter(filter) => Some(filter),
        Stage::Index(_) => None,
    });
    filters.chain(step.predicates()).fold(wish, |wish, filter| match literal(bare(filter)) {
        Some(Value::Number(index)) => {
            let index = usize::try_from(index.as_i64().unwrap_or(0)).unwrap_or(0);
            Wish::list_of(index.saturating_add(1), wish)
        }
        _ if wish.is_list() => wish,
        _ => Wish::list_of(0, wish),
    })
}

/// A node without parentheses around it.
pub(super) fn bare(node: &Node) -> &Node {
    match &node.kind {
        NodeKind::Block(items) if items.len() == 1 => items.first().map_or(node, bare),
        _ => node,
    }
}

/// The value of a literal.
pub(super) fn literal(node: &Node) -> Option<Value> {
    match &bare(node).kind {
        NodeKind::String(text) => Some(Value::from(text.clone())),
        NodeKind::Number(number) => Some(Value::from(Number::normalized(*number))),
        NodeKind::Bool(flag) => Some(Value::from(*flag)),
        NodeKind::Null => Some(Value::Null),
        _ => None,
    }
}
