use super::Packed;
use super::reader::Reader;
use super::writer::{Kind, Writer};
use crate::asl::{StateType, TransitionKind};
use crate::sim::event::{
    Container, Ending, ErrorOutput, Event, EventKind, TaskCall, TaskFamily, TaskProgress, Way,
};
use crate::sim::{Place, PlaceStep, SimTime};
use std::sync::Arc;

impl Packed for Event {
    fn pack(&self, to: &mut Writer) {
        to.number(u64::from(self.id));
        to.number(u64::from(self.previous));
        to.signed(self.at.0.wrapping_sub(to.last_time));
        to.last_time = self.at.0;
        self.place.pack(to);
        self.kind.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let id = u32::try_from(from.number()?).ok()?;
        let previous = u32::try_from(from.number()?).ok()?;
        from.last_time = from.last_time.wrapping_add(from.signed()?);
        let at = SimTime(from.last_time);
        Some(Event { id, previous, at, place: Packed::unpack(from)?, kind: Packed::unpack(from)? })
    }
}

impl Packed for EventKind {
    fn pack(&self, to: &mut Writer) {
        match self {
            EventKind::ExecutionStarted { input, role_arn } => {
                to.byte(0);
                input.pack(to);
                role_arn.pack(to);
            }
            EventKind::ExecutionSucceeded { output } => {
                to.byte(1);
                output.pack(to);
            }
            EventKind::ExecutionFailed(failure) => {
                to.byte(2);
                failure.pack(to);
            }
            EventKind::ExecutionTimedOut => to.byte(3),
            EventKind::ExecutionAborted => to.byte(4),
            EventKind::StateEntered { state_type, name, input } => {
                to.byte(5);
                state_type.pack(to);
                name.pack(to);
                input.pack(to);
            }
            EventKind::StateExited { state_type, name, output, assigned, way } => {
                to.byte(6);
                state_type.pack(to);
                name.pack(to);
                output.pack(to);
                assigned.pack(to);
                way.pack(to);
            }
            EventKind::StateAborted { state_type } => {
                to.byte(7);
                state_type.pack(to);
            }
            EventKind::Task { call, progress } => {
                to.byte(8);
                call.pack(to);
                progress.pack(to);
            }
            EventKind::ContainerStarted { container, length } => {
                to.byte(9);
                container.pack(to);
                length.pack(to);
            }
            EventKind::ContainerEnded { container, ending } => {
                to.byte(10);
                container.pack(to);
                ending.pack(to);
            }
            EventKind::IterationStarted { name, index } => {
                to.byte(11);
                name.pack(to);
                index.pack(to);
            }
            EventKind::IterationEnded { name, index, ending } => {
                to.byte(12);
                name.pack(to);
                index.pack(to);
                ending.pack(to);
            }
            EventKind::MapRunStarted { arn } => {
                to.byte(13);
                arn.pack(to);
            }
            EventKind::MapRunEnded { ending, failure } => {
                to.byte(14);
                ending.pack(to);
                failure.pack(to);
            }
            EventKind::EvaluationFailed { failure, location, state } => {
                to.byte(15);
                failure.pack(to);
                location.pack(to);
                state.pack(to);
            }
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        // Fields are read in the order in which they stand here.
        Some(match from.byte()? {
            0 => {
                EventKind::ExecutionStarted { input: Packed::unpack(from)?, role_arn: Packed::unpack(from)? }
            }
            1 => EventKind::ExecutionSucceeded { output: Packed::unpack(from)? },
            2 => EventKind::ExecutionFailed(Packed::unpack(from)?),
            3 => EventKind::ExecutionTimedOut,
            4 => EventKind::ExecutionAborted,
            5 => EventKind::StateEntered {
                state_type: Packed::unpack(from)?,
                name: Packed::unpack(from)?,
                input: Packed::unpack(from)?,
            },
            6 => EventKind::StateExited {
                state_type: Packed::unpack(from)?,
                name: Packed::unpack(from)?,
                output: Packed::unpack(from)?,
                assigned: Packed::unpack(from)?,
                way: Packed::unpack(from)?,
            },
            7 => EventKind::StateAborted { state_type: Packed::unpack(from)? },
            8 => EventKind::Task { call: Packed::unpack(from)?, progress: Packed::unpack(from)? },
            9 => EventKind::ContainerStarted {
                container: Packed::unpack(from)?,
                length: Packed::unpack(from)?,
            },
            10 => {
                EventKind::ContainerEnded { container: Packed::unpack(from)?, ending: Packed::unpack(from)? }
            }
            11 => EventKind::IterationStarted { name: Packed::unpack(from)?, index: Packed::unpack(from)? },
            12 => EventKind::IterationEnded {
                name: Packed::unpack(from)?,
                index: Packed::unpack(from)?,
                ending: Packed::unpack(from)?,
            },
            13 => EventKind::MapRunStarted { arn: Packed::unpack(from)? },
            14 => EventKind::MapRunEnded { ending: Packed::unpack(from)?, failure: Packed::unpack(from)? },
            15 => EventKind::EvaluationFailed {
                failure: Packed::unpack(from)?,
                location: Packed::unpack(from)?,
                state: Packed::unpack(from)?,
            },
            _ => return None,
        })
    }
}

impl Packed for TaskProgress {
    fn pack(&self, to: &mut Writer) {
        match self {
            TaskProgress::Scheduled => to.byte(0),
            TaskProgress::Started => to.byte(1),
            TaskProgress::Submitted(output) => {
                to.byte(2);
                output.pack(to);
            }
            TaskProgress::Succeeded(output) => {
                to.byte(3);
                output.pack(to);
            }
            TaskProgress::Failed(failure) => {
                to.byte(4);
                failure.pack(to);
            }
            TaskProgress::TimedOut(failure) => {
                to.byte(5);
                failure.pack(to);
            }
        }
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => TaskProgress::Scheduled,
            1 => TaskProgress::Started,
            2 => TaskProgress::Submitted(Packed::unpack(from)?),
            3 => TaskProgress::Succeeded(Packed::unpack(from)?),
            4 => TaskProgress::Failed(Packed::unpack(from)?),
            5 => TaskProgress::TimedOut(Packed::unpack(from)?),
            _ => return None,
        })
    }
}

