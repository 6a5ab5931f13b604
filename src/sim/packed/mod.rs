//! A report as bytes, for the way from a worker to the page: what is shared stays shared, so that the bytes are as few
//! as the run's memory and not as its printed history.
//!
//! Invariants: [`unpack`] of [`pack`] is the same report; bytes that are none give nothing and never panic.
//!
//! Deliberately absent: a format to keep. Both ends are the same build.

mod event;
mod reader;
mod value;
mod writer;

use super::report::RunReport;
use reader::Reader;
use writer::Writer;

/// What has a form in bytes.
trait Packed: Sized {
    fn pack(&self, to: &mut Writer);

    /// The thing that follows; none where the bytes are not of one.
    fn unpack(from: &mut Reader<'_>) -> Option<Self>;
}

/// A report as bytes, but for its visits, which [`unpack`] finds again.
pub fn pack(report: &RunReport) -> Vec<u8> {
    let head = serde_json::to_vec(&report.head()).unwrap_or_default();
    let mut writer = Writer::default();
    writer.bytes(&head);
    writer.number(report.events.len() as u64);
    report.events.iter().for_each(|event| event.pack(&mut writer));
    report.output.pack(&mut writer);
    writer.finish()
}

/// The report that was packed.
pub fn unpack(bytes: &[u8]) -> Option<RunReport> {
    let mut reader = Reader::new(bytes);
    let mut report: RunReport = serde_json::from_slice(reader.bytes()?).ok()?;
    report.events = reader.list()?;
    report.output = Packed::unpack(&mut reader)?;
    reader.is_at_end().then(|| report.with_visits())
}

/// The packed report without output, events and visits: how the run ended, at no cost.
pub fn unpack_head(bytes: &[u8]) -> Option<RunReport> {
    serde_json::from_slice(Reader::new(bytes).bytes()?).ok()
}
