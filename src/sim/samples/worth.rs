use super::wish::Rank;
use crate::asl::{Definition, State, StateId, StateType, Transition};

/// What becomes of a run that goes a way out of a Choice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Way {
    /// It can come to an end that is no failure.
    Ends,
    /// It can do so only by coming back here.
    Returns,
    /// It can only fail.
    Fails,
}

/// What it is worth that a condition holds, and that it does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Worth {
    pub(super) holds: Way,
    pub(super) fails: Way,
    /// What becomes of a run for which no condition of the Choice holds.
    pub(super) otherwise: Way,
}

impl Worth {
    /// Nothing is known of either.
    pub(super) const SAME: Worth = Worth { holds: Way::Ends, fails: Way::Ends, otherwise: Way::Ends };

    /// The condition should hold.
    pub(super) const TRUE: Worth = Worth { holds: Way::Ends, fails: Way::Fails, otherwise: Way::Fails };

    /// The worth of the opposite condition.
    pub(super) fn inverse(self) -> Worth {
        Worth { holds: self.fails, fails: self.holds, otherwise: self.otherwise }
    }

    /// The rank of a value for which the condition holds; none where it leads to a failure that can be avoided.
    pub(super) fn rank_of_holding(self) -> Option<Rank> {
        match self.holds {
            Way::Ends => Some(Rank::Named),
            Way::Returns => Some(Rank::Returns),
            Way::Fails => (self.fails == Way::Fails).then_some(Rank::Named),
        }
    }

    /// The rank of a value for which it does not.
    pub(super) fn rank_of_failing(self) -> Option<Rank> {
        match self.fails {
            // A value that no condition names may meet none.
            Way::Ends if self.otherwise != Way::Ends => Some(Rank::Kind),
            Way::Ends => Some(Rank::Other),
            Way::Returns => Some(Rank::Returns),
            Way::Fails => None,
        }
    }
}

/// The best of several ways.
pub(super) fn best(ways: impl Iterator<Item = Way>) -> Way {
    ways.min().unwrap_or(Way::Fails)
}

/// What becomes of a run that goes from a Choice by a transition; without one it fails.
pub(super) fn way(definition: &Definition, choice: StateId, transition: Option<&Transition>) -> Way {
    let Some(start) = transition.and_then(|transition| transition.resolved) else { return Way::Fails };
    let mut is_seen = vec![false; definition.states().len()];
    is_seen[choice.index()] = true;
    let mut waiting = vec![start];
    let mut returns = false;
    while let Some(id) = waiting.pop() {
        returns |= id == choice;
        if std::mem::replace(&mut is_seen[id.index()], true) {
            continue;
        }
        let state = definition.state(id);
        if ends_well(state) {
            return Way::Ends;
        }
        waiting.extend(state.transitions.iter().filter_map(|transition| transition.resolved));
    }
    if returns { Way::Returns } else { Way::Fails }
}

fn ends_well(state: &State) -> bool {
    state.end || state.known_type() == Some(StateType::Succeed)
}
