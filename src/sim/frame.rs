use super::event::EventId;
use super::frames::Child;
use super::place::Place;
use super::world::TaskRequest;
use super::{SimTime, state};
use crate::asl::{MachineId, StateId};
use crate::value::{Map, Value};
use smallvec::SmallVec;
use std::sync::Arc;

/// Names a frame of one execution. Numbers are used again when a frame has ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct FrameId(pub(super) u32);

/// The variables in scope: those of the scopes around are copied in, and die with the frame.
pub(super) type Variables = Arc<Map>;

/// One run of a machine: the whole definition's, a branch's, an iteration's. Frames make a tree.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Its own name.
    pub(super) id: FrameId,
    /// The frame that waits for this one.
    pub(super) parent: Option<FrameId>,
    /// Which of its parent's children it is.
    pub(super) index: usize,
    /// The machine it runs.
    pub(super) machine: MachineId,
    /// Where it is, for events, and for its order among frames that are due at the same time.
    pub(super) place: Arc<Place>,
    /// How it stands.
    pub(super) status: FrameStatus,
    /// What it does next.
    pub(super) cursor: Cursor,
    /// The state to be entered; none for the machine's start.
    pub(super) target: Option<StateId>,
    /// The state it is in, once it is in one.
    pub(super) state: Option<StateId>,
    /// The input of the machine, then the output of the last state.
    pub(super) data: Value,
    /// The variables in scope.
    pub(super) variables: Variables,
    /// The event that the next one follows.
    pub(super) last_event: EventId,
    /// The item of the Map iteration around it.
    pub(super) item: Option<Item>,
    /// How often each Task was called here.
    pub(super) calls: SmallVec<[(StateId, u32); 4]>,
    /// The stay in the current state.
    pub(super) visit: Visit,
}

/// An item of a Map, for the context object.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Item {
    /// Its place among the items.
    pub(super) index: usize,
    /// The item.
    pub(super) value: Value,
    /// Its key, where the items are an object's members.
    pub(super) key: Option<Arc<str>>,
    /// Where it comes from: `STATE_DATA` or an object's URI.
    pub(super) source: Option<Arc<str>>,
}

/// How a frame stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FrameStatus {
    /// It goes on as soon as it is its turn.
    Ready,
    /// It goes on at a certain time.
    Sleeping,
    /// It waits for what the world makes of its Task.
    Asking,
    /// It waits for its children.
    Joining,
    /// It has come to its end; so have its children.
    Ended,
}

impl FrameStatus {
    /// The transitions there are; any other one is a bug.
    const LEGAL: [(FrameStatus, &'static [FrameStatus]); 5] = {
        use FrameStatus::{Asking, Ended, Joining, Ready, Sleeping};
        [
            (Ready, &[Ready, Sleeping, Asking, Joining, Ended]),
            (Sleeping, &[Ready, Ended]),
            (Asking, &[Ready, Ended]),
            (Joining, &[Ready, Ended]),
            (Ended, &[]),
        ]
    };

    /// Whether a frame that stands so may come to stand like `next`.
    pub(super) fn may_become(self, next: FrameStatus) -> bool {
        Self::LEGAL.iter().any(|(from, to)| *from == self && to.contains(&next))
    }
}

/// What a frame does next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cursor {
    /// Enters the frame's target.
    Enter,
    /// `InputPath`
    InputPath,
    /// `Parameters` or `Arguments`
    Arguments,
    /// Begins the state's work.
    Work,
    /// Ends the state's work.
    Finish,
    /// `ResultSelector`
    ResultSelector,
    /// `ResultPath`
    ResultPath,
    /// `OutputPath` or `Output`, `Assign`
    Output,
    /// Leaves the state.
    Leave,
    /// Ends the child execution, whose time is up.
    TimeOut,
}

/// A stay in a state: the data at each phase.
#[derive(Clone, Debug, Default)]
pub(super) struct Visit {
    /// The event that entered the state.
    pub(super) entered: EventId,
    /// The event before that.
    pub(super) before_entered: EventId,
    /// When the state was entered.
    pub(super) entered_at: SimTime,
    /// The state's raw input.
    pub(super) raw: Value,
    /// After InputPath, and then after Parameters or Arguments.
    pub(super) effective: Value,
    /// What the work gave.
    pub(super) result: Value,
    /// What becomes of it.
    pub(super) output: Value,
    /// The variables to set when the state is left.
    pub(super) assigned: Option<Arc<Map>>,
    /// The way out, once it is chosen.
    pub(super) exit: Exit,
    /// The work under way.
    pub(super) work: Work,
    /// What most stays do without.
    pub(super) seldom: Option<Box<Seldom>>,
}

