use super::api;
use crate::app::RunMsg;
use crate::platform::worker::{Heard, RunWorker};
use crate::sim::{RunReport, RunRequest, run};
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
                Heard::Answer(answer) => RunMsg::Finished(number, Box::new(read(&answer))),
                Heard::Died(why) => RunMsg::Finished(number, Box::new(Err(died(&why)))),
            });
        });
        Runner { worker: Some(worker), number }
    }

    /// Starts a run; one that goes on is stopped.
    pub(crate) fn start(&self, number: u64, request: &RunRequest) {
        self.number.set(number);
        let request = Asked::Report.ask(request);
        self.worker.iter().for_each(|worker| worker.ask(request.clone()));
    }

    /// Ends the run at once.
    pub(crate) fn stop(&self) {
        self.worker.iter().for_each(RunWorker::stop);
    }
}

/// In which form the worker answers.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    /// Everything the page shows.
    Report,
    /// What programs get.
    Answer,
}

impl Asked {
    /// A request for the worker.
    pub(crate) fn ask(self, request: &RunRequest) -> String {
        let form = match self {
            Asked::Report => 'r',
            Asked::Answer => 'a',
        };
        format!("{form}{}", serde_json::to_string(request).unwrap_or_default())
    }
}

/// What the worker does with a request: runs it, tells how far it is, and answers in the form that is asked for.
pub(crate) fn answer(request: &str, progress: &dyn Fn(u64)) -> String {
    let told_at = Cell::new(js_sys::Date::now());
    let report = serde_json::from_str::<RunRequest>(request.get(1..).unwrap_or_default()).map(|request| {
        run(&request, |so_far| {
            let now = js_sys::Date::now();
            if now - told_at.get() >= TELL_EVERY_MILLIS {
                told_at.set(now);
                progress(so_far.steps);
            }
            false
        })
    });
    let answer = match report.map_err(|error| error.to_string()) {
        Ok(report) if request.starts_with('a') => return format!(r#"{{"Ok":{}}}"#, api::told(&report)),
        Ok(report) => serde_json::to_string(&Ok::<_, String>(report)),
        Err(reason) => serde_json::to_string(&Err::<RunReport, _>(reason)),
    };
    answer.unwrap_or_default()
}

/// The worker's answer as a report.
fn read(answer: &str) -> Result<RunReport, String> {
    let read: Result<Result<RunReport, String>, _> = serde_json::from_str(answer);
    read.map_err(|error| format!("the worker's answer cannot be read: {error}"))?
}

fn died(why: &str) -> String {
    if why.is_empty() {
        "The interpreter stopped unexpectedly".to_owned()
    } else {
        format!("The interpreter stopped: {why}")
    }
}
