use crate::asl::{EdgePath, MachinePath, StatePath};
use std::sync::Arc;

/// Where states went that a change renamed or moved: for selections, breakpoints and whatever else is kept by
/// [`StatePath`].
///
/// ```
/// use asl_studio::{asl::StatePath, document::Remap};
/// let remap = Remap::renamed(StatePath::top("Old"), StatePath::top("New"));
/// assert_eq!(remap.state(&StatePath::top("Old").child(0, "Inner")), StatePath::top("New").child(0, "Inner"));
/// assert_eq!(remap.inverse().state(&StatePath::top("New")), StatePath::top("Old"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Remap {
    /// Old path and new path; what lies inside a state goes with it.
    moves: Vec<(StatePath, StatePath)>,
}

impl Remap {
    /// One state that has a new path.
    pub fn renamed(from: StatePath, to: StatePath) -> Self {
        Remap { moves: vec![(from, to)] }
    }

    /// States that moved at the same time; of two that contain each other, the inner one goes its own way.
    pub fn moved(moves: Vec<(StatePath, StatePath)>) -> Self {
        Remap { moves }
    }

    /// Whether every state keeps its path.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// The way back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Remap { moves: self.moves.iter().rev().map(|(from, to)| (to.clone(), from.clone())).collect() }
    }

    /// These moves and then `next`, as one.
    #[must_use]
    pub fn then(&self, next: &Remap) -> Self {
        let back = self.inverse();
        let mut moves: Vec<_> = self.moves.iter().map(|(from, to)| (from.clone(), next.state(to))).collect();
        for (from, to) in &next.moves {
            let origin = back.state(from);
            if moves.iter().all(|(known, _)| *known != origin) {
                moves.push((origin, to.clone()));
            }
        }
        moves.retain(|(from, to)| from != to);
        Remap { moves }
    }

    /// Old and new name of each state that itself moved.
    pub fn names(&self) -> Vec<(Arc<str>, Arc<str>)> {
        self.moves.iter().map(|(from, to)| (from.name.clone(), to.name.clone())).collect()
    }

    /// The new path of a state.
    pub fn state(&self, path: &StatePath) -> StatePath {
        self.moves
            .iter()
            .filter(|(from, _)| holds(from, path))
            .max_by_key(|(from, _)| from.containers.len())
            .map_or_else(|| path.clone(), |(from, to)| carry(from, to, path))
    }

    /// The new path of a machine.
    pub fn machine(&self, path: &MachinePath) -> MachinePath {
        let Some(((name, branch), outer)) = path.containers.split_last() else { return path.clone() };
        let owner = StatePath { containers: outer.to_vec(), name: name.clone(), twins: 0 };
        self.state(&owner).branch(*branch)
    }

    /// The new path of an edge.
    pub fn edge(&self, path: &EdgePath) -> EdgePath {
        match path {
            EdgePath::Start(machine) => EdgePath::Start(self.machine(machine)),
            EdgePath::Exit(state, kind) => EdgePath::Exit(self.state(state), *kind),
            EdgePath::End(state) => EdgePath::End(self.state(state)),
        }
    }
}

/// Whether `path` is `outer` or lies inside it.
fn holds(outer: &StatePath, path: &StatePath) -> bool {
    let depth = outer.containers.len();
    let name_there: Option<&Arc<str>> = match path.containers.get(depth) {
        Some((name, _)) => Some(name),
        None if path.containers.len() == depth && path.twins == outer.twins => Some(&path.name),
        None => None,
    };
    name_there == Some(&outer.name) && path.containers.starts_with(&outer.containers)
}

/// `path`, which lies in `from`, at the same place in `to`.
fn carry(from: &StatePath, to: &StatePath, path: &StatePath) -> StatePath {
    let Some((_, branch)) = path.containers.get(from.containers.len()) else { return to.clone() };
    let mut containers = to.branch(*branch).containers;
    containers.extend_from_slice(&path.containers[from.containers.len() + 1..]);
    StatePath { containers, name: path.name.clone(), twins: path.twins }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_in_a_row_are_one_move() {
        let [a, b, c] = ["A", "B", "C"].map(StatePath::top);
        let twice =
            Remap::renamed(a.clone(), b.clone()).then(&Remap::renamed(b.child(0, "X"), b.child(0, "Y")));
        assert_eq!(twice.state(&a.child(0, "X")), b.child(0, "Y"));
        assert_eq!(twice.state(&a.child(1, "X")), b.child(1, "X"));
        let back = Remap::renamed(a.clone(), b.clone()).then(&Remap::renamed(b.clone(), a.clone()));
        assert!(back.is_empty());
        let swap = Remap::moved(vec![(a.clone(), b.clone()), (b.clone(), a.clone())]);
        assert_eq!(swap.then(&Remap::renamed(a, c.clone())).state(&b), c);
    }
}
