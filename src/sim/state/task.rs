use crate::asl::resource::Pattern;
use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::event::{ErrorOutput, TaskCall, TaskEvent, TaskFamily, TaskProgress};
use crate::sim::failure::{Failure, FailureKind};
use crate::sim::frame::{Cursor, Flow, Frame, Work};
use crate::sim::phase::Phase;
use crate::sim::program::{Amount, Kind, NumberKind, StateCode, TaskCode, Template, plain_text};
use crate::sim::world::{self, TaskRequest, TaskResult, submitted};
use crate::sim::{SimTime, causes, data_flow, limits};
use crate::value::{Map, Value};
use std::sync::Arc;

/// A Task that was called, and whose end is to come.
#[derive(Clone, Debug)]
pub(in crate::sim) struct Call {
    call: TaskCall,
    /// What it comes to, once the world has said so.
    end: Option<End>,
}

/// What a call comes to.
#[derive(Clone, Debug)]
enum End {
    Result(TaskResult),
    /// Nothing, in time.
    Timeout {
        heartbeat: bool,
    },
}

/// Makes the call ready and asks the world what becomes of it.
pub(in crate::sim) fn work(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    task: &TaskCode,
) -> Outcome<Flow> {
    let timeout_seconds = seconds(engine, frame, task.timeout.as_ref(), "TimeoutSeconds")?;
    let heartbeat_seconds = seconds(engine, frame, task.heartbeat.as_ref(), "HeartbeatSeconds")?;
    let role_arn = role(engine, frame, task.credentials.as_ref())?;
    check_parameters(task, &frame.visit.effective)?;
    let own_region = || engine.execution.start.names.region.clone();
    let call = TaskCall {
        integration: task.integration.clone(),
        region: if task.region.is_empty() { own_region() } else { task.region.clone() },
        parameters: frame.visit.effective.clone(),
        timeout_seconds,
        heartbeat_seconds,
        role_arn,
    };
    let request = request(engine, frame, code, task, call);
    engine.trace(frame, code, Phase::Work, &frame.visit.effective, &frame.visit.effective);
    match (engine.answer)(&request) {
        Some(outcome) => called(engine, frame, (code, task), request.call, outcome),
        None => {
            frame.visit.work = Work::Task(Box::new(Call { call: request.call.clone(), end: None }));
            Ok(Flow::Ask(Box::new(request)))
        }
    }
}

/// Refuses parameters with which Step Functions cannot even make the call (aws-behaviour 12).
fn check_parameters(task: &TaskCode, parameters: &Value) -> Outcome<()> {
    if &*task.integration.resource_type != "apigateway" {
        return Ok(());
    }
    let headers = parameters.get("Headers").and_then(Value::as_object);
    let lists = |headers: &Map| headers.values().all(|value| value.as_array().is_some());
    if headers.is_none_or(lists) {
        return Ok(());
    }
    Err(Failure::runtime(causes::parameters_unusable(parameters, "Headers")))
}

fn seconds(
    engine: &mut Engine<'_>,
    frame: &Frame,
    amount: Option<&Amount>,
    field: &str,
) -> Outcome<Option<i64>> {
    let Some(amount) = amount else { return Ok(None) };
    let input = frame.visit.raw.clone();
    let seconds =
        engine.evaluate(frame, Data::of(&input), |see| amount.evaluate(see, field, NumberKind::Integer))?;
    if !(1.0..=limits::MAX_TIMEOUT_SECONDS as f64).contains(&seconds) {
        return Err(amount.out_of_range(field, causes::seconds_out_of_range(field)));
    }
    Ok(Some(seconds as i64))
}

/// The role of `Credentials`.
fn role(engine: &mut Engine<'_>, frame: &Frame, credentials: Option<&Template>) -> Outcome<Option<Arc<str>>> {
    let Some(template) = credentials else { return Ok(None) };
    let input = frame.visit.raw.clone();
    let value = engine.evaluate(frame, Data::of(&input), |see| template.evaluate(see, "Credentials"))?;
    Ok(value.get("RoleArn").map(|role| plain_text(role).into()))
}

fn request(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    task: &TaskCode,
    call: TaskCall,
) -> TaskRequest {
    let invocation = match engine.execution.invocations.get_mut(code.id.index()) {
        Some(count) => {
            *count += 1;
            *count - 1
        }
        None => 0,
    };
    TaskRequest {
        state: code.path.clone(),
        place: frame.place.clone(),
        invocation,
        local_invocation: frame.count_call(code.id),
        call,
        resource: task.resource_text.clone(),
    }
}

/// Takes the world's answer to a call that has waited for it.
pub(in crate::sim) fn answered(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    outcome: world::Outcome,
) -> Outcome<Flow> {
    let code = engine.code(frame)?;
    match (std::mem::take(&mut frame.visit.work), &code.kind) {
        (Work::Task(pending), Kind::Task(task)) => called(engine, frame, (code, task), pending.call, outcome),
        _ => Ok(Flow::Go(Cursor::Finish)),
    }
}

