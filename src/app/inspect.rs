//! What the inspector shows of a state: its fields with the right control each, its ways out, what is wrong beside
//! what it is wrong with.

use super::AppState;
use crate::asl::fields::{FieldKind, FieldSpec, fields_of, state_field};
use crate::asl::{Definition, EdgePath, Retrier, State, StateId, StatePath, StateType, TransitionKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{FieldPath, Snapshot};
use crate::edit::Command;
use crate::graph::condition_in_words as words;
use crate::json::{NodeId, NodeKind, Pointer};
use crate::syntax::Syntax;
use crate::text::TextRange;
use std::sync::Arc;

/// A state as the inspector shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Inspection {
    /// Its address.
    pub path: StatePath,
    /// Its type, if it is one of the eight.
    pub state_type: Option<StateType>,
    /// The fields that are written, in text order, without type and ways out.
    pub rows: Vec<Row>,
    /// Known fields that are not written.
    pub absent: Vec<&'static FieldSpec>,
    /// The ways out, in order.
    pub exits: Vec<Exit>,
    /// Whether the machine ends here by `End`.
    pub ends: bool,
    /// Whether it takes `Next` or `End`.
    pub has_next: bool,
    /// What ends where it ends.
    pub end: &'static str,
    /// The retriers, in words.
    pub retriers: Vec<String>,
    /// The states that a way out can lead to.
    pub targets: Vec<Arc<str>>,
    /// What is wrong with the state as a whole.
    pub problems: Vec<Trouble>,
}

/// A written field.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The key.
    pub name: Arc<str>,
    /// How it is edited.
    pub control: Control,
    /// What stands there: of a string its content, of anything else its text.
    pub text: String,
    /// What it does; none for a field that Step Functions does not know.
    pub purpose: Option<&'static str>,
    /// What is wrong with it.
    pub problems: Vec<Trouble>,
}

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

/// Something wrong, in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Trouble {
    /// How bad.
    pub severity: Severity,
    /// What.
    pub message: String,
    /// The first of its fixes: what it does, and the command that applies it.
    pub fix: Option<(String, Command)>,
}

impl Trouble {
    fn of(problem: &Diagnostic) -> Self {
        let at = problem.span;
        let fix = problem
            .rule
            .zip(problem.fixes.first())
            .map(|(rule, fix)| (fix.title.clone(), Command::Fix { rule, at, title: fix.title.clone() }));
        Trouble { severity: problem.severity, message: problem.message.clone(), fix }
    }
}

/// A way out of a state.
#[derive(Clone, PartialEq, Debug)]
pub struct Exit {
    /// Its address.
    pub edge: EdgePath,
    /// When it is taken, in words.
    pub when: String,
    /// The state it names.
    pub target: Arc<str>,
    /// Whether there is such a state.
    pub is_dangling: bool,
}

/// The inspection of the selected state.
pub fn inspect(state: &AppState) -> Option<Inspection> {
    let path = state.selected()?;
    Some(inspection(state.doc.snapshot(), path)).flatten().map(|mut inspection| {
        if state.problems.revision == Some(state.doc.snapshot().revision()) {
            add_problems(&mut inspection, state);
        }
        inspection
    })
}

fn inspection(snapshot: &Snapshot, path: &StatePath) -> Option<Inspection> {
    let definition = snapshot.definition();
    let id = snapshot.find(path)?;
    let state = definition.state(id);
    let state_type = state.known_type();
    let rows: Vec<Row> = rows(snapshot, state);
    let absent = state_type.map_or_else(Vec::new, |known| {
        let is_written = |spec: &&FieldSpec| definition.field(id, spec.name).is_some();
        fields_of(known, definition.language(id))
            .filter(|spec| !is_written(spec) && !is_shown_elsewhere(spec.name))
            .collect()
    });
    let machine = definition.machine(state.machine);
    Some(Inspection {
        path: path.clone(),
        state_type,
        rows,
        absent,
        exits: exits(snapshot, id, path),
        ends: state.end,
        has_next: state_type.is_none_or(StateType::has_next),
        end: end_of(definition, id),
        retriers: state.node.map_or_else(Vec::new, |node| retriers(snapshot, node)),
        targets: machine.states.iter().map(|&other| definition.state(other).name.clone()).collect(),
        problems: Vec::new(),
    })
}

