use super::{AppState, MockTable, counted, grouped, objects, sentence, typed_json};
use crate::asl::{EdgePath, StatePath, StateType, TransitionKind};
use crate::document::Revision;
use crate::sim::{
    RunReport, RunRequest, RunStatus, Stop, Unmocked, VisitOutcome, WorkflowType, sample_input,
};
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The dry run: what it gets, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct RunPanel {
    /// The execution's input, as text; none is a sample that follows the definition.
    pub input: Option<String>,
    /// The results of Tasks.
    pub mocks: MockTable,
    /// What a Task without a mock does.
    pub unmocked: Unmocked,
    /// The objects in S3, as text; an empty one leaves the items to be made up.
    pub objects: String,
    /// The run itself.
    pub session: Session,
    /// The step of the run that is shown.
    pub visit: Option<usize>,
    /// Tells this run from the ones before.
    pub number: u64,
    /// The text that it runs.
    pub revision: Revision,
}

/// How far the run is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Session {
    /// There is none.
    #[default]
    None,
    /// It could not start; why.
    Refused(String),
    /// It goes on; so many steps are done.
    Running(u64),
    /// It is over.
    Over(Finished),
}

/// A run that is over.
#[derive(Clone, Debug)]
pub struct Finished {
    /// What happened.
    pub report: Arc<RunReport>,
    /// What the canvas shows of it.
    pub trail: Arc<Trail>,
    /// The text that ran.
    pub revision: Revision,
}

impl PartialEq for Finished {
    /// Whether both are the same run.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.report, &other.report)
    }
}

/// Where a run came by.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trail {
    /// The states it was in, each with the worst that happened there.
    pub states: BTreeMap<StatePath, Mark>,
    /// The edges it took.
    pub edges: BTreeSet<EdgePath>,
}

/// What happened in a state, from good to bad.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    /// It was left in the ordinary way.
    Visited,
    /// Something beside it failed before it was done.
    Aborted,
    /// It waits for an answer.
    Active,
    /// It failed, and a catcher took over.
    Caught,
    /// It failed.
    Failed,
}

impl Mark {
    /// The word for it, which is also its class on the canvas.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Visited => "visited",
            Mark::Aborted => "aborted",
            Mark::Active => "active",
            Mark::Caught => "caught",
            Mark::Failed => "failed",
        }
    }

    /// How a stay that ended so is marked.
    pub fn of(outcome: VisitOutcome) -> Self {
        match outcome {
            VisitOutcome::Running => Mark::Active,
            VisitOutcome::Succeeded => Mark::Visited,
            VisitOutcome::Caught => Mark::Caught,
            VisitOutcome::Failed => Mark::Failed,
            VisitOutcome::Aborted => Mark::Aborted,
        }
    }
}

impl Trail {
    /// Where a run came by.
    pub fn of(report: &RunReport) -> Self {
        let mut trail = Trail::default();
        for visit in &report.visits {
            let mark = Mark::of(visit.outcome);
            let worst = trail.states.entry(visit.path.clone()).or_insert(mark);
            *worst = mark.max(*worst);
            trail.edges.insert(EdgePath::Start(visit.path.machine()));
            match &visit.way {
                Some(way) => trail.edges.insert(EdgePath::Exit(visit.path.clone(), way.kind)),
                None => {
                    visit.outcome == VisitOutcome::Succeeded
                        && trail.edges.insert(EdgePath::End(visit.path.clone()))
                }
            };
        }
        trail
    }

    /// The class of an edge on the canvas, if the run took it.
    pub fn edge(&self, edge: &EdgePath) -> Option<&'static str> {
        let is_catch = matches!(edge, EdgePath::Exit(_, TransitionKind::Catch(_)));
        self.edges.contains(edge).then_some(if is_catch { "caught" } else { "visited" })
    }
}

impl RunPanel {
    /// The report of the run that is over.
    pub fn finished(&self) -> Option<&Finished> {
        if let Session::Over(finished) = &self.session { Some(finished) } else { None }
    }

    /// Whether a run goes on.
    pub fn is_running(&self) -> bool {
        matches!(self.session, Session::Running(_))
    }

    /// What is wrong with the input's text.
    pub fn input_trouble(&self) -> Option<String> {
        self.input.as_ref().and_then(|text| parsed(text).err())
    }

    /// What is wrong with the objects' text.
    pub fn objects_trouble(&self) -> Option<String> {
        objects::parsed(&self.objects).err()
    }
}

/// The input's text: the user's, or a sample in which the definition finds what it reads.
pub fn input_text(state: &AppState) -> String {
    let sample = || sample_input(state.doc.snapshot().definition()).to_pretty_json();
    state.run.input.clone().unwrap_or_else(sample)
}

/// An empty text is an empty object.
fn parsed(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() {
        return Ok(Value::empty_object());
    }
    typed_json(text)
        .map_err(|wrong| format!("The input is not JSON: {wrong}. Put it right there, or take a sample"))
}

/// The request for a run of the present text, or why there can be none.
///
/// # Errors
/// A sentence for the user.
pub(super) fn request(state: &AppState) -> Result<RunRequest, String> {
    let input = match &state.run.input {
        Some(text) => parsed(text)?,
        None => sample_input(state.doc.snapshot().definition()),
    };
    let mocks = state.run.mocks.script(&tasks(state)).map_err(|error| sentence(&error.to_string()))?;
    Ok(RunRequest {
        definition: state.doc.snapshot().text().clone(),
        input,
        mocks,
        objects: objects::parsed(&state.run.objects)?,
        unmocked: state.run.unmocked,
        workflow_type: if state.checks.express { WorkflowType::Express } else { WorkflowType::Standard },
        ..RunRequest::default()
    })
}

