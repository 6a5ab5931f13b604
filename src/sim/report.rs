use super::event::{ErrorOutput, Event, EventId, EventKind, Way};
use super::execution::{Execution, Log, Status};
use super::{PhaseRecord, Place, SimTime, TaskRequest};
use crate::asl::{StatePath, StateType, TransitionKind};
use crate::value::{Map, Value};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How a run stands at its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RunStatus {
    /// AWS's `SUCCEEDED`.
    Succeeded,
    /// AWS's `FAILED`.
    Failed,
    /// AWS's `TIMED_OUT`.
    TimedOut,
    /// AWS's `ABORTED`: whoever watched the run stopped it.
    Aborted,
    /// The interpreter stopped: see [`RunReport::stopped`].
    Stopped,
    /// A Task without a mock asks for its result: see [`RunReport::need`].
    Waiting,
}

impl RunStatus {
    /// The word AWS uses; `STOPPED` and `WAITING` are ours.
    pub fn name(self) -> &'static str {
        match self {
            RunStatus::Succeeded => "SUCCEEDED",
            RunStatus::Failed => "FAILED",
            RunStatus::TimedOut => "TIMED_OUT",
            RunStatus::Aborted => "ABORTED",
            RunStatus::Stopped => "STOPPED",
            RunStatus::Waiting => "WAITING",
        }
    }
}

/// Why the interpreter stopped a run that AWS would go on with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stop {
    /// The definition uses something the interpreter does not do.
    NotCovered {
        /// What.
        what: String,
        /// In which state.
        state: StatePath,
    },
    /// AWS would not have accepted the definition.
    Invalid {
        /// What is wrong.
        what: String,
        /// In which state; none for the machine.
        state: Option<StatePath>,
    },
    /// AWS would not have started the execution.
    Refused(String),
    /// More steps than the caller allows.
    TooManySteps(u64),
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stop::NotCovered { what, state } => {
                write!(f, "the interpreter does not cover {what} yet, which the state '{state}' needs")
            }
            Stop::Invalid { what, state: Some(state) } => write!(f, "the state '{state}' cannot run: {what}"),
            Stop::Invalid { what, state: None } => write!(f, "the definition cannot run: {what}"),
            Stop::Refused(why) => write!(f, "the execution does not start: {why}"),
            Stop::TooManySteps(steps) => write!(f, "the run was stopped after {steps} steps"),
        }
    }
}

/// What a run did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunReport {
    /// How it ended.
    pub status: RunStatus,
    /// The output, if it succeeded.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
    pub output: Option<Value>,
    /// Error and cause, if it failed.
    #[serde(flatten)]
    pub failure: ErrorOutput,
    /// Why the interpreter stopped.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stopped: Option<Stop>,
    /// The Task that asks for its result.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub need: Option<TaskRequest>,
    /// The histories of the execution and of distributed Maps' child executions, in the order things happened.
    pub events: Vec<Event>,
    /// The states entered, in that order.
    pub visits: Vec<Visit>,
    /// One line a phase, where the request asked for it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub trace: Vec<PhaseRecord>,
    /// State transitions: what Standard workflows are billed by.
    pub transitions: u64,
    /// When it began, on the virtual clock.
    pub started_at: SimTime,
    /// When it ended, on the virtual clock.
    pub ended_at: SimTime,
}

/// One stay in a state.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// The state's address in the definition.
    pub path: StatePath,
    /// The branches and iterations around it.
    pub place: Arc<Place>,
    /// Its type.
    pub state_type: StateType,
    /// The event that entered it.
    pub entered_event: EventId,
    /// When it was entered.
    pub entered_at: SimTime,
    /// When it was left.
    pub left_at: Option<SimTime>,
    /// Its raw input.
    pub input: Value,
    /// Its output; none where it did not get that far.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
    pub output: Option<Value>,
    /// The variables it set.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub assigned: Option<Arc<Map>>,
    /// What it asked of the world: one entry an attempt.
    pub attempts: Vec<Attempt>,
    /// The way out that was taken; none at an end or where it failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub way: Option<Way>,
    /// How it ended.
    pub outcome: VisitOutcome,
}

/// How a stay in a state ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum VisitOutcome {
    /// It is still there.
    Running,
    /// It was left by Next, a Choice's rule, or an end.
    Succeeded,
    /// It failed and a catcher led on.
    Caught,
    /// It failed, and with it the machine around it.
    Failed,
    /// Something beside it failed.
    Aborted,
}

/// One call of a Task.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// What was called with what.
    pub call: Arc<super::event::TaskCall>,
    /// When.
    pub at: SimTime,
    /// The result, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
    pub result: Option<Value>,
    /// The error, if it failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failure: Option<ErrorOutput>,
}

