use super::frame::FrameId;
use super::{Place, SimTime};
use std::cmp::Ordering;
use std::sync::Arc;

/// When a frame is due. Of those due at the same time that one comes first whose branches and iterations have the lower
/// numbers, from the outermost one in.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) at: SimTime,
    pub(super) place: Arc<Place>,
    pub(super) frame: FrameId,
}

impl Due {
    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.place.steps.iter().map(|step| step.index)
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_place = || self.numbers().cmp(other.numbers());
        self.at.cmp(&other.at).then_with(by_place).then_with(|| self.frame.cmp(&other.frame))
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
