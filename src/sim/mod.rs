//! The interpreter: runs a definition in a world of mocks as AWS Step Functions would.
//!
//! [`run()`] takes a [`RunRequest`] and gives a [`RunReport`]; both are plain data. To a Web Worker and back the request
//! goes as JSON, the report as bytes ([`run_packed`], [`unpack`]). [`run_at_once`] is for whoever must not wait: it makes a short
//! run, and gives a long one up.
//!
//! Invariants: nothing here sleeps, fetches, reads a clock or draws a random number, all of that comes in as data, so the
//! same request gives the same report; what the interpreter does not do stops the run and says so.
//!
//! Deliberately absent: verdicts on the definition (see `lint`), drawing, timers and promises.

mod agenda;
mod books;
mod causes;
mod context_object;
mod data_flow;
mod engine;
mod errors;
pub mod event;
mod execution;
mod failure;
mod frame;
mod frames;
mod limits;
mod packed;
mod phase;
mod place;
mod program;
mod report;
mod run;
mod samples;
mod session;
mod sizes;
mod state;
pub mod test_state;
mod time;
mod variable_references;
mod world;

pub use execution::{Execution, Start, Status, Step, Stimulus, step};
pub use packed::{pack, unpack, unpack_events, unpack_head};
pub use phase::{Phase, PhaseRecord};
pub use place::{Place, PlaceStep};
pub use program::Program;
pub use report::{Attempt, RunReport, RunStatus, Stop, Visit, VisitOutcome};
pub use run::{Held, RunRequest, WorkflowType, run, run_and_hold, run_at_once, run_definition, run_packed};
pub use samples::{Samples, sample_input};
pub use session::Session;
pub use time::SimTime;
pub use variable_references::variable_references;
pub use world::{
    MockConfig, MockConfigError, MockError, MockResponse, MockScript, Names, Object, Objects, Outcome,
    TaskRequest, TaskResult, Unmocked,
};
