use super::AppState;
use super::container_results::{map_context, map_item, result_of as result_of_container};
use crate::asl::fields::ObjectKind;
use crate::asl::{QueryLanguage, StateType};
use crate::assist::{DryRun, FieldPlace, Seen};
use crate::expr::FixedEnvironment;
use crate::expr::json_path::JsonPath;
use crate::sim::test_state::{
    InspectionLevel, TestMock, TestStateRequest, TestStateWorld, ValidationMode, test_state,
};
use crate::sim::{Names, RunReport, Visit};
use crate::value::{Map, Value};
use std::sync::Arc;

/// What the last dry run knows, for help in the text pane: of each state the visit that is shown, or else its last one.
///
/// It is worked out when it is asked for. What the run's report does not hold, such as what `OutputPath` reads, is what
/// TestState says of the state with what the report holds.
pub struct LastRun<'state>(pub &'state AppState);

impl DryRun for LastRun<'_> {
    fn seen(&self, place: &FieldPlace<'_>) -> Option<Seen> {
        let report = &self.0.run.finished()?.report;
        let index = self.visit_of(report, place)?;
        let visit = report.visits.get(index)?;
        Some(Seen {
            data: self.data(report, index, place)?,
            result: result_of(report, visit),
            error: error_of(visit),
            context: self.context(report, visit, place),
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
    fn data(&self, report: &RunReport, index: usize, place: &FieldPlace<'_>) -> Option<Value> {
        let visit = report.visits.get(index)?;
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
            (_, "ResultSelector" | "ResultPath") => result_of(report, visit),
            (_, "Assign") if works => result_of(report, visit),
            (_, "OutputPath") if path("OutputPath").is_none_or(|path| &*path == "$") => visit.output.clone(),
            (_, "OutputPath") => {
                let inspected = self.inspected(report, index)?;
                let last = ["afterResultPath", "afterResultSelector", "result", "afterInputPath"];
                last.iter().find_map(|phase| inspected.get(phase)).cloned()
            }
            _ => selected(),
        }
    }

    /// The data at each phase of a visit, as TestState tells it.
    fn inspected(&self, report: &RunReport, index: usize) -> Option<Map> {
        let visit = report.visits.get(index)?;
        let definition = self.0.doc.snapshot().definition();
        let state = definition.state(definition.find(&visit.path)?);
        let mock = result_of(report, visit).map(|result| TestMock {
            result: Some(result.to_json().into()),
            validation: ValidationMode::None,
            ..TestMock::default()
        });
        let request = TestStateRequest {
            definition: without_items(definition.tree().value(state.node?)).to_json(),
            input: visit.input.clone(),
            inspection_level: InspectionLevel::Debug,
            variables: Some(Value::from(variables(report, index))),
            mock,
            ..TestStateRequest::default()
        };
        test_state(&request, &TestStateWorld::default()).ok()?.inspection
    }

    /// The parts of the context object that a report tells of.
    fn context(&self, report: &RunReport, visit: &Visit, place: &FieldPlace<'_>) -> Value {
        let state = Value::object([
            ("Name", Value::from(visit.path.name.clone())),
            ("EnteredTime", Value::from(visit.entered_at.to_string())),
        ]);
        let selects = matches!(place.field, "ItemSelector" | "Parameters" | "ItemBatcher");
        let map = if visit.state_type == StateType::Map && selects {
            let index = report.visits.iter().position(|other| other.entered_event == visit.entered_event);
            Some(map_item(0, index.and_then(|index| self.items(report, index)).as_ref()))
        } else {
            map_context(report, visit, |container| self.items(report, container))
        };
        let machine = Value::object([
            ("Id", Value::from(Names::default().state_machine_arn())),
            ("Name", Value::from(Names::default().state_machine)),
        ]);
        let execution = (visit.place.execution == 0).then(|| ("Execution", execution(report)));
        let parts = [Some(("StateMachine", machine)), Some(("State", state)), map.map(|map| ("Map", map))];
        Value::object(execution.into_iter().chain(parts.into_iter().flatten()))
    }

    /// What a visit of a Map ran over.
    fn items(&self, report: &RunReport, index: usize) -> Option<Value> {
        let visit = report.visits.get(index)?;
        let inspected = self.inspected(report, index);
        let items = inspected.as_ref().and_then(|inspected| inspected.get("afterItemsPath")).cloned();
        items.or_else(|| visit.input.as_array().map(|_| visit.input.clone()))
    }
}

/// The execution as the context object tells it; that of a distributed Map's child execution is in no report.
fn execution(report: &RunReport) -> Value {
    let names = Names::default();
    Value::object([
        ("Id", Value::from(names.execution_arn())),
        ("Input", report.visits.first().map_or_else(Value::empty_object, |first| first.input.clone())),
        ("StartTime", Value::from(report.started_at.to_string())),
        ("Name", Value::from(names.execution)),
        ("RoleArn", Value::from(names.role_arn)),
        ("RedriveCount", Value::from(0_i64)),
    ])
}

/// A state without what is done to each item of a Map, which TestState does with none.
fn without_items(state: Value) -> Value {
    let is_map = state.get("Type") == Some(&Value::from(StateType::Map.name()));
    let of_items = |key: &str| matches!(key, "ItemReader" | "ItemSelector" | "ItemBatcher" | "Parameters");
    let Some(members) = state.as_object().filter(|_| is_map) else { return state };
    Value::object(
        members.iter().filter(|(key, _)| !of_items(key)).map(|(key, value)| (key.clone(), value.clone())),
    )
}

fn resolve(path: &str, input: &Value) -> Option<Value> {
    JsonPath::parse(path).ok()?.resolve(&FixedEnvironment::new(input.clone())).ok()
}

fn result_of(report: &RunReport, visit: &Visit) -> Option<Value> {
    match visit.state_type {
        StateType::Map | StateType::Parallel => result_of_container(report, visit),
        _ => visit.attempts.last().and_then(|attempt| attempt.result.clone()),
    }
}

fn error_of(visit: &Visit) -> Option<Value> {
    let failure = visit.attempts.last()?.failure.as_ref()?;
    let parts = [("Error", &failure.error), ("Cause", &failure.cause)];
    Some(Value::object(
        parts.into_iter().filter_map(|(name, part)| Some((name, Value::from(part.as_deref()?)))),
    ))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Effect, Msg, RunMsg, update};
    use crate::asl::StatePath;
    use crate::document::Millis;
    use crate::sim;

    /// What a field of a state sees after a run with `input`; inner states by `Map/State`.
    #[track_caller]
    fn check(states: &str, input: &str, state: &str, field: &str, expected: &str) {
        let seen = seen(states, input, state, field);
        let map = seen.context.get("Map").map_or_else(String::new, |map| format!(" in {}", map.to_json()));
        assert_eq!(format!("{}{map}", seen.data.to_json()), expected);
    }

    #[track_caller]
    fn seen(states: &str, input: &str, state: &str, field: &str) -> Seen {
        let text = format!(r#"{{"StartAt": "M", "States": {{{states}}}}}"#);
        let mut app = AppState::new(text.as_str(), "m.asl.json");
        update(&mut app, Msg::Run(RunMsg::Input(input.to_owned())), Millis(0));
        let effects = update(&mut app, Msg::Act("run"), Millis(0));
        for effect in effects {
            if let Effect::StartRun(number, request) = effect {
                let report = Box::new(Ok(sim::run(&request, |_| false)));
                update(&mut app, Msg::Run(RunMsg::Finished(number, report)), Millis(0));
            }
        }
        let state = match state.split_once('/') {
            Some((container, name)) => StatePath::top(container).child(0, name),
            None => StatePath::top(state),
        };
        let definition = app.doc.snapshot().definition();
        let kind = definition.state(definition.find(&state).expect("a state")).known_type().expect("a type");
        let place = FieldPlace { state: &state, object: ObjectKind::State(kind), field };
        LastRun(&app).seen(&place).expect("the run came by")
    }

    const MAP: &str = r#""M": {"Type": "Map", "ItemsPath": "$.list", "ResultPath": "$.done", "OutputPath": "$.done", "End": true,
        "ItemSelector": {"v.$": "$$.Map.Item.Value"}, "ItemProcessor": {"StartAt": "I", "States": {
            "I": {"Type": "Pass", "OutputPath": "$.v", "End": true}}}}"#;

    #[test]
    fn a_map_gives_what_its_iterations_gave() {
        let input = r#"{"list": [1, 2]}"#;
        check(MAP, input, "M", "ResultPath", "[1,2]");
        check(MAP, input, "M", "OutputPath", r#"{"list":[1,2],"done":[1,2]}"#);
        check(MAP, input, "M", "ItemSelector", r#"{"list":[1,2]} in {"Item":{"Index":0,"Value":1}}"#);
        check(MAP, input, "M/I", "OutputPath", r#"{"v":2} in {"Item":{"Index":1,"Value":2}}"#);
    }

    #[test]
    fn a_parallel_gives_what_its_branches_gave() {
        let parallel = r#""M": {"Type": "Parallel", "ResultSelector": {"a.$": "$[0]"}, "OutputPath": "$.a", "End": true, "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 7, "End": true}}},
            {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}]}"#;
        check(parallel, "{}", "M", "ResultSelector", "[7,{}]");
        check(parallel, "{}", "M", "OutputPath", r#"{"a":7}"#);
    }

    #[test]
    fn the_context_object_is_that_of_the_run() {
        let reads = r#""M": {"Type": "Pass", "Parameters": {"execution.$": "$$.Execution", "machine.$": "$$.StateMachine"},
            "End": true}"#;
        let seen = |field| seen(reads, r#"{"a": 1}"#, "M", field);
        let (told, output) = (seen("Parameters").context, seen("OutputPath").data);
        assert!(told.get("Execution").is_some());
        assert_eq!(output.get("execution"), told.get("Execution"));
        assert_eq!(output.get("machine"), told.get("StateMachine"));
    }
}
