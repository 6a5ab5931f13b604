use super::agenda::Agenda;
use super::engine::{Answer, Patience};
use super::event::{ErrorOutput, Event, EventId, EventKind, Told};
use super::frame::{Frame, FrameId};
use super::packed::{Pack, PackedEvents};
use super::phase::PhaseRecord;
use super::program::Program;
use super::report::Stop;
use super::samples::Samples;
use super::sizes::Sizes;
use super::world::{Names, Objects, Outcome, TaskRequest};
use super::{Place, SimTime, WorkflowType, engine};
use crate::value::Value;
use std::sync::Arc;

/// What an execution starts with.
#[derive(Clone, PartialEq, Debug)]
pub struct Start {
    /// Its input.
    pub input: Value,
    /// When it starts.
    pub clock: SimTime,
    /// Where chance begins.
    pub seed: u64,
    /// Standard or Express.
    pub workflow_type: WorkflowType,
    /// The names in the context object.
    pub names: Names,
    /// What an ItemReader finds.
    pub objects: Objects,
    /// What the items of objects should have in them that an ItemReader does not find; none where nothing is made up.
    pub samples: Option<Samples>,
    /// The tokens of the first Tasks that have one; later ones are random.
    pub task_tokens: Vec<Arc<str>>,
    /// A context object to show in place of the execution's own.
    pub context: Option<Value>,
}

/// A run at one moment, as a value: cloning it shares all data.
#[derive(Clone, Debug)]
pub struct Execution {
    pub(super) program: Program,
    pub(super) start: Arc<Start>,
    pub(super) now: SimTime,
    pub(super) frames: Vec<Option<Box<Frame>>>,
    pub(super) free: Vec<FrameId>,
    /// Frames that have ended.
    pub(super) spare: Spare,
    /// The frame whose turn it still is.
    pub(super) current: Option<FrameId>,
    /// The frames that are ready or asleep.
    pub(super) agenda: Agenda,
    /// The frame whose Task the world is to answer.
    pub(super) asking: Option<FrameId>,
    /// The execution's own history, and those of distributed Maps' children.
    pub(super) histories: Vec<History>,
    /// How often each state's Task was called.
    pub(super) invocations: Vec<u32>,
    /// The state of the generator of random bits.
    pub(super) random: u64,
    /// How many task tokens were given out.
    pub(super) tokens: usize,
    pub(super) transitions: u64,
    pub(super) steps: u64,
    pub(super) status: Status,
    pub(super) sizes: Sizes,
}

/// Memory of frames that have ended, for new ones. A copy of an execution begins without.
#[derive(Debug, Default)]
#[expect(clippy::vec_box, reason = "the boxes are what is kept")]
pub(super) struct Spare(pub(super) Vec<Box<Frame>>);

impl Clone for Spare {
    fn clone(&self) -> Self {
        Spare::default()
    }
}

/// The history of one execution, but for its events.
#[derive(Clone, Debug)]
pub(super) struct History {
    /// The number of the next event.
    pub(super) next: EventId,
    /// Whether an event did not fit.
    pub(super) is_full: bool,
    /// The execution's ARN.
    pub(super) arn: Arc<str>,
    /// Its name.
    pub(super) name: Arc<str>,
    /// Its input.
    pub(super) input: Value,
    /// When it started.
    pub(super) started_at: SimTime,
    /// Standard or Express.
    pub(super) workflow_type: WorkflowType,
}

/// How an execution stands.
#[derive(Clone, PartialEq, Debug)]
pub enum Status {
    /// It goes on by [`Stimulus::Proceed`].
    Ready,
    /// It goes on by [`Stimulus::Task`], which answers this.
    Waiting(Box<TaskRequest>),
    /// It succeeded with this output.
    Succeeded(Value),
    /// It failed.
    Failed(ErrorOutput),
    /// It ran out of time.
    TimedOut,
    /// It was aborted from outside.
    Aborted,
    /// The interpreter had to stop.
    Stopped(Stop),
}

