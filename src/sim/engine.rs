//! What makes an execution go on: picks the frame whose turn it is, runs one phase of its state, and keeps the books
//! (events, clock, agenda, frames). Where nobody looks at the phases one by one, those that would only hand data on are
//! left out.

use super::event::EventKind;
use super::execution::{Execution, Log, Status, Stimulus};
use super::failure::Failure;
use super::frame::{Cursor, Flow, Frame, FrameStatus, Variables};
use super::frames::Child;
use super::program::{Kind, Program, StateCode};
use super::report::Stop;
use super::world::{self, TaskRequest};
use super::{SimTime, WorkflowType, causes, data_flow, errors, limits, state};
use crate::asl::{MachineId, StatePath};
use std::cell::Cell;
use std::sync::Arc;

/// The result of a phase.
pub(super) type Outcome<T> = Result<T, Box<Failure>>;

/// An execution at work.
pub(super) struct Engine<'a> {
    pub(super) program: &'a Program,
    pub(super) execution: &'a mut Execution,
    pub(super) log: &'a mut Log,
    /// What answers Tasks at once; where it does not, the execution waits for an answer.
    pub(super) answer: Answer<'a>,
    /// How many steps the execution may have made before somebody is to have a look at it.
    pub(super) until: u64,
    /// How many steps of expressions somebody waits for, who does not wait for all of them.
    pub(super) patience: Patience<'a>,
}

/// How many steps of expressions are waited for, all together; without any, as many as it takes.
pub(super) type Patience<'a> = Option<&'a Cell<u64>>;

/// What the world makes of a Task, if it says so.
pub(super) type Answer<'a> = &'a dyn Fn(&TaskRequest) -> Option<world::Outcome>;

/// A world that leaves every answer to whoever drives the execution.
pub(super) const UNANSWERED: Answer<'static> = &|_| None;

/// Makes the root frame.
pub(super) fn begin(execution: &mut Execution) {
    let program = execution.program.clone();
    let child = Child {
        machine: MachineId::TOP,
        index: 0,
        place: Arc::default(),
        input: execution.start.input.clone(),
        variables: Variables::default(),
        item: None,
        last_event: 0,
    };
    let mut log = Log::default();
    let mut engine =
        Engine { program: &program, execution, log: &mut log, answer: UNANSWERED, until: 0, patience: None };
    if engine.execution.start.workflow_type == WorkflowType::Express {
        let id = engine.uuid();
        let arn = engine.execution.start.names.express_arn(&id);
        if let Some(history) = engine.execution.histories.first_mut() {
            history.arn = arn.into();
        }
    }
    engine.spawn(None, child);
}

/// Goes on by one stimulus.
pub(super) fn advance(execution: &mut Execution, stimulus: Stimulus, log: &mut Log) {
    let program = execution.program.clone();
    let until = execution.steps + 1;
    Engine { program: &program, execution, log, answer: UNANSWERED, until, patience: None }
        .stimulate(stimulus);
}

/// Goes on by itself for at most so many steps: the same as so many times [`Stimulus::Proceed`] and, where a Task is
/// answered, [`Stimulus::Task`], at less cost.
pub(super) fn proceed_for(
    execution: &mut Execution,
    steps: u64,
    log: &mut Log,
    answer: Answer<'_>,
    patience: Patience<'_>,
) {
    let program = execution.program.clone();
    let until = execution.steps.saturating_add(steps);
    let mut engine = Engine { program: &program, execution, log, answer, until, patience };
    while engine.may_go_on() {
        engine.proceed();
    }
}

