use crate::app::RunMsg;
use crate::platform::worker::{Heard, RunWorker};
use crate::sim::{Held, RunReport, RunRequest, run_and_hold, run_at_once, unpack};
use std::cell::Cell;
use std::rc::Rc;

/// How often a run tells how far it is. More would keep the page from its own work.
const TELL_EVERY_MILLIS: f64 = 100.0;

/// Runs that are over within so many milliseconds are made in the page itself: most are over before a worker would have heard
/// of them, and nobody sees a picture less.
pub(crate) const AT_ONCE_MILLIS: f64 = 8.0;

/// Longer requests go to the worker in any case: to read some hundred states takes as long.
pub(crate) const AT_ONCE_LENGTH: usize = 64 * 1024;

/// Runs of the page, one at a time: those that are soon over in the page itself, the others in the worker.
pub(crate) struct Runner {
    worker: Rc<RunWorker>,
    say: Rc<dyn Fn(RunMsg)>,
    number: Rc<Cell<u64>>,
}

impl Runner {
    /// A runner that says how a run comes along.
    pub(crate) fn new(say: impl Fn(RunMsg) + 'static) -> Self {
        let (number, say) = (Rc::new(Cell::new(0)), Rc::new(say));
        let (current, tell) = (number.clone(), say.clone());
        let worker = RunWorker::new(move |heard| {
            let number = current.get();
            tell(match heard {
                Heard::Progress(steps) => RunMsg::Progress(number, steps),
                Heard::Answer(answer) => RunMsg::Finished(number, Box::new(read(&answer.to_vec()))),
                Heard::Died(why) => RunMsg::Finished(number, Box::new(Err(died(&why)))),
            });
        });
        Runner { worker, say, number }
    }

    /// Starts a run, which may be over at once; one that goes on is stopped.
    pub(crate) fn start(&self, number: u64, request: &RunRequest) {
        self.number.set(number);
        self.worker.stop_if_busy();
        let text = serde_json::to_string(request).unwrap_or_default();
        let answer = if text.len() > AT_ONCE_LENGTH { None } else { at_once(request) };
        match answer {
            Some(answer) => (self.say)(RunMsg::Finished(number, Box::new(read(&answer)))),
            None => self.worker.ask(text.as_str().into()),
        }
    }

    /// Ends the run at once.
    pub(crate) fn stop(&self) {
        self.worker.stop_if_busy();
    }
}

/// The answer to a request, if it is soon found.
pub(crate) fn at_once(request: &RunRequest) -> Option<Vec<u8>> {
    let start = js_sys::Date::now();
    run_at_once(request, || js_sys::Date::now() - start > AT_ONCE_MILLIS)
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
