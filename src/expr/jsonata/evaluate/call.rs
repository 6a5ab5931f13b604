//! Calling functions: arguments, closures, partial application, chaining.

use super::super::ast::{Node, NodeKind};
use super::super::functions::pattern;
use super::super::item::{Function, Item};
use super::super::signature::Signature;
use super::{Evaluator, JsonataError, Outcome, ScopeId, Stored, collapse};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

/// The names of a function's parameters.
type Parameters = Rc<[Arc<str>]>;

impl Evaluator<'_, '_> {
    /// `procedure(arguments…)`, with `applied` as the first argument if the call stands after `~>`.
    #[inline(never)]
    pub(super) fn evaluate_call(
        &mut self,
        procedure: &Node,
        arguments: &[Node],
        applied: Option<Item>,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let mark = self.scopes.mark();
        let function = self.evaluate(procedure, input, scope)?;
        self.check_forgotten_dollar(&function, procedure, scope, "T1005")?;
        let shift = usize::from(applied.is_some());
        let mut values: Vec<Item> = Vec::with_capacity(arguments.len() + shift);
        values.extend(applied);
        for argument in arguments {
            values.push(self.evaluate(argument, input, scope)?);
        }
        let caller = std::mem::replace(&mut self.caller, scope);
        let result = self.apply(&function, values, input).map_err(|error| {
            let wrong = error.argument_index().and_then(|index| index.checked_sub(1 + shift));
            let error = match wrong.and_then(|index| arguments.get(index)) {
                Some(argument) => error.or_at(argument.span),
                None => error,
            };
            error.or_token(name_of(procedure))
        })?;
        self.caller = caller;
        self.scopes.release(mark, &[&result]);
        Ok(result)
    }

    /// A bare name that is called but only exists with `$`.
    fn check_forgotten_dollar(
        &self,
        function: &Item,
        procedure: &Node,
        scope: ScopeId,
        code: &'static str,
    ) -> Result<(), JsonataError> {
        if let NodeKind::Path(_) = procedure.kind
            && function.is_undefined()
            && let Some(name) = name_of(procedure)
            && !self.scopes.variable(&name, scope, self.dialect).is_undefined()
        {
            return Err(JsonataError::new(code).token(name).at(procedure.span));
        }
        Ok(())
    }

    /// Calls a function; `context` stands in for arguments that a signature takes from there. Calls at the end of its
    /// body are made here, one after the other.
    pub(in super::super) fn apply(
        &mut self,
        function: &Item,
        arguments: Vec<Item>,
        context: &Item,
    ) -> Outcome {
        self.enter_call()?;
        let mark = self.scopes.mark();
        let mut result = self.apply_once(function, arguments, context)?;
        while let Some((call, scope, input)) = self.thunk(&result) {
            let NodeKind::Call { procedure, arguments } = &call.kind else { return Ok(Item::Undefined) };
            let function = self.evaluate(procedure, &input, scope)?;
            let mut values = Vec::with_capacity(arguments.len());
            for argument in arguments {
                values.push(self.evaluate(argument, &input, scope)?);
            }
            let alive: Vec<&Item> = values.iter().chain([&function]).collect();
            self.scopes.release(mark, &alive);
            result = self
                .apply_once(&function, values, context)
                .map_err(|error| error.or_token(name_of(procedure)).or_at(call.span))?;
        }
        self.calls -= 1;
        Ok(result)
    }

    fn thunk(&self, item: &Item) -> Option<(Arc<Node>, ScopeId, Item)> {
        let Item::Function(Function::Stored(number)) = item else { return None };
        match self.scopes.stored(*number)? {
            Stored::Thunk { call, scope, input } => Some((call.clone(), *scope, input.clone())),
            _ => None,
        }
    }

