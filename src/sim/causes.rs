//! The words of AWS: error names and causes, each in one place. Sources are the recordings (`aws-behaviour.md`) and
//! reference b3, b4, b5 and b14.

use super::event::EventId;
use super::limits::{self, Excess};
use std::fmt::Display;

pub(super) const ALL: &str = "States.ALL";
pub(super) const RUNTIME: &str = "States.Runtime";
pub(super) const TASK_FAILED: &str = "States.TaskFailed";
pub(super) const TIMEOUT: &str = "States.Timeout";
pub(super) const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";

pub(super) const QUERY_EVALUATION_ERROR: &str = "States.QueryEvaluationError";
pub(super) const REFERENCE_PATH_CONFLICT: &str = "States.ReferencePathConflict";
pub(super) const DATA_LIMIT_EXCEEDED: &str = "States.DataLimitExceeded";
pub(super) const EXCEED_TOLERATED_FAILURE_THRESHOLD: &str = "States.ExceedToleratedFailureThreshold";
pub(super) const ITEM_READER_FAILED: &str = "States.ItemReaderFailed";

pub(super) const TOLERATED_FAILURES_EXCEEDED: &str = "The specified tolerated failure threshold was exceeded";
pub(super) const MAX_CONCURRENCY_NEGATIVE: &str = "MaxConcurrency cannot be negative.";
pub(super) const TOLERATED_COUNT_NEGATIVE: &str = "ToleratedFailureCount cannot be negative.";
pub(super) const TOLERATED_PERCENTAGE_RANGE: &str = "ToleratedFailurePercentage must be between 0 and 100.";
pub(super) const WAIT_TOO_LONG: &str = "Wait state delay is too long.";
pub(super) const NO_NEXT_STATE: &str =
    "Failed to transition out of the state. The state does not point to a next state.";
pub(super) const DUPLICATE_CSV_HEADERS: &str = "CSV headers cannot contain duplicates.";
pub(super) const NOT_ITERABLE: &str = "Attempting to map over non-iterable node.";
pub(super) const MAX_ITEMS_NEGATIVE: &str = "field MaxItems must be positive";

pub(super) fn in_state(name: &str, entered: EventId, cause: &str) -> String {
    format!(
        "An error occurred while executing the state '{name}' (entered at the event id #{entered}). {cause}"
    )
}

pub(super) fn invalid_path(path: &dyn Display, reason: &dyn Display) -> String {
    format!("Invalid path '{path}' : {reason}")
}

pub(super) fn result_too_large(name: &str) -> String {
    format!(
        "The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit."
    )
}

pub(super) fn history_too_long(limit: u32) -> String {
    format!("The execution reached the maximum number of history events ({limit}).")
}

pub(super) fn undefined(expression: &str, field: &dyn Display) -> String {
    format!(
        "The JSONata expression '{expression}' specified for the field '{field}' returned nothing (undefined)."
    )
}

pub(super) fn evaluation_error(expression: &str, field: &dyn Display, error: &dyn Display) -> String {
    format!(
        "The JSONata expression '{expression}' specified for the field '{field}' threw an error during evaluation. \
         {error}"
    )
}

pub(super) fn unsupported_type(expression: &str, field: &dyn Display) -> String {
    format!(
        "The JSONata expression '{expression}' specified for the field '{field}' returned an unsupported result type."
    )
}

pub(super) fn unexpected_type(
    expression: &str,
    field: &dyn Display,
    expected: &str,
    actual: &str,
    value: &dyn Display,
) -> String {
    format!(
        "The JSONata expression '{expression}' specified for the field '{field}' returned an unexpected result type. \
         Expected '{expected}', but was '{actual}' for value: {value}"
    )
}

pub(super) fn map_input_no_array(value: &dyn Display) -> String {
    format!("Map state input must be an array but was: {value}")
}

pub(super) fn items_path_no_array(path: &dyn Display) -> String {
    format!("Reference path \"{path}\" must point to array.")
}

pub(super) fn not_a_number(field: &str, value: &str, expected: &str, path: &dyn Display) -> String {
    format!("The {field} field refers to value \"{value}\" which is not a valid {expected}: {path}")
}

/// In the words of the other bounds; no recording has it.
pub(super) fn seconds_out_of_range(field: &str) -> String {
    format!("{field} must be between 1 and {}.", limits::MAX_TIMEOUT_SECONDS)
}

pub(super) fn seconds_negative(path: &dyn Display, value: &dyn Display) -> String {
    format!("The SecondsPath parameter references a negative value: {path} == {value}")
}

pub(super) fn seconds_below_zero(value: f64) -> String {
    format!("The Seconds field references a negative value: {value}")
}

pub(super) fn seconds_no_long(path: &dyn Display, value: &dyn Display) -> String {
    format!("The SecondsPath parameter cannot be parsed as a long value: {path} == {value}")
}

pub(super) fn seconds_missing(path: &dyn Display) -> String {
    format!("The SecondsPath parameter does not reference an input value: {path}")
}

pub(super) fn timestamp_missing(path: &dyn Display) -> String {
    format!("The TimestampPath parameter does not reference an input value: {path}")
}

pub(super) fn timestamp_malformed(path: &dyn Display, value: &str) -> String {
    format!(
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: \
         {path} == {value}"
    )
}

pub(super) fn timestamp_unparsable(value: &str) -> String {
    format!(
        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {value}"
    )
}

pub(super) fn condition_path_invalid(path: &dyn Display) -> String {
    format!("Invalid path '{path}': The choice state's condition path references an invalid value.")
}

pub(super) fn parameters_unusable(parameters: &dyn Display, field: &str) -> String {
    format!(
        "The Parameters '{parameters}' could not be used to start the Task: [The value of the field '{field}' has an \
         invalid format]"
    )
}

/// Not in the words of AWS, which no recording has.
pub(super) fn input_too_large(name: &str) -> String {
    format!(
        "The state/task '{name}' was given an input with a size exceeding the maximum number of bytes service limit."
    )
}

/// Not in the words of AWS, which no recording has.
pub(super) const VARIABLES_TOO_LARGE: &str =
    "The variables have a total size exceeding the maximum number of bytes service limit.";

/// Why an execution with such an input is not started; in the words of the API where it says something.
pub(super) fn input_refused(excess: Excess) -> String {
    match excess {
        Excess::Bytes => format!(
            "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less \
             than or equal to {}",
            limits::MAX_DATA_BYTES
        ),
        Excess::Depth => format!("the input is nested deeper than {} levels", limits::MAX_DEPTH),
    }
}

pub(super) fn nested_too_deep(name: &str) -> String {
    format!("The state/task '{name}' returned a result that is nested too deep.")
}
