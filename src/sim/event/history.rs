use super::{Container, Ending, ErrorOutput, Event, EventKind, TaskCall, TaskFamily, TaskProgress};
use crate::value::{Map, Value};
use std::sync::Arc;

impl Event {
    /// The event in the shape of GetExecutionHistory: data as JSON text, details under a key of the event's type.
    pub fn to_history(&self) -> Value {
        let mut printed = Map::default();
        printed.insert("timestamp".into(), Value::from(self.at.to_string()));
        printed.insert("type".into(), Value::from(self.type_name()));
        printed.insert("id".into(), Value::from(i64::from(self.id)));
        printed.insert("previousEventId".into(), Value::from(i64::from(self.previous)));
        if let Some((key, details)) = self.kind.details() {
            printed.insert(key.into(), Value::from(details));
        }
        Value::from(printed)
    }

    /// The event's type, such as `PassStateEntered`.
    pub fn type_name(&self) -> String {
        self.kind.type_name()
    }
}

impl Ending {
    fn name(self) -> &'static str {
        match self {
            Ending::Succeeded => "Succeeded",
            Ending::Failed => "Failed",
            Ending::Aborted => "Aborted",
        }
    }
}

impl Container {
    fn name(self) -> &'static str {
        match self {
            Container::Parallel => "ParallelState",
            Container::Map => "MapState",
        }
    }
}

impl TaskFamily {
    fn name(self) -> &'static str {
        match self {
            TaskFamily::Task => "Task",
            TaskFamily::LambdaFunction => "LambdaFunction",
            TaskFamily::Activity => "Activity",
        }
    }

    fn details_key(self, progress: &TaskProgress) -> String {
        let family = match self {
            TaskFamily::Task => "task",
            TaskFamily::LambdaFunction => "lambdaFunction",
            TaskFamily::Activity => "activity",
        };
        format!("{family}{}EventDetails", progress.name())
    }
}

impl TaskProgress {
    fn name(&self) -> &'static str {
        match self {
            TaskProgress::Scheduled => "Scheduled",
            TaskProgress::Started => "Started",
            TaskProgress::Submitted(_) => "Submitted",
            TaskProgress::Succeeded(_) => "Succeeded",
            TaskProgress::Failed(_) => "Failed",
            TaskProgress::TimedOut(_) => "TimedOut",
        }
    }
}

impl EventKind {
    /// The event's type, such as `PassStateEntered`.
    pub fn type_name(&self) -> String {
        match self {
            EventKind::ExecutionStarted { .. } => "ExecutionStarted".to_owned(),
            EventKind::ExecutionSucceeded { .. } => "ExecutionSucceeded".to_owned(),
            EventKind::ExecutionFailed(_) => "ExecutionFailed".to_owned(),
            EventKind::ExecutionTimedOut => "ExecutionTimedOut".to_owned(),
            EventKind::ExecutionAborted => "ExecutionAborted".to_owned(),
            EventKind::StateEntered { state_type, .. } => format!("{state_type}StateEntered"),
            EventKind::StateExited { state_type, .. } => format!("{state_type}StateExited"),
            EventKind::StateAborted { state_type } => format!("{state_type}StateAborted"),
            EventKind::Task { call, progress } => format!("{}{}", call.family.name(), progress.name()),
            EventKind::ContainerStarted { container, .. } => format!("{}Started", container.name()),
            EventKind::ContainerEnded { container, ending } => {
                format!("{}{}", container.name(), ending.name())
            }
            EventKind::IterationStarted { .. } => "MapIterationStarted".to_owned(),
            EventKind::IterationEnded { ending, .. } => format!("MapIteration{}", ending.name()),
            EventKind::MapRunStarted { .. } => "MapRunStarted".to_owned(),
            EventKind::MapRunEnded { ending, .. } => format!("MapRun{}", ending.name()),
            EventKind::EvaluationFailed { .. } => "EvaluationFailed".to_owned(),
        }
    }

