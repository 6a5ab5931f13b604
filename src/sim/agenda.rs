use super::frame::FrameId;
use super::{Place, SimTime};
use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};
use std::sync::Arc;

/// The frames that are ready or asleep, as they are due.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    /// In order. Most frames are due behind all others, and are taken in the order in which they came.
    queue: VecDeque<Due>,
    /// Those that were due before the last of the queue when they came.
    others: BinaryHeap<Reverse<Due>>,
}

impl Agenda {
    pub(super) fn add(&mut self, due: Due) {
        if self.queue.back().is_none_or(|last| *last < due) {
            self.queue.push_back(due);
        } else {
            self.others.push(Reverse(due));
        }
    }

    /// Takes out what is due first.
    pub(super) fn next(&mut self) -> Option<Due> {
        let is_other = match (self.queue.front(), self.others.peek()) {
            (Some(first), Some(Reverse(other))) => other < first,
            (first, _) => first.is_none(),
        };
        if is_other { self.others.pop().map(|Reverse(due)| due) } else { self.queue.pop_front() }
    }
}

/// When a frame is due. Of those due at the same time that one comes first whose branches and iterations have the lower
/// numbers, from the outermost one in.
#[derive(Clone, Debug)]
pub(super) struct Due {
    at: SimTime,
    /// The outermost of those numbers, which mostly decides.
    outermost: Option<usize>,
    place: Arc<Place>,
    frame: FrameId,
}

impl Due {
    pub(super) fn new(at: SimTime, place: Arc<Place>, frame: FrameId) -> Self {
        Due { at, outermost: place.steps.first().map(|step| step.index), place, frame }
    }

    pub(super) fn at(&self) -> SimTime {
        self.at
    }

    pub(super) fn place(&self) -> &Arc<Place> {
        &self.place
    }

    pub(super) fn frame(&self) -> FrameId {
        self.frame
    }

    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.place.steps.iter().map(|step| step.index)
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_time = self.at.cmp(&other.at).then(self.outermost.cmp(&other.outermost));
        let by_place = || self.numbers().cmp(other.numbers());
        by_time.then_with(by_place).then_with(|| self.frame.cmp(&other.frame))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Due {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds frames that are due at these times, and takes one out after every second.
    fn check(times: &[i64], expected: &[i64]) {
        let mut agenda = Agenda::default();
        let mut taken = Vec::new();
        for (number, &at) in (0..).zip(times) {
            agenda.add(Due::new(SimTime(at), Arc::default(), FrameId(number)));
            if number % 2 == 1 {
                taken.extend(agenda.next());
            }
        }
        taken.extend(std::iter::from_fn(|| agenda.next()));
        let taken: Vec<i64> = taken.iter().map(|due| due.at().0).collect();
        assert_eq!(taken, expected, "{times:?}");
    }

    #[test]
    fn what_is_due_first_comes_first_whenever_it_was_added() {
        check(&[1, 2, 3, 4], &[1, 2, 3, 4]);
        check(&[4, 3, 2, 1], &[3, 1, 2, 4]);
        check(&[9, 1, 5, 5, 2, 7, 3], &[1, 5, 2, 3, 5, 7, 9]);
        check(&[], &[]);
    }
}