    fn apply_once(&mut self, function: &Item, arguments: Vec<Item>, context: &Item) -> Outcome {
        self.spend(1)?;
        match function {
            Item::Function(Function::Builtin(builtin)) => {
                let arguments = builtin.signature().validate(arguments, context)?;
                self.call_builtin(*builtin, arguments, context)
            }
            Item::Function(Function::Stored(number)) => match self.scopes.stored(*number).cloned() {
                Some(stored) => self.apply_stored(stored, arguments, context),
                None => Err(JsonataError::new("T1006")),
            },
            _ => Err(JsonataError::new("T1006")),
        }
    }

    #[inline(never)]
    fn apply_stored(&mut self, stored: Stored, arguments: Vec<Item>, context: &Item) -> Outcome {
        match stored {
            Stored::Lambda { lambda, scope, input, remaining: Some(parameters) } => {
                let inner = self.open_call(scope, &parameters, arguments)?;
                self.evaluate(&lambda.body, &input, inner)
            }
            Stored::Lambda { lambda, scope, input, remaining: None } => {
                let arguments = match &lambda.signature {
                    Some(signature) => signature.validate(arguments, context)?,
                    None => arguments,
                };
                let inner = self.open_call(scope, &lambda.parameters, arguments)?;
                self.evaluate(&lambda.body, &input, inner)
            }
            Stored::PartialBuiltin { builtin, arguments: bound } => {
                let arguments = filled(&bound, arguments);
                let arguments = builtin.signature().validate(arguments, &Item::Undefined)?;
                self.call_builtin(builtin, arguments, &Item::Undefined)
            }
            Stored::PartialFunction { function, arguments: bound } => {
                self.apply(&Item::Function(function), filled(&bound, arguments), &Item::NULL)
            }
            Stored::Matcher { regex, span } => pattern::call_matcher(self, &regex, span, &arguments),
            Stored::NextMatch { regex, span, text, from } => {
                pattern::call_next(self, &regex, span, &text, from)
            }
            Stored::Transform { transform, scope, span } => {
                let mut arguments = transform_signature().validate(arguments, context)?.into_iter();
                let object = arguments.next().unwrap_or(Item::Undefined);
                self.transform(&transform, span, object, scope)
            }
            Stored::Composition(first, second) => {
                let argument = arguments.into_iter().next().unwrap_or(Item::Undefined);
                let between = collapse(self.apply(&first, vec![argument], &Item::NULL)?, false);
                self.apply(&second, vec![between], &Item::NULL)
            }
            Stored::Thunk { .. } => Err(JsonataError::new("T1006")),
        }
    }

    fn open_call(
        &mut self,
        scope: ScopeId,
        parameters: &[Arc<str>],
        arguments: Vec<Item>,
    ) -> Result<ScopeId, JsonataError> {
        let inner = self.scopes.open(Some(scope))?;
        let arguments = arguments.into_iter().chain(std::iter::repeat(Item::Undefined));
        for (parameter, argument) in parameters.iter().zip(arguments) {
            self.scopes.bind_variable(inner, parameter.clone(), argument);
        }
        Ok(inner)
    }

    #[inline(never)]
    pub(super) fn evaluate_partial(
        &mut self,
        procedure: &Node,
        arguments: &[Option<Node>],
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let mut bound = Vec::with_capacity(arguments.len());
        for argument in arguments {
            bound.push(argument.as_ref().map(|node| self.evaluate(node, input, scope)).transpose()?);
        }
        let function = self.evaluate(procedure, input, scope)?;
        self.check_forgotten_dollar(&function, procedure, scope, "T1007")?;
        let Some(function) = function.as_function() else {
            return Err(JsonataError::new("T1008").or_token(name_of(procedure)));
        };
        self.apply_partially(function, bound)
    }

