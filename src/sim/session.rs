use super::execution::{Execution, Log, Status, Step, Stimulus, step};
use super::report::RunReport;
use super::run::RunRequest;
use super::samples::Samples;
use super::world::{self, Outcome};
use crate::asl::Definition;

/// Steps between the executions that are kept for going back.
const STEPS_BETWEEN_CHECKPOINTS: usize = 256;

/// A run with a cursor: it goes on and back one step at a time, or to any step.
///
/// Every few steps the execution is kept; going back takes the nearest one before and repeats the steps from there, which
/// gives the same, since steps are pure.
///
/// ```
/// use asl_studio::sim::{RunRequest, Session, Status};
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#;
/// let definition = asl_studio::asl::lower(&asl_studio::json::parse(text).tree.into());
/// let mut session = Session::new(&definition, RunRequest::default());
/// while session.forward().is_some() {}
/// let end = session.position();
/// assert!(matches!(session.execution().status(), Status::Succeeded(_)));
/// session.go_to(1);
/// session.go_to(end);
/// assert!(matches!(session.execution().status(), Status::Succeeded(_)));
/// ```
#[derive(Clone, Debug)]
pub struct Session {
    request: RunRequest,
    samples: Samples,
    execution: Execution,
    position: usize,
    checkpoints: Vec<Execution>,
    /// The answers that came from outside, by the step that took them.
    answers: Vec<(usize, Outcome)>,
}

impl Session {
    /// A session before its first step. The request's text is not read.
    pub fn new(definition: &Definition, request: RunRequest) -> Session {
        let samples = request.samples(definition);
        let execution = Execution::new(&request.program(definition), request.start(&samples));
        Session {
            request,
            samples,
            checkpoints: vec![execution.clone()],
            execution,
            position: 0,
            answers: Vec::new(),
        }
    }

    /// How many steps have been made.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The execution at the cursor.
    pub fn execution(&self) -> &Execution {
        &self.execution
    }

    /// Makes one step. None at the end, and where a Task waits for [`Self::answer`].
    pub fn forward(&mut self) -> Option<Step> {
        let stimulus = self.stimulus()?;
        let made = step(&self.execution, stimulus);
        self.execution = made.after.clone();
        self.position += 1;
        if self.position == self.checkpoints.len() * STEPS_BETWEEN_CHECKPOINTS {
            self.checkpoints.push(self.execution.clone());
        }
        Some(made)
    }

    /// Answers the Task that waits, and forgets answers to later ones.
    pub fn answer(&mut self, outcome: Outcome) {
        if matches!(self.execution.status(), Status::Waiting(_)) {
            self.answers.retain(|(position, _)| *position < self.position);
            self.checkpoints.truncate(self.position / STEPS_BETWEEN_CHECKPOINTS + 1);
            self.answers.push((self.position, outcome));
        }
    }

    /// Moves the cursor to a step; beyond the end, to the end.
    pub fn go_to(&mut self, position: usize) {
        if position < self.position {
            let nearest = (position / STEPS_BETWEEN_CHECKPOINTS).min(self.checkpoints.len() - 1);
            if let Some(checkpoint) = self.checkpoints.get(nearest) {
                self.execution = checkpoint.clone();
                self.position = nearest * STEPS_BETWEEN_CHECKPOINTS;
            }
        }
        while self.position < position && self.forward().is_some() {}
    }

    /// The report of all steps up to the cursor.
    pub fn report(&self) -> RunReport {
        let mut replay = Session { position: 0, ..self.clone() };
        if let Some(first) = self.checkpoints.first() {
            replay.execution = first.clone();
        }
        let mut log = Log::with_phases();
        while replay.position < self.position {
            let Some(made) = replay.forward() else { break };
            log.events.extend(made.events);
            log.phases.get_or_insert_default().extend(made.phases);
        }
        let need = match replay.execution.status() {
            Status::Waiting(question) => Some((**question).clone()),
            _ => None,
        };
        RunReport::new(&replay.execution, log, need, self.request.clock).with_visits()
    }

    /// What the next step takes.
    fn stimulus(&self) -> Option<Stimulus> {
        match self.execution.status() {
            Status::Ready => Some(Stimulus::Proceed),
            Status::Waiting(question) => {
                let given = self.answers.iter().find(|(position, _)| *position == self.position);
                let outcome = match given {
                    Some((_, outcome)) => Some(outcome.clone()),
                    None => {
                        world::answer(&self.request.mocks, self.request.unmocked, &self.samples, question)
                    }
                };
                outcome.map(Stimulus::Task)
            }
            _ => None,
        }
    }
}
