//! Which variables an expression reads from outside, and what of them: for checks, and for following data through a state
//! machine.

use super::ast::{Node, NodeKind, Stage};
use crate::text::TextRange;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A use of a variable that the expression does not bind itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// The variable's name, without `$`.
    pub variable: Arc<str>,
    /// The fields that are read of it, one inside the other, as far as they are plain names.
    pub fields: Vec<Arc<str>>,
    /// The variable with those fields.
    pub span: TextRange,
}

impl Reference {
    /// The variable alone, with its `$`.
    pub fn variable_span(&self) -> TextRange {
        TextRange::new(self.span.start, self.name_span().end)
    }

    /// The variable's name alone: what renaming it changes.
    pub fn name_span(&self) -> TextRange {
        let start = self.span.start + 1;
        TextRange::new(start, start + self.variable.len())
    }
}

/// The references in the order of the text. Built-in functions count too: whether `$count` is one is for the caller to
/// decide, since a workflow variable may have that name.
pub(super) fn references(root: &Node) -> Vec<Reference> {
    let mut walk = Walk { bound: Vec::new(), found: Vec::new() };
    walk.visit(root);
    walk.found.sort_by_key(|reference| (reference.span.start, reference.span.end));
    walk.found.dedup();
    walk.found
}

struct Walk {
    /// The names bound so far, by scope from the outermost.
    bound: Vec<BTreeSet<Arc<str>>>,
    found: Vec<Reference>,
}

impl Walk {
    fn visit(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Variable(name) => self.refer(name, Vec::new(), node.span),
            NodeKind::Path(steps) => self.visit_path(steps),
            NodeKind::Lambda(lambda) => {
                self.within(lambda.parameters.iter().cloned().collect(), |walk| walk.visit(&lambda.body));
            }
            NodeKind::Block(items) => self.within(BTreeSet::new(), |walk| {
                items.iter().for_each(|item| walk.visit(item));
            }),
            NodeKind::Bind(name, value) => {
                // A function may call itself by the name it is being bound to.
                if matches!(value.kind, NodeKind::Lambda(_)) {
                    self.bind(name);
                }
                self.visit(value);
                self.bind(name);
            }
            kind => kind.children().into_iter().for_each(|child| self.visit(child)),
        }
        self.visit_parts(node);
    }

    fn visit_parts(&mut self, node: &Node) {
        self.bind_step(node);
        node.predicates().iter().for_each(|predicate| self.visit(predicate));
        for stage in node.stages() {
            match stage {
                Stage::Filter(predicate) => self.visit(predicate),
                Stage::Index(name) => self.bind(name),
            }
        }
        for pair in node.group().into_iter().flat_map(|group| &group.pairs) {
            self.visit(&pair.key);
            self.visit(&pair.value);
        }
    }

    /// The fields after a variable at the beginning belong to its reference. What steps bind is known in later ones.
    fn visit_path(&mut self, steps: &[Node]) {
        self.bound.push(BTreeSet::new());
        let mut rest = steps.iter();
        if let Some(Node { kind: NodeKind::Variable(name), span, .. }) = steps.first() {
            rest.next();
            let plain = steps.iter().skip(1).map_while(|step| match &step.kind {
                NodeKind::Name(name) => Some((name.clone(), step.span)),
                _ => None,
            });
            let (fields, spans): (Vec<_>, Vec<_>) = plain.unzip();
            let span = spans.into_iter().fold(*span, TextRange::cover);
            self.refer(name, fields, span);
            steps.first().into_iter().for_each(|first| self.visit_parts(first));
        }
        rest.for_each(|step| self.visit(step));
        self.bound.pop();
    }

    fn within(&mut self, names: BTreeSet<Arc<str>>, visit: impl FnOnce(&mut Self)) {
        self.bound.push(names);
        visit(self);
        self.bound.pop();
    }

    fn bind_step(&mut self, node: &Node) {
        for name in node.focus().into_iter().chain(node.index()) {
            self.bind(name);
        }
    }

    fn bind(&mut self, name: &Arc<str>) {
        if self.bound.is_empty() {
            self.bound.push(BTreeSet::new());
        }
        if let Some(scope) = self.bound.last_mut() {
            scope.insert(name.clone());
        }
    }

    fn refer(&mut self, name: &Arc<str>, fields: Vec<Arc<str>>, span: TextRange) {
        let is_context = name.is_empty() || &**name == "$";
        if !is_context && !self.bound.iter().any(|scope| scope.contains(name)) {
            self.found.push(Reference { variable: name.clone(), fields, span });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, Expression};

    /// The references in `text` as `variable.field…@text`.
    fn check(text: &str, expected: &str) {
        let expression = Expression::parse(text, Dialect::StepFunctions).unwrap();
        let mut found = Vec::new();
        for reference in expression.references() {
            let path: Vec<&str> =
                [&reference.variable].into_iter().chain(&reference.fields).map(|n| &**n).collect();
            assert_eq!(reference.variable_span().slice(text), format!("${}", reference.variable));
            assert_eq!(reference.name_span().slice(text), &*reference.variable);
            let last = reference.fields.last().map_or("", |field| field);
            assert!(reference.span.slice(text).ends_with(last), "{reference:?}");
            found.push(path.join("."));
        }
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn fields_belong_to_their_variable() {
        check("$states.input.order.id", "states.input.order.id");
        check("$x.items[price > $limit].name", "x.items.name limit");
        check("$x.$y.z", "x y");
        check("$count($states.input)", "count states.input");
    }

    #[test]
    fn what_the_expression_binds_is_its_own() {
        check("($y := $x; $y + $z)", "x z");
        check("$map($xs, function($v, $i){ $v * $i * $w })", "map xs w");
        check("($f := function($n){ $n = 0 ? 1 : $f($n - 1) }; $f(3))", "");
        check("$xs@$e#$i.{'a': $e, 'b': $i}", "xs");
        check("($a := 1) + $a", "a");
    }

    #[test]
    fn what_stands_for_an_operator_is_no_reference() {
        let expression = Expression::parse("$x ?? $y", Dialect::Standard).unwrap();
        let names: Vec<_> = expression.references().into_iter().map(|r| r.variable.to_string()).collect();
        assert_eq!(names, ["x", "y"]);
    }
}
