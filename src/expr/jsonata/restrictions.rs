//! What Step Functions refuses in an expression when a state machine is created, although it parses: an expression has no
//! context there, so only variables may stand at its beginning.

use super::ast::{Node, NodeKind, Pair, Stage};
use crate::text::TextRange;
use std::sync::Arc;

/// The code under which Step Functions refuses these.
pub const UNSUPPORTED_EXPRESSION: &str = "UNSUPPORTED_JSONATA_EXPRESSION";

/// A part of an expression that Step Functions refuses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restriction {
    /// In the words of Step Functions.
    pub message: String,
    /// The reference itself.
    pub span: TextRange,
}

/// The refused parts of an expression, each name once.
pub(super) fn restrictions(root: &Node) -> Vec<Restriction> {
    let mut walk = Walk { found: Vec::new() };
    walk.visit(root, Context::Missing);
    walk.found
}

/// Whether there is something that a bare name could be a field of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Missing,
    Given,
}

struct Walk {
    found: Vec<Restriction>,
}

impl Walk {
    fn visit(&mut self, node: &Node, context: Context) {
        match &node.kind {
            NodeKind::Path(steps) => {
                let mut context = context;
                for step in steps {
                    self.visit(step, context);
                    context = Context::Given;
                }
            }
            NodeKind::Name(name) if context == Context::Missing => self.refuse_at_top(name, node.span),
            NodeKind::Variable(name) if &**name == "$" => {
                self.refuse(String::from("Reference to '$$' is not supported."), node.span);
            }
            NodeKind::Variable(name) if name.is_empty() && context == Context::Missing => {
                self.refuse_at_top(&"$".into(), node.span);
            }
            NodeKind::Sort(terms) => {
                terms.iter().for_each(|term| self.visit(&term.expression, Context::Given));
            }
            NodeKind::Transform(transform) => {
                self.visit(&transform.pattern, Context::Given);
                self.visit(&transform.update, Context::Given);
                transform.delete.iter().for_each(|delete| self.visit(delete, Context::Given));
            }
            kind => kind.children().into_iter().for_each(|child| self.visit(child, context)),
        }
        self.visit_parts(node);
    }

    /// Predicates and groups have the results before them as their context.
    fn visit_parts(&mut self, node: &Node) {
        node.predicates().iter().for_each(|predicate| self.visit(predicate, Context::Given));
        for stage in node.stages() {
            if let Stage::Filter(predicate) = stage {
                self.visit(predicate, Context::Given);
            }
        }
        for Pair { key, value } in node.group().into_iter().flat_map(|group| &group.pairs) {
            self.visit(key, Context::Given);
            self.visit(value, Context::Given);
        }
    }

    fn refuse_at_top(&mut self, name: &Arc<str>, span: TextRange) {
        self.refuse(format!("Reference to '{name}' at the top level is not supported."), span);
    }

    fn refuse(&mut self, message: String, span: TextRange) {
        if self.found.iter().all(|known| known.message != message) {
            self.found.push(Restriction { message, span });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, Expression};

    /// What is refused in `text`: the texts at fault.
    fn check(text: &str, expected: &str) {
        let expression = Expression::parse(text, Dialect::StepFunctions).unwrap();
        let found = expression.restrictions();
        for restriction in &found {
            let reference = restriction.span.slice(text).trim_matches('`');
            assert!(restriction.message.contains(&format!("'{reference}'")), "{restriction:?}");
        }
        let found: Vec<&str> = found.iter().map(|restriction| restriction.span.slice(text)).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn refusals_are_in_the_words_of_aws() {
        let expression = Expression::parse("$ + $$ + phone", Dialect::StepFunctions).unwrap();
        let messages: Vec<String> =
            expression.restrictions().into_iter().map(|restriction| restriction.message).collect();
        assert_eq!(
            messages,
            [
                "Reference to '$' at the top level is not supported.",
                "Reference to '$$' is not supported.",
                "Reference to 'phone' at the top level is not supported.",
            ]
        );
    }

    #[test]
    fn only_variables_may_begin_an_expression() {
        check("$states.input.phone", "");
        check("phone.number", "phone");
        check("$.phone & $$.x & phone", "$ $$ phone");
        check("{'a': phone, 'b': [`home phone`]}", "phone `home phone`");
        check("$f(phone) + function(){ $ }()", "phone $");
    }

    #[test]
    fn what_has_a_context_may_name_its_fields() {
        check("$x[price > 3].name", "");
        check("$x^(>price){name: $sum(price)}", "");
        check("$x.{'a': b, 'c': $}", "");
        check("$x ~> |items|{'n': n}|", "");
        check("$x[$$.a = 1]", "$$");
    }
}
