//! The frames of an execution: where they are kept, how they come and go.

use super::agenda::Due;
use super::engine::Engine;
use super::event::{EventId, EventKind};
use super::execution::Status;
use super::failure::{Failure, FailureKind};
use super::frame::{Cursor, Frame, FrameId, FrameStatus, Item, Variables, Work};
use super::place::Place;
use super::{SimTime, WorkflowType, errors, limits, state};
use crate::asl::MachineId;
use crate::value::Value;
use std::sync::Arc;

/// A machine to be run in a frame of its own.
pub(super) struct Child {
    pub(super) machine: MachineId,
    pub(super) index: usize,
    pub(super) place: Arc<Place>,
    pub(super) input: Value,
    pub(super) variables: Variables,
    pub(super) item: Option<Item>,
    pub(super) last_event: EventId,
}

impl Engine<'_> {
    /// Takes the root frame out before its first step.
    pub(super) fn root(&mut self) -> Option<Box<Frame>> {
        let due = self.next_due()?;
        let mut frame = self.take(due.frame())?;
        frame.become_status(FrameStatus::Ready);
        Some(frame)
    }

    /// Takes what is due first from the agenda. Frames that were aborted are still in there, and passed over.
    pub(super) fn next_due(&mut self) -> Option<Due> {
        while let Some(due) = self.execution.agenda.next() {
            if let Some(Some(frame)) = self.execution.frames.get(due.frame().0 as usize)
                && frame.status == FrameStatus::Sleeping
                && Arc::ptr_eq(&frame.place, due.place())
            {
                return Some(due);
            }
        }
        None
    }

    /// Takes a frame out, to work on it.
    pub(super) fn take(&mut self, id: FrameId) -> Option<Box<Frame>> {
        self.execution.frames.get_mut(id.0 as usize)?.take()
    }

    /// Puts a frame back.
    pub(super) fn put(&mut self, frame: Box<Frame>) {
        let at = frame.id.0 as usize;
        if let Some(slot) = self.execution.frames.get_mut(at) {
            *slot = Some(frame);
        }
    }

    /// Makes a frame; it is ready now.
    pub(super) fn spawn(&mut self, parent: Option<&Frame>, child: Child) -> FrameId {
        let id = self.execution.free.pop().unwrap_or_else(|| {
            self.execution.frames.push(None);
            FrameId(u32::try_from(self.execution.frames.len() - 1).unwrap_or(u32::MAX))
        });
        let parent = parent.map(|parent| parent.id);
        let mut frame = match self.execution.spare.0.pop() {
            Some(mut spare) => {
                spare.renew(id, parent, child);
                spare
            }
            None => Box::new(Frame::new(id, parent, child)),
        };
        self.put_to_sleep(&mut frame, self.execution.now);
        self.put(frame);
        id
    }

    /// Has a frame go on at a certain time, unless the time of its child execution is up before.
    pub(super) fn put_to_sleep(&mut self, frame: &mut Frame, mut at: SimTime) {
        if let Some(deadline) = self.deadline_of_child(frame)
            && at > deadline
        {
            at = deadline;
            frame.cursor = Cursor::TimeOut;
        }
        frame.become_status(FrameStatus::Sleeping);
        let due = Due::new(at, frame.place.clone(), frame.id);
        self.execution.agenda.add(due);
        if self.execution.current == Some(frame.id) {
            self.execution.current = None;
        }
    }

    /// When the child execution around a frame runs out of time. A Standard one does so no sooner than the execution
    /// around it.
    fn deadline_of_child(&self, frame: &Frame) -> Option<SimTime> {
        let number = frame.place.execution as usize;
        let history = self.execution.histories.get(number).filter(|_| number != 0)?;
        let is_express = history.workflow_type == WorkflowType::Express;
        is_express.then(|| history.started_at.plus_millis(limits::EXPRESS_MILLIS))
    }

    /// Has a frame that waited for its children go on now.
    pub(super) fn wake_up(&mut self, frame: &mut Frame, cursor: Cursor) {
        frame.become_status(FrameStatus::Ready);
        frame.cursor = cursor;
        self.put_to_sleep(frame, self.execution.now);
    }

    fn release(&mut self, frame: &mut Frame) {
        frame.become_status(FrameStatus::Ended);
        self.execution.free.push(frame.id);
        if self.execution.current == Some(frame.id) {
            self.execution.current = None;
        }
    }

    /// Ends a frame whose machine has come to its end.
    pub(super) fn end_frame(&mut self, mut frame: Box<Frame>) {
        self.release(&mut frame);
        let Some(mut parent) = frame.parent.and_then(|id| self.take(id)) else {
            let kind = EventKind::ExecutionSucceeded { output: frame.data.clone() };
            self.record(&frame.place, frame.last_event, kind);
            self.finish_execution(Status::Succeeded(frame.data));
            return;
        };
        let joined = match parent.visit.work {
            Work::Map(_) => state::map::iteration_done(self, &mut parent, frame),
            Work::Parallel(_) => {
                let done = state::parallel::branch_done(&mut parent, &mut frame);
                self.execution.spare.0.push(frame);
                Ok(done)
            }
            Work::None | Work::Task(_) => Ok(Joined::Waiting),
        };
        self.join(parent, joined);
    }

    /// Ends a frame in which a state has failed for good.
    pub(super) fn fail_frame(&mut self, mut frame: Box<Frame>, failure: Box<Failure>) {
        if let FailureKind::Stop(stop) = failure.kind {
            self.put(frame);
            self.finish_execution(Status::Stopped(stop));
            return;
        }
        let Some(mut parent) = frame.parent.and_then(|id| self.take(id)) else {
            self.release(&mut frame);
            self.record(&frame.place, frame.last_event, EventKind::ExecutionFailed(failure.output.clone()));
            self.finish_execution(Status::Failed(failure.output));
            return;
        };
        let joined = match parent.visit.work {
            Work::Map(_) => state::map::iteration_failed(self, &mut parent, &mut frame, failure),
            Work::Parallel(_) => Err(state::parallel::branch_failed(self, &mut parent, &mut frame, failure)),
            Work::None | Work::Task(_) => Err(failure),
        };
        self.release(&mut frame);
        self.join(parent, joined);
    }

    /// What becomes of a container after one of its children has ended.
    fn join(&mut self, mut parent: Box<Frame>, joined: Result<Joined, Box<Failure>>) {
        match joined {
            Ok(Joined::Waiting) => self.put(parent),
            Ok(Joined::Done) => {
                self.wake_up(&mut parent, Cursor::Finish);
                self.put(parent);
            }
            Err(failure) => {
                self.abort_children(&mut parent);
                parent.become_status(FrameStatus::Ready);
                match errors::handle(self, &mut parent, failure, errors::Origin::Inside) {
                    Ok(flow) => self.settle(parent, Ok(flow)),
                    Err(failure) => self.fail_frame(parent, failure),
                }
            }
        }
    }

    /// Ends all that runs inside a container.
    pub(super) fn abort_children(&mut self, parent: &mut Frame) {
        let children = match &mut parent.visit.work {
            Work::Parallel(branches) => branches.take_running(),
            Work::Map(iterations) => iterations.take_running(),
            Work::None | Work::Task(_) => Vec::new(),
        };
        for id in children {
            if let Some(mut child) = self.take(id) {
                self.abort_children(&mut child);
                self.abort_state(&mut child);
                state::map::iteration_aborted(self, parent, &mut child);
                self.release(&mut child);
            }
        }
    }

    /// Tells that the state a frame is in is aborted; types that do not last have no such event.
    pub(super) fn abort_state(&mut self, frame: &mut Frame) {
        let Ok(code) = self.code(frame) else { return };
        if code.state_type.lasts() && frame.cursor != Cursor::Enter {
            self.emit(frame, EventKind::StateAborted { state_type: code.state_type });
        }
    }

    fn finish_execution(&mut self, status: Status) {
        if self.execution.status == Status::Ready {
            self.execution.status = status;
        }
        self.execution.current = None;
    }
}

/// What becomes of a container when a child has ended well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joined {
    /// It waits for others.
    Waiting,
    /// It was the last.
    Done,
}
