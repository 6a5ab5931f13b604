//! What becomes of a failure: told, retried, caught, or passed on (ASL specification, "Errors").

use super::books::Data;
use super::engine::{Engine, Outcome};
use super::event::{Container, Ending, ErrorOutput, EventKind};
use super::failure::{Failure, FailureKind};
use super::frame::{Cursor, Exit, Flow, Frame, Work};
use super::phase::Phase;
use super::program::{CatcherCode, FieldName, StateCode, matches};
use super::{data_flow, state};
use crate::asl::{QueryLanguage, StateType};
use crate::value::Value;

/// Where a failure happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    /// In the state itself.
    Here,
    /// In a machine inside the state, which has told of it.
    Inside,
}

/// Lets a state's retriers and catchers handle a failure.
///
/// # Errors
/// Gives the failure back, in AWS's words, where none of them does.
pub(super) fn handle(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    failure: Box<Failure>,
    origin: Origin,
) -> Outcome<Flow> {
    let Ok(code) = engine.code(frame) else { return Err(failure) };
    if matches!(failure.kind, FailureKind::Stop(_)) {
        return Err(failure);
    }
    let failure = match origin {
        Origin::Here => tell(engine, frame, code, failure),
        Origin::Inside => failure.from_inside(),
    };
    if failure.is_fatal() {
        return Err(failure);
    }
    if let Some(flow) = retry(engine, frame, code, &failure) {
        return Ok(flow);
    }
    container_failed(engine, frame, code, &failure);
    let caught =
        code.catchers.iter().enumerate().find(|(_, catcher)| matches(&catcher.error_equals, &failure));
    match caught {
        Some((at, catcher)) => match catch(engine, frame, code, (at, catcher), &failure) {
            Ok(flow) => Ok(flow),
            Err(next) => Err(tell(engine, frame, code, next)),
        },
        None => Err(failure),
    }
}

/// Puts the failure in AWS's words, and writes the event that tells of it.
fn tell(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode, failure: Box<Failure>) -> Box<Failure> {
    let failure = failure.in_state(&code.name, frame.visit.entered);
    if let FailureKind::Evaluation { location } = &failure.kind {
        let kind = EventKind::EvaluationFailed {
            failure: failure.output.clone(),
            location: location.clone(),
            state: code.name.clone(),
        };
        // The event follows what led to the state, not its own entry (aws-behaviour 18).
        frame.last_event = engine.record(&frame.place, frame.visit.before_entered, kind);
    }
    failure
}

fn retry(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode, failure: &Failure) -> Option<Flow> {
    let (at, retrier) =
        code.retriers.iter().enumerate().find(|(_, retrier)| matches(&retrier.error_equals, failure))?;
    let tries = frame.visit.seldom();
    tries.retries.resize(code.retriers.len(), 0);
    let retries = tries.retries.get_mut(at)?;
    let tried = *retries;
    if tried >= retrier.max_attempts {
        return None;
    }
    *retries += 1;
    tries.retry_count += 1;
    frame.visit.work = Work::None;
    let mut delay = retrier.delay_seconds(tried);
    if retrier.jitter {
        delay *= (engine.random_bits() >> 11) as f64 / (1_u64 << 53) as f64;
    }
    engine.trace(frame, code, Phase::Retry, &error_output(failure), &Value::from(delay));
    Some(Flow::Sleep(engine.execution.now.plus_seconds(delay), Cursor::InputPath))
}

/// Writes that a container has failed, once no retrier is left (aws-behaviour 46).
fn container_failed(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode, failure: &Failure) {
    let container = match code.state_type {
        StateType::Parallel => Container::Parallel,
        StateType::Map => Container::Map,
        _ => return,
    };
    state::map::run_failed(engine, frame, failure);
    engine.emit(frame, EventKind::ContainerEnded { container, ending: Ending::Failed });
}

/// Prepares the way out by a catcher.
pub(super) fn catch(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    (at, catcher): (usize, &CatcherCode),
    failure: &Failure,
) -> Outcome<Flow> {
    let error = error_output(failure);
    let raw = frame.visit.raw.clone();
    let input = if code.language == QueryLanguage::Jsonata { &raw } else { &error };
    let data = Data { input, result: None, error_output: Some(&error) };
    let output = match &catcher.output {
        Some(template) => {
            engine.evaluate(frame, data, |see| template.evaluate(see, FieldName::Catcher(at, "Output")))?
        }
        None if code.language == QueryLanguage::Jsonata => error.clone(),
        None => data_flow::combine(&catcher.result_path, &raw, error.clone())?,
    };
    data_flow::within_limits(engine, &code.name, &output)?;
    let assigned = match &catcher.assign {
        Some(template) => {
            let field = FieldName::Catcher(at, "Assign");
            Some(engine.evaluate(frame, data, |see| data_flow::assigned(template, see, field))?)
        }
        None => None,
    };
    engine.trace(frame, code, Phase::Catch, &error, &output);
    frame.visit.output = output;
    frame.visit.assigned = assigned;
    frame.visit.exit = Exit::Catch(at);
    frame.visit.work = Work::None;
    Ok(Flow::Go(Cursor::Leave))
}

/// The error output that catchers see: nulls for what the error does not have, but an empty cause for a timeout
/// (aws-behaviour 5 and 6).
pub(super) fn error_output(failure: &Failure) -> Value {
    let ErrorOutput { error, cause } = &failure.output;
    let text =
        |text: &Option<_>| text.clone().map_or(Value::Null, |text: std::sync::Arc<str>| Value::from(text));
    let cause = match failure.kind {
        FailureKind::Timeout { .. } if cause.is_none() => Value::from(""),
        _ => text(cause),
    };
    Value::object([("Error", text(error)), ("Cause", cause)])
}
