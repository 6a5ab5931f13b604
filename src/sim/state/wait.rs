use crate::expr::Unresolved;
use crate::expr::json_path::JsonPath;
use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::failure::Failure;
use crate::sim::frame::{Cursor, Flow, Frame};
use crate::sim::program::{Amount, NumberKind, Template, WaitCode, plain_text};
use crate::sim::{SimTime, causes, limits};
use crate::value::{Number, Value};

/// Waits for so many seconds, or until an instant; one that is past already takes no time.
pub(in crate::sim) fn work(engine: &mut Engine<'_>, frame: &mut Frame, code: &WaitCode) -> Outcome<Flow> {
    let now = engine.execution.now;
    let until = match code {
        WaitCode::Seconds(Amount::Path(path)) => now.plus_millis(seconds_path(engine, frame, path)? * 1000),
        WaitCode::Seconds(amount) => {
            let input = frame.visit.effective.clone();
            let seconds = engine.evaluate(frame, Data::of(&input), |see| {
                amount.evaluate(see, "Seconds", NumberKind::Integer)
            })?;
            if seconds < 0.0 {
                return Err(Failure::evaluation(Some("Seconds"), causes::seconds_below_zero(seconds)));
            }
            now.plus_seconds(seconds)
        }
        WaitCode::TimestampPath(path) => timestamp_path(engine, frame, path)?,
        WaitCode::Timestamp(template) => timestamp(engine, frame, template)?,
    };
    if until.0.saturating_sub(now.0) > limits::MAX_WAIT_SECONDS * 1000 {
        return Err(Failure::runtime(causes::WAIT_TOO_LONG));
    }
    Ok(Flow::Sleep(until.max(now), Cursor::Finish))
}

fn resolve(engine: &mut Engine<'_>, frame: &Frame, path: &JsonPath) -> Result<Value, Unresolved> {
    let input = frame.visit.effective.clone();
    engine.evaluate(frame, Data::of(&input), |see| path.resolve(see))
}

fn seconds_path(engine: &mut Engine<'_>, frame: &Frame, path: &JsonPath) -> Outcome<i64> {
    let value = resolve(engine, frame, path).map_err(|_| Failure::runtime(causes::seconds_missing(path)))?;
    let Value::Number(Number::Int(seconds)) = value else {
        return Err(Failure::runtime(causes::seconds_no_long(path, &value)));
    };
    if seconds < 0 {
        return Err(Failure::runtime(causes::seconds_negative(path, &value)));
    }
    if seconds > limits::MAX_WAIT_SECONDS {
        return Err(Failure::runtime(causes::WAIT_TOO_LONG));
    }
    Ok(seconds)
}

fn timestamp_path(engine: &mut Engine<'_>, frame: &Frame, path: &JsonPath) -> Outcome<SimTime> {
    let value =
        resolve(engine, frame, path).map_err(|_| Failure::runtime(causes::timestamp_missing(path)))?;
    let text = plain_text(&value);
    SimTime::parse(&text).ok_or_else(|| Failure::runtime(causes::timestamp_malformed(path, &text)))
}

fn timestamp(engine: &mut Engine<'_>, frame: &Frame, template: &Template) -> Outcome<SimTime> {
    let input = frame.visit.effective.clone();
    let value = engine.evaluate(frame, Data::of(&input), |see| template.evaluate(see, "Timestamp"))?;
    if let (Some(expression), None) = (template.as_expression(), value.as_str()) {
        return Err(expression.unexpected("Timestamp".into(), "string", &value));
    }
    let text = plain_text(&value);
    SimTime::parse(&text)
        .ok_or_else(|| Failure::evaluation(Some("Timestamp"), causes::timestamp_unparsable(&text)))
}
