use super::reader::Reader;
use super::writer::{Kind, Shared, Writer};
use super::{Pack, Unpack, frequent, numbered, packed_fields};
use crate::asl::StateType;
use crate::sim::event::{
    Container, Ending, ErrorOutput, Event, EventId, EventKind, Iteration, StateEntered, StateExited,
    TaskEvent, TaskFamily,
};
use crate::sim::{Place, PlaceStep, SimTime};
use std::sync::Arc;

/// Packs an event by its parts, before it becomes one. Mostly it follows the one before it at once, in number, time and
/// place; where not, a jump is written in front of it.
#[inline]
pub(super) fn pack(
    to: &mut Writer,
    (id, previous): (EventId, EventId),
    at: SimTime,
    place: &Arc<Place>,
    what: &impl Pack,
) {
    let is_next = id == to.last_id.wrapping_add(1);
    let follows = id == previous.wrapping_add(1);
    let is_then = at.0 == to.last_time;
    let is_there = to.last_place.as_ref().is_some_and(|last| Arc::ptr_eq(last, place));
    if !(is_next && follows && is_then && is_there) {
        jump(to, (id, previous), at, (!is_there).then_some(place));
    }
    to.last_id = id;
    what.pack(to);
}

/// Writes where, when and after which one the next event happens.
#[inline(never)]
fn jump(to: &mut Writer, (id, previous): (EventId, EventId), at: SimTime, place: Option<&Arc<Place>>) {
    let is_then = at.0 == to.last_time;
    let bits = u32::from(place.is_some()) | u32::from(!is_then) << 1;
    to.words([JUMP | bits << KIND_BITS, id, previous]);
    if !is_then {
        to.signed(at.0.wrapping_sub(to.last_time));
        to.last_time = at.0;
    }
    if let Some(place) = place {
        place.pack(to);
        to.last_place = Some(place.clone());
    }
}

impl Pack for Event {
    fn pack(&self, to: &mut Writer) {
        pack(to, (self.id, self.previous), self.at, &self.place, &self.kind);
    }
}

impl Unpack for Event {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let mut head = from.word()?;
        let mut ids = [from.last_id.checked_add(1)?, from.last_id];
        while head & KIND == JUMP {
            ids = from.words()?;
            let mut bits = Bits(head >> KIND_BITS);
            let (is_elsewhere, is_later) = (bits.flag(), bits.flag());
            if is_later {
                from.last_time = from.last_time.wrapping_add(from.signed()?);
            }
            if is_elsewhere {
                from.last_place = Some(Unpack::unpack(from)?);
            }
            head = from.word()?;
        }
        let [id, previous] = ids;
        from.last_id = id;
        let (at, place) = (SimTime(from.last_time), from.last_place.clone()?);
        Some(Event { id, previous, at, place, kind: kind(from, head)? })
    }
}

/// What stands in the lowest bits of the word that an event begins with; the others are the kind's own.
const KIND: u32 = (1 << KIND_BITS) - 1;
pub(super) const KIND_BITS: u32 = 3;
/// No event.
const JUMP: u32 = 0;
pub(super) const ENTERED: u32 = 1;
pub(super) const EXITED: u32 = 2;
pub(super) const TASK: u32 = 3;
pub(super) const ITERATION: u32 = 4;
/// Any other one, by its variant.
const OTHER: u32 = 5;

/// The bits of a head behind its kind, taken one after the other from the lowest.
pub(super) struct Bits(u32);

impl Bits {
    pub(super) fn take(&mut self, count: u32) -> u32 {
        let taken = self.0 & ((1 << count) - 1);
        self.0 >>= count;
        taken
    }

    pub(super) fn flag(&mut self) -> bool {
        self.take(1) != 0
    }
}

/// The kind of an event that has this head.
fn kind(from: &mut Reader<'_>, head: u32) -> Option<EventKind> {
    let bits = Bits(head >> KIND_BITS);
    match head & KIND {
        ENTERED => frequent::entered(from, bits),
        EXITED => frequent::exited(from, bits),
        TASK => frequent::task(from, bits),
        ITERATION => frequent::iteration(from, bits),
        OTHER => other(from, bits),
        _ => None,
    }
}

