//! A report as bytes, for the way from a worker to the page: what is shared stays shared, so that the bytes are as few
//! as the run's memory and not as its printed history.
//!
//! Invariants: [`unpack`] of [`pack`] is the same report; bytes that are none give nothing and never panic.
//!
//! Deliberately absent: a format to keep. Both ends are the same build.

mod event;
mod frequent;
mod reader;
mod value;
mod writer;

use super::event::{Event, EventId};
use super::report::RunReport;
use super::{Place, SimTime};
use reader::Reader;
use std::sync::Arc;
pub(super) use writer::Writer;

/// What has a form in bytes.
pub(super) trait Pack {
    fn pack(&self, to: &mut Writer);
}

/// What comes back from bytes.
trait Unpack: Sized {
    /// The thing that follows; none where the bytes are not of one.
    fn unpack(from: &mut Reader<'_>) -> Option<Self>;
}

/// A struct, field by field in the order given.
macro_rules! packed_fields {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl Pack for $type {
            #[inline]
            fn pack(&self, to: &mut Writer) {
                $(self.$field.pack(to);)*
            }
        }

        impl Unpack for $type {
            fn unpack(from: &mut Reader<'_>) -> Option<Self> {
                Some($type { $($field: Unpack::unpack(from)?),* })
            }
        }
    };
}

/// What has a number of few bits for each of its variants.
trait Numbered: Sized {
    fn number(self) -> u32;

    /// The variant of a number.
    fn of(number: u32) -> Option<Self>;
}

/// An enum whose variants have no fields, each with its number.
macro_rules! numbered {
    ($type:ident { $($number:literal $variant:ident),* $(,)? }) => {
        impl super::Numbered for $type {
            #[inline]
            fn number(self) -> u32 {
                match self {
                    $($type::$variant => $number,)*
                }
            }

            fn of(number: u32) -> Option<Self> {
                Some(match number {
                    $($number => $type::$variant,)*
                    _ => return None,
                })
            }
        }

        impl Pack for $type {
            fn pack(&self, to: &mut Writer) {
                to.number(super::Numbered::number(*self).into());
            }
        }

        impl Unpack for $type {
            fn unpack(from: &mut Reader<'_>) -> Option<Self> {
                super::Numbered::of(u32::unpack(from)?)
            }
        }
    };
}

use {numbered, packed_fields};

/// Events as bytes, one after the other as they happen: a long run's events take much more memory than what they share.
#[derive(Debug, Default)]
pub(super) struct PackedEvents {
    writer: Writer,
    count: u64,
}

impl PackedEvents {
    /// Adds an event: its number and that of the one that led to it, when, where, what.
    pub(super) fn push(
        &mut self,
        ids: (EventId, EventId),
        at: SimTime,
        place: &Arc<Place>,
        what: &impl Pack,
    ) {
        self.count += 1;
        event::pack(&mut self.writer, ids, at, place, what);
    }

    /// The report with these events as its own, as bytes: events and output, then the rest, then how long that is.
    pub(super) fn finish(&mut self, report: &RunReport) -> Vec<u8> {
        report.output.pack(&mut self.writer);
        let mut bytes = self.writer.finish();
        let length = bytes.len();
        bytes.extend_from_slice(&self.count.to_le_bytes());
        bytes.extend_from_slice(&serde_json::to_vec(&report.head()).unwrap_or_default());
        let length = u32::try_from(bytes.len() - length).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes
    }
}

/// What stands before the end: events and output, how many events there are, and the rest of the report.
fn parts(bytes: &[u8]) -> Option<(&[u8], u64, &[u8])> {
    let (before, length) = bytes.split_last_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (events, end) = before.split_at_checked(before.len().checked_sub(length)?)?;
    let (count, head) = end.split_first_chunk()?;
    Some((events, u64::from_le_bytes(*count), head))
}

/// A report as bytes, but for its visits, which [`unpack`] finds again.
pub fn pack(report: &RunReport) -> Vec<u8> {
    let mut events = PackedEvents::default();
    for Event { id, previous, at, place, kind } in &report.events {
        events.push((*id, *previous), *at, place, kind);
    }
    events.finish(report)
}

/// The report that was packed.
pub fn unpack(bytes: &[u8]) -> Option<RunReport> {
    unpack_events(bytes).map(RunReport::with_visits)
}

/// The packed report without its visits, for whoever reads the history alone.
pub fn unpack_events(bytes: &[u8]) -> Option<RunReport> {
    let (events, count, head) = parts(bytes)?;
    let mut report: RunReport = serde_json::from_slice(head).ok()?;
    let mut reader = Reader::new(events);
    // Each takes a byte at least, so that a wrong count cannot ask for much memory.
    report.events.reserve(usize::try_from(count).ok()?.min(events.len()));
    for _ in 0..count {
        report.events.push(Unpack::unpack(&mut reader)?);
    }
    report.output = Unpack::unpack(&mut reader)?;
    reader.is_at_end().then_some(report)
}

/// The packed report without output, events and visits: how the run ended, at no cost. The last of the bytes are enough, as
/// far as they hold it.
pub fn unpack_head(bytes: &[u8]) -> Option<RunReport> {
    serde_json::from_slice(parts(bytes)?.2).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{RunRequest, WorkflowType, run, run_packed};

    #[test]
    fn a_long_run_comes_back_as_it_was() {
        // Each turn has an object of its own, more than are remembered and than two bytes can number, and all of them carry the
        // same one along.
        let definition = r#"{"StartAt": "Count", "States": {
            "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "carried.$": "$.carried"}, "Next": "More"},
            "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 9000, "Next": "Count"}], "Default": "Done"},
            "Done": {"Type": "Succeed"}}}"#;
        let input = crate::value::Value::parse(r#"{"n": 0, "carried": {"a": ["b", {}]}}"#).unwrap();
        let workflow_type = WorkflowType::Express;
        let request =
            RunRequest { definition: definition.into(), input, workflow_type, ..RunRequest::default() };
        let (bytes, report) = (run_packed(&request, |_| false), run(&request, |_| false));
        assert!(report.events.len() > 36_000);
        assert!(bytes.len() < 16 * report.events.len(), "{} bytes", bytes.len());
        assert!(unpack(&bytes) == Some(report), "another report");
    }

    #[test]
    fn bytes_that_are_no_report_give_nothing() {
        let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": {"StartAt": "T", "States":
            {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}, "End": true}}}"#;
        let input = crate::value::Value::parse(r#"[1, 2.5, "x", {"a": null}]"#).unwrap();
        let request = RunRequest { definition: definition.into(), input, ..RunRequest::default() };
        let report = run(&request, |_| false);
        let bytes = pack(&report);
        assert_eq!(unpack(&bytes), Some(report));
        for length in 0..bytes.len() {
            assert_eq!(unpack(&bytes[..length]), None, "the first {length} of {} bytes", bytes.len());
        }
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0x55;
            let _ = unpack(&wrong);
        }
    }
}
