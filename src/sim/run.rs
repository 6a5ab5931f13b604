use super::engine::Patience;
use super::execution::{Execution, Log, Start, Status, Stimulus};
use super::packed::PackedEvents;
use super::program::{Placeholders, Program};
use super::report::{RunReport, Stop};
use super::samples::Samples;
use super::world::{self, MockScript, Objects, TaskRequest, Unmocked};
use super::{Names, SimTime};
use crate::asl::Definition;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::sync::Arc;

/// The two kinds of workflows (AWS, "Standard vs. Express workflows").
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WorkflowType {
    /// Up to a year and 25,000 events.
    #[default]
    Standard,
    /// Up to five minutes.
    Express,
}

/// A run to be made: the definition, its input, and the world it runs in. The same request gives the same report.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunRequest {
    /// The definition's text.
    pub definition: Arc<str>,
    /// The execution's input.
    pub input: Value,
    /// The results of Tasks.
    pub mocks: MockScript,
    /// What a Task without a mock does.
    pub unmocked: Unmocked,
    /// Standard or Express.
    pub workflow_type: WorkflowType,
    /// When the run begins.
    pub clock: SimTime,
    /// Where chance begins.
    pub seed: u64,
    /// The names in the context object.
    pub names: Names,
    /// What an ItemReader finds in S3.
    pub objects: Objects,
    /// The tokens of the first Tasks that have one; later ones are random.
    pub task_tokens: Vec<Arc<str>>,
    /// Whether the report has a line for each phase.
    pub trace: bool,
    /// After how many steps the interpreter gives up.
    pub max_steps: u64,
}

impl Default for RunRequest {
    fn default() -> Self {
        RunRequest {
            definition: Arc::default(),
            input: Value::empty_object(),
            mocks: MockScript::default(),
            unmocked: Unmocked::default(),
            workflow_type: WorkflowType::default(),
            clock: SimTime(1_704_067_200_000),
            seed: 0,
            names: Names::default(),
            objects: Objects::default(),
            task_tokens: Vec::new(),
            trace: false,
            max_steps: 5_000_000,
        }
    }
}

/// How far a run has come, for whoever may stop it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Steps so far.
    pub steps: u64,
    /// State transitions so far.
    pub transitions: u64,
    /// The time on the virtual clock.
    pub now: SimTime,
}

/// How a run goes on.
#[derive(Clone, Copy)]
struct Pace<'a> {
    /// After so many steps it is asked again whether to stop.
    steps_between_questions: u64,
    patience: Patience<'a>,
}

impl Pace<'_> {
    /// As long as it takes.
    const STEADY: Pace<'static> = Pace { steps_between_questions: 1024, patience: None };
}

/// So many steps of expressions are made at once at most: a few milliseconds.
const EXPRESSION_STEPS_AT_ONCE: u64 = 50_000;

/// Runs a definition to its end, or until `should_stop` says so.
///
/// ```
/// use asl_studio::sim::{run, RunRequest, RunStatus};
/// use asl_studio::value::Value;
/// let definition = r#"{"StartAt": "Add", "States": {"Add": {"Type": "Pass", "Result": 3, "ResultPath": "$.sum", "End": true}}}"#;
/// let request = RunRequest { definition: definition.into(), ..RunRequest::default() };
/// let report = run(&request, |_| false);
/// assert_eq!(report.status, RunStatus::Succeeded);
/// assert_eq!(report.output, Some(Value::parse(r#"{"sum": 3}"#).unwrap()));
/// assert_eq!(report.visits.len(), 1);
/// ```
pub fn run(request: &RunRequest, should_stop: impl FnMut(Progress) -> bool) -> RunReport {
    run_definition(&request.definition(), request, should_stop)
}

/// The same as bytes for [`super::unpack`], sooner than a report and then its bytes.
pub fn run_packed(request: &RunRequest, should_stop: impl FnMut(Progress) -> bool) -> Vec<u8> {
    run_and_hold(request, should_stop).0
}

/// The same, and what the run still holds: to let go of that takes its time, for which nobody who reads the bytes need wait.
pub fn run_and_hold(request: &RunRequest, should_stop: impl FnMut(Progress) -> bool) -> (Vec<u8>, Held) {
    packed(run_to_end(&request.definition(), request, request.packing_log(), Pace::STEADY, should_stop))
}