impl Pack for EventKind {
    fn pack(&self, to: &mut Writer) {
        let mut other = |number: u32| to.word(OTHER | number << KIND_BITS);
        match self {
            EventKind::StateEntered { state_type, name, input } => {
                StateEntered { state_type: *state_type, name, input }.pack(to);
            }
            EventKind::StateExited { state_type, name, output, assigned, way } => {
                let way = way.as_ref().map(|way| (way.kind, &way.target));
                StateExited { state_type: *state_type, name, output, assigned: assigned.as_ref(), way }
                    .pack(to);
            }
            EventKind::Task { call, progress } => TaskEvent { call, progress }.pack(to),
            EventKind::IterationStarted { name, index } => {
                Iteration { name, index: *index, ending: None }.pack(to);
            }
            EventKind::IterationEnded { name, index, ending } => {
                Iteration { name, index: *index, ending: Some(*ending) }.pack(to);
            }
            EventKind::ExecutionStarted { input, role_arn } => {
                other(0);
                input.pack(to);
                role_arn.pack(to);
            }
            EventKind::ExecutionSucceeded { output } => {
                other(1);
                output.pack(to);
            }
            EventKind::ExecutionFailed(failure) => {
                other(2);
                failure.pack(to);
            }
            EventKind::ExecutionTimedOut => other(3),
            EventKind::ExecutionAborted => other(4),
            EventKind::StateAborted { state_type } => {
                other(5);
                state_type.pack(to);
            }
            EventKind::ContainerStarted { container, length } => {
                other(6);
                container.pack(to);
                length.pack(to);
            }
            EventKind::ContainerEnded { container, ending } => {
                other(7);
                container.pack(to);
                ending.pack(to);
            }
            EventKind::MapRunStarted { arn } => {
                other(8);
                arn.pack(to);
            }
            EventKind::MapRunEnded { ending, failure } => {
                other(9);
                ending.pack(to);
                failure.pack(to);
            }
            EventKind::EvaluationFailed { failure, location, state } => {
                other(10);
                failure.pack(to);
                location.pack(to);
                state.pack(to);
            }
        }
    }
}

fn other(from: &mut Reader<'_>, Bits(number): Bits) -> Option<EventKind> {
    Some(match number {
        0 => EventKind::ExecutionStarted { input: Unpack::unpack(from)?, role_arn: Unpack::unpack(from)? },
        1 => EventKind::ExecutionSucceeded { output: Unpack::unpack(from)? },
        2 => EventKind::ExecutionFailed(Unpack::unpack(from)?),
        3 => EventKind::ExecutionTimedOut,
        4 => EventKind::ExecutionAborted,
        5 => EventKind::StateAborted { state_type: Unpack::unpack(from)? },
        6 => EventKind::ContainerStarted { container: Unpack::unpack(from)?, length: Unpack::unpack(from)? },
        7 => EventKind::ContainerEnded { container: Unpack::unpack(from)?, ending: Unpack::unpack(from)? },
        8 => EventKind::MapRunStarted { arn: Unpack::unpack(from)? },
        9 => EventKind::MapRunEnded { ending: Unpack::unpack(from)?, failure: Unpack::unpack(from)? },
        10 => EventKind::EvaluationFailed {
            failure: Unpack::unpack(from)?,
            location: Unpack::unpack(from)?,
            state: Unpack::unpack(from)?,
        },
        _ => return None,
    })
}

numbered! { TaskFamily { 0 Task, 1 LambdaFunction, 2 Activity } }
numbered! { Container { 0 Parallel, 1 Map } }
numbered! { Ending { 0 Succeeded, 1 Failed, 2 Aborted } }
numbered! { StateType { 0 Task, 1 Pass, 2 Choice, 3 Wait, 4 Succeed, 5 Fail, 6 Parallel, 7 Map } }

packed_fields! { ErrorOutput { error, cause } }
packed_fields! { Place { execution, steps } }
packed_fields! { PlaceStep { state, branch, index } }

impl Pack for Arc<Place> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.shared((Kind::Place, Shared::Place), self, |to, place| place.pack(to));
    }
}

impl Unpack for Arc<Place> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.shared(|from| &mut from.places, |from| Place::unpack(from).map(Arc::new))
    }
}
