//! The adapter to `dugong`: in which order the items of each layer lie, and where they lie across the flow.

use super::{
    flow::Flow,
    layers::{Layers, Role, Turn},
    ranks::ranks,
    sizes,
    traversal::Traversal,
    uncross::{Phase, uncross},
};
use dugong::{
    EdgeLabel, GraphLabel, NodeLabel,
    graphlib::{EdgeKey, Graph, GraphOptions},
    order::{OrderOptions, order},
    position::bk::position_x_with_layering,
};
use std::collections::BTreeMap;

/// A place by layer and by its middle across the flow.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Place {
    pub(super) layer: usize,
    pub(super) across: f64,
    /// Which item of the layers lies here; edges that run together share it.
    pub(super) item: usize,
}

/// Where nodes and edges lie across the flow.
pub(super) struct Placed {
    pub(super) layers: Layers,
    /// The middle of each item.
    pub(super) across: Vec<f64>,
}

impl Placed {
    /// The place of an item; nodes are the first items.
    pub(super) fn place(&self, item: usize) -> Place {
        Place { layer: self.layers.items[item].layer, across: self.across[item], item }
    }

    /// The places between the nodes of an edge, from the upper layer to the lower.
    pub(super) fn passes(&self, edge: usize) -> impl DoubleEndedIterator<Item = Place> + '_ {
        self.layers.passes[edge].iter().map(|&item| self.place(item))
    }
}

type DagreGraph = Graph<NodeLabel, EdgeLabel, GraphLabel>;

/// Layers, orders and places the nodes and edges of `flow`.
pub(super) fn place_across(flow: &Flow, traversal: &Traversal) -> Placed {
    let Some(layers) = Layers::of(flow, traversal, &ranks(flow, traversal)) else {
        return in_one_column(flow, traversal);
    };
    let rows = ordered_rows(&layers, traversal);
    let across = positions(&layers, &rows);
    Placed { layers, across }
}

/// The column of nodes with a lane of its own beside it for each edge.
fn in_one_column(flow: &Flow, traversal: &Traversal) -> Placed {
    let layers = Layers::in_one_column(flow, traversal);
    let mut across = vec![0.0; layers.items.len()];
    let mut lane = flow.sizes.iter().map(|size| size.width).fold(0.0, f64::max) / 2.0 + sizes::NODE_GAP;
    for passes in &layers.passes {
        let width = passes.iter().map(|&item| layers.items[item].width).fold(0.0, f64::max);
        passes.iter().for_each(|&item| across[item] = (lane + width / 2.0).round());
        lane += width + sizes::EDGE_GAP;
    }
    Placed { layers, across }
}

/// The items of each layer from left to right, with few crossings: in the order of the walk if dagre's sweeps find
/// nothing better, so that rules stand in their order and a small edit of the text moves little.
fn ordered_rows(layers: &Layers, traversal: &Traversal) -> Vec<Vec<usize>> {
    let mut graph = build(layers, traversal);
    order(&mut graph, OrderOptions { disable_optimal_order_heuristic: true });
    let (rows, crossings) = finished(layers, rows_of(layers, &graph));
    if crossings == 0.0 {
        return rows;
    }
    order(&mut graph, OrderOptions::default());
    let (swept, fewer) = finished(layers, rows_of(layers, &graph));
    if fewer < crossings { swept } else { rows }
}

/// The items of each layer in the order that the engine gave them.
fn rows_of(layers: &Layers, graph: &DagreGraph) -> Vec<Vec<usize>> {
    let position =
        |item: usize| graph.node(&item_id(item)).and_then(|label| label.order).unwrap_or(usize::MAX);
    let mut rows = vec![Vec::new(); layers.count];
    for (item, place) in layers.items.iter().enumerate().filter(|(_, item)| item.role != Role::Loop) {
        rows[place.layer].push(item);
    }
    for row in &mut rows {
        row.sort_by_cached_key(|&item| position(item));
    }
    rows
}

/// The rows with everything in its place, and the weight of their crossings.
fn finished(layers: &Layers, mut rows: Vec<Vec<usize>>) -> (Vec<Vec<usize>>, f64) {
    uncross(layers, &mut rows, Phase::BeforeTurns);
    draw_in_turns(layers, &mut rows);
    let crossings = uncross(layers, &mut rows, Phase::AfterTurns);
    insert_loops(layers, &mut rows);
    (rows, crossings)
}

