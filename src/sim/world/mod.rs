//! The world a run happens in, as data: results of Tasks, objects in S3, names, what to do where nothing is given.
//!
//! Invariants: the same question to the same world gives the same answer; counters live in the execution, not here.

mod mock;
mod mock_config;
mod names;
mod objects;
mod sample;
pub(in crate::sim) mod submitted;
mod task_request;

pub use mock::{MockError, MockResponse, MockScript};
pub use mock_config::{MockConfig, MockConfigError};
pub use names::Names;
pub use objects::{Object, Objects};
pub use task_request::{Outcome, TaskRequest, TaskResult};

use super::samples::Samples;
use serde::{Deserialize, Serialize};

/// What a Task does for which the mocks have no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unmocked {
    /// Gives a plausible result in the shape of its integration.
    #[default]
    Sample,
    /// Gives back its effective input.
    Echo,
    /// Fails, and says that the mock is missing.
    Fail,
    /// Leaves the run waiting, for the caller to answer.
    Ask,
}

impl Unmocked {
    /// The policy of that name: `sample`, `echo`, `fail` or `ask`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "sample" => Some(Unmocked::Sample),
            "echo" => Some(Unmocked::Echo),
            "fail" => Some(Unmocked::Fail),
            "ask" => Some(Unmocked::Ask),
            _ => None,
        }
    }
}

/// The answer of the mocks, or else of the policy; none where the caller is to be asked.
pub(super) fn answer(
    mocks: &MockScript,
    unmocked: Unmocked,
    samples: &Samples,
    request: &TaskRequest,
) -> Option<Outcome> {
    if let Some(outcome) = mocks.outcome(request) {
        return Some(outcome);
    }
    match unmocked {
        Unmocked::Sample => {
            let result = samples.complete(&request.state, request.invocation, sample::result(request));
            Some(Outcome::now(TaskResult::Return(result)))
        }
        Unmocked::Echo => Some(Outcome::now(TaskResult::Return(request.call.parameters.clone()))),
        Unmocked::Fail => Some(Outcome::now(mock::missing(mocks, request))),
        Unmocked::Ask => None,
    }
}
