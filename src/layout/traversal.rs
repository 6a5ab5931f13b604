use super::flow::{Flow, FlowEdge};
use crate::graph::EdgeKind;

/// The order in which control first reaches the nodes of a machine, and the edges by which it comes back.
///
/// The order starts at the start marker and follows edges as the states list them, so that it does not depend on where
/// in the text a state stands. Nodes out of reach follow in the order of the text.
#[derive(Default)]
pub(super) struct Traversal {
    /// Every node once.
    pub(super) order: Vec<usize>,
    /// Every edge once, in the order of the nodes that the edges leave.
    pub(super) edges: Vec<usize>,
    /// For each edge, whether it leads to a node that control passed on its way here. Without these edges, and
    /// without self loops, the machine has no cycle.
    pub(super) is_back: Vec<bool>,
    /// Every node once, after all that lead to it but by an edge back.
    pub(super) topological: Vec<usize>,
    /// For each node, whether control gets there without an error.
    pub(super) is_ordinary: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Unseen,
    OnTheWay,
    Done,
}

impl Traversal {
    /// A depth-first walk over `flow`.
    pub(super) fn of(flow: &Flow) -> Traversal {
        let outgoing = outgoing(flow);
        let mut traversal = Traversal { is_back: vec![false; flow.edges.len()], ..Traversal::default() };
        let mut visits = vec![Visit::Unseen; flow.sizes.len()];
        for root in flow.start.into_iter().chain(0..flow.sizes.len()) {
            if visits.get(root) == Some(&Visit::Unseen) {
                traversal.walk(root, flow, &outgoing, &mut visits);
            }
        }
        traversal.topological.reverse();
        traversal.is_ordinary = ordinary(flow, &outgoing);
        traversal.edges = traversal.order.iter().flat_map(|&node| outgoing[node].iter().copied()).collect();
        traversal
    }

    /// The nodes at the ends of an edge, the one above first: an edge back runs from the lower to the upper.
    pub(super) fn ends(&self, flow: &Flow, edge: usize) -> (usize, usize) {
        let FlowEdge { from, to, .. } = flow.edges[edge];
        if self.is_back[edge] { (to, from) } else { (from, to) }
    }

    /// Visits all that `root` leads to. The stack holds, for each node on the way, how many of its edges are done.
    fn walk(&mut self, root: usize, flow: &Flow, outgoing: &[Vec<usize>], visits: &mut [Visit]) {
        let mut way = vec![(root, 0)];
        visits[root] = Visit::OnTheWay;
        self.order.push(root);
        while let Some((node, done)) = way.last_mut() {
            let Some(&edge) = outgoing[*node].get(*done) else {
                visits[*node] = Visit::Done;
                self.topological.push(*node);
                way.pop();
                continue;
            };
            *done += 1;
            let target = flow.edges[edge].to;
            match visits[target] {
                Visit::Unseen => {
                    visits[target] = Visit::OnTheWay;
                    self.order.push(target);
                    way.push((target, 0));
                }
                Visit::OnTheWay => self.is_back[edge] = !flow.edges[edge].is_loop(),
                Visit::Done => {}
            }
        }
    }
}

/// Which nodes control reaches from the start without an error.
fn ordinary(flow: &Flow, outgoing: &[Vec<usize>]) -> Vec<bool> {
    let mut is_ordinary = vec![false; flow.sizes.len()];
    let mut way: Vec<usize> = flow.start.into_iter().collect();
    while let Some(node) = way.pop() {
        if !std::mem::replace(&mut is_ordinary[node], true) {
            let edges = outgoing[node].iter().map(|&edge| &flow.edges[edge]);
            way.extend(edges.filter(|edge| edge.kind != EdgeKind::Catch).map(|edge| edge.to));
        }
    }
    is_ordinary
}

/// The edges that leave each node.
fn outgoing(flow: &Flow) -> Vec<Vec<usize>> {
    let mut outgoing = vec![Vec::new(); flow.sizes.len()];
    for (index, edge) in flow.edges.iter().enumerate() {
        outgoing[edge.from].push(index);
    }
    outgoing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Size;

    fn check(count: usize, edges: &[(usize, usize)], order: &[usize], back: &[(usize, usize)]) {
        let edge = |&(from, to)| FlowEdge { from, to, kind: EdgeKind::Next, label: None };
        let flow = Flow {
            sizes: vec![Size::default(); count],
            edges: edges.iter().map(edge).collect(),
            start: Some(0),
        };
        let traversal = Traversal::of(&flow);
        assert_eq!(traversal.order, order);
        let at = |node| traversal.topological.iter().position(|&other| other == node);
        for (index, _) in edges.iter().enumerate() {
            let (upper, lower) = traversal.ends(&flow, index);
            assert!(upper == lower || at(upper) < at(lower), "{upper} comes before {lower}");
        }
        let found = edges.iter().zip(&traversal.is_back).filter(|&(_, &is_back)| is_back);
        assert_eq!(found.map(|(&edge, _)| edge).collect::<Vec<_>>(), back);
    }

    #[test]
    fn the_order_follows_the_flow() {
        check(4, &[(0, 3), (3, 1), (3, 2)], &[0, 3, 1, 2], &[]);
    }

    #[test]
    fn an_edge_to_a_node_on_the_way_leads_back() {
        check(3, &[(0, 1), (1, 2), (2, 1), (2, 2)], &[0, 1, 2], &[(2, 1)]);
    }

    #[test]
    fn nodes_out_of_reach_come_last() {
        check(4, &[(0, 3), (1, 2), (2, 1)], &[0, 3, 1, 2], &[(2, 1)]);
    }
}
