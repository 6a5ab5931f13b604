//! Map: its items, its iterations, and what becomes of their results (reference b5).
//!
//! An inline Map's iterations are frames of the same execution; a distributed Map's are child executions with histories
//! of their own, of which the parent's history tells only by `MapRun…` events.

mod batcher;
mod csv;
mod items;
mod reader;
mod tolerance;
mod writer;

use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::event::{Container, Ending, ErrorOutput, EventKind, Iteration};
use crate::sim::failure::{Failure, FailureKind};
use crate::sim::frame::{Cursor, Flow, Frame, FrameId, Variables, Work};
use crate::sim::frames::{Child, Joined};
use crate::sim::phase::Phase;
use crate::sim::program::{Amount, Kind, MapCode, NumberKind, StateCode};
use crate::sim::{WorkflowType, causes, data_flow, limits};
use crate::value::Value;
use items::Items;
use std::collections::VecDeque;
use std::sync::Arc;
pub(in crate::sim) use tolerance::Tolerance;

/// The iterations of a Map at work.
#[derive(Clone, Debug)]
pub(in crate::sim) struct Iterations {
    items: Arc<Items>,
    /// The first item that has no iteration yet.
    next: usize,
    concurrency: usize,
    /// The iterations under way, in their order.
    running: VecDeque<(usize, FrameId)>,
    results: Vec<Option<Value>>,
    failures: usize,
    tolerance: Tolerance,
}

impl Iterations {
    /// Forgets an iteration that has ended.
    fn forget(&mut self, index: usize) {
        // Mostly it is the first.
        if self.running.front().is_some_and(|(first, _)| *first == index) {
            self.running.pop_front();
        } else if let Ok(at) = self.running.binary_search_by_key(&index, |(running, _)| *running) {
            self.running.remove(at);
        }
    }

    /// Forgets the iterations that still run; gives their frames.
    pub(in crate::sim) fn take_running(&mut self) -> Vec<FrameId> {
        std::mem::take(&mut self.running).into_iter().map(|(_, frame)| frame).collect()
    }
}

/// What a Map's fields say beside its items.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(in crate::sim) struct Settings {
    /// As it is written; 0 leaves it to Step Functions.
    pub(in crate::sim) max_concurrency: f64,
    pub(in crate::sim) tolerance: Tolerance,
}

/// Finds the items and starts as many iterations as may run at a time.
pub(in crate::sim) fn work(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
) -> Outcome<Flow> {
    let (items, settings) = prepare(engine, frame, code, map, None)?;
    let iterations = Iterations {
        next: 0,
        concurrency: concurrency(settings.max_concurrency, map.distributed),
        running: VecDeque::new(),
        results: vec![None; items.len()],
        failures: 0,
        tolerance: settings.tolerance,
        items: Arc::new(items),
    };
    frame.visit.work = Work::Map(Box::new(iterations));
    start_iterations(engine, frame, code, map)?;
    let Work::Map(iterations) = &frame.visit.work else { return Ok(Flow::Go(Cursor::Finish)) };
    Ok(if iterations.running.is_empty() { Flow::Go(Cursor::Finish) } else { Flow::Join })
}

/// Goes as far as a Map goes before its iterations. `data` is what the ItemReader finds, where a test says so.
pub(in crate::sim) fn settings(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
    data: Option<Value>,
) -> Outcome<Settings> {
    prepare(engine, frame, code, map, data).map(|(_, settings)| settings)
}

fn prepare(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
    data: Option<Value>,
) -> Outcome<(Items, Settings)> {
    let amount = map.max_concurrency.as_ref();
    let written = number(engine, frame, amount, "MaxConcurrency", NumberKind::Integer)?;
    if let Some(amount) = amount
        && written.is_some_and(|written| written < 0.0)
    {
        // AWS was recorded to hang for minutes (aws-behaviour 45); that helps nobody.
        return Err(amount.out_of_range("MaxConcurrency", causes::MAX_CONCURRENCY_NEGATIVE));
    }
    let mut settings = Settings { max_concurrency: written.unwrap_or(0.0), ..Settings::default() };
    let items = items::find(engine, frame, code, map, data, |engine, frame| {
        settings.tolerance = tolerance::read(engine, frame, map)?;
        Ok(())
    })?;
    Ok((items, settings))
}

