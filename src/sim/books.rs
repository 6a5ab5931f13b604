//! The books of a run: events with their numbers, phases with their data, evaluations with what they see.

use super::engine::Engine;
use super::event::{ErrorOutput, EventId, EventKind, Told};
use super::execution::{History, Status};
use super::frame::Frame;
use super::packed::Pack;
use super::phase::{Phase, PhaseRecord};
use super::place::Place;
use super::program::{Evaluator, StateCode};
use super::report::Stop;
use super::{WorkflowType, causes, context_object, limits};
use crate::asl::StatePath;
use crate::value::Value;
use std::cell::Cell;
use std::sync::Arc;

/// What an evaluation sees beside the frame.
#[derive(Clone, Copy)]
pub(super) struct Data<'a> {
    pub(super) input: &'a Value,
    pub(super) result: Option<&'a Value>,
    pub(super) error_output: Option<&'a Value>,
}

impl<'a> Data<'a> {
    /// Only an input.
    pub(super) fn of(input: &'a Value) -> Self {
        Data { input, result: None, error_output: None }
    }
}

impl Engine<'_> {
    /// Writes an event that follows the frame's last one, and becomes its last.
    pub(super) fn emit(&mut self, frame: &mut Frame, what: impl Told + Pack) -> EventId {
        let id = self.record(&frame.place, frame.last_event, what);
        frame.last_event = id;
        id
    }

    /// Writes an event; gives its number. One more than the service keeps ends the execution.
    pub(super) fn record(
        &mut self,
        place: &Arc<Place>,
        previous: EventId,
        what: impl Told + Pack,
    ) -> EventId {
        let Some(history) = self.execution.histories.get_mut(place.execution as usize) else { return 0 };
        let id = history.next;
        let is_bounded = history.workflow_type == WorkflowType::Standard;
        if is_bounded && id >= limits::MAX_EVENTS && !what.ends_execution() {
            history.is_full = true;
            if place.execution == 0 {
                self.overflow(previous);
            }
            return id;
        }
        history.next += 1;
        if self.execution.status == Status::Ready || what.ends_execution() {
            let at = self.execution.now;
            self.log.push((id, previous), at, place, what);
        }
        id
    }

    /// Whether a frame is in a child execution whose history is full.
    pub(super) fn is_history_full(&self, frame: &Frame) -> bool {
        let history = || self.execution.histories.get(frame.place.execution as usize);
        frame.place.execution != 0 && history().is_some_and(|history| history.is_full)
    }

    /// Ends the execution with the last event that fits (reference b14).
    fn overflow(&mut self, previous: EventId) {
        if self.execution.status != Status::Ready {
            return;
        }
        let failure = ErrorOutput {
            error: Some(causes::RUNTIME.into()),
            cause: Some(causes::history_too_long(limits::MAX_EVENTS).into()),
        };
        self.record(&Arc::default(), previous, EventKind::ExecutionFailed(failure.clone()));
        self.execution.status = Status::Failed(failure);
    }

    /// Whether somebody reads phases.
    pub(super) fn is_traced(&self) -> bool {
        self.log.phases.is_some()
    }

    /// Writes a phase down, where somebody reads phases.
    #[inline]
    pub(super) fn trace(
        &mut self,
        frame: &Frame,
        code: &StateCode,
        phase: Phase,
        before: &Value,
        after: &Value,
    ) {
        if self.is_traced() {
            self.write_phase(frame, code, phase, (before, after));
        }
    }

    fn write_phase(
        &mut self,
        frame: &Frame,
        code: &StateCode,
        phase: Phase,
        (before, after): (&Value, &Value),
    ) {
        let at = self.execution.now;
        if let Some(phases) = &mut self.log.phases {
            phases.push(PhaseRecord {
                at,
                place: frame.place.clone(),
                state: StatePath::clone(&code.path),
                phase,
                before: before.clone(),
                after: after.clone(),
            });
        }
    }

    /// Evaluates something of a state.
    pub(super) fn evaluate<T>(
        &mut self,
        frame: &Frame,
        data: Data<'_>,
        evaluate: impl FnOnce(&Evaluator<'_>) -> T,
    ) -> T {
        let random = Cell::new(self.execution.random);
        let execution = &*self.execution;
        let program = self.program;
        let context = || context_object::make(execution, program, frame);
        let evaluator = Evaluator {
            input: data.input,
            result: data.result,
            error_output: data.error_output,
            context: &context,
            variables: &frame.variables,
            random: &random,
            now: execution.now,
            patience: self.patience,
        };
        let result = evaluate(&evaluator);
        self.execution.random = random.get();
        if self.patience.is_some_and(|patience| patience.get() == 0) {
            self.execution.status = Status::Stopped(Stop::TooManySteps(self.execution.steps));
        }
        result
    }

    /// The next 64 random bits.
    pub(super) fn random_bits(&mut self) -> u64 {
        let (state, bits) = crate::expr::split_mix(self.execution.random);
        self.execution.random = state;
        bits
    }

    /// A random UUID (version 4).
    pub(super) fn uuid(&mut self) -> String {
        let (high, low) = (self.random_bits(), self.random_bits());
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000;
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000;
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFFF,
            low >> 48,
            low & 0xFFFF_FFFF_FFFF
        )
    }

    /// The token of the next Task that has one.
    pub(super) fn task_token(&mut self) -> Arc<str> {
        let given = self.execution.start.task_tokens.get(self.execution.tokens).cloned();
        self.execution.tokens += 1;
        given.unwrap_or_else(|| self.uuid().into())
    }

    /// Opens the history of a distributed Map's child; gives its number.
    pub(super) fn open_history(
        &mut self,
        arn: String,
        name: String,
        input: Value,
        workflow_type: WorkflowType,
    ) -> u32 {
        let started_at = self.execution.now;
        let history = History {
            next: 1,
            is_full: false,
            arn: arn.into(),
            name: name.into(),
            input,
            started_at,
            workflow_type,
        };
        self.execution.histories.push(history);
        u32::try_from(self.execution.histories.len() - 1).unwrap_or(u32::MAX)
    }
}
