use crate::asl::QueryLanguage;
use crate::sim::data_flow;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::frame::{Flow, Frame};
use crate::sim::phase::Phase;
use crate::sim::program::StateCode;
use crate::value::Value;

/// Passes on its fixed `Result`, taken as it is, or else its effective input (aws-behaviour 31).
pub(in crate::sim) fn work(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    result: Option<&Value>,
) -> Outcome<Flow> {
    let given = match result {
        Some(result) if code.language == QueryLanguage::JsonPath => result.clone(),
        _ => frame.visit.effective.clone(),
    };
    if result.is_some() {
        engine.trace(frame, code, Phase::Result, &frame.visit.effective, &given);
    }
    data_flow::give_result(engine, frame, code, given)
}