/// How many iterations may run at a time.
fn concurrency(written: f64, distributed: bool) -> usize {
    let most = if distributed { limits::MAX_DISTRIBUTED_CONCURRENCY } else { limits::MAX_INLINE_CONCURRENCY };
    if written >= 1.0 { (written as usize).min(most) } else { most }
}

fn number(
    engine: &mut Engine<'_>,
    frame: &Frame,
    amount: Option<&Amount>,
    field: &str,
    kind: NumberKind,
) -> Outcome<Option<f64>> {
    let Some(amount) = amount else { return Ok(None) };
    let input = frame.visit.effective.clone();
    engine.evaluate(frame, Data::of(&input), |see| amount.evaluate(see, field, kind)).map(Some)
}

fn start_iterations(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
) -> Outcome<()> {
    loop {
        let Work::Map(iterations) = &frame.visit.work else { return Ok(()) };
        let index = iterations.next;
        if index >= iterations.items.len() || iterations.running.len() >= iterations.concurrency {
            return Ok(());
        }
        let items = iterations.items.clone();
        let id = start_iteration(engine, frame, code, map, (index, &items))?;
        if let Work::Map(iterations) = &mut frame.visit.work {
            iterations.next += 1;
            iterations.running.push_back((index, id));
        }
    }
}

fn start_iteration(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
    (index, items): (usize, &Items),
) -> Outcome<FrameId> {
    let item = items.item(index, map.distributed);
    let input = items.input(index);
    let mut child = Child {
        machine: map.body,
        index,
        place: Arc::new(frame.place.inside(&code.name, 0, index)),
        input,
        variables: frame.variables.clone(),
        item: Some(item),
        last_event: frame.last_event,
    };
    if map.distributed {
        begin_child_execution(engine, code, map, &mut child);
    } else {
        let started = Iteration { name: &code.name, index, ending: None };
        child.last_event = engine.record(&child.place, frame.last_event, started);
    }
    Ok(engine.spawn(Some(frame), child))
}

/// Makes an iteration an execution of its own: it has a history, and sees no variables from outside.
fn begin_child_execution(engine: &mut Engine<'_>, code: &StateCode, map: &MapCode, child: &mut Child) {
    let name = engine.uuid();
    // An Express execution has an id beside its name.
    let (kind, id) = if map.child_type == WorkflowType::Express {
        ("express", format!(":{}", engine.uuid()))
    } else {
        ("execution", String::new())
    };
    let names = &engine.execution.start.names;
    let label = map.label.as_ref().unwrap_or(&code.name);
    let arn = names.arn(&format!("{kind}:{}/{label}:{name}{id}", names.state_machine));
    let role_arn = names.role_arn.clone();
    let number = engine.open_history(arn, name, child.input.clone(), map.child_type);
    Arc::make_mut(&mut child.place).execution = number;
    child.variables = Variables::default();
    child.last_event = 0;
    engine.record(&child.place, 0, EventKind::ExecutionStarted { input: child.input.clone(), role_arn });
}

/// Keeps the result of an iteration, and starts the next one.
pub(in crate::sim) fn iteration_done(
    engine: &mut Engine<'_>,
    parent: &mut Frame,
    mut child: Box<Frame>,
) -> Result<Joined, Box<Failure>> {
    let code = engine.code(parent)?;
    let Kind::Map(map) = &code.kind else { return Ok(Joined::Waiting) };
    if map.distributed {
        engine.record(
            &child.place,
            child.last_event,
            EventKind::ExecutionSucceeded { output: child.data.clone() },
        );
    } else {
        end_iteration(engine, parent, code, &child, Ending::Succeeded);
    }
    if let Work::Map(iterations) = &mut parent.visit.work {
        iterations.forget(child.index);
        if let Some(result) = iterations.results.get_mut(child.index) {
            *result = Some(std::mem::take(&mut child.data));
        }
    }
    engine.execution.spare.0.push(child);
    go_on(engine, parent, code, map)
}

