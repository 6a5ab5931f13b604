use super::environment::Environment;
use super::java;
use super::json_path::JsonPath;
use super::path_or_intrinsic::{ExpressionFailure, PathOrIntrinsic};
use crate::text::TextRange;
use crate::value::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// A compiled payload template: JSON in which the value of every key that ends in `.$` is a path or an intrinsic function.
/// Source: Amazon States Language specification, "Payload Template".
///
/// The members of a payload have AWS's order (recorded): what is fixed first, as it is written, then what is filled in, in the
/// order of a Java hash map.
///
/// ```
/// use asl_studio::expr::{FixedEnvironment, Template};
/// use asl_studio::value::Value;
///
/// let source = Value::parse(r#"{"fixed": 1, "id.$": "$.order.id", "list": [{"n.$": "States.MathAdd($.n, 1)"}]}"#).unwrap();
/// let (template, problems) = Template::compile(&source);
/// assert!(problems.is_empty());
///
/// let input = Value::parse(r#"{"order": {"id": "A7"}, "n": 2}"#).unwrap();
/// let payload = template.evaluate(&FixedEnvironment::new(input)).unwrap();
/// assert_eq!(payload.to_json(), r#"{"fixed":1,"list":[{"n":3}],"id":"A7"}"#);
///
/// let failure = template.evaluate(&FixedEnvironment::new(Value::parse(r#"{"n":2}"#).unwrap())).unwrap_err();
/// assert_eq!(
///     failure.to_string(),
///     "The JSONPath '$.order.id' specified for the field 'id.$' could not be found in the input '{\"n\":2}'"
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    node: Node,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// Nothing below is dynamic.
    Constant(Value),
    Object(Vec<Member>),
    Array(Vec<Node>),
    Dynamic(Field),
}

#[derive(Clone, Debug, PartialEq)]
struct Member {
    key: Arc<str>,
    node: Node,
}

#[derive(Clone, Debug, PartialEq)]
struct Field {
    /// The key with its `.$`.
    name: Arc<str>,
    expression: PathOrIntrinsic,
}

/// A mistake in a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateProblem {
    /// JSON pointer (RFC 6901) from the template's root to the value at fault.
    pub pointer: String,
    /// The key at fault, with its `.$`.
    pub field: String,
    /// Where inside the string the mistake is; none where the value is no string or the key is at fault.
    pub span: Option<TextRange>,
    /// What is wrong.
    pub message: String,
}

/// Why a template has no value. Prints the cause as AWS words it, without the words about the state.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateFailure {
    /// The key at fault, with its `.$`.
    pub field: Arc<str>,
    /// What went wrong.
    pub failure: ExpressionFailure,
}

impl Template {
    /// Compiles a template. What is malformed stays as it is written and is among the problems.
    pub fn compile(source: &Value) -> (Template, Vec<TemplateProblem>) {
        let mut compiler = Compiler { pointer: String::new(), problems: Vec::new() };
        let node = compiler.node(source);
        (Template { node }, compiler.problems)
    }

    /// Whether nothing in the template is dynamic.
    pub fn is_constant(&self) -> bool {
        matches!(self.node, Node::Constant(_))
    }

    /// Every path in the template, in the payload's order.
    pub fn paths(&self) -> Vec<&JsonPath> {
        let mut paths = Vec::new();
        self.node.collect_paths(&mut paths);
        paths
    }

    /// The payload; what is constant is shared with the template.
    ///
    /// # Errors
    /// Of the first field, in the payload's order, that has no value.
    pub fn evaluate(&self, environment: &dyn Environment) -> Result<Value, TemplateFailure> {
        self.node.evaluate(environment)
    }
}

