use super::number;
use crate::sim::causes;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::failure::Failure;
use crate::sim::frame::Frame;
use crate::sim::program::{MapCode, NumberKind};

/// How many iterations of a distributed Map may fail.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(in crate::sim) struct Tolerance {
    pub(in crate::sim) count: Option<f64>,
    pub(in crate::sim) percentage: Option<f64>,
}

impl Tolerance {
    /// Whether so many failures of so many items are tolerated: neither bound may be exceeded.
    pub(in crate::sim) fn allows(self, failures: usize, items: usize) -> bool {
        let failures = failures as f64;
        let within_count = self.count.is_none_or(|count| failures <= count);
        let share = if items == 0 { 0.0 } else { failures * 100.0 / items as f64 };
        let within_percentage = self.percentage.is_none_or(|percentage| share <= percentage);
        (self.count.is_some() || self.percentage.is_some()) && within_count && within_percentage
    }
}

/// Reads the tolerated count and percentage.
pub(super) fn read(engine: &mut Engine<'_>, frame: &Frame, map: &MapCode) -> Outcome<Tolerance> {
    let amount = map.tolerated_count.as_ref();
    let count = number(engine, frame, amount, "ToleratedFailureCount", NumberKind::Integer)?;
    if let Some(amount) = amount
        && count.is_some_and(|count| count < 0.0)
    {
        return Err(amount.out_of_range("ToleratedFailureCount", causes::TOLERATED_COUNT_NEGATIVE));
    }
    let amount = map.tolerated_percentage.as_ref();
    let percentage = number(engine, frame, amount, "ToleratedFailurePercentage", NumberKind::Float)?;
    if let Some(amount) = amount
        && percentage.is_some_and(|percentage| !(0.0..=100.0).contains(&percentage))
    {
        return Err(amount.out_of_range("ToleratedFailurePercentage", causes::TOLERATED_PERCENTAGE_RANGE));
    }
    Ok(Tolerance { count, percentage })
}

/// The failure of a Map in which more failed than it tolerates.
pub(super) fn exceeded() -> Box<Failure> {
    Failure::named(causes::EXCEED_TOLERATED_FAILURE_THRESHOLD, causes::TOLERATED_FAILURES_EXCEEDED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_bound_counts() {
        let of = |count, percentage| Tolerance { count, percentage };
        assert!(!of(None, None).allows(1, 10));
        assert!(of(Some(1.0), None).allows(1, 10));
        assert!(!of(Some(1.0), None).allows(2, 10));
        assert!(of(None, Some(50.0)).allows(5, 10));
        assert!(!of(Some(9.0), Some(10.0)).allows(2, 10));
    }
}
