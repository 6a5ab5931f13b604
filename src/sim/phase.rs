use super::{Place, SimTime};
use crate::asl::StatePath;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A phase of a state's work: the smallest step of a run. The names are those of TestState's `inspectionData` where it has
/// one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// The state is entered with its raw input.
    Input,
    /// `InputPath`
    AfterInputPath,
    /// `Parameters`
    AfterParameters,
    /// `Arguments`
    AfterArguments,
    /// `ItemsPath`, `Items` or `ItemReader`
    AfterItemsPath,
    /// `ItemSelector`
    AfterItemSelector,
    /// `ItemBatcher`
    AfterItemBatcher,
    /// The work begins.
    Work,
    /// The work is done and has given a result.
    Result,
    /// `ResultSelector`
    AfterResultSelector,
    /// `ResultPath`
    AfterResultPath,
    /// `OutputPath` or `Output`, and `Assign`.
    Output,
    /// A retrier makes the state wait and try again.
    Retry,
    /// A catcher leads on.
    Catch,
    /// The state fails for good.
    Failed,
}

impl Phase {
    /// The name in traces, such as `afterInputPath`.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Input => "input",
            Phase::AfterInputPath => "afterInputPath",
            Phase::AfterParameters => "afterParameters",
            Phase::AfterArguments => "afterArguments",
            Phase::AfterItemsPath => "afterItemsPath",
            Phase::AfterItemSelector => "afterItemSelector",
            Phase::AfterItemBatcher => "afterItemBatcher",
            Phase::Work => "work",
            Phase::Result => "result",
            Phase::AfterResultSelector => "afterResultSelector",
            Phase::AfterResultPath => "afterResultPath",
            Phase::Output => "output",
            Phase::Retry => "retry",
            Phase::Catch => "catch",
            Phase::Failed => "failed",
        }
    }
}

/// One phase that was gone through, with the data before and after.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhaseRecord {
    /// When, on the virtual clock.
    pub at: SimTime,
    /// The branches and iterations around it.
    pub place: Arc<Place>,
    /// The state.
    pub state: StatePath,
    /// Which phase.
    pub phase: Phase,
    /// The data before.
    pub before: Value,
    /// The data after.
    pub after: Value,
}
