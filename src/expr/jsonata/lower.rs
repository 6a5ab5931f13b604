//! The tree as read becomes the tree that is evaluated: paths are flattened into steps with their predicates, `%` finds
//! its ancestor, calls in the last place of a function are marked.
//!
//! Here as in the parser and the evaluator, what takes part in recursion is not inlined: the frames of all kinds of nodes
//! together would need several times the stack, and the page's worker has little.

use super::ancestry::Ancestry;
use super::ast::{
    BinaryOperator, Group, Lambda, Node, NodeKind, Pair, ParentSlot, SortTerm, Stage, Transform,
};
use super::error::JsonataError;
use super::raw::{Raw, RawKind, RawPair, RawTerm};
use crate::text::TextRange;
use crate::value::{Number, Value};
use std::sync::Arc;

type Lowered = Result<Node, JsonataError>;

pub(super) fn lower(raw: Raw) -> Lowered {
    let mut lowering = Lowering { ancestry: Ancestry::default() };
    let mut root = lowering.lower(raw)?;
    if matches!(root.kind, NodeKind::Parent(_)) || !root.seeking().is_empty() {
        return Err(JsonataError::new("S0217").token(root.type_name()).at(root.span));
    }
    lowering.ancestry.settle(&mut root);
    Ok(root)
}

struct Lowering {
    ancestry: Ancestry,
}

impl Lowering {
    fn lower(&mut self, raw: Raw) -> Lowered {
        let (span, at, keep_array) = (raw.span, raw.at, raw.keep_array);
        let (is_name, is_focus) =
            (matches!(raw.kind, RawKind::Name(_)), matches!(raw.kind, RawKind::Focus(..)));
        let mut node = self.lower_kind(raw.kind, span, at)?;
        node.span = node.span.cover(span);
        if keep_array {
            node.keep_array = true;
            node.keep_singleton |= is_name;
            if is_name || is_focus {
                on_last_step(&mut node, |step| step.keep_array = true);
            }
        }
        Ok(node)
    }

    fn lower_kind(&mut self, kind: RawKind, span: TextRange, at: TextRange) -> Lowered {
        let leaf = |kind| Ok(Node::new(kind, span));
        match kind {
            RawKind::Name(name) => leaf(NodeKind::Path(vec![Node::new(NodeKind::Name(name), span)])),
            RawKind::Variable(name) => leaf(NodeKind::Variable(name)),
            RawKind::String(text) => leaf(NodeKind::String(text)),
            RawKind::Number(number) => leaf(NodeKind::Number(number)),
            RawKind::True => leaf(NodeKind::Bool(true)),
            RawKind::False => leaf(NodeKind::Bool(false)),
            RawKind::Null => leaf(NodeKind::Null),
            RawKind::Regex(regex) => leaf(NodeKind::Regex(regex)),
            RawKind::Wildcard => leaf(NodeKind::Wildcard),
            RawKind::Descendants => leaf(NodeKind::Descendants),
            RawKind::Parent => leaf(NodeKind::Parent(ParentSlot(self.ancestry.new_slot()))),
            RawKind::Placeholder => Err(JsonataError::new("S0201").token("?").at(span)),
            RawKind::End => Err(JsonataError::new("S0207").token("(end)").at(span)),
            RawKind::Binary(".", left, right) => self.lower_path(*left, *right, span),
            RawKind::Binary("~>", left, right) => self.lower_apply(*left, *right, span),
            RawKind::Binary(symbol, left, right) => self.lower_binary(symbol, *left, *right, span),
            RawKind::Filter(left, predicate) => self.lower_filter(*left, *predicate, at),
            RawKind::Group(left, pairs) => self.lower_group(*left, pairs, at),
            RawKind::Sort(left, terms) => self.lower_sort(*left, terms, at),
            RawKind::Focus(left, name) => self.lower_focus(*left, name, at),
            RawKind::Index(left, name) => self.lower_index(*left, name),
            RawKind::Bind(name, value) => self.lower_bind(name, *value, span),
            RawKind::Negate(operand) => self.lower_negate(*operand, span),
            RawKind::Array(items) => self.lower_array(items, span),
            RawKind::Object(pairs) => self.lower_object(pairs, span),
            RawKind::Call { procedure, arguments, partial } => {
                self.lower_call(*procedure, arguments, partial, span)
            }
            RawKind::Lambda { parameters, signature, body } => {
                let body = self.lower_body(*body)?;
                leaf(NodeKind::Lambda(Arc::new(Lambda { parameters, body, signature })))
            }
            RawKind::Block(items) => self.lower_block(items, span),
            RawKind::Condition { condition, then, otherwise } => {
                self.lower_condition(*condition, *then, otherwise, span)
            }
            RawKind::Default { value, otherwise, only_if_missing } => {
                self.lower_default(*value, *otherwise, only_if_missing, span)
            }
            RawKind::Transform { pattern, update, delete } => {
                self.lower_transform(*pattern, *update, delete, span)
            }
        }
    }

