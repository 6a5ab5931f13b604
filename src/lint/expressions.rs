use super::checker::{Checker, FieldUse, has_substitution};
use super::variables::{VariableRead, reads};
use crate::asl::choice::Operator;
use crate::asl::fields::{FieldKind, ObjectKind};
use crate::asl::{QueryLanguage, StateId};
use crate::diagnostic::Diagnostic;
use crate::expr::jsonata::{self, Dialect, JsonataError};
use crate::expr::{ExpressionError, PathOrIntrinsic};
use crate::json::NodeId;
use crate::text::TextRange;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// A string of the definition that is evaluated, parsed.
#[derive(Debug)]
pub(super) struct ExpressionUse {
    /// The object it stands in, as an index of [`Checker::objects`].
    pub(super) object: usize,
    /// The field of that object it stands in; empty in a comparison, and in a field that is not known.
    pub(super) field: &'static str,
    /// The string.
    pub(super) node: NodeId,
    /// Which part of its value the expression is.
    pub(super) part: TextRange,
    pub(super) parsed: Parsed,
    reads: OnceCell<Vec<VariableRead>>,
}

/// What was made of an expression.
#[derive(Debug)]
pub(super) enum Parsed {
    /// A path, or where the language takes it an intrinsic function call.
    Path(Result<PathOrIntrinsic, ExpressionError>),
    /// What stands between `{%` and `%}`.
    Jsonata(Result<jsonata::Expression, JsonataError>),
}

impl ExpressionUse {
    /// A problem with a part of the expression, located at the string.
    pub(super) fn problem(
        &self,
        checker: &Checker<'_>,
        part: TextRange,
        message: impl Into<String>,
    ) -> Diagnostic {
        let span = TextRange::new(self.part.start + part.start, self.part.start + part.end);
        let problem = checker.problem(checker.fault(self.node, span), message);
        problem.at(self.location(checker))
    }

    /// Where the string stands, as AWS writes it.
    pub(super) fn location(&self, checker: &Checker<'_>) -> String {
        checker.pointer_in(self.object, self.node).to_string()
    }

    /// The variables that it reads, in text order; `$states` is none.
    pub(super) fn reads(&self) -> &[VariableRead] {
        self.reads.get_or_init(|| reads(&self.parsed))
    }
}

/// All expressions of a definition, in the order of its objects.
pub(super) fn expressions(checker: &Checker<'_>) -> Vec<ExpressionUse> {
    let mut found = Vec::new();
    for field in checker.fields.iter() {
        if field.in_language() && field.language == QueryLanguage::JsonPath {
            paths_of_field(checker, field, &mut found);
        }
    }
    operand_paths(checker, &mut found);
    role_paths(checker, &mut found);
    visit_jsonata_strings(checker, |field, node| found.extend(jsonata_at(checker, field, node)));
    found
}

/// The expressions of each state.
pub(super) fn by_state<'e>(
    checker: &Checker<'_>,
    expressions: &'e [ExpressionUse],
) -> FxHashMap<StateId, Vec<&'e ExpressionUse>> {
    let mut found: FxHashMap<StateId, Vec<&ExpressionUse>> = FxHashMap::default();
    for expression in expressions {
        let state = checker.objects.get(expression.object).and_then(|object| object.state);
        if let Some(state) = state {
            found.entry(state).or_default().push(expression);
        }
    }
    found
}

fn paths_of_field(checker: &Checker<'_>, field: &FieldUse, found: &mut Vec<ExpressionUse>) {
    match field.spec.kind {
        FieldKind::Path
        | FieldKind::PathOrNull
        | FieldKind::ReferencePath
        | FieldKind::ReferencePathOrNull
        | FieldKind::PathOrIntrinsic => {
            found.extend(path_at(checker, field.object, field.spec.name, field.value));
        }
        FieldKind::Template | FieldKind::Assignments => template_paths(checker, field, field.value, found),
        _ => {}
    }
}

/// The values of keys that end in `.$`, at any depth (ASL specification, "Payload Template").
fn template_paths(checker: &Checker<'_>, field: &FieldUse, node: NodeId, found: &mut Vec<ExpressionUse>) {
    for member in checker.tree.members(node) {
        let Some(value) = member.value else { continue };
        if member.key.ends_with(".$") {
            found.extend(path_at(checker, field.object, field.spec.name, value));
        } else {
            template_paths(checker, field, value, found);
        }
    }
    for &item in checker.tree.items(node) {
        template_paths(checker, field, item, found);
    }
}