impl Node {
    fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a JsonPath>) {
        match self {
            Node::Constant(_) => {}
            Node::Object(members) => members.iter().for_each(|member| member.node.collect_paths(paths)),
            Node::Array(items) => items.iter().for_each(|item| item.collect_paths(paths)),
            Node::Dynamic(field) => paths.extend(field.expression.paths().into_iter().map(|(path, _)| path)),
        }
    }

    fn evaluate(&self, environment: &dyn Environment) -> Result<Value, TemplateFailure> {
        match self {
            Node::Constant(value) => Ok(value.clone()),
            Node::Object(members) => {
                let mut object = Map::with_capacity(members.len());
                for member in members {
                    object.insert(member.key.clone(), member.node.evaluate(environment)?);
                }
                Ok(Value::from(object))
            }
            Node::Array(items) => items
                .iter()
                .map(|item| item.evaluate(environment))
                .collect::<Result<_, _>>()
                .map(Value::array),
            Node::Dynamic(Field { name, expression }) => expression
                .evaluate(environment)
                .map_err(|failure| TemplateFailure { field: name.clone(), failure }),
        }
    }
}

impl fmt::Display for TemplateFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.failure.cause(&self.field))
    }
}

impl std::error::Error for TemplateFailure {}

struct Compiler {
    /// Where the compiler is, as a JSON pointer.
    pointer: String,
    problems: Vec<TemplateProblem>,
}

impl Compiler {
    fn node(&mut self, source: &Value) -> Node {
        let node = match source {
            Value::Object(members) => self.object(members),
            Value::Array(items) => Node::Array(self.items(items)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                return Node::Constant(source.clone());
            }
        };
        let is_constant = match &node {
            Node::Object(members) => members.iter().all(|member| matches!(member.node, Node::Constant(_))),
            Node::Array(items) => items.iter().all(|item| matches!(item, Node::Constant(_))),
            Node::Constant(_) | Node::Dynamic(_) => false,
        };
        if is_constant { Node::Constant(source.clone()) } else { node }
    }

    fn items(&mut self, items: &[Value]) -> Vec<Node> {
        items
            .iter()
            .enumerate()
            .map(|(at, item)| self.below(&at.to_string(), |this| this.node(item)))
            .collect()
    }

    fn object(&mut self, members: &Map) -> Node {
        let mut compiled: Vec<Member> = Vec::with_capacity(members.len());
        for (key, value) in members {
            let member = self.below(key, |this| this.member(key, value));
            if compiled.iter().any(|other| other.key == member.key) {
                let message = format!("the object has the field '{}' twice, once with '.$'", member.key);
                self.below(key, |this| this.problem(key, None, message));
            }
            compiled.push(member);
        }
        let (mut dynamic, mut ordered): (Vec<_>, Vec<_>) =
            compiled.into_iter().partition(|member| matches!(member.node, Node::Dynamic(_)));
        java::sort_in_hash_order(&mut dynamic, |member| &member.key);
        ordered.extend(dynamic);
        Node::Object(ordered)
    }

    fn member(&mut self, key: &Arc<str>, value: &Value) -> Member {
        let constant = |key: &Arc<str>| Member { key: key.clone(), node: Node::Constant(value.clone()) };
        let Some(stripped) = key.strip_suffix(".$") else {
            return Member { key: key.clone(), node: self.node(value) };
        };
        let Some(text) = value.as_str() else {
            let message = format!("a path or an intrinsic function is a string, not {}", value.type_name());
            self.problem(key, None, message);
            return constant(key);
        };
        match PathOrIntrinsic::parse(text) {
            Ok(expression) => {
                let field = Field { name: key.clone(), expression };
                Member { key: stripped.into(), node: Node::Dynamic(field) }
            }
            Err(error) => {
                self.problem(key, Some(error.span), error.message);
                constant(key)
            }
        }
    }

    fn below<T>(&mut self, step: &str, visit: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        let result = visit(self);
        self.pointer.truncate(length);
        result
    }