/// The same at once or not at all: nothing where somebody who waits would have to wait too long, which `is_late` is to say.
/// It is asked often, and a single expression cannot take long either.
pub fn run_at_once(request: &RunRequest, mut is_late: impl FnMut() -> bool) -> Option<Vec<u8>> {
    let patience = Cell::new(EXPRESSION_STEPS_AT_ONCE);
    let pace = Pace { steps_between_questions: 64, patience: Some(&patience) };
    let mut gave_up = false;
    let ran = run_to_end(&request.definition(), request, request.packing_log(), pace, |_| {
        gave_up = is_late();
        gave_up
    });
    (!gave_up && patience.get() > 0).then(|| packed(ran).0)
}

fn packed(Ran { report, packed, execution }: Ran) -> (Vec<u8>, Held) {
    let mut packed = packed.unwrap_or_default();
    let bytes = packed.finish(&report);
    (bytes, Held { _report: report, _packed: packed, _execution: execution })
}

/// What a run that is over holds in memory.
#[derive(Debug)]
pub struct Held {
    _report: RunReport,
    _packed: PackedEvents,
    _execution: Execution,
}

/// The same for a definition that has been read already; the request's text is not.
pub fn run_definition(
    definition: &Definition,
    request: &RunRequest,
    should_stop: impl FnMut(Progress) -> bool,
) -> RunReport {
    run_to_end(definition, request, request.log(), Pace::STEADY, should_stop).report.with_visits()
}

/// A run that is over.
struct Ran {
    /// Without its visits.
    report: RunReport,
    packed: Option<PackedEvents>,
    execution: Execution,
}

fn run_to_end(
    definition: &Definition,
    request: &RunRequest,
    mut log: Log,
    pace: Pace<'_>,
    mut should_stop: impl FnMut(Progress) -> bool,
) -> Ran {
    let program = request.program(definition);
    let samples = request.samples(definition);
    let mut execution = Execution::new(&program, request.start(&samples));
    let mut need = None;
    let mut next_question = pace.steps_between_questions;
    let answer = |task: &TaskRequest| world::answer(&request.mocks, request.unmocked, &samples, task);
    loop {
        match execution.status() {
            Status::Ready if execution.steps() >= request.max_steps => {
                execution.status = Status::Stopped(Stop::TooManySteps(request.max_steps));
            }
            Status::Ready if execution.steps() >= next_question => {
                next_question = execution.steps() + pace.steps_between_questions;
                if should_stop(execution.progress()) {
                    execution.advance(Stimulus::Abort, &mut log);
                }
            }
            Status::Ready => {
                let until = next_question.min(request.max_steps);
                execution.proceed_for(until - execution.steps(), &mut log, &answer, pace.patience);
            }
            Status::Waiting(question) => {
                need = Some((**question).clone());
                break;
            }
            _ => break,
        }
    }
    let packed = log.packed.take();
    Ran { report: RunReport::new(&execution, log, need, request.clock), packed, execution }
}

impl RunRequest {
    fn definition(&self) -> Definition {
        crate::asl::lower(&Arc::new(crate::syntax::read(&self.definition).tree))
    }

    /// The definition made ready to run.
    pub(super) fn program(&self, definition: &Definition) -> Program {
        let is_sample = self.unmocked == Unmocked::Sample;
        Program::compile_with(
            definition,
            if is_sample { Placeholders::StandIn } else { Placeholders::Unknown },
        )
    }

    fn log(&self) -> Log {
        Log { phases: self.trace.then(Vec::new), ..Log::default() }
    }

    fn packing_log(&self) -> Log {
        Log { packed: Some(PackedEvents::default()), ..self.log() }
    }

    /// What made-up results should have in them.
    pub(super) fn samples(&self, definition: &Definition) -> Samples {
        if self.unmocked == Unmocked::Sample { Samples::of(definition) } else { Samples::default() }
    }

    /// Whether an ItemReader finds made-up items: only where no objects are given, so that a wrong key is told.
    fn makes_objects_up(&self) -> bool {
        self.unmocked == Unmocked::Sample && self.objects.0.is_empty()
    }

    pub(super) fn start(&self, samples: &Samples) -> Start {
        Start {
            input: self.input.clone(),
            clock: self.clock,
            seed: self.seed,
            workflow_type: self.workflow_type,
            names: self.names.clone(),
            objects: self.objects.clone(),
            task_tokens: self.task_tokens.clone(),
            context: None,
            samples: self.makes_objects_up().then(|| samples.clone()),
        }
    }
}

impl Execution {
    fn progress(&self) -> Progress {
        Progress { steps: self.steps(), transitions: self.transitions(), now: self.now() }
    }
}