/// What an end ends, by what the state lies in.
fn end_of(definition: &Definition, id: StateId) -> &'static str {
    match definition.parent(id).and_then(|parent| definition.state(parent).known_type()) {
        None => "End of the execution",
        Some(StateType::Map) => "End of the item",
        Some(_) => "End of the branch",
    }
}

/// Whether a field has a place of its own in the inspector.
fn is_shown_elsewhere(name: &str) -> bool {
    matches!(name, "Type" | "Next" | "End" | "Default")
}

fn rows(snapshot: &Snapshot, state: &State) -> Vec<Row> {
    let tree = snapshot.tree();
    let members = state.node.map_or(&[][..], |node| tree.members(node));
    let shown = members.iter().filter(|member| !is_shown_elsewhere(&member.key));
    shown
        .filter_map(|member| {
            let node = member.value?;
            let spec = state_field(&member.key);
            Some(Row {
                name: member.key.clone(),
                control: control(spec, &tree.node(node).kind),
                text: text_of(snapshot, node),
                purpose: spec.map(|spec| spec.purpose),
                problems: Vec::new(),
            })
        })
        .collect()
}

/// The control that fits what a field takes and what stands there now.
fn control(spec: Option<&FieldSpec>, kind: &NodeKind) -> Control {
    let is_structured = matches!(kind, NodeKind::Array(_) | NodeKind::Object(_) | NodeKind::Invalid);
    let Some(spec) = spec else {
        return if matches!(kind, NodeKind::String(_)) { Control::Line } else { Control::Json };
    };
    match spec.kind {
        _ if is_structured => Control::Json,
        FieldKind::Texts
        | FieldKind::Template
        | FieldKind::Assignments
        | FieldKind::Literal
        | FieldKind::Object(_)
        | FieldKind::Objects(_)
        | FieldKind::States => Control::Json,
        FieldKind::Enum(words) => Control::Words(words),
        FieldKind::Boolean => Control::Flag,
        FieldKind::Integer(..) | FieldKind::Number(..) => Control::Number,
        FieldKind::Text
        | FieldKind::Condition
        | FieldKind::Timestamp
        | FieldKind::Path
        | FieldKind::PathOrNull
        | FieldKind::ReferencePath
        | FieldKind::ReferencePathOrNull
        | FieldKind::PathOrIntrinsic
        | FieldKind::StateName
        | FieldKind::Resource => Control::Line,
    }
}

/// What a field holds as the inspector shows it: the empty way leads to the state's name.
pub(super) fn field_text(snapshot: &Snapshot, field: &FieldPath) -> String {
    let Some(id) = snapshot.find(&field.state) else { return String::new() };
    if field.field.steps().is_empty() {
        return field.state.name.to_string();
    }
    let place = snapshot.definition().pointer(id).join(&field.field);
    snapshot.tree().find(&place).map_or_else(String::new, |node| text_of(snapshot, node))
}