impl<'a> Engine<'a> {
    fn stimulate(&mut self, stimulus: Stimulus) {
        match (stimulus, &self.execution.status) {
            (Stimulus::Proceed, Status::Ready) => self.proceed(),
            (Stimulus::Task(outcome), Status::Waiting(_)) => {
                if let Some(mut frame) = self.execution.asking.take().and_then(|id| self.take(id)) {
                    self.execution.status = Status::Ready;
                    frame.become_status(FrameStatus::Ready);
                    let flow = state::task::answered(self, &mut frame, outcome);
                    self.settle(frame, flow);
                }
            }
            (Stimulus::Abort, Status::Ready | Status::Waiting(_)) => {
                self.record(&Arc::default(), 0, EventKind::ExecutionAborted);
                self.execution.status = Status::Aborted;
            }
            _ => {}
        }
    }

    fn may_go_on(&self) -> bool {
        self.execution.steps < self.until && matches!(self.execution.status, Status::Ready)
    }

    /// Whether a phase may be left out, or follow at once, with so many steps in all: nobody looks at the phases one by one.
    #[inline]
    pub(super) fn goes_straight_on(&mut self, frame: &Frame, steps: u64) -> bool {
        let until = self.execution.steps + steps;
        let may = until < self.until
            && matches!(self.execution.status, Status::Ready)
            && !self.is_traced()
            && !self.is_history_full(frame);
        if may {
            self.execution.steps = until;
        }
        may
    }

    /// Makes the next step, and those that follow it in the same frame.
    fn proceed(&mut self) {
        self.execution.steps += 1;
        if self.execution.steps == 1 {
            let input = self.execution.start.input.clone();
            if let Some(excess) = self.execution.sizes.excess(&input) {
                self.execution.status = Status::Stopped(Stop::Refused(causes::input_refused(excess)));
                return;
            }
            let role_arn = self.execution.start.names.role_arn.clone();
            self.record(&Arc::default(), 0, EventKind::ExecutionStarted { input, role_arn });
        }
        if let Some(mut frame) = self.next_frame() {
            let flow = self.phases(&mut frame);
            self.settle(frame, flow);
        }
    }

    /// The frame whose turn it is: the one that was at work, else the one that is due first. Moves the clock.
    fn next_frame(&mut self) -> Option<Box<Frame>> {
        if let Some(id) = self.execution.current {
            return self.take(id);
        }
        let Some((at, id)) = self.next_due().map(|due| (due.at(), due.frame())) else {
            let what = "nothing is left to do, but the execution has not ended (a bug)".to_owned();
            self.execution.status = Status::Stopped(Stop::Invalid { what, state: None });
            return None;
        };
        if let Some(deadline) = self.deadline()
            && at > deadline
        {
            self.execution.now = deadline;
            self.record(&Arc::default(), 0, EventKind::ExecutionTimedOut);
            self.execution.status = Status::TimedOut;
            return None;
        }
        self.execution.now = self.execution.now.max(at);
        self.execution.current = Some(id);
        let mut frame = self.take(id)?;
        frame.become_status(FrameStatus::Ready);
        Some(frame)
    }

    /// When the execution runs out of time.
    fn deadline(&self) -> Option<SimTime> {
        let start = &self.execution.start;
        let limit = match start.workflow_type {
            WorkflowType::Standard => limits::STANDARD_MILLIS,
            WorkflowType::Express => limits::EXPRESS_MILLIS,
        };
        let written = self.program.timeout_seconds().map(|seconds| seconds.saturating_mul(1000));
        Some(start.clock.plus_millis(written.map_or(limit, |written| written.min(limit))))
    }

    /// Runs the next phase of a frame's state.
    pub(super) fn phase(&mut self, frame: &mut Frame) -> Outcome<Flow> {
        self.until = self.execution.steps;
        self.phases(frame)
    }

