use super::reader::Reader;
use super::writer::{Kind, Shared, Writer};
use super::{Pack, Unpack, packed_fields, packed_variants};
use crate::asl::{StateType, TransitionKind};
use crate::sim::event::{
    Container, Ending, ErrorOutput, Event, EventId, EventKind, StateEntered, StateExited, TaskCall,
    TaskEvent, TaskFamily, TaskProgress, Way,
};
use crate::sim::{Place, PlaceStep, SimTime};
use std::sync::Arc;

/// Packs an event by its parts, before it becomes one.
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
    // Mostly all of that holds, and the event's head is one byte.
    to.byte(
        u8::from(is_next) * NEXT
            + u8::from(follows) * FOLLOWS
            + u8::from(is_then) * THEN
            + u8::from(is_there) * THERE,
    );
    if !is_next {
        to.signed(i64::from(id) - i64::from(to.last_id));
    }
    if !follows {
        to.signed(i64::from(id) - i64::from(previous));
    }
    if !is_then {
        to.signed(at.0.wrapping_sub(to.last_time));
        to.last_time = at.0;
    }
    if !is_there {
        place.pack(to);
        to.last_place = Some(place.clone());
    }
    to.last_id = id;
    what.pack(to);
}

/// The event's number follows the last one's.
const NEXT: u8 = 1;
/// The event before it led to it.
const FOLLOWS: u8 = 2;
/// It happened when the last one did.
const THEN: u8 = 4;
/// It happened where the last one did.
const THERE: u8 = 8;

impl Pack for Event {
    fn pack(&self, to: &mut Writer) {
        pack(to, (self.id, self.previous), self.at, &self.place, &self.kind);
    }
}

impl Unpack for Event {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let head = from.byte()?;
        let holds = |flag| head & flag != 0;
        let step = if holds(NEXT) { 1 } else { from.signed()? };
        let id = i64::from(from.last_id).checked_add(step)?;
        let back = if holds(FOLLOWS) { 1 } else { from.signed()? };
        let (id, previous) = (EventId::try_from(id).ok()?, EventId::try_from(id.checked_sub(back)?).ok()?);
        from.last_id = id;
        if !holds(THEN) {
            from.last_time = from.last_time.wrapping_add(from.signed()?);
        }
        if !holds(THERE) {
            from.last_place = Some(Unpack::unpack(from)?);
        }
        let (at, place) = (SimTime(from.last_time), from.last_place.clone()?);
        Some(Event { id, previous, at, place, kind: Unpack::unpack(from)? })
    }
}

// The frequent kinds write as the variants of `EventKind` do.

impl Pack for StateEntered<'_> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.byte(5);
        self.state_type.pack(to);
        self.name.pack(to);
        self.input.pack(to);
    }
}

impl Pack for StateExited<'_> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.byte(6);
        self.state_type.pack(to);
        self.name.pack(to);
        self.output.pack(to);
        self.assigned.pack(to);
        to.byte(u8::from(self.way.is_some()));
        if let Some((kind, target)) = &self.way {
            kind.pack(to);
            target.pack(to);
        }
    }
}

impl Pack for TaskEvent<'_> {
    #[inline]
    fn pack(&self, to: &mut Writer) {
        to.byte(8);
        self.call.pack(to);
        self.progress.pack(to);
    }
}

packed_variants! { EventKind {
    0 ExecutionStarted { input: input, role_arn: role_arn },
    1 ExecutionSucceeded { output: output },
    2 ExecutionFailed { 0: failure },
    3 ExecutionTimedOut {},
    4 ExecutionAborted {},
    5 StateEntered { state_type: state_type, name: name, input: input },
    6 StateExited { state_type: state_type, name: name, output: output, assigned: assigned, way: way },
    7 StateAborted { state_type: state_type },
    8 Task { call: call, progress: progress },
    9 ContainerStarted { container: container, length: length },
    10 ContainerEnded { container: container, ending: ending },
    11 IterationStarted { name: name, index: index },
    12 IterationEnded { name: name, index: index, ending: ending },
    13 MapRunStarted { arn: arn },
    14 MapRunEnded { ending: ending, failure: failure },
    15 EvaluationFailed { failure: failure, location: location, state: state },
} }

packed_variants! { TaskProgress {
    0 Scheduled {},
    1 Started {},
    2 Submitted { 0: output },
    3 Succeeded { 0: output },
    4 Failed { 0: failure },
    5 TimedOut { 0: failure },
    6 SubmitFailed { 0: failure },
} }

packed_variants! { TransitionKind {
    0 Next {},
    1 Default {},
    2 Choice { 0: rule },
    3 Catch { 0: catcher },
} }

packed_variants! { TaskFamily { 0 Task {}, 1 LambdaFunction {}, 2 Activity {} } }
packed_variants! { Container { 0 Parallel {}, 1 Map {} } }
packed_variants! { Ending { 0 Succeeded {}, 1 Failed {}, 2 Aborted {} } }
packed_variants! { StateType {
    0 Task {}, 1 Pass {}, 2 Choice {}, 3 Wait {}, 4 Succeed {}, 5 Fail {}, 6 Parallel {}, 7 Map {}
} }

packed_fields! { ErrorOutput { error, cause } }
packed_fields! { Way { kind, target } }
packed_fields! { Place { execution, steps } }
packed_fields! { PlaceStep { state, branch, index } }
packed_fields! { TaskCall {
    family, resource_type, resource, region, parameters, timeout_seconds, heartbeat_seconds, role_arn
} }

impl Pack for Arc<TaskCall> {
    /// A call's events mostly come one after the other.
    #[inline]
    fn pack(&self, to: &mut Writer) {
        let is_known = to.last_call.as_ref().is_some_and(|last| Arc::ptr_eq(last, self));
        to.byte(u8::from(is_known));
        if !is_known {
            TaskCall::pack(self, to);
            to.last_call = Some(self.clone());
        }
    }
}

impl Unpack for Arc<TaskCall> {
    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        if from.byte()? == 0 {
            from.last_call = Some(Arc::new(TaskCall::unpack(from)?));
        }
        from.last_call.clone()
    }
}

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
