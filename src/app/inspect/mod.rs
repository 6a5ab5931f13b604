//! What the inspector shows of a state: its fields with the right control each, its ways out, what is wrong beside
//! what it is wrong with.

mod exits;
mod field;

pub use exits::Exit;
pub(super) use field::field_text;
pub use field::{Control, field_pointer, starting_value};

use super::AppState;
use crate::asl::fields::{FieldSpec, fields_of, state_field};
use crate::asl::{Definition, State, StateId, StatePath, StateType};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Snapshot;
use crate::edit::Command;
use crate::text::TextRange;
use exits::{exits, retriers};
use field::{control, text_of};
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
