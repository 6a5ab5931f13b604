/// A name of an error that Step Functions itself gives.
pub(in crate::assist) struct ErrorName {
    /// The name.
    pub(in crate::assist) name: &'static str,
    /// When it comes, and what it matches.
    pub(in crate::assist) what: &'static str,
    /// Whether a retrier or catcher can name it to any effect.
    pub(in crate::assist) is_caught: bool,
}

const fn error(name: &'static str, what: &'static str) -> ErrorName {
    ErrorName { name, what, is_caught: true }
}

const fn fatal(name: &'static str, what: &'static str) -> ErrorName {
    ErrorName { name, what, is_caught: false }
}

/// The errors of the States Language (ASL specification, "Errors"; AWS developer guide, "Handling errors"; reference b11).
pub(in crate::assist) const ERRORS: &[ErrorName] = &[
    error(
        "States.ALL",
        "Matches every error except `States.DataLimitExceeded` and `States.Runtime`. It stands alone, and in the last entry.",
    ),
    error("States.TaskFailed", "Matches every error of a Task except `States.Timeout`."),
    error("States.Timeout", "The Task took longer than `TimeoutSeconds`, or sent no heartbeat in time."),
    error("States.HeartbeatTimeout", "The Task sent no heartbeat for `HeartbeatSeconds`."),
    error("States.Permissions", "The role may not call the resource."),
    error("States.BranchFailed", "A branch of a Parallel failed."),
    error("States.ExceedToleratedFailureThreshold", "More items of a Map failed than it tolerates."),
    error("States.ItemReaderFailed", "A Map could not read its items."),
    error("States.ResultWriterFailed", "A Map could not write its results."),
    error(
        "States.QueryEvaluationError",
        "A JSONata expression failed, or gave nothing or a value of the wrong type.",
    ),
    error("States.IntrinsicFailure", "A call of an intrinsic function failed."),
    error("States.ParameterPathFailure", "A path in a payload template found nothing."),
    error("States.ResultPathMatchFailure", "`ResultPath` cannot be applied to the input of the state."),
    error("States.NoChoiceMatched", "No rule of a Choice holds, and it has no `Default`."),
    error("States.Http.Socket", "An HTTP Task got no answer within its 60 seconds."),
    fatal(
        "States.Runtime",
        "The execution failed while data was processed, such as by a path that finds nothing. It is never retried, and \
         `States.ALL` does not match it.",
    ),
    fatal(
        "States.DataLimitExceeded",
        "An output is larger than 256 KiB. `States.ALL` does not match it, and it cannot be caught.",
    ),
];
