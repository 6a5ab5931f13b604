use crate::sim::books::Data;
use crate::sim::causes;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::failure::Failure;
use crate::sim::frame::{Cursor, Exit, Flow, Frame};
use crate::sim::program::ChoiceCode;

/// Takes the first rule that holds; later ones are not evaluated.
pub(in crate::sim) fn work(engine: &mut Engine<'_>, frame: &mut Frame, code: &ChoiceCode) -> Outcome<Flow> {
    frame.visit.exit = engine.evaluate(frame, Data::of(&frame.visit.effective), |see| {
        for (at, rule) in code.rules.iter().enumerate() {
            if rule.condition.holds(see, at)? {
                return Ok(Exit::Rule(at));
            }
        }
        match &code.default {
            Some(_) => Ok(Exit::Default),
            None => Err(Failure::runtime(causes::NO_NEXT_STATE)),
        }
    })?;
    Ok(Flow::Go(Cursor::Output))
}
