use crate::asl::{Definition, QueryLanguage, State};
use crate::expr::PathOrIntrinsic;
use crate::expr::json_path::Root;
use crate::expr::jsonata::{Dialect, Expression, function_names};
use crate::json::{NodeId, NodeKind, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which variables each state reads, as DescribeStateMachine tells it: by the state's name; states that read none are left
/// out.
///
/// ```
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($a, $.b)"}, "End": true}}}"#;
/// let definition = asl_studio::asl::lower(&asl_studio::json::parse(text).tree.into());
/// let references = asl_studio::sim::variable_references(&definition);
/// assert_eq!(references["A"].iter().map(|name| &**name).collect::<Vec<_>>(), ["a"]);
/// ```
pub fn variable_references(definition: &Definition) -> BTreeMap<Arc<str>, BTreeSet<Arc<str>>> {
    let assigned = assigned(definition);
    let mut references = BTreeMap::new();
    for state in definition.states() {
        let mut reads = Reads { tree: definition.tree(), assigned: &assigned, names: BTreeSet::new() };
        reads.state(state, definition.language(state.id));
        if !reads.names.is_empty() {
            references.insert(state.name.clone(), reads.names);
        }
    }
    references
}

/// The variables that are set anywhere: only such a one may hide a function of JSONata.
fn assigned(definition: &Definition) -> BTreeSet<Arc<str>> {
    let tree = definition.tree();
    let fields = definition.states().iter().filter_map(|state| definition.field(state.id, "Assign"));
    let members = fields.flat_map(|assign| tree.members(assign));
    members.map(|member| member.key.strip_suffix(".$").unwrap_or(&member.key).into()).collect()
}

struct Reads<'a> {
    tree: &'a Tree,
    assigned: &'a BTreeSet<Arc<str>>,
    names: BTreeSet<Arc<str>>,
}

impl Reads<'_> {
    /// Reads a state's own fields, and not the machines inside.
    fn state(&mut self, state: &State, language: QueryLanguage) {
        let Some(node) = state.node else { return };
        for member in self.tree.members(node) {
            let inside = matches!(&*member.key, "Branches" | "ItemProcessor" | "Iterator" | "Comment");
            if let Some(value) = member.value.filter(|_| !inside) {
                self.field(&member.key, value, language);
            }
        }
    }

    fn field(&mut self, key: &str, node: NodeId, language: QueryLanguage) {
        match &self.tree.node(node).kind {
            NodeKind::String(text) => match language {
                QueryLanguage::Jsonata => self.expression(text),
                QueryLanguage::JsonPath if takes_path(key) => self.path(text),
                QueryLanguage::JsonPath => {}
            },
            NodeKind::Array(items) => items.iter().for_each(|&item| self.field(key, item, language)),
            NodeKind::Object(members) => {
                for member in members {
                    if let Some(value) = member.value {
                        self.field(&member.key, value, language);
                    }
                }
            }
            NodeKind::Null
            | NodeKind::Bool(_)
            | NodeKind::Number(_)
            | NodeKind::Placeholder(_)
            | NodeKind::Invalid => {}
        }
    }

    fn path(&mut self, text: &str) {
        let Ok(expression) = PathOrIntrinsic::parse(text) else { return };
        for (path, _) in expression.paths() {
            if let Root::Variable(name) = path.root() {
                self.names.insert(name.clone());
            }
        }
    }

    fn expression(&mut self, text: &str) {
        let inner = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}"));
        let Some(Ok(expression)) = inner.map(|inner| Expression::parse(inner, Dialect::StepFunctions)) else {
            return;
        };
        for reference in expression.references() {
            let name = reference.variable;
            let is_function = function_names(Dialect::StepFunctions).any(|function| function == &*name)
                && !self.assigned.contains(&name);
            if !is_function && !matches!(&*name, "" | "$" | "states") {
                self.names.insert(name);
            }
        }
    }
}

/// Whether a JSONPath state's field holds a path or an intrinsic function.
fn takes_path(key: &str) -> bool {
    key == "Variable" || key.ends_with(".$") || key.ends_with("Path")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_are_told_by_state() {
        let text = r#"{"StartAt": "A", "States": {
            "A": {"Type": "Map", "ItemsPath": "$list", "MaxConcurrencyPath": "$.n", "Parameters": {"plain": "$no"},
                "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Choice", "Choices": [
                    {"And": [{"Variable": "$x.y", "IsNull": true}], "Next": "I"}]}}}, "Next": "B"},
            "B": {"Type": "Pass", "QueryLanguage": "JSONata",
                "Output": ["{% $sum($list) + $count %}", "$no", "{% ($l := 1; $l + $states.input.x) %}"],
                "Assign": {"count": 1}, "End": true}}}"#;
        let definition = crate::asl::lower(&Arc::new(crate::json::parse(text).tree));
        let printed: Vec<String> = variable_references(&definition)
            .iter()
            .map(|(state, names)| {
                format!("{state}: {}", names.iter().map(|name| &**name).collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(printed, ["A: list", "B: count list", "I: x"]);
    }
}
