use super::request::TestStateRequest;
use super::response::ErrorDetails;
use crate::asl::{QueryLanguage, StateType};
use crate::sim::phase::{Phase, PhaseRecord};
use crate::sim::program::{Kind, StateCode};
use crate::sim::state::map::Settings;
use crate::value::{Map, Number, Value};

/// What `inspectionData` tells: the data at each phase that AWS names for this type of state.
pub(super) fn gather(
    request: &TestStateRequest,
    code: &StateCode,
    phases: &[PhaseRecord],
    settings: Option<&Settings>,
    details: Option<ErrorDetails>,
) -> Map {
    let mut told = Map::default();
    for record in phases {
        if is_told(code, record.phase) {
            told.insert(record.phase.name().into(), record.after.clone());
        }
    }
    if let Some(settings) = settings {
        tell_settings(&mut told, settings);
    }
    if let Some(variables) = request.variables.as_ref().filter(|variables| has_members(variables)) {
        told.insert("variables".into(), variables.clone());
    }
    if let Some(details) = details {
        told.insert("errorDetails".into(), details.to_value());
    }
    told
}

fn has_members(value: &Value) -> bool {
    value.as_object().is_some_and(|members| !members.is_empty())
}

/// Which phases AWS tells of (recorded; reference b3.8): a Pass with a `Result` nothing of its input's way, a Parallel
/// only the way of its result, in JSONata little at all.
fn is_told(code: &StateCode, phase: Phase) -> bool {
    let has_result = matches!(&code.kind, Kind::Pass(Some(_))) && code.language == QueryLanguage::JsonPath;
    match (code.state_type, phase) {
        (_, Phase::Input) => true,
        (StateType::Pass, Phase::AfterInputPath | Phase::AfterParameters) => !has_result,
        (StateType::Pass, Phase::Result) => has_result,
        (StateType::Parallel, Phase::AfterInputPath | Phase::AfterParameters | Phase::AfterArguments) => {
            false
        }
        (StateType::Parallel | StateType::Map, Phase::Result) => false,
        (StateType::Map, Phase::AfterItemsPath | Phase::AfterItemSelector) => {
            code.language == QueryLanguage::JsonPath
        }
        (
            _,
            Phase::AfterInputPath
            | Phase::AfterParameters
            | Phase::AfterArguments
            | Phase::Result
            | Phase::AfterResultSelector
            | Phase::AfterResultPath
            | Phase::AfterItemBatcher,
        ) => true,
        _ => false,
    }
}

fn tell_settings(told: &mut Map, settings: &Settings) {
    told.insert("maxConcurrency".into(), Value::from(settings.max_concurrency as i64));
    if let Some(count) = settings.tolerance.count {
        told.insert("toleratedFailureCount".into(), Value::from(count as i64));
    }
    if let Some(percentage) = settings.tolerance.percentage {
        let percentage = Value::Number(Number::Float(percentage));
        told.insert("toleratedFailurePercentage".into(), percentage);
    }
}
