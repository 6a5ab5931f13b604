use super::{Container, Ending, ErrorOutput, Event, EventKind, TaskCall, TaskFamily, TaskProgress};
use crate::value::{Map, Value, write_string};
use std::fmt::Write;
use std::sync::Arc;

impl Event {
    /// Appends the event as JSON in the shape of GetExecutionHistory: data as JSON text, details under a key of the
    /// event's type.
    pub fn write_history(&self, out: &mut String) {
        self.write_history_at(&self.at.to_string(), out);
    }

    /// The same where the time has been printed already: most events happen when the event before did.
    pub(in crate::sim) fn write_history_at(&self, timestamp: &str, out: &mut String) {
        let Event { id, previous, .. } = self;
        for part in [r#"{"timestamp":""#, timestamp, r#"","type":""#] {
            out.push_str(part);
        }
        self.kind.write_type(out);
        let _ = write!(out, r#"","id":{id},"previousEventId":{previous}"#);
        self.kind.write_details(out);
        out.push('}');
    }

    /// The event's type, such as `PassStateEntered`.
    pub fn type_name(&self) -> String {
        let mut name = String::new();
        self.kind.write_type(&mut name);
        name
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

    fn details_name(self) -> &'static str {
        match self {
            TaskFamily::Task => "task",
            TaskFamily::LambdaFunction => "lambdaFunction",
            TaskFamily::Activity => "activity",
        }
    }
}

impl TaskProgress {
    fn name(&self) -> &'static str {
        match self {
            TaskProgress::Scheduled => "Scheduled",
            TaskProgress::Started => "Started",
            TaskProgress::Submitted(_) => "Submitted",
            TaskProgress::SubmitFailed(_) => "SubmitFailed",
            TaskProgress::Succeeded(_) => "Succeeded",
            TaskProgress::Failed(_) => "Failed",
            TaskProgress::TimedOut(_) => "TimedOut",
        }
    }
}

impl EventKind {
    fn write_type(&self, out: &mut String) {
        let (subject, progress) = match self {
            EventKind::ExecutionStarted { .. } => ("Execution", "Started"),
            EventKind::ExecutionSucceeded { .. } => ("Execution", "Succeeded"),
            EventKind::ExecutionFailed(_) => ("Execution", "Failed"),
            EventKind::ExecutionTimedOut => ("Execution", "TimedOut"),
            EventKind::ExecutionAborted => ("Execution", "Aborted"),
            EventKind::StateEntered { state_type, .. } => (state_type.name(), "StateEntered"),
            EventKind::StateExited { state_type, .. } => (state_type.name(), "StateExited"),
            EventKind::StateAborted { state_type } => (state_type.name(), "StateAborted"),
            EventKind::Task { call, progress } => (call.integration.family.name(), progress.name()),
            EventKind::ContainerStarted { container, .. } => (container.name(), "Started"),
            EventKind::ContainerEnded { container, ending } => (container.name(), ending.name()),
            EventKind::IterationStarted { .. } => ("MapIteration", "Started"),
            EventKind::IterationEnded { ending, .. } => ("MapIteration", ending.name()),
            EventKind::MapRunStarted { .. } => ("MapRun", "Started"),
            EventKind::MapRunEnded { ending, .. } => ("MapRun", ending.name()),
            EventKind::EvaluationFailed { .. } => ("Evaluation", "Failed"),
        };
        out.push_str(subject);
        out.push_str(progress);
    }