    #[inline(never)]
    fn lower_bind(&mut self, name: Arc<str>, value: Raw, span: TextRange) -> Lowered {
        let value = self.lower(value)?;
        let slots = seeking(&value);
        Ok(with_seeking(Node::new(NodeKind::Bind(name, Box::new(value)), span), slots))
    }

    #[inline(never)]
    fn lower_array(&mut self, items: Vec<Raw>, span: TextRange) -> Lowered {
        let (items, slots) = self.lower_all(items)?;
        Ok(with_seeking(Node::new(NodeKind::Array(items), span), slots))
    }

    #[inline(never)]
    fn lower_object(&mut self, pairs: Vec<RawPair>, span: TextRange) -> Lowered {
        let (pairs, slots) = self.lower_pairs(pairs)?;
        Ok(with_seeking(Node::new(NodeKind::Object(pairs), span), slots))
    }

    #[inline(never)]
    fn lower_body(&mut self, body: Raw) -> Lowered {
        Ok(optimize_tail_call(self.lower(body)?))
    }

    #[inline(never)]
    fn lower_transform(
        &mut self,
        pattern: Raw,
        update: Raw,
        delete: Option<Box<Raw>>,
        span: TextRange,
    ) -> Lowered {
        let pattern = self.lower(pattern)?;
        let update = self.lower(update)?;
        let delete = delete.map(|delete| self.lower(*delete)).transpose()?;
        Ok(Node::new(NodeKind::Transform(Arc::new(Transform { pattern, update, delete })), span))
    }

    #[inline(never)]
    fn lower_all(&mut self, raws: Vec<Raw>) -> Result<(Vec<Node>, Vec<usize>), JsonataError> {
        let (mut nodes, mut slots) = (Vec::with_capacity(raws.len()), Vec::new());
        for raw in raws {
            let node = self.lower(raw)?;
            slots.extend(seeking(&node));
            nodes.push(node);
        }
        Ok((nodes, slots))
    }

    #[inline(never)]
    fn lower_pairs(&mut self, pairs: Vec<RawPair>) -> Result<(Vec<Pair>, Vec<usize>), JsonataError> {
        let (mut lowered, mut slots) = (Vec::with_capacity(pairs.len()), Vec::new());
        for (key, value) in pairs {
            let (key, value) = (self.lower(key)?, self.lower(value)?);
            slots.extend(seeking(&key));
            slots.extend(seeking(&value));
            lowered.push(Pair { key, value });
        }
        Ok((lowered, slots))
    }

    #[inline(never)]
    fn lower_path(&mut self, left: Raw, right: Raw, span: TextRange) -> Lowered {
        let left = self.lower(left)?;
        let parent = if let NodeKind::Parent(slot) = left.kind { Some(slot.0) } else { None };
        let mut path = into_path(left, span);
        if let Some(slot) = parent {
            path.extras_mut().seeking = vec![slot];
        }
        let mut rest = self.lower(right)?;
        let NodeKind::Path(steps) = &mut path.kind else { return Ok(path) };
        match rest.kind {
            NodeKind::Path(more) => steps.extend(more),
            kind => {
                rest.kind = kind;
                predicates_to_stages(&mut rest);
                steps.push(rest);
            }
        }
        check_steps(steps)?;
        path.keep_singleton |= steps.iter().any(|step| step.keep_array);
        mark_constructor(steps.first_mut());
        mark_constructor(steps.last_mut());
        path.span = span;
        self.ancestry.resolve(&mut path)?;
        Ok(path)
    }

    #[inline(never)]
    fn lower_apply(&mut self, left: Raw, right: Raw, span: TextRange) -> Lowered {
        let (left, right) = (self.lower(left)?, self.lower(right)?);
        let keep_array = left.keep_array || right.keep_array;
        let mut node = Node::new(NodeKind::Apply(Box::new(left), Box::new(right)), span);
        node.keep_array = keep_array;
        Ok(node)
    }

    #[inline(never)]
    fn lower_binary(&mut self, symbol: &str, left: Raw, right: Raw, span: TextRange) -> Lowered {
        let (left, right) = (self.lower(left)?, self.lower(right)?);
        let mut slots = seeking(&left);
        slots.extend(seeking(&right));
        let Some(operator) = BinaryOperator::from_symbol(symbol) else {
            return Err(JsonataError::new("S0204").token(symbol).at(span));
        };
        let kind = NodeKind::Binary(operator, Box::new(left), Box::new(right));
        Ok(with_seeking(Node::new(kind, span), slots))
    }

