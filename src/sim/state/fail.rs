use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::event::ErrorOutput;
use crate::sim::failure::Failure;
use crate::sim::frame::{Flow, Frame};
use crate::sim::program::{FailCode, FailField, plain_text};
use std::sync::Arc;

/// Fails with what its fields say; what they do not say stays absent (aws-behaviour 7).
pub(in crate::sim) fn work(engine: &mut Engine<'_>, frame: &mut Frame, code: &FailCode) -> Outcome<Flow> {
    let error = text(engine, frame, code.error.as_ref(), "Error")?;
    let cause = text(engine, frame, code.cause.as_ref(), "Cause")?;
    Err(Failure::work(ErrorOutput { error, cause }))
}

fn text(
    engine: &mut Engine<'_>,
    frame: &Frame,
    field: Option<&FailField>,
    name: &str,
) -> Outcome<Option<Arc<str>>> {
    let input = frame.visit.effective.clone();
    let value = match field {
        None => return Ok(None),
        Some(FailField::Template(template)) => {
            let value = engine.evaluate(frame, Data::of(&input), |see| template.evaluate(see, name))?;
            if let (Some(expression), None) = (template.as_expression(), value.as_str()) {
                return Err(expression.unexpected(name.into(), "string", &value));
            }
            value
        }
        Some(FailField::Path { field, expression }) => {
            let found = engine.evaluate(frame, Data::of(&input), |see| expression.evaluate(see));
            found.map_err(|failure| Failure::runtime(failure.cause(field)))?
        }
    };
    Ok(Some(plain_text(&value).into()))
}
