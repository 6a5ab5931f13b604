use crate::asl::StatePath;
use crate::asl::fields::ObjectKind;
use crate::value::{Map, Value};

/// What the last dry run knows, as plain data: whoever has a run gives it.
pub trait DryRun {
    /// What was there when a field was read; none where the run did not come by.
    fn seen(&self, place: &FieldPlace<'_>) -> Option<Seen>;
}

/// A field of a state, or of an object inside one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FieldPlace<'a> {
    /// The state.
    pub state: &'a StatePath,
    /// The object that has the field.
    pub object: ObjectKind,
    /// The field's key.
    pub field: &'a str,
}

/// The data that expressions of a field see.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Seen {
    /// `$`; in JSONata the state's input.
    pub data: Value,
    /// The result of the work, where there is one.
    pub result: Option<Value>,
    /// Error and cause, in a catcher.
    pub error: Option<Value>,
    /// The context object.
    pub context: Value,
    /// The workflow variables.
    pub variables: Map,
}

/// No run yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRun;

impl DryRun for NoRun {
    fn seen(&self, _: &FieldPlace<'_>) -> Option<Seen> {
        None
    }
}