    #[inline(never)]
    fn lower_filter(&mut self, left: Raw, predicate: Raw, at: TextRange) -> Lowered {
        let mut result = self.lower(left)?;
        let is_path = matches!(result.kind, NodeKind::Path(_));
        if on_last_step(&mut result, |step| step.group().is_some()) {
            return Err(JsonataError::new("S0209").at(at));
        }
        let predicate = self.lower(predicate)?;
        on_last_step(&mut result, |step| {
            for slot in predicate.seeking() {
                self.ancestry.step_out(step, *slot)?;
                step.extras_mut().seeking.push(*slot);
            }
            if is_path {
                step.extras_mut().stages.push(Stage::Filter(predicate));
            } else {
                step.extras_mut().predicates.push(predicate);
            }
            Ok(())
        })?;
        Ok(result)
    }

    #[inline(never)]
    fn lower_group(&mut self, left: Raw, pairs: Vec<RawPair>, at: TextRange) -> Lowered {
        let mut result = self.lower(left)?;
        if result.group().is_some() {
            return Err(JsonataError::new("S0210").at(at));
        }
        let (pairs, _) = self.lower_pairs(pairs)?;
        result.extras_mut().group = Some(Group { pairs, span: at });
        Ok(result)
    }

    #[inline(never)]
    fn lower_sort(&mut self, left: Raw, terms: Vec<RawTerm>, at: TextRange) -> Lowered {
        let left = self.lower(left)?;
        let span = left.span;
        let mut path = into_path(left, span);
        let (mut lowered, mut slots) = (Vec::new(), Vec::new());
        for term in terms {
            let expression = self.lower(term.expression)?;
            slots.extend(seeking(&expression));
            lowered.push(SortTerm { descending: term.descending, expression });
        }
        let sort = with_seeking(Node::new(NodeKind::Sort(lowered), at), slots);
        if let NodeKind::Path(steps) = &mut path.kind {
            steps.push(sort);
        }
        self.ancestry.resolve(&mut path)?;
        Ok(path)
    }

    #[inline(never)]
    fn lower_focus(&mut self, left: Raw, name: Arc<str>, at: TextRange) -> Lowered {
        let mut result = self.lower(left)?;
        on_last_step(&mut result, |step| {
            if !step.stages().is_empty() || !step.predicates().is_empty() {
                return Err(JsonataError::new("S0215").at(at));
            }
            if matches!(step.kind, NodeKind::Sort(_)) {
                return Err(JsonataError::new("S0216").at(at));
            }
            step.extras_mut().focus = Some(name);
            step.tuple = true;
            Ok(())
        })?;
        Ok(result)
    }

    #[inline(never)]
    fn lower_index(&mut self, left: Raw, name: Arc<str>) -> Lowered {
        let mut left = self.lower(left)?;
        if !matches!(left.kind, NodeKind::Path(_)) {
            predicates_to_stages(&mut left);
        }
        let span = left.span;
        let mut result = into_path(left, span);
        on_last_step(&mut result, |step| {
            if step.stages().is_empty() {
                step.extras_mut().index = Some(name);
            } else {
                step.extras_mut().stages.push(Stage::Index(name));
            }
            step.tuple = true;
        });
        Ok(result)
    }

    #[inline(never)]
    fn lower_negate(&mut self, operand: Raw, span: TextRange) -> Lowered {
        let mut operand = self.lower(operand)?;
        if let NodeKind::Number(number) = &mut operand.kind {
            *number = -*number;
            return Ok(operand);
        }
        let slots = seeking(&operand);
        Ok(with_seeking(Node::new(NodeKind::Negate(Box::new(operand)), span), slots))
    }

    #[inline(never)]
    fn lower_call(&mut self, procedure: Raw, arguments: Vec<Raw>, partial: bool, span: TextRange) -> Lowered {
        let (mut lowered, mut slots) = (Vec::with_capacity(arguments.len()), Vec::new());
        for argument in arguments {
            if matches!(argument.kind, RawKind::Placeholder) {
                lowered.push(None);
                continue;
            }
            let argument = self.lower(argument)?;
            slots.extend(seeking(&argument));
            lowered.push(Some(argument));
        }
        let procedure = Box::new(self.lower(procedure)?);
        let kind = if partial {
            NodeKind::Partial { procedure, arguments: lowered }
        } else {
            NodeKind::Call { procedure, arguments: lowered.into_iter().flatten().collect() }
        };
        Ok(with_seeking(Node::new(kind, span), slots))
    }