    fn problem(&mut self, field: &str, span: Option<TextRange>, message: String) {
        self.problems.push(TemplateProblem {
            pointer: self.pointer.clone(),
            field: field.to_owned(),
            span,
            message,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::FixedEnvironment;

    fn environment() -> FixedEnvironment {
        FixedEnvironment::new(Value::parse(r#"{"a": [1, 2]}"#).unwrap())
            .with_context(Value::parse(r#"{"Execution": {"Id": "x"}}"#).unwrap())
            .with_variables(Value::parse(r#"{"total": 3}"#).unwrap())
    }

    /// Compiles and evaluates `source`; what has no dynamic part must come out as it is, and not as a copy.
    fn check(source: &str, expected: &str) {
        let source = Value::parse(source).unwrap();
        let (template, problems) = Template::compile(&source);
        let problems: Vec<String> = problems
            .iter()
            .map(|problem| format!("{} {:?}: {}", problem.pointer, problem.span, problem.message))
            .collect();
        let payload = template.evaluate(&environment());
        if let (true, Ok(Value::Object(payload)), Value::Object(source)) =
            (template.is_constant(), &payload, &source)
        {
            assert!(Arc::ptr_eq(payload, source), "shared");
        }
        let payload = payload.map_or_else(|failure| failure.to_string(), |payload| payload.to_json());
        assert_eq!(problems.into_iter().chain([payload]).collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn every_kind_of_dynamic_field_is_filled_in() {
        check(
            r#"{"i.$": "$.a", "c.$": "$$.Execution.Id", "v.$": "$total", "f.$": "States.ArrayLength($.a)", "k": [{"x.$": "$.a[0]"}]}"#,
            r#"{"k":[{"x":1}],"c":"x","v":3,"f":2,"i":[1,2]}"#,
        );
    }

    #[test]
    fn members_stand_in_the_order_of_a_hash_map_behind_the_fixed_ones() {
        check(
            r#"{"merged.$": "$.a", "mergedJson.$": "$.a", "parsedJson.$": "$.a", "stringifiedJson.$": "$.a", "z": 1, "a": 2}"#,
            r#"{"z":1,"a":2,"merged":[1,2],"parsedJson":[1,2],"mergedJson":[1,2],"stringifiedJson":[1,2]}"#,
        );
        let keys: Vec<String> = (0..13).map(|at| format!("\"key{at}.$\": \"$total\"")).collect();
        let order = [1, 2, 0, 5, 6, 3, 4, 9, 7, 8, 11, 10, 12].map(|at| format!("\"key{at}\":3"));
        check(&format!("{{{}}}", keys.join(",")), &format!("{{{}}}", order.join(",")));
    }

    #[test]
    fn constant_templates_are_shared() {
        check(r#"{"a": [1, {"b": "$.a"}]}"#, r#"{"a":[1,{"b":"$.a"}]}"#);
    }

    #[test]
    fn missing_values_name_the_field_and_quote_what_was_searched() {
        check(
            r#"{"x": {"v.$": "$.b"}}"#,
            r#"The JSONPath '$.b' specified for the field 'v.$' could not be found in the input '{"a":[1,2]}'"#,
        );
        check(
            r#"{"v.$": "$$.b"}"#,
            r#"The JSONPath '$$.b' specified for the field 'v.$' could not be found in the input '{"Execution":{"Id":"x"}}'"#,
        );
        check(r#"{"v.$": "$.b.c[1:].d", "w.$": "$.a[7]"}"#, r#"{"v":[],"w":null}"#);
    }

    #[test]
    fn mistakes_carry_their_place() {
        check(
            r#"{"x/y": [{"v.$": "$.b["}], "n.$": 1, "t.$": "Just text"}"#,
            "/x~1y/0/v.$ Some(3..4): the bracket is not closed\n\
             /n.$ None: a path or an intrinsic function is a string, not number\n\
             /t.$ Some(0..4): expected a path that starts with '$' or an intrinsic function\n\
             {\"x/y\":[{\"v.$\":\"$.b[\"}],\"n.$\":1,\"t.$\":\"Just text\"}",
        );
        check(
            r#"{"a": 1, "a.$": "$.a"}"#,
            "/a.$ None: the object has the field 'a' twice, once with '.$'\n{\"a\":[1,2]}",
        );
    }
}