/// Moves the turns beside their nodes, each to the side where it is, and so that their lines do not cross at once.
fn draw_in_turns(layers: &Layers, rows: &mut [Vec<usize>]) {
    let mut by_node: BTreeMap<usize, Vec<Turn>> = BTreeMap::new();
    let place = |item: usize| index_of(&rows[layers.items[item].layer], item).unwrap_or_default();
    for &Turn { node, item, next } in &layers.turns {
        by_node.entry(node).or_default().push(Turn { node, item, next });
    }
    let mut moves = Vec::new();
    for (node, mut turns) in by_node {
        turns.sort_by_key(|turn| (place(turn.next), turn.item));
        let at = place(node);
        let (before, behind): (Vec<Turn>, Vec<Turn>) =
            turns.into_iter().partition(|turn| place(turn.item) < at);
        moves.push((node, before, behind));
    }
    for (node, before, behind) in moves {
        let row = &mut rows[layers.items[node].layer];
        row.retain(|item| !before.iter().chain(&behind).any(|turn| turn.item == *item));
        let Some(at) = index_of(row, node) else { continue };
        row.splice(at + 1..at + 1, behind.iter().map(|turn| turn.item));
        row.splice(at..at, before.iter().map(|turn| turn.item));
    }
}

fn index_of(row: &[usize], item: usize) -> Option<usize> {
    row.iter().position(|&other| other == item)
}

/// Puts each self loop to the right of its node.
fn insert_loops(layers: &Layers, rows: &mut [Vec<usize>]) {
    for &(item, node) in &layers.loops {
        let row = &mut rows[layers.items[node].layer];
        let at = index_of(row, node).map_or(row.len(), |at| at + 1);
        row.insert(at, item);
    }
}

/// The middle of each item across the flow: straight where it can be, by dagre's method of Brandes and Köpf.
fn positions(layers: &Layers, rows: &[Vec<usize>]) -> Vec<f64> {
    let mut graph = Graph::with_capacity(OPTIONS, layers.items.len(), layers.segments.len());
    graph.set_graph(GraphLabel {
        nodesep: sizes::NODE_GAP,
        edgesep: sizes::EDGE_GAP,
        ..GraphLabel::default()
    });
    for row in rows {
        for (order, &item) in row.iter().enumerate() {
            graph.set_node(item_id(item), NodeLabel { order: Some(order), ..node_label(layers, item) });
        }
    }
    for segment in layers.segments.iter().filter(|segment| segment.aligns) {
        graph.set_edge_key(segment_key(segment.upper, segment.lower), EdgeLabel::default());
    }
    let layering: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|&item| item_id(item)).collect()).collect();
    let found = position_x_with_layering(&graph, &layering);
    (0..layers.items.len()).map(|item| found.get(&item_id(item)).map_or(0.0, |x| x.round())).collect()
}

/// The graph of all items, entered in the order in which control reaches them, so that this order decides ties.
fn build(layers: &Layers, traversal: &Traversal) -> DagreGraph {
    let mut graph = Graph::with_capacity(OPTIONS, layers.items.len(), layers.segments.len());
    graph.set_graph(GraphLabel::default());
    let passing = traversal.order.len()..layers.items.len();
    for item in traversal.order.iter().copied().chain(passing) {
        if layers.items[item].role != Role::Loop {
            graph.set_node(item_id(item), node_label(layers, item));
        }
    }
    for segment in &layers.segments {
        let label = EdgeLabel { weight: segment.weight, ..EdgeLabel::default() };
        graph.set_edge_key(segment_key(segment.upper, segment.lower), label);
    }
    graph
}

const OPTIONS: GraphOptions = GraphOptions { multigraph: false, compound: false, directed: true };

fn node_label(layers: &Layers, item: usize) -> NodeLabel {
    let item = &layers.items[item];
    let dummy = match item.role {
        Role::Node => None,
        Role::Pass | Role::Turn => Some("edge"),
        Role::Label => Some("edge-label"),
        Role::Loop => Some("selfedge"),
    };
    NodeLabel {
        width: item.width,
        rank: i32::try_from(item.layer).ok(),
        dummy: dummy.map(str::to_owned),
        ..NodeLabel::default()
    }
}

/// Not a mere number: graphlib, as JavaScript does, would list numbers first.
fn item_id(item: usize) -> String {
    format!("i{item}")
}

fn segment_key(upper: usize, lower: usize) -> EdgeKey {
    EdgeKey::new(item_id(upper), item_id(lower), None::<String>)
}