    fn details(&self) -> Option<(String, Map)> {
        let mut details = Details::default();
        let key = match self {
            EventKind::ExecutionStarted { input, role_arn } => {
                details.json("input", input);
                details.text("roleArn", role_arn);
                "executionStartedEventDetails"
            }
            EventKind::ExecutionSucceeded { output } => {
                details.json("output", output);
                "executionSucceededEventDetails"
            }
            EventKind::ExecutionFailed(failure) => {
                details.failure(failure);
                "executionFailedEventDetails"
            }
            EventKind::ExecutionTimedOut => "executionTimedOutEventDetails",
            EventKind::ExecutionAborted => "executionAbortedEventDetails",
            EventKind::StateEntered { name, input, .. } => {
                details.text("name", name);
                details.json("input", input);
                "stateEnteredEventDetails"
            }
            EventKind::StateExited { name, output, assigned, .. } => {
                details.text("name", name);
                details.json("output", output);
                details.assigned(assigned.as_deref());
                "stateExitedEventDetails"
            }
            EventKind::Task { call, progress } => {
                details.task(call, progress);
                return Some((call.family.details_key(progress), details.0));
            }
            EventKind::ContainerStarted { length: Some(length), .. } => {
                details.number("length", *length as i64);
                "mapStateStartedEventDetails"
            }
            EventKind::IterationStarted { name, index } => {
                details.iteration(name, *index);
                "mapIterationStartedEventDetails"
            }
            EventKind::IterationEnded { name, index, ending } => {
                details.iteration(name, *index);
                return Some((format!("mapIteration{}EventDetails", ending.name()), details.0));
            }
            EventKind::MapRunStarted { arn } => {
                details.text("mapRunArn", arn);
                "mapRunStartedEventDetails"
            }
            EventKind::MapRunEnded { ending: Ending::Failed, failure } => {
                details.failure(failure);
                "mapRunFailedEventDetails"
            }
            EventKind::EvaluationFailed { failure, location, state } => {
                details.failure(failure);
                if let Some(location) = location {
                    details.text("location", location);
                }
                details.text("state", state);
                "evaluationFailedEventDetails"
            }
            EventKind::StateAborted { .. }
            | EventKind::ContainerStarted { length: None, .. }
            | EventKind::ContainerEnded { .. }
            | EventKind::MapRunEnded { .. } => return None,
        };
        Some((key.to_owned(), details.0))
    }
}

#[derive(Default)]
struct Details(Map);

impl Details {
    fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.into(), value);
    }

    fn text(&mut self, key: &str, text: &Arc<str>) {
        self.put(key, Value::from(text.clone()));
    }

    fn number(&mut self, key: &str, number: i64) {
        self.put(key, Value::from(number));
    }

    /// Data as JSON text, with the note that nothing is cut off.
    fn json(&mut self, key: &str, value: &Value) {
        self.put(key, Value::from(value.to_json()));
        self.put(&format!("{key}Details"), Value::object([("truncated", Value::from(false))]));
    }

    fn failure(&mut self, failure: &ErrorOutput) {
        if let Some(error) = &failure.error {
            self.text("error", error);
        }
        if let Some(cause) = &failure.cause {
            self.text("cause", cause);
        }
    }

    fn iteration(&mut self, name: &Arc<str>, index: usize) {
        self.text("name", name);
        self.number("index", index as i64);
    }

    fn assigned(&mut self, assigned: Option<&Map>) {
        let Some(assigned) = assigned else { return };
        let printed = assigned.iter().map(|(name, value)| (name.clone(), Value::from(value.to_json())));
        self.put("assignedVariables", Value::object(printed));
        self.put("assignedVariablesDetails", Value::object([("truncated", Value::from(false))]));
    }

    fn task(&mut self, call: &TaskCall, progress: &TaskProgress) {
        if call.family == TaskFamily::Task {
            self.text("resourceType", &call.resource_type);
            self.text("resource", &call.resource);
        }
        match progress {
            TaskProgress::Scheduled => self.scheduled(call),
            TaskProgress::Started if call.family == TaskFamily::Activity => {
                self.put("workerName", Value::from("worker"));
            }
            TaskProgress::Started => {}
            TaskProgress::Submitted(output) | TaskProgress::Succeeded(output) => self.json("output", output),
            TaskProgress::Failed(failure) | TaskProgress::TimedOut(failure) => self.failure(failure),
        }
    }

    fn scheduled(&mut self, call: &TaskCall) {
        if call.family == TaskFamily::Task {
            self.text("region", &call.region);
            self.put("parameters", Value::from(call.parameters.to_json()));
        } else {
            self.text("resource", &call.resource);
            self.json("input", &call.parameters);
        }
        if let Some(seconds) = call.timeout_seconds {
            self.number("timeoutInSeconds", seconds);
        }
        if let Some(seconds) = call.heartbeat_seconds {
            self.number("heartbeatInSeconds", seconds);
        }
        if let Some(role) = &call.role_arn {
            self.put("taskCredentials", Value::object([("roleArn", Value::from(role.clone()))]));
        }
    }
}