    #[inline(never)]
    fn lower_block(&mut self, items: Vec<Raw>, span: TextRange) -> Lowered {
        let (items, slots) = self.lower_all(items)?;
        let constructs_array = items.iter().any(|item| match &item.kind {
            NodeKind::Path(steps) => steps.first().is_some_and(|step| step.constructs_array),
            _ => item.constructs_array,
        });
        let mut node = with_seeking(Node::new(NodeKind::Block(items), span), slots);
        node.constructs_array = constructs_array;
        Ok(node)
    }

    #[inline(never)]
    fn lower_condition(
        &mut self,
        condition: Raw,
        then: Raw,
        otherwise: Option<Box<Raw>>,
        span: TextRange,
    ) -> Lowered {
        let condition = self.lower(condition)?;
        let then = self.lower(then)?;
        let otherwise = otherwise.map(|raw| self.lower(*raw)).transpose()?;
        let mut slots = seeking(&condition);
        slots.extend(seeking(&then));
        slots.extend(otherwise.iter().flat_map(seeking));
        let kind = NodeKind::Condition {
            condition: Box::new(condition),
            then: Box::new(then),
            otherwise: otherwise.map(Box::new),
        };
        Ok(with_seeking(Node::new(kind, span), slots))
    }

    #[inline(never)]
    fn lower_default(
        &mut self,
        value: Raw,
        otherwise: Raw,
        only_if_missing: bool,
        span: TextRange,
    ) -> Lowered {
        let (value, otherwise) = (self.lower(value)?, self.lower(otherwise)?);
        let slots = [seeking(&value), seeking(&otherwise)].concat();
        let kind =
            NodeKind::Default { value: Box::new(value), otherwise: Box::new(otherwise), only_if_missing };
        Ok(with_seeking(Node::new(kind, span), slots))
    }
}

/// The slots of the `%` in `node` that have found no ancestor yet; its own if it is one.
fn seeking(node: &Node) -> Vec<usize> {
    let mut slots = node.seeking().to_vec();
    if let NodeKind::Parent(slot) = node.kind {
        slots.push(slot.0);
    }
    slots
}

fn with_seeking(mut node: Node, slots: Vec<usize>) -> Node {
    if !slots.is_empty() {
        node.extras_mut().seeking = slots;
    }
    node
}

/// The predicates of an expression that becomes a step.
fn predicates_to_stages(node: &mut Node) {
    if let Some(extras) = node.existing_extras_mut() {
        let predicates = std::mem::take(&mut extras.predicates);
        extras.stages.extend(predicates.into_iter().map(Stage::Filter));
    }
}

fn into_path(node: Node, span: TextRange) -> Node {
    if matches!(node.kind, NodeKind::Path(_)) { node } else { Node::new(NodeKind::Path(vec![node]), span) }
}

/// Does something to the last step of a path, or to the node itself if it is none.
fn on_last_step<R>(node: &mut Node, action: impl FnOnce(&mut Node) -> R) -> R {
    if let NodeKind::Path(steps) = &mut node.kind
        && let Some(last) = steps.last_mut()
    {
        return action(last);
    }
    action(node)
}

/// Strings as steps are names; other literals are refused.
fn check_steps(steps: &mut [Node]) -> Result<(), JsonataError> {
    for step in steps {
        let literal = match &step.kind {
            NodeKind::String(name) => {
                step.kind = NodeKind::Name(name.clone());
                continue;
            }
            NodeKind::Number(number) => Value::from(Number::normalized(*number)),
            NodeKind::Bool(flag) => Value::Bool(*flag),
            NodeKind::Null => Value::Null,
            _ => continue,
        };
        return Err(JsonataError::new("S0213").value(Some(literal)).at(step.span));
    }
    Ok(())
}

fn mark_constructor(step: Option<&mut Node>) {
    if let Some(step) = step
        && matches!(step.kind, NodeKind::Array(_))
    {
        step.constructs_array = true;
    }
}

/// Marks the calls whose result is the function's result, so that recursion through them needs no stack.
fn optimize_tail_call(mut node: Node) -> Node {
    let has_predicates = !node.predicates().is_empty();
    match &mut node.kind {
        NodeKind::Call { .. } if !has_predicates => {
            let span = node.span;
            Node::new(NodeKind::TailCall(Arc::new(node)), span)
        }
        NodeKind::Default { otherwise, .. } => {
            optimize_in_place(otherwise);
            node
        }
        NodeKind::Condition { then, otherwise, .. } => {
            optimize_in_place(then);
            otherwise.iter_mut().for_each(|node| optimize_in_place(node));
            node
        }
        NodeKind::Block(items) => {
            items.last_mut().into_iter().for_each(optimize_in_place);
            node
        }
        _ => node,
    }
}

fn optimize_in_place(node: &mut Node) {
    let placeholder = Node::new(NodeKind::Null, node.span);
    *node = optimize_tail_call(std::mem::replace(node, placeholder));
}