/// A string's content; of anything else the JSON: the text, without the indentation of the lines around it, or what
/// YAML comes to.
fn text_of(snapshot: &Snapshot, node: NodeId) -> String {
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

fn exits(snapshot: &Snapshot, id: StateId, path: &StatePath) -> Vec<Exit> {
    let definition = snapshot.definition();
    let state = definition.state(id);
    let labels = labels(snapshot, state);
    let exit = |transition: &crate::asl::Transition| Exit {
        edge: EdgePath::Exit(path.clone(), transition.kind),
        when: labels(transition.kind),
        target: transition.target.clone(),
        is_dangling: transition.resolved.is_none(),
    };
    state.transitions.iter().map(exit).collect()
}

/// How each way out reads.
fn labels<'a>(snapshot: &'a Snapshot, state: &'a State) -> impl Fn(TransitionKind) -> String + 'a {
    let tree = snapshot.tree();
    let rules = state.node.map_or_else(Vec::new, |node| crate::asl::choice::Rule::all(tree, node));
    let catchers = state.node.map_or_else(Vec::new, |node| crate::asl::Catcher::all(tree, node));
    move |kind| match kind {
        TransitionKind::Next => "Next".to_owned(),
        TransitionKind::Default => "Otherwise".to_owned(),
        TransitionKind::Choice(rule) => {
            rules.get(rule).map_or_else(String::new, |rule| words(tree, &rule.condition))
        }
        TransitionKind::Catch(catcher) => {
            let errors = catchers.get(catcher).and_then(|catcher| catcher.error_equals.value());
            errors.map_or_else(String::new, |errors| format!("on {}", errors.join(", ")))
        }
    }
}

fn retriers(snapshot: &Snapshot, node: NodeId) -> Vec<String> {
    Retrier::all(snapshot.tree(), node)
        .iter()
        .map(|retrier| {
            let errors =
                retrier.error_equals.value().map_or_else(|| "?".to_owned(), |errors| errors.join(", "));
            let number = |field: &crate::asl::Field<crate::value::Number>, default: f64| {
                field.value().map_or(default, |number| number.as_f64())
            };
            let attempts = number(&retrier.max_attempts, 3.0);
            let interval = number(&retrier.interval_seconds, 1.0);
            let rate = number(&retrier.backoff_rate, 2.0);
            format!("on {errors}: up to {attempts} times, after {interval} s, then × {rate}")
        })
        .collect()
}

/// Puts each problem beside the field it lies in.
fn add_problems(inspection: &mut Inspection, state: &AppState) {
    let snapshot = state.doc.snapshot();
    let Some(id) = snapshot.find(&inspection.path) else { return };
    let definition = snapshot.definition();
    let around = definition.state(id).span;
    let inner: Vec<TextRange> = definition
        .states()
        .iter()
        .filter(|other| other.id != id && around.contains_range(other.span))
        .map(|other| other.span)
        .collect();
    for problem in state.problems.list.iter() {
        let is_inside = around.contains_range(problem.span)
            && !inner.iter().any(|inner| inner.contains_range(problem.span));
        if !is_inside {
            continue;
        }
        let trouble = Trouble::of(problem);
        let row = inspection.rows.iter_mut().find(|row| {
            definition
                .field(id, &row.name)
                .is_some_and(|node| snapshot.tree().span(node).contains_range(problem.span))
        });
        match row {
            Some(row) => row.problems.push(trouble),
            None => inspection.problems.push(trouble),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints what the inspector shows of a state of `text`, a line a thing.
    fn check(text: &str, name: &str, expected: &[&str]) {
        let snapshot = Snapshot::new(text);
        let shown = inspection(&snapshot, &StatePath::top(name)).expect("a state");
        let rows = shown.rows.iter().map(|row| {
            let unknown = if row.purpose.is_none() { " unknown" } else { "" };
            format!("{} {:?}{unknown} = {}", row.name, row.control, row.text)
        });
        let exits = shown.exits.iter().map(|exit| {
            format!("{} → {}{}", exit.when, exit.target, if exit.is_dangling { " (dangling)" } else { "" })
        });
        let lines: Vec<String> = rows.chain(exits).chain(shown.retriers.iter().cloned()).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn each_field_has_the_control_that_fits_it() {
        check(
            r#"{"States": {"A": {"Type": "Task", "Comment": "c", "TimeoutSeconds": 5, "Parameters": {"a": 1},
                "X-Team": "ours", "Next": "Gone"}}}"#,
            "A",
            &[
                "Comment Line = c",
                "TimeoutSeconds Number = 5",
                r#"Parameters Json = {"a": 1}"#,
                "X-Team Line unknown = ours",
                "Next → Gone (dangling)",
            ],
        );
    }

    #[test]
    fn placeholders_are_shown_as_they_stand() {
        check(
            r#"{"States": {"A": {"Type": "Wait", "Seconds": ${Delay}}}}"#,
            "A",
            &["Seconds Number = ${Delay}"],
        );
    }

    #[test]
    fn rules_and_catchers_read_as_words() {
        check(
            r#"{"States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 10, "Next": "B"}],
                "Default": "B"}, "B": {"Type": "Task", "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}]}}}"#,
            "A",
            &[
                r#"Choices Json = [{"Variable": "$.n", "NumericGreaterThan": 10, "Next": "B"}]"#,
                "$.n > 10 → B",
                "Otherwise → B",
            ],
        );
    }

    #[test]
    fn json_loses_the_indentation_of_its_surroundings() {
        check(
            "{\"States\": {\n    \"A\": {\n      \"Result\": {\n        \"a\": 1\n      }\n    }}}",
            "A",
            &["Result Json = {\n  \"a\": 1\n}"],
        );
    }
}
