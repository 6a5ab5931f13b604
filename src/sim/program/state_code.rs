use super::{Amount, CatcherCode, MapCode, RetrierCode, RuleCode, TaskCode, Template};
use crate::asl::StatePath;
use crate::asl::{MachineId, QueryLanguage, StateId, StateType};
use crate::expr::PathOrIntrinsic;
use crate::expr::json_path::JsonPath;
use crate::sim::report::Stop;
use crate::value::Value;
use std::sync::Arc;

/// A state made ready to run.
#[derive(Debug)]
pub(in crate::sim) struct StateCode {
    pub(in crate::sim) id: StateId,
    pub(in crate::sim) name: Arc<str>,
    pub(in crate::sim) path: Arc<StatePath>,
    pub(in crate::sim) state_type: StateType,
    pub(in crate::sim) language: QueryLanguage,
    /// Whether the input is also the effective input.
    pub(in crate::sim) passes_input: bool,
    /// Whether the result where `ResultPath` puts it, or the effective input of a state without one, is also the output.
    pub(in crate::sim) passes_result: bool,
    pub(in crate::sim) input_path: PathCode,
    /// `Parameters` or `Arguments`.
    pub(in crate::sim) parameters: Option<Template>,
    pub(in crate::sim) kind: Kind,
    pub(in crate::sim) result_selector: Option<Template>,
    pub(in crate::sim) result_path: ResultPath,
    pub(in crate::sim) output: OutputCode,
    pub(in crate::sim) assign: Option<Template>,
    pub(in crate::sim) retriers: Vec<RetrierCode>,
    pub(in crate::sim) catchers: Vec<CatcherCode>,
    /// Where `Next` leads; none at an `End`.
    pub(in crate::sim) next: Option<Target>,
    /// Why the state cannot run.
    pub(in crate::sim) defect: Option<Stop>,
}

/// The state a transition names.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::sim) struct Target {
    pub(in crate::sim) name: Arc<str>,
    /// None where no state has that name.
    pub(in crate::sim) state: Option<StateId>,
}

/// `InputPath` and `OutputPath`.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::sim) enum PathCode {
    /// `$`, or not written.
    Whole,
    /// `null`, which gives `{}`.
    Nothing,
    /// Another path.
    At(JsonPath),
}

/// `ResultPath`.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::sim) enum ResultPath {
    /// `$`, or not written: the result takes the input's place.
    Replace,
    /// `null`: the input stays.
    Discard,
    /// The result goes into the input.
    At(JsonPath),
}

/// What a state gives on.
#[derive(Debug)]
pub(in crate::sim) enum OutputCode {
    /// `OutputPath`
    Path(PathCode),
    /// `Output`
    Template(Template),
    /// JSONata without `Output`.
    Default,
}

/// What is particular to a state's type.
#[derive(Debug)]
pub(in crate::sim) enum Kind {
    /// With the `Result`, if it is written.
    Pass(Option<Value>),
    Task(Box<TaskCode>),
    Choice(ChoiceCode),
    Wait(WaitCode),
    Succeed,
    Fail(FailCode),
    Parallel(Vec<MachineId>),
    Map(Box<MapCode>),
    /// None of the eight; the state has a defect.
    Unknown,
}

/// A Choice.
#[derive(Debug)]
pub(in crate::sim) struct ChoiceCode {
    pub(in crate::sim) rules: Vec<RuleCode>,
    pub(in crate::sim) default: Option<Target>,
}

/// What a Wait waits for.
#[derive(Debug)]
pub(in crate::sim) enum WaitCode {
    /// `Seconds`, `SecondsPath`
    Seconds(Amount),
    /// `Timestamp`
    Timestamp(Template),
    /// `TimestampPath`
    TimestampPath(JsonPath),
}

/// What a Fail fails with.
#[derive(Debug)]
pub(in crate::sim) struct FailCode {
    pub(in crate::sim) error: Option<FailField>,
    pub(in crate::sim) cause: Option<FailField>,
}

/// One of the two fields of a Fail.
#[derive(Debug)]
pub(in crate::sim) enum FailField {
    Template(Template),
    Path { field: &'static str, expression: PathOrIntrinsic },
}