/// Writes how an iteration ended. What follows in the Map chains to the iteration's last state, not to this event
/// (aws-behaviour 47).
fn end_iteration(
    engine: &mut Engine<'_>,
    parent: &mut Frame,
    code: &StateCode,
    child: &Frame,
    ending: Ending,
) {
    let ended = Iteration { name: &code.name, index: child.index, ending: Some(ending) };
    engine.record(&child.place, child.last_event, ended);
    parent.last_event = child.last_event;
}

fn go_on(
    engine: &mut Engine<'_>,
    parent: &mut Frame,
    code: &StateCode,
    map: &MapCode,
) -> Result<Joined, Box<Failure>> {
    // An item that cannot be selected fails the Map itself, which then tells of it.
    if let Err(failure) = start_iterations(engine, parent, code, map) {
        return Err(failure.in_state(&code.name, parent.visit.entered));
    }
    match &parent.visit.work {
        Work::Map(iterations) if iterations.running.is_empty() => Ok(Joined::Done),
        _ => Ok(Joined::Waiting),
    }
}

/// Counts a failed iteration; more than the Map tolerates fail it.
pub(in crate::sim) fn iteration_failed(
    engine: &mut Engine<'_>,
    parent: &mut Frame,
    child: &mut Frame,
    failure: Box<Failure>,
) -> Result<Joined, Box<Failure>> {
    let code = engine.code(parent)?;
    let Kind::Map(map) = &code.kind else { return Err(failure) };
    if let Work::Map(iterations) = &mut parent.visit.work {
        iterations.forget(child.index);
        iterations.failures += 1;
    }
    if map.distributed {
        match failure.kind {
            FailureKind::Overdue => engine.record(&child.place, 0, EventKind::ExecutionTimedOut),
            _ => {
                let kind = EventKind::ExecutionFailed(failure.output.clone());
                engine.record(&child.place, child.last_event, kind)
            }
        };
        let tolerated = match &parent.visit.work {
            Work::Map(iterations) => iterations.tolerance.allows(iterations.failures, iterations.items.len()),
            _ => false,
        };
        return if tolerated { go_on(engine, parent, code, map) } else { Err(tolerance::exceeded()) };
    }
    if !failure.is_fatal() {
        end_iteration(engine, parent, code, child, Ending::Failed);
    }
    Err(failure)
}

/// Tells that an iteration is aborted because another one failed.
pub(in crate::sim) fn iteration_aborted(engine: &mut Engine<'_>, parent: &mut Frame, child: &mut Frame) {
    let Ok(code) = engine.code(parent) else { return };
    match &code.kind {
        Kind::Map(map) if map.distributed => {
            engine.record(&child.place, child.last_event, EventKind::ExecutionAborted);
        }
        Kind::Map(_) => {
            // What follows chains to the state that failed.
            let failed = parent.last_event;
            end_iteration(engine, parent, code, child, Ending::Aborted);
            parent.last_event = failed;
        }
        _ => {}
    }
}

/// Gathers the results in the order of the items.
pub(in crate::sim) fn finish(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    map: &MapCode,
) -> Outcome<Flow> {
    let Work::Map(iterations) = std::mem::take(&mut frame.visit.work) else {
        return Ok(Flow::Go(Cursor::ResultSelector));
    };
    let result = match &map.writer {
        Some(writer) => writer::write(engine, frame, (code, map, writer), *iterations)?,
        None => Value::array(iterations.results.into_iter().flatten().collect()),
    };
    if map.distributed {
        let kind = EventKind::MapRunEnded { ending: Ending::Succeeded, failure: ErrorOutput::default() };
        engine.emit(frame, kind);
        // What fails from here on is not the run.
        frame.visit.seldom().map_run = None;
    }
    let kind = EventKind::ContainerEnded { container: Container::Map, ending: Ending::Succeeded };
    engine.record(&frame.place, frame.last_event, kind);
    engine.trace(frame, code, Phase::Result, &frame.visit.effective, &result);
    data_flow::give_result(engine, frame, code, result)
}

/// Writes that a distributed Map's run has failed, where it had started.
pub(in crate::sim) fn run_failed(engine: &mut Engine<'_>, frame: &mut Frame, failure: &Failure) {
    if frame.visit.map_run().is_some() {
        let kind = EventKind::MapRunEnded { ending: Ending::Failed, failure: failure.output.clone() };
        engine.emit(frame, kind);
    }
}