    fn write_details(&self, out: &mut String) {
        match self {
            EventKind::ExecutionStarted { input, role_arn } => {
                let mut details = Details::of("executionStarted", "", out);
                details.json("input", input);
                details.text("roleArn", role_arn);
                details.end();
            }
            EventKind::ExecutionSucceeded { output } => {
                let mut details = Details::of("executionSucceeded", "", out);
                details.json("output", output);
                details.end();
            }
            EventKind::ExecutionFailed(failure) => {
                let mut details = Details::of("executionFailed", "", out);
                details.failure(failure);
                details.end();
            }
            EventKind::ExecutionTimedOut => Details::of("executionTimedOut", "", out).end(),
            EventKind::ExecutionAborted => Details::of("executionAborted", "", out).end(),
            EventKind::StateEntered { name, input, .. } => {
                let mut details = Details::of("stateEntered", "", out);
                details.text("name", name);
                details.json("input", input);
                details.end();
            }
            EventKind::StateExited { name, output, assigned, .. } => {
                let mut details = Details::of("stateExited", "", out);
                details.text("name", name);
                details.json("output", output);
                details.assigned(assigned.as_deref());
                details.end();
            }
            // Of a function that has started there is nothing more to tell (API reference, HistoryEvent).
            EventKind::Task { call, progress: TaskProgress::Started }
                if call.integration.family == TaskFamily::LambdaFunction => {}
            EventKind::Task { call, progress } => {
                let mut details = Details::of(call.integration.family.details_name(), progress.name(), out);
                details.task(call, progress);
                details.end();
            }
            EventKind::ContainerStarted { length: Some(length), .. } => {
                let mut details = Details::of("mapStateStarted", "", out);
                details.number("length", *length as i64);
                details.end();
            }
            EventKind::IterationStarted { name, index } => {
                let mut details = Details::of("mapIteration", "Started", out);
                details.iteration(name, *index);
                details.end();
            }
            EventKind::IterationEnded { name, index, ending } => {
                let mut details = Details::of("mapIteration", ending.name(), out);
                details.iteration(name, *index);
                details.end();
            }
            EventKind::MapRunStarted { arn } => {
                let mut details = Details::of("mapRunStarted", "", out);
                details.text("mapRunArn", arn);
                details.end();
            }
            EventKind::MapRunEnded { ending: Ending::Failed, failure } => {
                let mut details = Details::of("mapRunFailed", "", out);
                details.failure(failure);
                details.end();
            }
            EventKind::EvaluationFailed { failure, location, state } => {
                let mut details = Details::of("evaluationFailed", "", out);
                details.failure(failure);
                if let Some(location) = location {
                    details.text("location", location);
                }
                details.text("state", state);
                details.end();
            }
            EventKind::StateAborted { .. }
            | EventKind::ContainerStarted { length: None, .. }
            | EventKind::ContainerEnded { .. }
            | EventKind::MapRunEnded { .. } => {}
        }
    }
}

/// The details of an event, in the making.
struct Details<'a> {
    out: &'a mut String,
    is_empty: bool,
}

impl<'a> Details<'a> {
    /// Begins the member that holds the details of an event; its name comes in two parts.
    fn of(subject: &str, progress: &str, out: &'a mut String) -> Self {
        for part in [",\"", subject, progress, "EventDetails\":{"] {
            out.push_str(part);
        }
        Details { out, is_empty: true }
    }

    fn end(self) {
        self.out.push('}');
    }

    /// Begins a member.
    fn key(&mut self, key: &str) {
        self.out.push_str(if self.is_empty { "\"" } else { ",\"" });
        self.is_empty = false;
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        write_string(text, self.out);
    }

    fn number(&mut self, key: &str, number: i64) {
        self.key(key);
        let _ = write!(self.out, "{number}");
    }

    /// Data as JSON text, with the note that nothing is cut off.
    fn json(&mut self, key: &str, value: &Value) {
        self.text(key, &value.to_json());
        self.whole(key);
    }

    /// The note that nothing is cut off.
    fn whole(&mut self, key: &str) {
        self.out.push_str(",\"");
        self.out.push_str(key);
        self.out.push_str(r#"Details":{"truncated":false}"#);
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
        self.key("assignedVariables");
        Value::object(printed).write_json(self.out);
        self.whole("assignedVariables");
    }

    fn task(&mut self, call: &TaskCall, progress: &TaskProgress) {
        if call.integration.family == TaskFamily::Task {
            self.text("resourceType", &call.integration.resource_type);
            self.text("resource", &call.integration.resource);
        }
        match progress {
            TaskProgress::Scheduled => self.scheduled(call),
            TaskProgress::Started if call.integration.family == TaskFamily::Activity => {
                self.text("workerName", "worker");
            }
            TaskProgress::Started => {}
            TaskProgress::Submitted(output) | TaskProgress::Succeeded(output) => self.json("output", output),
            TaskProgress::Failed(failure)
            | TaskProgress::SubmitFailed(failure)
            | TaskProgress::TimedOut(failure) => self.failure(failure),
        }
    }

    fn scheduled(&mut self, call: &TaskCall) {
        if call.integration.family == TaskFamily::Task {
            self.text("region", &call.region);
            self.text("parameters", &call.parameters.to_json());
        } else {
            self.text("resource", &call.integration.resource);
            self.json("input", &call.parameters);
        }
        if let Some(seconds) = call.timeout_seconds {
            self.number("timeoutInSeconds", seconds);
        }
        // The details of a function have no heartbeat, those of an activity no credentials (API reference,
        // LambdaFunctionScheduledEventDetails and ActivityScheduledEventDetails).
        if let Some(seconds) = call.heartbeat_seconds
            && call.integration.family != TaskFamily::LambdaFunction
        {
            self.number("heartbeatInSeconds", seconds);
        }
        if let Some(role) = &call.role_arn
            && call.integration.family != TaskFamily::Activity
        {
            self.key("taskCredentials");
            Value::object([("roleArn", Value::from(role.clone()))]).write_json(self.out);
        }
    }
}
