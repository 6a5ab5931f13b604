use crate::asl::MachineId;
use crate::sim::data_flow;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::event::{Container, Ending, EventKind};
use crate::sim::failure::Failure;
use crate::sim::frame::{Cursor, Flow, Frame, FrameId, Work};
use crate::sim::frames::{Child, Joined};
use crate::sim::phase::Phase;
use crate::sim::program::StateCode;
use crate::value::Value;
use std::sync::Arc;

/// The branches of a Parallel at work.
#[derive(Clone, Debug)]
pub(in crate::sim) struct Branches {
    running: Vec<Option<FrameId>>,
    results: Vec<Value>,
}

impl Branches {
    /// Forgets the branches that still run; gives their frames.
    pub(in crate::sim) fn take_running(&mut self) -> Vec<FrameId> {
        self.running.iter_mut().filter_map(Option::take).collect()
    }
}

/// Starts all branches with the same input.
pub(in crate::sim) fn work(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    branches: &[MachineId],
) -> Outcome<Flow> {
    engine.emit(frame, EventKind::ContainerStarted { container: Container::Parallel, length: None });
    let running = branches.iter().enumerate().map(|(index, &machine)| {
        let child = Child {
            machine,
            index,
            place: Arc::new(frame.place.inside(&code.name, index, index)),
            input: frame.visit.effective.clone(),
            variables: frame.variables.clone(),
            item: frame.item.clone(),
            last_event: frame.last_event,
        };
        Some(engine.spawn(Some(frame), child))
    });
    let running: Vec<Option<FrameId>> = running.collect();
    let results = vec![Value::Null; running.len()];
    let is_empty = running.is_empty();
    frame.visit.work = Work::Parallel(Branches { running, results });
    Ok(if is_empty { Flow::Go(Cursor::Finish) } else { Flow::Join })
}

/// Keeps the result of a branch.
pub(in crate::sim) fn branch_done(parent: &mut Frame, branch: &mut Frame) -> Joined {
    parent.last_event = branch.last_event;
    let Work::Parallel(branches) = &mut parent.visit.work else { return Joined::Waiting };
    if let (Some(running), Some(result)) =
        (branches.running.get_mut(branch.index), branches.results.get_mut(branch.index))
    {
        *running = None;
        *result = std::mem::take(&mut branch.data);
    }
    if branches.running.iter().all(Option::is_none) { Joined::Done } else { Joined::Waiting }
}

/// Forgets a branch that failed; what it was in is aborted (recorded: `TaskFailed`, `TaskStateAborted`,
/// `ParallelStateFailed`).
pub(in crate::sim) fn branch_failed(
    engine: &mut Engine<'_>,
    parent: &mut Frame,
    branch: &mut Frame,
    failure: Box<Failure>,
) -> Box<Failure> {
    if let Work::Parallel(branches) = &mut parent.visit.work
        && let Some(running) = branches.running.get_mut(branch.index)
    {
        *running = None;
    }
    if !failure.is_fatal() {
        engine.abort_state(branch);
    }
    parent.last_event = branch.last_event;
    failure
}

/// Gathers the results in the order of the branches.
pub(in crate::sim) fn finish(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    let Work::Parallel(branches) = std::mem::take(&mut frame.visit.work) else {
        return Ok(Flow::Go(Cursor::ResultSelector));
    };
    let result = Value::array(branches.results);
    // The exit follows the branches too, not this event (aws-behaviour 47).
    let kind = EventKind::ContainerEnded { container: Container::Parallel, ending: Ending::Succeeded };
    engine.record(&frame.place, frame.last_event, kind);
    engine.trace(frame, code, Phase::Result, &frame.visit.effective, &result);
    data_flow::give_result(engine, frame, code, result)
}