    /// Runs the next phase of a frame, and those that follow it: what putting the frame away after each, and taking it out
    /// again, comes to.
    fn phases(&mut self, frame: &mut Frame) -> Outcome<Flow> {
        if frame.cursor == Cursor::Enter {
            data_flow::target(self, frame)?;
        }
        let mut code = self.code(frame)?;
        loop {
            let flow = match frame.cursor {
                Cursor::Enter => data_flow::enter(self, frame, code),
                Cursor::InputPath => data_flow::input_path(self, frame, code),
                Cursor::Arguments => data_flow::arguments(self, frame, code),
                Cursor::Work => self.work(frame, code),
                Cursor::Finish => self.finish(frame, code),
                Cursor::ResultSelector => data_flow::result_selector(self, frame, code),
                Cursor::ResultPath => data_flow::result_path(self, frame, code),
                Cursor::Output => data_flow::output(self, frame, code),
                Cursor::Leave => data_flow::leave(self, frame, code),
                Cursor::TimeOut => Err(Failure::overdue()),
            };
            match flow {
                Ok(Flow::Go(cursor)) if self.may_go_on() && !self.is_history_full(frame) => {
                    frame.cursor = cursor;
                    self.execution.steps += 1;
                    if cursor == Cursor::Enter {
                        data_flow::target(self, frame)?;
                        code = self.code(frame)?;
                    }
                }
                flow => return flow,
            }
        }
    }

    /// Begins the work of a state.
    pub(super) fn work(&mut self, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
        match &code.kind {
            Kind::Pass(result) => state::pass::work(self, frame, code, result.as_ref()),
            Kind::Task(task) => state::task::work(self, frame, code, task),
            Kind::Choice(choice) => state::choice::work(self, frame, code, choice),
            Kind::Wait(wait) => state::wait::work(self, frame, wait),
            Kind::Succeed => data_flow::give_input(self, frame, code),
            Kind::Fail(fail) => state::fail::work(self, frame, fail),
            Kind::Parallel(branches) => state::parallel::work(self, frame, code, branches),
            Kind::Map(map) => state::map::work(self, frame, code, map),
            Kind::Unknown => Err(Failure::stop(Stop::Invalid {
                what: "the state cannot run".to_owned(),
                state: Some(StatePath::clone(&code.path)),
            })),
        }
    }

    fn finish(&mut self, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
        match &code.kind {
            Kind::Task(task) => state::task::finish(self, frame, code, task),
            Kind::Parallel(_) => state::parallel::finish(self, frame, code),
            Kind::Map(map) => state::map::finish(self, frame, code, map),
            _ => data_flow::give_input(self, frame, code),
        }
    }

    /// The code of the state that a frame is in.
    pub(super) fn code(&self, frame: &Frame) -> Outcome<&'a StateCode> {
        let program: &'a Program = self.program;
        frame.state.and_then(|id| program.state(id)).ok_or_else(|| {
            Failure::stop(Stop::Invalid { what: "a frame is in no state (a bug)".to_owned(), state: None })
        })
    }

    /// Puts a frame back after a phase, and does what the phase came to.
    pub(super) fn settle(&mut self, mut frame: Box<Frame>, flow: Outcome<Flow>) {
        if self.is_history_full(&frame) {
            let failure = Failure::told(causes::history_too_long(limits::MAX_EVENTS));
            return self.fail_frame(frame, failure);
        }
        let flow = flow.or_else(|failure| errors::handle(self, &mut frame, failure, errors::Origin::Here));
        match flow {
            Err(failure) => return self.fail_frame(frame, failure),
            Ok(Flow::End) => return self.end_frame(frame),
            Ok(Flow::Go(cursor)) => {
                frame.cursor = cursor;
                self.execution.current = Some(frame.id);
            }
            Ok(Flow::Sleep(at, cursor)) => {
                frame.cursor = cursor;
                self.put_to_sleep(&mut frame, at);
            }
            Ok(Flow::Ask(request)) => {
                frame.become_status(FrameStatus::Asking);
                self.execution.current = None;
                self.execution.asking = Some(frame.id);
                self.execution.status = Status::Waiting(request);
            }
            Ok(Flow::Join) => {
                frame.become_status(FrameStatus::Joining);
                self.execution.current = None;
            }
        }
        self.put(frame);
    }
}