/// What few stays have.
#[derive(Clone, Debug, Default)]
pub(super) struct Seldom {
    /// The token of the Task's callback.
    pub(super) token: Option<Arc<str>>,
    /// How often each retrier has tried.
    pub(super) retries: Vec<u32>,
    /// All tries so far.
    pub(super) retry_count: u32,
    /// The Map Run, while it goes on.
    pub(super) map_run: Option<Arc<str>>,
    /// The history of its first child execution.
    pub(super) first_history: u32,
}

impl Visit {
    /// Begins a stay.
    pub(super) fn begin(&mut self, (before_entered, entered): (EventId, EventId), at: SimTime, raw: Value) {
        self.entered = entered;
        self.before_entered = before_entered;
        self.entered_at = at;
        self.raw = raw;
        self.effective = Value::Null;
        self.result = Value::Null;
        self.output = Value::Null;
        self.assigned = None;
        self.exit = Exit::Next;
        self.work = Work::None;
        self.seldom = None;
    }

    /// What few stays have, to be written to.
    pub(super) fn seldom(&mut self) -> &mut Seldom {
        self.seldom.get_or_insert_default()
    }

    /// The token of the Task's callback.
    pub(super) fn token(&self) -> Option<&Arc<str>> {
        self.seldom.as_ref()?.token.as_ref()
    }

    /// All tries so far.
    pub(super) fn retry_count(&self) -> u32 {
        self.seldom.as_ref().map_or(0, |seldom| seldom.retry_count)
    }

    /// The Map Run, while it goes on.
    pub(super) fn map_run(&self) -> Option<&Arc<str>> {
        self.seldom.as_ref()?.map_run.as_ref()
    }

    /// The history of its first child execution.
    pub(super) fn first_history(&self) -> u32 {
        self.seldom.as_ref().map_or(0, |seldom| seldom.first_history)
    }
}

/// How a state is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Exit {
    /// By `Next`, or at an end.
    #[default]
    Next,
    /// By a rule of a Choice.
    Rule(usize),
    /// By a Choice's `Default`.
    Default,
    /// By a catcher.
    Catch(usize),
}

/// Work that takes more than one step.
#[derive(Clone, Debug, Default)]
pub(super) enum Work {
    /// None.
    #[default]
    None,
    /// A Task that was called.
    Task(Box<state::task::Call>),
    /// A Parallel's branches.
    Parallel(state::parallel::Branches),
    /// A Map's iterations.
    Map(Box<state::map::Iterations>),
}

impl Frame {
    /// A frame that is ready to begin.
    pub(super) fn new(id: FrameId, parent: Option<FrameId>, child: Child) -> Self {
        Frame {
            id,
            parent,
            index: child.index,
            machine: child.machine,
            place: child.place,
            status: FrameStatus::Ready,
            cursor: Cursor::Enter,
            target: None,
            state: None,
            data: child.input,
            variables: child.variables,
            last_event: child.last_event,
            item: child.item,
            calls: SmallVec::new(),
            visit: Visit::default(),
        }
    }

    /// The same in the memory of a frame that has ended.
    pub(super) fn renew(&mut self, id: FrameId, parent: Option<FrameId>, child: Child) {
        self.id = id;
        self.parent = parent;
        self.index = child.index;
        self.machine = child.machine;
        self.place = child.place;
        self.status = FrameStatus::Ready;
        self.cursor = Cursor::Enter;
        self.target = None;
        self.state = None;
        self.data = child.input;
        self.variables = child.variables;
        self.last_event = child.last_event;
        self.item = child.item;
        self.calls.clear();
        self.visit.begin((0, 0), SimTime::default(), Value::Null);
    }

    /// Brings the frame to another status.
    pub(super) fn become_status(&mut self, next: FrameStatus) {
        debug_assert!(self.status.may_become(next), "illegal: {:?} to {next:?}", self.status);
        self.status = next;
    }

    /// Counts a call of a Task here; gives how many there were before.
    pub(super) fn count_call(&mut self, state: StateId) -> u32 {
        if let Some((_, count)) = self.calls.iter_mut().find(|(known, _)| *known == state) {
            *count += 1;
            return *count - 1;
        }
        self.calls.push((state, 1));
        0
    }
}

/// What a phase of a frame comes to.
#[derive(Clone, Debug)]
pub(super) enum Flow {
    /// The next phase follows.
    Go(Cursor),
    /// The next phase follows at a certain time.
    Sleep(SimTime, Cursor),
    /// The world is to say what a Task gives.
    Ask(Box<TaskRequest>),
    /// Children run first.
    Join,
    /// The machine has come to its end.
    End,
}
