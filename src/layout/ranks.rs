use super::{flow::Flow, traversal::Traversal};
use crate::graph::EdgeKind;
use dugong::{
    EdgeLabel, GraphLabel, NodeLabel,
    graphlib::{EdgeKey, Graph, GraphOptions},
    rank,
};

/// The rank of each node of `flow`, counted from the start of the flow: every edge but those that lead back goes to a
/// higher rank, and the edges are short, the more so the more they matter. By dagre's network simplex; where that
/// finds no answer, by the order of the walk.
pub(super) fn ranks(flow: &Flow, traversal: &Traversal) -> Vec<usize> {
    let mut graph = build(flow, traversal);
    let ranked = rank::rank(&mut graph).is_ok();
    let read =
        || (0..flow.sizes.len()).map(|node| graph.node(&node_id(node))?.rank).collect::<Option<Vec<i32>>>();
    match read().filter(|_| ranked) {
        Some(ranks) => without_gaps(&ranks),
        None => by_order(traversal),
    }
}

fn build(flow: &Flow, traversal: &Traversal) -> Graph<NodeLabel, EdgeLabel, GraphLabel> {
    let options = GraphOptions { multigraph: true, compound: false, directed: true };
    let mut graph = Graph::with_capacity(options, flow.sizes.len() + 1, 2 * flow.edges.len());
    graph.set_graph(GraphLabel::default());
    graph.set_node(ROOT, NodeLabel::default());
    for &node in &traversal.order {
        graph.set_node(node_id(node), NodeLabel::default());
    }
    let mut has_upper = vec![false; flow.sizes.len()];
    for &index in &traversal.edges {
        let edge = &flow.edges[index];
        let (upper, lower) = traversal.ends(flow, index);
        if upper != lower {
            has_upper[lower] = true;
            let label =
                EdgeLabel { weight: pull(edge.kind, traversal.is_back[index]), ..EdgeLabel::default() };
            graph
                .set_edge_key(EdgeKey::new(node_id(upper), node_id(lower), Some(format!("e{index}"))), label);
        }
    }
    for &node in traversal.order.iter().filter(|&&node| !has_upper[node]) {
        graph.set_edge_key(EdgeKey::new(ROOT, node_id(node), None::<String>), EdgeLabel::default());
    }
    graph
}

/// A node above all, because the network simplex wants a connected graph.
const ROOT: &str = "root";

/// Not a mere number: graphlib, as JavaScript does, would list numbers first.
fn node_id(node: usize) -> String {
    format!("n{node}")
}

/// How strongly an edge wants to be short, against the others. The ways to the end hardly do: whatever ends early
/// stays near to where it comes from.
fn pull(kind: EdgeKind, is_back: bool) -> f64 {
    match kind {
        _ if is_back => 4.0,
        EdgeKind::Start => 64.0,
        EdgeKind::Next => 32.0,
        EdgeKind::Choice | EdgeKind::Default => 16.0,
        EdgeKind::Catch => 4.0,
        EdgeKind::End => 1.0,
    }
}

/// The same ranks, counted from 0 without holes.
fn without_gaps(ranks: &[i32]) -> Vec<usize> {
    let mut used = ranks.to_vec();
    used.sort_unstable();
    used.dedup();
    ranks.iter().map(|rank| used.partition_point(|other| other < rank)).collect()
}

fn by_order(traversal: &Traversal) -> Vec<usize> {
    let mut ranks = vec![0; traversal.order.len()];
    for (at, &node) in traversal.topological.iter().enumerate() {
        ranks[node] = at;
    }
    ranks
}