/// Writes that a call was made, and sees when it comes to its end.
fn called(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    (code, task): (&StateCode, &TaskCode),
    call: TaskCall,
    outcome: world::Outcome,
) -> Outcome<Flow> {
    if let TaskResult::Throw(thrown) = &outcome.result
        && thrown.error.as_deref() == Some(causes::RUNTIME)
    {
        // Step Functions could not even make the call; the cause holds all that is said.
        return Err(Box::new(Failure { output: thrown.clone(), kind: FailureKind::Runtime { told: true } }));
    }
    begin_call(engine, frame, task, &call, &outcome.result);
    let (at, end) = end_of(engine.execution.now, &call, outcome);
    let is_over = at <= engine.execution.now;
    if is_over && engine.goes_straight_on(frame, 1) {
        return end_call(engine, frame, (code, task), call, end);
    }
    frame.visit.work = Work::Task(Box::new(Call { call, end: Some(end) }));
    Ok(if is_over { Flow::Go(Cursor::Finish) } else { Flow::Sleep(at, Cursor::Finish) })
}

fn begin_call(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    task: &TaskCode,
    call: &TaskCall,
    result: &TaskResult,
) {
    let mut write = |progress: &TaskProgress| {
        engine.emit(frame, TaskEvent { call, progress });
    };
    write(&TaskProgress::Scheduled);
    write(&TaskProgress::Started);
    let refused = matches!(result, TaskResult::Throw(thrown) if is_refused(task, call, thrown));
    if is_submitted(task) && !refused {
        write(&TaskProgress::Submitted(submitted::answer(call)));
    }
}

/// Whether the call hands in a job, or a message that is to be answered by a callback.
fn is_submitted(task: &TaskCode) -> bool {
    task.integration.family == TaskFamily::Task && task.pattern != Pattern::RequestResponse
}

/// Whether an error says that the service did not take what was handed in.
fn is_refused(task: &TaskCode, call: &TaskCall, thrown: &ErrorOutput) -> bool {
    is_submitted(task) && thrown.error.as_deref().is_some_and(|error| submitted::refuses(call, error))
}

/// When a call comes to its end, and how: the answer, unless time is up before.
fn end_of(now: SimTime, call: &TaskCall, outcome: world::Outcome) -> (SimTime, End) {
    let answer = now.plus_seconds(outcome.after_seconds.max(0.0));
    let up = |seconds: Option<i64>| seconds.map(|seconds| now.plus_seconds(seconds as f64));
    let (timeout, heartbeat) = (up(call.timeout_seconds), up(call.heartbeat_seconds));
    let first = [timeout, heartbeat].into_iter().flatten().min().filter(|first| *first < answer);
    match first {
        Some(first) => (first, End::Timeout { heartbeat: timeout != Some(first) }),
        None => (answer, End::Result(outcome.result)),
    }
}

/// Takes the result, or fails.
pub(in crate::sim) fn finish(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    task: &TaskCode,
) -> Outcome<Flow> {
    match std::mem::take(&mut frame.visit.work) {
        Work::Task(pending) => match *pending {
            Call { call, end: Some(end) } => end_call(engine, frame, (code, task), call, end),
            Call { end: None, .. } => Err(Failure::runtime("the Task has no answer")),
        },
        _ => Ok(Flow::Go(Cursor::ResultSelector)),
    }
}

fn end_call(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    (code, task): (&StateCode, &TaskCode),
    call: TaskCall,
    end: End,
) -> Outcome<Flow> {
    let failure = match end {
        End::Result(TaskResult::Return(result)) => {
            match data_flow::within_limits(engine, name_in_limit(task), &result) {
                Ok(()) => return succeed(engine, frame, code, call, result),
                Err(failure) => failure,
            }
        }
        End::Result(TaskResult::Throw(thrown)) => match thrown.error.as_deref() {
            Some(causes::TIMEOUT) if thrown.cause.as_deref().is_none_or(str::is_empty) => {
                Failure::timeout(false)
            }
            Some(causes::HEARTBEAT_TIMEOUT) => Failure::timeout(true),
            _ => Failure::work(thrown),
        },
        End::Timeout { heartbeat } => Failure::timeout(heartbeat),
    };
    let progress = match failure.kind {
        FailureKind::Timeout { .. } => TaskProgress::TimedOut(failure.output.clone()),
        FailureKind::Work if is_refused(task, &call, &failure.output) => {
            TaskProgress::SubmitFailed(failure.output.clone())
        }
        _ => TaskProgress::Failed(failure.output.clone()),
    };
    engine.emit(frame, TaskEvent { call: &call, progress: &progress });
    Err(failure)
}

fn succeed(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    call: TaskCall,
    result: Value,
) -> Outcome<Flow> {
    engine.emit(frame, TaskEvent { call: &call, progress: &TaskProgress::Succeeded(result.clone()) });
    engine.trace(frame, code, Phase::Result, &frame.visit.result, &result);
    data_flow::give_result(engine, frame, code, result)
}

/// The name that a message about the result's size gives: a function's ARN, or the service (aws-behaviour 8).
fn name_in_limit(task: &TaskCode) -> &str {
    if task.integration.resource_type.is_empty() {
        &task.integration.resource
    } else {
        &task.integration.resource_type
    }
}
