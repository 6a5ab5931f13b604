use super::state_code::ResultPath;
use super::{Target, Template};
use crate::sim::causes;
use crate::sim::failure::{Failure, FailureKind};
use std::sync::Arc;

/// An entry of `Retry`.
#[derive(Debug)]
pub(in crate::sim) struct RetrierCode {
    pub(in crate::sim) error_equals: Vec<Arc<str>>,
    pub(in crate::sim) interval_seconds: f64,
    pub(in crate::sim) max_attempts: u32,
    pub(in crate::sim) backoff_rate: f64,
    pub(in crate::sim) max_delay_seconds: Option<f64>,
    /// Whether `JitterStrategy` is `FULL`.
    pub(in crate::sim) jitter: bool,
}

/// An entry of `Catch`.
#[derive(Debug)]
pub(in crate::sim) struct CatcherCode {
    pub(in crate::sim) error_equals: Vec<Arc<str>>,
    pub(in crate::sim) next: Target,
    pub(in crate::sim) result_path: ResultPath,
    pub(in crate::sim) output: Option<Template>,
    pub(in crate::sim) assign: Option<Template>,
}

/// Whether an `ErrorEquals` names a failure (reference b11): `States.ALL` is all that can be handled,
/// `States.TaskFailed` all but timeouts; a missed heartbeat is a timeout too.
pub(in crate::sim) fn matches(error_equals: &[Arc<str>], failure: &Failure) -> bool {
    let is_heartbeat = failure.kind == FailureKind::Timeout { heartbeat: true };
    let name = failure.output.error.as_deref();
    error_equals.iter().any(|wanted| match &**wanted {
        causes::ALL => true,
        causes::TASK_FAILED => name != Some(causes::TIMEOUT),
        causes::HEARTBEAT_TIMEOUT if is_heartbeat => true,
        wanted => Some(wanted) == name,
    })
}

impl RetrierCode {
    /// Seconds before retry number `attempt`, from 0: Interval × Rate^attempt, within MaxDelay.
    pub(in crate::sim) fn delay_seconds(&self, attempt: u32) -> f64 {
        let exponent = i32::try_from(attempt).unwrap_or(i32::MAX);
        let delay = self.interval_seconds * self.backoff_rate.powi(exponent);
        delay.min(self.max_delay_seconds.unwrap_or(f64::INFINITY)).min(99_999_999.0)
    }
}
