use crate::asl::fields::{FieldKind, FieldSpec};
use crate::document::{FieldPath, Snapshot};
use crate::json::{NodeId, NodeKind, Pointer};
use crate::syntax::Syntax;

/// How a field is edited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Control {
    /// One line of text.
    Line,
    /// A whole number or another, in a line.
    Number,
    /// One of some words.
    Words(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// JSON.
    Json,
}

/// The control that fits what a field takes and what stands there now.
pub(super) fn control(spec: Option<&FieldSpec>, kind: &NodeKind) -> Control {
    let is_structured = matches!(kind, NodeKind::Array(_) | NodeKind::Object(_) | NodeKind::Invalid);
    let Some(spec) = spec else {
        return if matches!(kind, NodeKind::String(_)) { Control::Line } else { Control::Json };
    };
    match spec.kind {
        _ if is_structured => Control::Json,
        FieldKind::Enum(words) => Control::Words(words),
        FieldKind::Boolean => Control::Flag,
        FieldKind::Integer(..) | FieldKind::Number(..) => Control::Number,
        kind if kind.is_text() => Control::Line,
        _ => Control::Json,
    }
}

/// What a field holds as the inspector shows it: the empty way leads to the state's name.
pub(in crate::app) fn field_text(snapshot: &Snapshot, field: &FieldPath) -> String {
    let Some(id) = snapshot.find(&field.state) else { return String::new() };
    if field.field.steps().is_empty() {
        return field.state.name.to_string();
    }
    let place = snapshot.definition().pointer(id).join(&field.field);
    snapshot.tree().find(&place).map_or_else(String::new, |node| text_of(snapshot, node))
}

/// A string's content; of anything else the JSON: the text, without the indentation of the lines around it, or what
/// YAML comes to.
pub(super) fn text_of(snapshot: &Snapshot, node: NodeId) -> String {
    let tree = snapshot.tree();
    if let Some(text) = tree.as_str(node) {
        return text.to_string();
    }
    if snapshot.syntax() == Syntax::Yaml {
        return tree.value(node).to_pretty_json();
    }
    let span = tree.span(node);
    let text = span.slice(snapshot.text());
    let line_start = snapshot.text()[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line = &snapshot.text()[line_start..span.start];
    let indent = &line[..line.len() - line.trim_start().len()];
    text.replace(&format!("\n{indent}"), "\n")
}

/// What a field holds when it is added: the least that stands for something, as JSON.
pub fn starting_value(spec: &FieldSpec) -> String {
    match spec.kind {
        FieldKind::Text | FieldKind::StateName => "\"\"".to_owned(),
        FieldKind::Enum(words) => format!("\"{}\"", words.first().copied().unwrap_or_default()),
        FieldKind::Boolean => "false".to_owned(),
        FieldKind::Condition => "\"{% true %}\"".to_owned(),
        FieldKind::Integer(least, _) | FieldKind::Number(least, _) => least.max(1).to_string(),
        FieldKind::Timestamp => "\"2030-01-01T00:00:00Z\"".to_owned(),
        FieldKind::Path
        | FieldKind::PathOrNull
        | FieldKind::ReferencePath
        | FieldKind::ReferencePathOrNull
        | FieldKind::PathOrIntrinsic => "\"$\"".to_owned(),
        FieldKind::Resource => "\"arn:aws:states:::lambda:invoke\"".to_owned(),
        FieldKind::Texts | FieldKind::Objects(_) => "[]".to_owned(),
        FieldKind::Template
        | FieldKind::Assignments
        | FieldKind::Literal
        | FieldKind::Object(_)
        | FieldKind::States => "{}".to_owned(),
    }
}

/// The way to a field from its state.
pub fn field_pointer(name: &str) -> Pointer {
    Pointer::root().then(name)
}
