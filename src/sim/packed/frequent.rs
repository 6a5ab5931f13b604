use super::event::{Bits, ENTERED, EXITED, ITERATION, KIND_BITS, TASK};
use super::reader::Reader;
use super::writer::Writer;
use super::{Numbered, Pack, Unpack};
use crate::asl::{StateType, TransitionKind};
use crate::sim::event::{
    Ending, EventKind, Integration, Iteration, StateEntered, StateExited, TaskCall, TaskEvent, TaskProgress,
    Way,
};
use crate::value::Value;
use std::sync::Arc;

const STATE_TYPE_BITS: u32 = 3;

impl Pack for StateEntered<'_> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        let (name, input) = (to.text(self.name), to.value(self.input));
        to.words([ENTERED | self.state_type.number() << KIND_BITS, name, input]);
        to.rest_of_text(name, self.name);
        to.rest_of_value(input, self.input);
    }
}

pub(super) fn entered(from: &mut Reader<'_>, mut bits: Bits) -> Option<EventKind> {
    let state_type = StateType::of(bits.take(STATE_TYPE_BITS))?;
    let [name, input] = from.words()?;
    Some(EventKind::StateEntered { state_type, name: from.text(name)?, input: from.value(input)? })
}

/// How a state is left: not at all, or by one of the kinds of transitions.
const WAY_BITS: u32 = 3;

impl Pack for StateExited<'_> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        let (name, output) = (to.text(self.name), to.value(self.output));
        let assigned = u32::from(self.assigned.is_some()) << STATE_TYPE_BITS;
        let (way, target) = match self.way {
            None => (0, 0),
            Some((kind, target)) => (1 + way_number(kind), to.text(target)),
        };
        let bits = self.state_type.number() | assigned | way << (STATE_TYPE_BITS + 1);
        to.words([EXITED | bits << KIND_BITS, name, output, target]);
        to.rest_of_text(name, self.name);
        to.rest_of_value(output, self.output);
        if let Some((kind, text)) = self.way {
            to.rest_of_text(target, text);
            if let TransitionKind::Choice(at) | TransitionKind::Catch(at) = kind {
                at.pack(to);
            }
        }
        if let Some(assigned) = self.assigned {
            assigned.pack(to);
        }
    }
}

pub(super) fn exited(from: &mut Reader<'_>, mut bits: Bits) -> Option<EventKind> {
    let state_type = StateType::of(bits.take(STATE_TYPE_BITS))?;
    let (has_assigned, way) = (bits.flag(), bits.take(WAY_BITS));
    let [name, output, target] = from.words()?;
    let (name, output) = (from.text(name)?, from.value(output)?);
    let way = match way.checked_sub(1) {
        None => None,
        Some(number) => {
            let target = from.text(target)?;
            Some(Way { kind: way_kind(number, from)?, target })
        }
    };
    let assigned = if has_assigned { Some(Unpack::unpack(from)?) } else { None };
    Some(EventKind::StateExited { state_type, name, output, assigned, way })
}

fn way_number(kind: TransitionKind) -> u32 {
    match kind {
        TransitionKind::Next => 0,
        TransitionKind::Default => 1,
        TransitionKind::Choice(_) => 2,
        TransitionKind::Catch(_) => 3,
    }
}

fn way_kind(number: u32, from: &mut Reader<'_>) -> Option<TransitionKind> {
    Some(match number {
        0 => TransitionKind::Next,
        1 => TransitionKind::Default,
        2 => TransitionKind::Choice(from.count()?),
        3 => TransitionKind::Catch(from.count()?),
        _ => return None,
    })
}

const PROGRESS_BITS: u32 = 3;
/// The numbers of those that come with data.
const SUBMITTED: u32 = 2;
const SUCCEEDED: u32 = 3;