/// The values of keys of `Credentials` that end in `.$`, a known field or not.
fn role_paths(checker: &Checker<'_>, found: &mut Vec<ExpressionUse>) {
    for (index, object) in checker.objects.iter().enumerate() {
        let language = object.state.map(|state| checker.definition.language(state));
        if object.kind != Some(ObjectKind::Credentials) || language != Some(QueryLanguage::JsonPath) {
            continue;
        }
        let known = |key: &str| ObjectKind::Credentials.field(key).is_some();
        for member in checker.tree.members(object.node).iter().filter(|member| !known(&member.key)) {
            if let Some(value) = member.value.filter(|_| member.key.ends_with(".$")) {
                found.extend(path_at(checker, index, "", value));
            }
        }
    }
}

/// The right sides of the `…Path` comparisons.
fn operand_paths(checker: &Checker<'_>, found: &mut Vec<ExpressionUse>) {
    for (index, object) in checker.objects.iter().enumerate() {
        if !matches!(object.kind, Some(ObjectKind::ChoiceRule | ObjectKind::NestedRule)) {
            continue;
        }
        for member in checker.tree.members(object.node) {
            let operator = Operator::from_name(&member.key);
            if let (Some(Operator::Compare { path: true, .. }), Some(value)) = (operator, member.value) {
                found.extend(path_at(checker, index, "", value));
            }
        }
    }
}

fn path_at(checker: &Checker<'_>, object: usize, field: &'static str, node: NodeId) -> Option<ExpressionUse> {
    let text = checker.tree.as_str(node).filter(|text| !has_substitution(text))?;
    let parsed = Parsed::Path(PathOrIntrinsic::parse(text));
    let part = TextRange::new(0, text.len());
    Some(ExpressionUse { object, field, node, part, parsed, reads: OnceCell::new() })
}

/// Calls `found` with every string in a place where `{% … %}` is evaluated, and the field it stands in.
pub(super) fn visit_jsonata_strings(checker: &Checker<'_>, mut found: impl FnMut(&FieldUse, NodeId)) {
    for field in checker.fields.iter() {
        let owner = checker.objects.get(field.object).and_then(|object| object.kind);
        let is_jsonata = field.language == QueryLanguage::Jsonata && field.in_language();
        if is_jsonata && field.spec.takes_jsonata(owner) {
            visit_strings(checker, field.value, &mut |node| found(field, node));
        }
    }
}

fn visit_strings(checker: &Checker<'_>, node: NodeId, found: &mut dyn FnMut(NodeId)) {
    if checker.tree.as_str(node).is_some() {
        found(node);
    }
    for value in checker.tree.members(node).iter().filter_map(|member| member.value) {
        visit_strings(checker, value, found);
    }
    for &item in checker.tree.items(node) {
        visit_strings(checker, item, found);
    }
}

fn jsonata_at(checker: &Checker<'_>, field: &FieldUse, node: NodeId) -> Option<ExpressionUse> {
    let (part, expression) = delimited(checker.tree.as_str(node)?)?;
    if has_plain_substitution(expression) {
        return None;
    }
    let parsed = Parsed::Jsonata(jsonata::Expression::parse(expression, Dialect::StepFunctions));
    let (object, field) = (field.object, field.spec.name);
    Some(ExpressionUse { object, field, node, part, parsed, reads: OnceCell::new() })
}

/// The expression in a string that begins with `{%` and ends with `%}` exactly.
pub(super) fn delimited(text: &str) -> Option<(TextRange, &str)> {
    let expression = text.strip_prefix("{%")?.strip_suffix("%}")?;
    Some((TextRange::new(2, text.len() - 2), expression))
}

/// Whether an expression holds a `${Name}`; `${…}` with more than a name in it is JSONata.
pub(super) fn has_plain_substitution(expression: &str) -> bool {
    expression.split("${").skip(1).any(|rest| {
        rest.split_once('}').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.:-!".contains(c))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_delimiters_make_an_expression() {
        assert_eq!(delimited("{% 1 %}"), Some((TextRange::new(2, 5), " 1 ")));
        assert_eq!(delimited("{%%}").map(|(_, expression)| expression), Some(""));
        assert_eq!(delimited(" {% 1 %}"), None);
        assert_eq!(delimited("{%}"), None);
    }

    #[test]
    fn a_group_is_no_substitution() {
        assert!(has_plain_substitution("'${AWS::Region}'"));
        assert!(!has_plain_substitution("$x.${ 'a': b }"));
        assert!(!has_plain_substitution("$x{a: b}"));
    }
}