impl Packed for Arc<TaskCall> {
    fn pack(&self, to: &mut Writer) {
        to.shared(Kind::Call, self, |to, call| {
            call.family.pack(to);
            call.resource_type.pack(to);
            call.resource.pack(to);
            call.region.pack(to);
            call.parameters.pack(to);
            call.timeout_seconds.pack(to);
            call.heartbeat_seconds.pack(to);
            call.role_arn.pack(to);
        });
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let read = |from: &mut Reader<'_>| {
            Some(Arc::new(TaskCall {
                family: Packed::unpack(from)?,
                resource_type: Packed::unpack(from)?,
                resource: Packed::unpack(from)?,
                region: Packed::unpack(from)?,
                parameters: Packed::unpack(from)?,
                timeout_seconds: Packed::unpack(from)?,
                heartbeat_seconds: Packed::unpack(from)?,
                role_arn: Packed::unpack(from)?,
            }))
        };
        from.shared(|from| &mut from.calls, read)
    }
}

impl Packed for Arc<Place> {
    fn pack(&self, to: &mut Writer) {
        to.shared(Kind::Place, self, |to, place| {
            to.number(u64::from(place.execution));
            to.number(place.steps.len() as u64);
            place.steps.iter().for_each(|step| step.pack(to));
        });
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let read = |from: &mut Reader<'_>| {
            let execution = u32::try_from(from.number()?).ok()?;
            Some(Arc::new(Place { execution, steps: from.list()? }))
        };
        from.shared(|from| &mut from.places, read)
    }
}

impl Packed for PlaceStep {
    fn pack(&self, to: &mut Writer) {
        self.state.pack(to);
        self.branch.pack(to);
        self.index.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        Some(PlaceStep {
            state: Packed::unpack(from)?,
            branch: Packed::unpack(from)?,
            index: Packed::unpack(from)?,
        })
    }
}

impl Packed for ErrorOutput {
    fn pack(&self, to: &mut Writer) {
        self.error.pack(to);
        self.cause.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        Some(ErrorOutput { error: Packed::unpack(from)?, cause: Packed::unpack(from)? })
    }
}

impl Packed for Way {
    fn pack(&self, to: &mut Writer) {
        match self.kind {
            TransitionKind::Next => to.byte(0),
            TransitionKind::Default => to.byte(1),
            TransitionKind::Choice(rule) => {
                to.byte(2);
                rule.pack(to);
            }
            TransitionKind::Catch(catcher) => {
                to.byte(3);
                catcher.pack(to);
            }
        }
        self.target.pack(to);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        let kind = match from.byte()? {
            0 => TransitionKind::Next,
            1 => TransitionKind::Default,
            2 => TransitionKind::Choice(Packed::unpack(from)?),
            3 => TransitionKind::Catch(Packed::unpack(from)?),
            _ => return None,
        };
        Some(Way { kind, target: Packed::unpack(from)? })
    }
}

impl Packed for usize {
    fn pack(&self, to: &mut Writer) {
        to.number(*self as u64);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.count()
    }
}

impl Packed for i64 {
    fn pack(&self, to: &mut Writer) {
        to.signed(*self);
    }

    fn unpack(from: &mut Reader<'_>) -> Option<Self> {
        from.signed()
    }
}

/// Types with a fixed list of values: a value's byte is its place in the list.
macro_rules! packed_by_place {
    ($($type:ident: $values:expr;)*) => {$(
        impl Packed for $type {
            fn pack(&self, to: &mut Writer) {
                let place = $values.iter().position(|value| value == self);
                to.byte(place.map_or(u8::MAX, |place| place as u8));
            }

            fn unpack(from: &mut Reader<'_>) -> Option<Self> {
                $values.get(usize::from(from.byte()?)).copied()
            }
        }
    )*};
}

packed_by_place! {
    StateType: StateType::ALL;
    TaskFamily: [TaskFamily::Task, TaskFamily::LambdaFunction, TaskFamily::Activity];
    Container: [Container::Parallel, Container::Map];
    Ending: [Ending::Succeeded, Ending::Failed, Ending::Aborted];
}
