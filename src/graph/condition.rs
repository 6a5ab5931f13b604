//! Choice conditions in words.

use crate::asl::choice::{Condition, Operator, Relation, TypeTest};
use crate::json::{NodeId, NodeKind, Tree};

/// The condition as one would say it: `$.total > 1000`, `$.a == "x" and not($.b is present)`.
pub fn words(tree: &Tree, condition: &Condition) -> String {
    phrase(tree, condition).text
}

/// How tightly a phrase holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Whole,
}

struct Phrase {
    text: String,
    binding: Binding,
}

impl Phrase {
    fn whole(text: String) -> Self {
        Phrase { text, binding: Binding::Whole }
    }
}

fn phrase(tree: &Tree, condition: &Condition) -> Phrase {
    match condition {
        Condition::And(parts) => joined(tree, parts, " and ", Binding::And),
        Condition::Or(parts) => joined(tree, parts, " or ", Binding::Or),
        Condition::Not(inner) => Phrase::whole(format!("not({})", words(tree, inner))),
        Condition::Test { variable, operator, operand, .. } => {
            let variable = variable.value().map_or("?", |path| path);
            Phrase::whole(test(tree, variable, *operator, *operand))
        }
        Condition::Expression(node) => Phrase::whole(expression(tree, *node)),
        Condition::Missing(_) => Phrase::whole("no condition".to_owned()),
    }
}

/// The parts between `word`, in brackets where they hold together less tightly.
fn joined(tree: &Tree, parts: &[Condition], word: &str, binding: Binding) -> Phrase {
    if let [only] = parts {
        return phrase(tree, only);
    }
    let bracketed = |part| {
        let inner = phrase(tree, part);
        if inner.binding < binding { format!("({})", inner.text) } else { inner.text }
    };
    Phrase { text: parts.iter().map(bracketed).collect::<Vec<_>>().join(word), binding }
}

fn test(tree: &Tree, variable: &str, operator: Operator, operand: NodeId) -> String {
    match operator {
        Operator::Compare { relation, path: false, .. } => {
            format!("{variable} {} {}", sign(relation), constant(tree, operand))
        }
        Operator::Compare { relation, path: true, .. } => {
            format!("{variable} {} {}", sign(relation), bare(tree, operand))
        }
        Operator::StringMatches => format!("{variable} matches {}", constant(tree, operand)),
        Operator::Is(test) => {
            let is = if matches!(tree.node(operand).kind, NodeKind::Bool(false)) { "is not" } else { "is" };
            format!("{variable} {is} {}", noun(test))
        }
    }
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Equals => "==",
        Relation::LessThan => "<",
        Relation::GreaterThan => ">",
        Relation::LessThanEquals => "<=",
        Relation::GreaterThanEquals => ">=",
    }
}

fn noun(test: TypeTest) -> &'static str {
    match test {
        TypeTest::Null => "null",
        TypeTest::Present => "present",
        TypeTest::Numeric => "a number",
        TypeTest::String => "a string",
        TypeTest::Boolean => "a boolean",
        TypeTest::Timestamp => "a timestamp",
    }
}

/// A value as JSON; a substitution as it stands in the text.
fn constant(tree: &Tree, node: NodeId) -> String {
    match &tree.node(node).kind {
        NodeKind::Placeholder(name) => format!("${{{name}}}"),
        _ => tree.value(node).to_json(),
    }
}

/// A string without its quotes.
fn bare(tree: &Tree, node: NodeId) -> String {
    tree.as_str(node).map_or_else(|| constant(tree, node), |text| text.to_string())
}

/// A JSONata expression without its delimiters and on one line.
pub(super) fn expression(tree: &Tree, node: NodeId) -> String {
    let text = bare(tree, node);
    let inner = text.trim();
    let inner = inner.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")).unwrap_or(inner);
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: &str, expected: &str) {
        let tree = crate::json::parse(rule).tree;
        let condition = Condition::read(&tree, tree.root().unwrap());
        assert_eq!(words(&tree, &condition), expected);
    }

    #[test]
    fn comparisons() {
        check(r#"{"Variable": "$.total", "NumericGreaterThan": 1000}"#, "$.total > 1000");
        check(r#"{"Variable": "$.a", "StringEquals": "x"}"#, r#"$.a == "x""#);
        check(r#"{"Variable": "$.a", "NumericLessThanEqualsPath": "$.b"}"#, "$.a <= $.b");
        check(r#"{"Variable": "$.a", "BooleanEquals": true}"#, "$.a == true");
        check(r#"{"Variable": "$.a", "StringMatches": "log-*.txt"}"#, r#"$.a matches "log-*.txt""#);
        check(
            r#"{"Variable": "$.t", "TimestampLessThan": "2026-01-01T00:00:00Z"}"#,
            r#"$.t < "2026-01-01T00:00:00Z""#,
        );
    }

    #[test]
    fn tests_of_presence_and_type() {
        check(r#"{"Variable": "$.a", "IsPresent": true}"#, "$.a is present");
        check(r#"{"Variable": "$.a", "IsPresent": false}"#, "$.a is not present");
        check(r#"{"Variable": "$.a", "IsNumeric": true}"#, "$.a is a number");
        check(r#"{"Variable": "$.a", "IsNull": false}"#, "$.a is not null");
    }

    #[test]
    fn combinations_take_brackets_only_where_they_need_them() {
        let a = r#"{"Variable": "$.a", "NumericEquals": 1}"#;
        let b = r#"{"Variable": "$.b", "NumericEquals": 2}"#;
        check(&format!(r#"{{"And": [{a}, {b}]}}"#), "$.a == 1 and $.b == 2");
        check(&format!(r#"{{"And": [{a}, {{"Or": [{a}, {b}]}}]}}"#), "$.a == 1 and ($.a == 1 or $.b == 2)");
        check(&format!(r#"{{"Or": [{a}, {{"And": [{a}, {b}]}}]}}"#), "$.a == 1 or $.a == 1 and $.b == 2");
        check(&format!(r#"{{"Not": {{"Or": [{a}, {b}]}}}}"#), "not($.a == 1 or $.b == 2)");
        check(&format!(r#"{{"And": [{{"Or": [{a}]}}, {b}]}}"#), "$.a == 1 and $.b == 2");
    }

    #[test]
    fn jsonata_conditions_lose_their_delimiters() {
        check(r#"{"Condition": "{% $states.input.total > 1000 %}"}"#, "$states.input.total > 1000");
        check(r#"{"Condition": "{%\n  $a\n  and $b %}"}"#, "$a and $b");
    }

    #[test]
    fn holes_are_said() {
        check("{}", "no condition");
        check(r#"{"NumericEquals": 1}"#, "? == 1");
        check(r#"{"Variable": "$.a", "NumericEquals": ${Limit}}"#, "$.a == ${Limit}");
    }
}
