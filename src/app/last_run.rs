use super::AppState;
use crate::asl::fields::ObjectKind;
use crate::asl::{QueryLanguage, StateType};
use crate::assist::{DryRun, FieldPlace, Seen};
use crate::expr::FixedEnvironment;
use crate::expr::json_path::JsonPath;
use crate::sim::{RunReport, Visit};
use crate::value::{Map, Value};
use std::sync::Arc;

/// What the last dry run knows, for help in the text pane: of each state the visit that is shown, or else its last one.
///
/// It is worked out when it is asked for, and only from the run's report: data that AWS's history does not hold, such as what
/// `OutputPath` reads beside it, is not known.
pub struct LastRun<'state>(pub &'state AppState);

impl DryRun for LastRun<'_> {
    fn seen(&self, place: &FieldPlace<'_>) -> Option<Seen> {
        let report = &self.0.run.finished()?.report;
        let index = self.visit_of(report, place)?;
        let visit = report.visits.get(index)?;
        Some(Seen {
            data: self.data(visit, place)?,
            result: result_of(visit),
            error: error_of(visit),
            context: context(report, visit),
            variables: variables(report, index),
        })
    }
}

impl LastRun<'_> {
    fn visit_of(&self, report: &RunReport, place: &FieldPlace<'_>) -> Option<usize> {
        let is_of_state = |visit: &Visit| visit.path == *place.state;
        let shown = self.0.run.visit.filter(|&shown| report.visits.get(shown).is_some_and(is_of_state));
        shown.or_else(|| report.visits.iter().rposition(is_of_state))
    }

    /// `$` of a field (reference b3).
    fn data(&self, visit: &Visit, place: &FieldPlace<'_>) -> Option<Value> {
        let snapshot = self.0.doc.snapshot();
        let definition = snapshot.definition();
        let state = definition.find(place.state)?;
        if definition.language(state) == QueryLanguage::Jsonata || place.field == "InputPath" {
            return Some(visit.input.clone());
        }
        let path = |field: &str| definition.read::<Arc<str>>(state, field).value().cloned();
        let selected = || match path("InputPath") {
            Some(path) => resolve(&path, &visit.input),
            None => Some(visit.input.clone()),
        };
        let works = matches!(visit.state_type, StateType::Task | StateType::Map | StateType::Parallel);
        match (place.object, place.field) {
            (ObjectKind::Catcher, _) => error_of(visit),
            (_, "ResultSelector" | "ResultPath") => result_of(visit),
            (_, "Assign") if works => result_of(visit),
            (_, "OutputPath") if path("OutputPath").is_none_or(|path| &*path == "$") => visit.output.clone(),
            (_, "OutputPath") => None,
            _ => selected(),
        }
    }
}

fn resolve(path: &str, input: &Value) -> Option<Value> {
    JsonPath::parse(path).ok()?.resolve(&FixedEnvironment::new(input.clone())).ok()
}

fn result_of(visit: &Visit) -> Option<Value> {
    visit.attempts.last().and_then(|attempt| attempt.result.clone())
}

fn error_of(visit: &Visit) -> Option<Value> {
    let failure = visit.attempts.last()?.failure.as_ref()?;
    let parts = [("Error", &failure.error), ("Cause", &failure.cause)];
    Some(Value::object(
        parts.into_iter().filter_map(|(name, part)| Some((name, Value::from(part.as_deref()?)))),
    ))
}

/// The parts of the context object that a report tells of.
fn context(report: &RunReport, visit: &Visit) -> Value {
    let input = report.visits.first().map_or_else(Value::empty_object, |first| first.input.clone());
    let execution =
        Value::object([("Input", input), ("StartTime", Value::from(report.started_at.to_string()))]);
    let state = Value::object([
        ("Name", Value::from(visit.path.name.clone())),
        ("EnteredTime", Value::from(visit.entered_at.to_string())),
    ]);
    Value::object([("Execution", execution), ("State", state)])
}

/// The variables that are set when a visit begins: those of its machine and of the machines around it.
fn variables(report: &RunReport, index: usize) -> Map {
    let mut variables = Map::default();
    let Some(visit) = report.visits.get(index) else { return variables };
    for earlier in report.visits.iter().take(index) {
        let sees = visit.path.containers.starts_with(&earlier.path.containers);
        for (name, value) in earlier.assigned.iter().flat_map(|assigned| assigned.iter()).filter(|_| sees) {
            variables.insert(name.clone(), value.clone());
        }
    }
    variables
}
