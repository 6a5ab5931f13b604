use crate::app::RunMsg;
use crate::platform::worker::{Heard, RunWorker};
use crate::sim::{Held, RunReport, RunRequest, run_and_hold, unpack};
use std::cell::Cell;
use std::rc::Rc;

/// How often a run tells how far it is. More would keep the page from its own work.
const TELL_EVERY_MILLIS: f64 = 100.0;

/// Runs of the page, one at a time, in the worker.
#[derive(Clone, Default)]
pub(crate) struct Runner {
    worker: Option<Rc<RunWorker>>,
    number: Rc<Cell<u64>>,
}

impl Runner {
    /// A runner that says how a run comes along.
    pub(crate) fn new(say: impl Fn(RunMsg) + 'static) -> Self {
        let number = Rc::new(Cell::new(0));
        let current = number.clone();
        let worker = RunWorker::new(move |heard| {
            let number = current.get();
            say(match heard {
                Heard::Progress(steps) => RunMsg::Progress(number, steps),
                Heard::Answer(answer) => RunMsg::Finished(number, Box::new(read(&answer.to_vec()))),
                Heard::Died(why) => RunMsg::Finished(number, Box::new(Err(died(&why)))),
            });
        });
        Runner { worker: Some(worker), number }
    }

    /// Starts a run; one that goes on is stopped.
    pub(crate) fn start(&self, number: u64, request: &RunRequest) {
        self.number.set(number);
        let request = serde_json::to_string(request).unwrap_or_default();
        self.worker.iter().for_each(|worker| worker.ask(request.as_str().into()));
    }

    /// Ends the run at once.
    pub(crate) fn stop(&self) {
        self.worker.iter().for_each(RunWorker::stop);
    }
}

/// What the worker does with a request: runs it, and tells how far it is. A request that cannot be read gives no bytes.
/// What the run held comes along, to be dropped later.
pub(crate) fn answer(request: &str, progress: &dyn Fn(u64)) -> (Vec<u8>, Option<(RunRequest, Held)>) {
    let told_at = Cell::new(js_sys::Date::now());
    let Ok(request) = serde_json::from_str::<RunRequest>(request) else { return (Vec::new(), None) };
    let (bytes, held) = run_and_hold(&request, |so_far| {
        let now = js_sys::Date::now();
        if now - told_at.get() >= TELL_EVERY_MILLIS {
            told_at.set(now);
            progress(so_far.steps);
        }
        false
    });
    (bytes, Some((request, held)))
}

/// The worker's answer as a report.
fn read(answer: &[u8]) -> Result<RunReport, String> {
    unpack(answer).ok_or_else(|| "The interpreter's answer cannot be read".to_owned())
}

fn died(why: &str) -> String {
    if why.is_empty() {
        "The interpreter stopped unexpectedly".to_owned()
    } else {
        format!("The interpreter stopped: {why}")
    }
}