impl Pack for TaskEvent<'_> {
    /// A call's events mostly come one after the other, and calls that follow each other mostly differ in their parameters
    /// alone.
    fn pack(&self, to: &mut Writer) {
        let (number, data) = match self.progress {
            TaskProgress::Scheduled => (0, None),
            TaskProgress::Started => (1, None),
            TaskProgress::Submitted(output) => (SUBMITTED, Some(output)),
            TaskProgress::Succeeded(output) => (SUCCEEDED, Some(output)),
            TaskProgress::Failed(_) => (4, None),
            TaskProgress::TimedOut(_) => (5, None),
            TaskProgress::SubmitFailed(_) => (6, None),
        };
        let call = self.call;
        let is_like_last = to.last_call.as_ref().is_some_and(|last| calls_the_same(last, call));
        let parameters = to.value(&call.parameters);
        let bits = number | u32::from(is_like_last) << PROGRESS_BITS;
        to.words([TASK | bits << KIND_BITS, parameters]);
        to.rest_of_value(parameters, &call.parameters);
        if let Some(data) = data {
            data.pack(to);
        }
        if !is_like_last {
            call.pack_rest(to);
            to.last_call = Some(TaskCall { parameters: Value::Null, ..call.clone() });
        }
        if let TaskProgress::Failed(failure)
        | TaskProgress::TimedOut(failure)
        | TaskProgress::SubmitFailed(failure) = self.progress
        {
            failure.pack(to);
        }
    }
}

/// Whether two calls differ in their parameters at most.
#[inline]
fn calls_the_same(a: &TaskCall, b: &TaskCall) -> bool {
    Arc::ptr_eq(&a.integration, &b.integration)
        && Arc::ptr_eq(&a.region, &b.region)
        && a.timeout_seconds == b.timeout_seconds
        && a.heartbeat_seconds == b.heartbeat_seconds
        && a.role_arn == b.role_arn
}

pub(super) fn task(from: &mut Reader<'_>, mut bits: Bits) -> Option<EventKind> {
    let (number, is_like_last) = (bits.take(PROGRESS_BITS), bits.flag());
    let parameters = Unpack::unpack(from)?;
    let data = if matches!(number, SUBMITTED | SUCCEEDED) { Unpack::unpack(from)? } else { Value::Null };
    let call = match from.last_call.take().filter(|_| is_like_last) {
        Some(last) if last.parameters.is_same(&parameters) => last,
        Some(last) => Arc::new(TaskCall { parameters, ..TaskCall::clone(&last) }),
        None => Arc::new(TaskCall { parameters, ..TaskCall::unpack_rest(from)? }),
    };
    from.last_call = Some(call.clone());
    let progress = match number {
        0 => TaskProgress::Scheduled,
        1 => TaskProgress::Started,
        SUBMITTED => TaskProgress::Submitted(data),
        SUCCEEDED => TaskProgress::Succeeded(data),
        4 => TaskProgress::Failed(Unpack::unpack(from)?),
        5 => TaskProgress::TimedOut(Unpack::unpack(from)?),
        6 => TaskProgress::SubmitFailed(Unpack::unpack(from)?),
        _ => return None,
    };
    Some(EventKind::Task { call, progress })
}

/// 0 where something begins, else one more than the number of its ending.
const ENDING_BITS: u32 = 2;

impl Pack for Iteration<'_> {
    fn pack(&self, to: &mut Writer) {
        let name = to.text(self.name);
        let bits = self.ending.map_or(0, |ending| 1 + ending.number());
        to.words([ITERATION | bits << KIND_BITS, name]);
        to.rest_of_text(name, self.name);
        self.index.pack(to);
    }
}

pub(super) fn iteration(from: &mut Reader<'_>, mut bits: Bits) -> Option<EventKind> {
    let ending = bits.take(ENDING_BITS);
    let [name] = from.words()?;
    let (name, index) = (from.text(name)?, from.count()?);
    Some(match ending.checked_sub(1) {
        None => EventKind::IterationStarted { name, index },
        Some(number) => EventKind::IterationEnded { name, index, ending: Ending::of(number)? },
    })
}

impl TaskCall {
    /// What calls that follow each other mostly have in common.
    fn pack_rest(&self, to: &mut Writer) {
        self.integration.family.pack(to);
        self.integration.resource_type.pack(to);
        self.integration.resource.pack(to);
        self.region.pack(to);
        self.timeout_seconds.pack(to);
        self.heartbeat_seconds.pack(to);
        self.role_arn.pack(to);
    }

    fn unpack_rest(from: &mut Reader<'_>) -> Option<Self> {
        Some(TaskCall {
            integration: Arc::new(Integration {
                family: Unpack::unpack(from)?,
                resource_type: Unpack::unpack(from)?,
                resource: Unpack::unpack(from)?,
            }),
            region: Unpack::unpack(from)?,
            timeout_seconds: Unpack::unpack(from)?,
            heartbeat_seconds: Unpack::unpack(from)?,
            role_arn: Unpack::unpack(from)?,
            parameters: Value::Null,
        })
    }
}