/// What makes an execution go on.
#[derive(Clone, PartialEq, Debug)]
pub enum Stimulus {
    /// The next phase of the next state.
    Proceed,
    /// The answer to the Task that it waits for.
    Task(Outcome),
    /// The end, from outside.
    Abort,
}

/// One step: the execution after it, and what happened.
#[derive(Clone, Debug)]
pub struct Step {
    /// The execution after the step.
    pub after: Execution,
    /// The events of the step; mostly none or one.
    pub events: Vec<Event>,
    /// The phases gone through; mostly one.
    pub phases: Vec<PhaseRecord>,
}

/// What happened, as it is written down.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) events: Vec<Event>,
    /// The events as bytes; none where they are kept as they are.
    pub(super) packed: Option<PackedEvents>,
    /// None where nobody reads the phases.
    pub(super) phases: Option<Vec<PhaseRecord>>,
}

impl Log {
    /// An empty one in which every phase is written down.
    pub(super) fn with_phases() -> Self {
        Log { phases: Some(Vec::new()), ..Log::default() }
    }

    /// Writes an event down. What is packed is not moved: most events are.
    #[inline]
    pub(super) fn push(
        &mut self,
        ids: (EventId, EventId),
        at: SimTime,
        place: &Arc<Place>,
        what: impl Told + Pack,
    ) {
        if let Some(packed) = &mut self.packed {
            packed.push(ids, at, place, &what);
        } else {
            self.keep(ids, at, place, what.kind());
        }
    }

    #[inline(never)]
    fn keep(&mut self, (id, previous): (EventId, EventId), at: SimTime, place: &Arc<Place>, kind: EventKind) {
        self.events.push(Event { id, previous, at, place: place.clone(), kind });
    }
}

impl Execution {
    /// The execution before its first step.
    pub fn new(program: &Program, start: Start) -> Execution {
        let names = &start.names;
        let history = History {
            next: 1,
            is_full: false,
            arn: names.execution_arn().into(),
            name: names.execution.clone(),
            input: start.input.clone(),
            started_at: start.clock,
            workflow_type: start.workflow_type,
        };
        let mut execution = Execution {
            program: program.clone(),
            now: start.clock,
            frames: Vec::new(),
            free: Vec::new(),
            spare: Spare::default(),
            current: None,
            agenda: Agenda::default(),
            asking: None,
            histories: vec![history],
            invocations: vec![0; program.state_count()],
            random: start.seed,
            tokens: 0,
            transitions: 0,
            steps: 0,
            status: Status::Ready,
            sizes: Sizes::default(),
            start: Arc::new(start),
        };
        engine::begin(&mut execution);
        execution
    }

    /// How it stands.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The time on the virtual clock.
    pub fn now(&self) -> SimTime {
        self.now
    }

    /// State transitions so far.
    pub fn transitions(&self) -> u64 {
        self.transitions
    }

    /// Steps so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Goes on by itself in place for at most so many steps, as long as its Tasks are answered.
    pub(super) fn proceed_for(
        &mut self,
        steps: u64,
        log: &mut Log,
        answer: Answer<'_>,
        patience: Patience<'_>,
    ) {
        engine::proceed_for(self, steps, log, answer, patience);
    }

    /// Goes on in place, which costs less than [`step`].
    pub(super) fn advance(&mut self, stimulus: Stimulus, log: &mut Log) {
        engine::advance(self, stimulus, log);
    }
}

/// One step of an execution. Pure: the same execution and stimulus give the same step. A stimulus that does not fit the
/// execution's status changes nothing.
pub fn step(execution: &Execution, stimulus: Stimulus) -> Step {
    let mut after = execution.clone();
    let mut log = Log::with_phases();
    after.advance(stimulus, &mut log);
    Step { after, events: log.events, phases: log.phases.unwrap_or_default() }
}
