use crate::sim::books::Data;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::failure::Failure;
use crate::sim::frame::{Exit, Flow, Frame};
use crate::sim::program::{ChoiceCode, StateCode};
use crate::sim::{causes, data_flow};

/// Takes the first rule that holds; later ones are not evaluated.
pub(in crate::sim) fn work(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    choice: &ChoiceCode,
) -> Outcome<Flow> {
    frame.visit.exit = engine.evaluate(frame, Data::of(&frame.visit.effective), |see| {
        for (at, rule) in choice.rules.iter().enumerate() {
            if rule.condition.holds(see, at)? {
                return Ok(Exit::Rule(at));
            }
        }
        match &choice.default {
            Some(_) => Ok(Exit::Default),
            None => Err(Failure::runtime(causes::NO_NEXT_STATE)),
        }
    })?;
    data_flow::give_input(engine, frame, code)
}