/// How a run ended, in a sentence.
pub fn summary(report: &RunReport) -> String {
    let states = report.visits.len();
    let how = match (&report.status, &report.stopped) {
        (_, Some(Stop::NotCovered { what, state })) => {
            return format!("Stopped at “{state}”: {what} is not covered by the dry run yet");
        }
        (_, Some(Stop::Invalid { what, state: Some(state) })) => {
            return format!("Stopped at “{state}”: {what}");
        }
        (_, Some(Stop::Invalid { what, state: None })) => return format!("Did not start: {what}"),
        (_, Some(Stop::Refused(why))) => return format!("Did not start: {why}"),
        (_, Some(Stop::TooManySteps(steps))) => return format!("Stopped after {} steps", grouped(*steps)),
        (RunStatus::Succeeded, None) => "Succeeded",
        (RunStatus::Failed, None) => "Failed",
        (RunStatus::TimedOut, None) => "Timed out",
        (RunStatus::Aborted, None) => "Aborted",
        (RunStatus::Stopped, None) => "Stopped",
        (RunStatus::Waiting, None) => "Waiting for the result of a Task",
    };
    let states = counted(states, "state");
    format!("{how} after {states}, {} on the clock", duration(report.ended_at.0 - report.started_at.0))
}

/// A span of virtual time, in words.
pub fn duration(millis: i64) -> String {
    let seconds = millis as f64 / 1000.0;
    if seconds < 60.0 {
        return format!("{} s", (seconds * 10.0).round() / 10.0);
    }
    let whole = millis / 1000;
    let (days, hours, minutes, rest) = (whole / 86_400, whole / 3600 % 24, whole / 60 % 60, whole % 60);
    let parts = [(days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")];
    let shown: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .take(2)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    shown.join(" ")
}

/// The Tasks of the present text, which can be given results.
pub fn tasks(state: &AppState) -> Vec<Arc<str>> {
    let states = state.doc.snapshot().definition().states().iter();
    states
        .filter(|state| state.known_type() == Some(StateType::Task))
        .map(|state| state.name.clone())
        .collect()
}

/// The names that have results though no Task is called so.
pub fn strays(state: &AppState) -> Vec<Arc<str>> {
    let tasks = tasks(state);
    state.run.mocks.states().filter(|name| !tasks.contains(name)).cloned().collect()
}

/// Of many Tasks, so many are listed.
const TASKS_LISTED: usize = 40;

/// The Tasks that the panel lists, and how many more there are: all of a few; of many first the selected one and those
/// that have results.
pub fn tasks_listed(state: &AppState) -> (Vec<Arc<str>>, usize) {
    let all = tasks(state);
    if all.len() <= TASKS_LISTED {
        return (all, 0);
    }
    let selected = state.selected().map(|path| path.name.clone());
    let is_first =
        |task: &Arc<str>| Some(task) == selected.as_ref() || !state.run.mocks.rows(task).is_empty();
    let count = all.len();
    let (mut listed, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_first);
    listed.extend(others.into_iter().take(TASKS_LISTED.saturating_sub(listed.len())));
    let hidden = count - listed.len();
    (listed, hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::run;

    const TEXT: &str = r#"{"StartAt": "Try", "States": {
        "Try": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Mend"}], "End": true},
        "Mend": {"Type": "Pass", "Next": "Give up"}, "Give up": {"Type": "Fail", "Error": "Sorry"}}}"#;

    #[test]
    fn a_trail_shows_what_was_caught_and_what_failed() {
        let request =
            RunRequest { definition: TEXT.into(), unmocked: Unmocked::Fail, ..RunRequest::default() };
        let report = run(&request, |_| false);
        let trail = Trail::of(&report);
        let mark = |name: &str| trail.states.get(&StatePath::top(name)).copied();
        assert_eq!(mark("Try"), Some(Mark::Caught));
        assert_eq!(mark("Mend"), Some(Mark::Visited));
        assert_eq!(mark("Give up"), Some(Mark::Failed));
        assert_eq!(
            trail.edge(&EdgePath::Exit(StatePath::top("Try"), TransitionKind::Catch(0))),
            Some("caught")
        );
        assert_eq!(
            trail.edge(&EdgePath::Exit(StatePath::top("Mend"), TransitionKind::Next)),
            Some("visited")
        );
        assert_eq!(trail.edge(&EdgePath::End(StatePath::top("Try"))), None);
        assert_eq!(summary(&report), "Failed after 3 states, 0 s on the clock");
    }

    #[test]
    fn what_is_checked_as_express_runs_as_express() {
        let mut state = AppState::new(TEXT, "m.asl.json");
        let runs_as = |state: &AppState| request(state).map(|request| request.workflow_type);
        assert_eq!(runs_as(&state), Ok(WorkflowType::Standard));
        state.checks.express = true;
        assert_eq!(runs_as(&state), Ok(WorkflowType::Express));
    }

    #[test]
    fn spans_of_time_read_as_words() {
        assert_eq!(duration(1500), "1.5 s");
        assert_eq!(duration(3_600_000), "1 h");
        assert_eq!(duration(90_061_000), "1 d 1 h");
    }
}
