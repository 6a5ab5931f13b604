use super::FieldName;
use super::expression::Expression;
use crate::asl::QueryLanguage;
use crate::expr::{self, Environment};
use crate::sim::SimTime;
use crate::sim::failure::Failure;
use crate::value::{Map, Value};
use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;

/// What paths and expressions of a state see.
pub(in crate::sim) struct Evaluator<'a> {
    /// `$` in JSONPath, `$states.input` in JSONata.
    pub(in crate::sim) input: &'a Value,
    /// `$states.result`, where there is one.
    pub(in crate::sim) result: Option<&'a Value>,
    /// `$states.errorOutput`, in catchers.
    pub(in crate::sim) error_output: Option<&'a Value>,
    /// Makes the context object.
    pub(in crate::sim) context: &'a dyn Fn() -> Value,
    /// The variables in scope.
    pub(in crate::sim) variables: &'a Map,
    /// The state of the generator of random bits.
    pub(in crate::sim) random: &'a Cell<u64>,
    /// The time on the virtual clock.
    pub(in crate::sim) now: SimTime,
    /// How many steps of expressions may be waited for, where somebody does; none are left once that was not enough.
    pub(in crate::sim) patience: Option<&'a Cell<u64>>,
}

impl Environment for Evaluator<'_> {
    fn input(&self) -> &Value {
        self.input
    }

    fn context(&self) -> Cow<'_, Value> {
        Cow::Owned((self.context)())
    }

    fn variable(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.variables.get(name).map(Cow::Borrowed)
    }

    fn random(&self) -> u64 {
        let (state, bits) = expr::split_mix(self.random.get());
        self.random.set(state);
        bits
    }
}

/// JSON with parts to be filled in: a payload template (JSONPath), or data with `{% … %}` strings (JSONata).
#[derive(Debug)]
pub(in crate::sim) enum Template {
    /// Keys that end in `.$` hold paths and intrinsic functions.
    Payload(expr::Template),
    /// Strings may be expressions.
    Jsonata(Node),
}

/// A part of a JSONata template.
#[derive(Debug)]
pub(in crate::sim) enum Node {
    Constant(Value),
    Object(Vec<(Arc<str>, Node)>),
    Array(Vec<Node>),
    Expression(Box<Expression>),
}

impl Template {
    /// Compiles a field's value.
    ///
    /// # Errors
    /// Says what is wrong with the first part that cannot be compiled.
    pub(super) fn compile(source: &Value, language: QueryLanguage) -> Result<Template, String> {
        match language {
            QueryLanguage::Jsonata => Node::compile(source).map(Template::Jsonata),
            QueryLanguage::JsonPath => {
                let (template, problems) = expr::Template::compile(source);
                match problems.first() {
                    None => Ok(Template::Payload(template)),
                    Some(problem) => Err(format!("{} ({})", problem.message, problem.field)),
                }
            }
        }
    }

    /// The data with all parts filled in. `field` is the field's name for messages, such as `Output`.
    pub(in crate::sim) fn evaluate<'f>(
        &self,
        evaluator: &Evaluator<'_>,
        field: impl Into<FieldName<'f>>,
    ) -> Result<Value, Box<Failure>> {
        match self {
            Template::Payload(template) => {
                template.evaluate(evaluator).map_err(|failure| Failure::runtime(failure.to_string()))
            }
            Template::Jsonata(node) => node.evaluate(evaluator, field.into()),
        }
    }

    /// Whether the whole of it is one expression.
    pub(in crate::sim) fn as_expression(&self) -> Option<&Expression> {
        if let Template::Jsonata(Node::Expression(expression)) = self { Some(expression) } else { None }
    }
}

impl Node {
    fn compile(source: &Value) -> Result<Node, String> {
        let node = match source {
            Value::String(text) => match Expression::delimited(text) {
                Some(expression) => {
                    return Expression::compile(expression)
                        .map(|compiled| Node::Expression(Box::new(compiled)));
                }
                None => return Ok(Node::Constant(source.clone())),
            },
            Value::Object(members) => {
                let compile = |(key, value): (&Arc<str>, &Value)| Ok((key.clone(), Node::compile(value)?));
                Node::Object(members.iter().map(compile).collect::<Result<_, String>>()?)
            }
            Value::Array(items) => Node::Array(items.iter().map(Node::compile).collect::<Result<_, _>>()?),
            Value::Null | Value::Bool(_) | Value::Number(_) => return Ok(Node::Constant(source.clone())),
        };
        let is_constant = |node: &Node| matches!(node, Node::Constant(_));
        let all_constant = match &node {
            Node::Object(members) => members.iter().all(|(_, member)| is_constant(member)),
            Node::Array(items) => items.iter().all(is_constant),
            Node::Constant(_) | Node::Expression(_) => false,
        };
        Ok(if all_constant { Node::Constant(source.clone()) } else { node })
    }

    fn evaluate(&self, evaluator: &Evaluator<'_>, field: FieldName<'_>) -> Result<Value, Box<Failure>> {
        match self {
            Node::Constant(value) => Ok(value.clone()),
            Node::Expression(expression) => expression.evaluate(evaluator, field),
            Node::Array(items) => {
                let evaluate =
                    |(at, item): (usize, &Node)| item.evaluate(evaluator, FieldName::Item(&field, at));
                items.iter().enumerate().map(evaluate).collect::<Result<_, _>>().map(Value::array)
            }
            Node::Object(members) => {
                let mut object = Map::with_capacity(members.len());
                for (key, member) in members {
                    object.insert(key.clone(), member.evaluate(evaluator, FieldName::Member(&field, key))?);
                }
                Ok(Value::from(object))
            }
        }
    }
}
