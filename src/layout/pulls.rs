use super::{flow::Flow, traversal::Traversal};
use crate::graph::EdgeKind;

/// Which edges may draw the nodes at their ends into one line. The ordinary flow does; catches, ways out of error
/// handling and ways to the end do only where nothing else leaves or arrives; edges that go back dock at the side and
/// never do.
pub(super) struct Pulls {
    /// For each edge, whether it draws at the node above.
    pub(super) upper: Vec<bool>,
    /// For each edge, whether it draws at the node below.
    pub(super) lower: Vec<bool>,
}

impl Pulls {
    /// The pulls of the edges of `flow`.
    pub(super) fn of(flow: &Flow, traversal: &Traversal) -> Pulls {
        let rank = |index: usize| match flow.edges[index].kind {
            _ if traversal.is_back[index] || flow.edges[index].is_loop() => 0,
            EdgeKind::Catch => 1,
            EdgeKind::End => 3,
            _ if traversal.is_ordinary[flow.edges[index].to]
                && !traversal.is_ordinary[flow.edges[index].from] =>
            {
                2
            }
            EdgeKind::Start | EdgeKind::Next | EdgeKind::Choice | EdgeKind::Default => 4,
        };
        let mut leaving = vec![0; flow.sizes.len()];
        let mut arriving = vec![0; flow.sizes.len()];
        for (index, edge) in flow.edges.iter().enumerate() {
            leaving[edge.from] = leaving[edge.from].max(rank(index));
            arriving[edge.to] = arriving[edge.to].max(rank(index));
        }
        let indices = 0..flow.edges.len();
        Pulls {
            upper: indices.clone().map(|i| rank(i) > 0 && rank(i) == leaving[flow.edges[i].from]).collect(),
            lower: indices.map(|i| rank(i) > 0 && rank(i) == arriving[flow.edges[i].to]).collect(),
        }
    }
}