    fn apply_partially(&mut self, function: Function, bound: Vec<Option<Item>>) -> Outcome {
        let stored = match function {
            Function::Builtin(builtin) => Stored::PartialBuiltin { builtin, arguments: bound.into() },
            Function::Stored(number) => match self.scopes.stored(number).cloned() {
                Some(Stored::Lambda { lambda, scope, input, remaining }) => {
                    let parameters: Parameters =
                        remaining.unwrap_or_else(|| lambda.parameters.iter().cloned().collect());
                    let (scope, open) = self.bind_partially(scope, &parameters, &bound)?;
                    Stored::Lambda { lambda, scope, input, remaining: Some(open) }
                }
                _ => Stored::PartialFunction { function, arguments: bound.into() },
            },
        };
        self.scopes.store(stored)
    }

    /// A scope with the parameters that are given, and those that stay open. A parameter without any argument is
    /// given nothing.
    fn bind_partially(
        &mut self,
        scope: ScopeId,
        parameters: &[Arc<str>],
        bound: &[Option<Item>],
    ) -> Result<(ScopeId, Parameters), JsonataError> {
        let inner = self.scopes.open(Some(scope))?;
        let mut open = Vec::new();
        for (index, parameter) in parameters.iter().enumerate() {
            match bound.get(index) {
                Some(None) => open.push(parameter.clone()),
                given => {
                    let value = given.cloned().flatten().unwrap_or(Item::Undefined);
                    self.scopes.bind_variable(inner, parameter.clone(), value);
                }
            }
        }
        Ok((inner, open.into()))
    }

    /// `left ~> right`
    #[inline(never)]
    pub(super) fn evaluate_apply(
        &mut self,
        left: &Node,
        right: &Node,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let value = self.evaluate(left, input, scope)?;
        if let NodeKind::Call { procedure, arguments } = &right.kind {
            return self.evaluate_call(procedure, arguments, Some(value), input, scope);
        }
        let function = self.evaluate(right, input, scope)?;
        if function.as_function().is_none() {
            return Err(JsonataError::new("T2006").value(function.to_value_lossy()));
        }
        if value.as_function().is_some() {
            return self.scopes.store(Stored::Composition(value, function));
        }
        self.apply(&function, vec![value], &Item::NULL)
    }

    /// How many parameters a function has.
    pub(in super::super) fn arity(&self, function: Function) -> usize {
        let number = match function {
            Function::Builtin(builtin) => return builtin.arity(),
            Function::Stored(number) => number,
        };
        match self.scopes.stored(number) {
            Some(Stored::Lambda { remaining: Some(parameters), .. }) => parameters.len(),
            Some(Stored::Lambda { lambda, .. }) => lambda.parameters.len(),
            Some(Stored::PartialBuiltin { arguments, .. } | Stored::PartialFunction { arguments, .. }) => {
                arguments.iter().filter(|argument| argument.is_none()).count()
            }
            Some(Stored::Matcher { .. }) => 2,
            Some(Stored::Transform { .. } | Stored::Composition(..)) => 1,
            Some(Stored::NextMatch { .. } | Stored::Thunk { .. }) | None => 0,
        }
    }
}

/// What a transform takes: an object or an array.
fn transform_signature() -> &'static Signature {
    static SIGNATURE: LazyLock<Signature> =
        LazyLock::new(|| Signature::parse("<(oa):o>").unwrap_or_default());
    &SIGNATURE
}

/// The arguments of a partial application with the open ones filled in from `given`.
fn filled(bound: &[Option<Item>], given: Vec<Item>) -> Vec<Item> {
    let mut given = given.into_iter();
    let fill = |argument: &Option<Item>| argument.clone().or_else(|| given.next()).unwrap_or(Item::Undefined);
    bound.iter().map(fill).collect()
}

/// The name a function is called by.
fn name_of(procedure: &Node) -> Option<Arc<str>> {
    match &procedure.kind {
        NodeKind::Path(steps) => steps.first().and_then(name_of),
        NodeKind::Name(name) | NodeKind::Variable(name) | NodeKind::String(name) => Some(name.clone()),
        NodeKind::Call { .. } => Some("(".into()),
        _ => None,
    }
}