impl RunReport {
    /// The report of an execution that goes no further, without its visits.
    pub(super) fn new(
        execution: &Execution,
        log: Log,
        need: Option<TaskRequest>,
        started_at: SimTime,
    ) -> Self {
        let mut report = RunReport {
            status: RunStatus::Waiting,
            output: None,
            failure: ErrorOutput::default(),
            stopped: None,
            need,
            visits: Vec::new(),
            events: log.events,
            trace: log.phases.unwrap_or_default(),
            transitions: execution.transitions(),
            started_at,
            ended_at: execution.now(),
        };
        report.status = match execution.status() {
            Status::Ready | Status::Waiting(_) => RunStatus::Waiting,
            Status::Succeeded(output) => {
                report.output = Some(output.clone());
                RunStatus::Succeeded
            }
            Status::Failed(failure) => {
                report.failure = failure.clone();
                RunStatus::Failed
            }
            Status::TimedOut => RunStatus::TimedOut,
            Status::Aborted => RunStatus::Aborted,
            Status::Stopped(stop) => {
                report.stopped = Some(stop.clone());
                RunStatus::Stopped
            }
        };
        report
    }

    /// The report without output, events and visits.
    pub(super) fn head(&self) -> Self {
        RunReport {
            status: self.status,
            output: None,
            failure: self.failure.clone(),
            stopped: self.stopped.clone(),
            need: self.need.clone(),
            events: Vec::new(),
            visits: Vec::new(),
            trace: self.trace.clone(),
            transitions: self.transitions,
            started_at: self.started_at,
            ended_at: self.ended_at,
        }
    }

    /// The report with the visits that its events tell of.
    pub(super) fn with_visits(mut self) -> Self {
        self.visits = visits(&self.events);
        self.close_visits();
        self
    }

    /// Marks the visits that a failure ended: without an exit, they failed with the run or inside a container.
    fn close_visits(&mut self) {
        if self.status == RunStatus::Waiting {
            return;
        }
        for visit in &mut self.visits {
            if visit.outcome == VisitOutcome::Running {
                let aborted = self.status == RunStatus::Aborted;
                visit.outcome = if aborted { VisitOutcome::Aborted } else { VisitOutcome::Failed };
            }
        }
    }

    /// The execution's own history as the JSON text of GetExecutionHistory's `events`; those of child executions are
    /// left out.
    pub fn history_json(&self) -> String {
        let mut out = String::from("[");
        let (mut at, mut timestamp) = (self.started_at, self.started_at.to_string());
        for event in self.events.iter().filter(|event| event.place.execution == 0) {
            if out.len() > 1 {
                out.push(',');
            }
            if event.at != at {
                (at, timestamp) = (event.at, event.at.to_string());
            }
            event.write_history_at(&timestamp, &mut out);
        }
        out.push(']');
        out
    }
}

/// Reads a value that is written as there, even where it is `null`.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// The visits that a run's events tell of.
pub(super) fn visits(events: &[Event]) -> Vec<Visit> {
    let mut visits = Vec::new();
    let mut open = rustc_hash::FxHashMap::default();
    for event in events {
        record(event, &mut visits, &mut open);
    }
    visits
}

/// The visit that is going on at a place.
type Open = rustc_hash::FxHashMap<Arc<Place>, usize>;

fn record(event: &Event, visits: &mut Vec<Visit>, open: &mut Open) {
    if let EventKind::StateEntered { state_type, name, input } = &event.kind {
        open.insert(event.place.clone(), visits.len());
        visits.push(entered(event, *state_type, name, input));
        return;
    }
    let Some(visit) = open.get(&event.place).and_then(|&at| visits.get_mut(at)) else { return };
    match &event.kind {
        EventKind::StateExited { output, assigned, way, .. } => {
            visit.left_at = Some(event.at);
            visit.output = Some(output.clone());
            visit.assigned.clone_from(assigned);
            visit.way.clone_from(way);
            let caught = way.as_ref().is_some_and(|way| matches!(way.kind, TransitionKind::Catch(_)));
            visit.outcome = if caught { VisitOutcome::Caught } else { VisitOutcome::Succeeded };
        }
        EventKind::StateAborted { .. } => visit.outcome = VisitOutcome::Aborted,
        EventKind::Task { call, progress } => visit.record_task(event.at, call, progress),
        _ => {}
    }
}

fn entered(event: &Event, state_type: StateType, name: &Arc<str>, input: &Value) -> Visit {
    Visit {
        path: event.place.state_path(name),
        place: event.place.clone(),
        state_type,
        entered_event: event.id,
        entered_at: event.at,
        left_at: None,
        input: input.clone(),
        output: None,
        assigned: None,
        attempts: Vec::new(),
        way: None,
        outcome: VisitOutcome::Running,
    }
}

impl Visit {
    fn record_task(
        &mut self,
        at: SimTime,
        call: &Arc<super::event::TaskCall>,
        progress: &super::event::TaskProgress,
    ) {
        use super::event::TaskProgress;
        if *progress == TaskProgress::Scheduled {
            self.attempts.push(Attempt { call: call.clone(), at, result: None, failure: None });
        }
        let Some(attempt) = self.attempts.last_mut() else { return };
        match progress {
            TaskProgress::Succeeded(result) => attempt.result = Some(result.clone()),
            TaskProgress::Failed(failure)
            | TaskProgress::SubmitFailed(failure)
            | TaskProgress::TimedOut(failure) => {
                attempt.failure = Some(failure.clone());
            }
            TaskProgress::Scheduled | TaskProgress::Started | TaskProgress::Submitted(_) => {}
        }
    }
}
