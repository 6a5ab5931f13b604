//! A machine as layers of items: nodes, and the places where edges pass from one rank to the next. Layers of nodes
//! alternate with layers of labels where there are labels.

use super::{
    Size,
    flow::{Flow, FlowEdge},
    pulls::Pulls,
    traversal::Traversal,
};
use crate::graph::EdgeKind;
use std::collections::BTreeMap;

/// What takes a place in a layer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// A node.
    Node,
    /// An edge, or several edges to the same target, passing.
    Pass,
    /// The label of an edge.
    Label,
    /// The place beside a node where an edge that goes back turns.
    Turn,
    /// A self loop with its label, beside its node.
    Loop,
}

/// One place in a layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) layer: usize,
    pub(super) role: Role,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A piece of an edge between items of neighbouring layers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) upper: usize,
    pub(super) lower: usize,
    pub(super) weight: f64,
    /// Whether the two items would like to lie in one line.
    pub(super) aligns: bool,
    /// Whether an edge runs here; the others only draw items near to each other.
    pub(super) is_drawn: bool,
}

/// The item beside a node where an edge that goes back turns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) node: usize,
    pub(super) item: usize,
    /// The item of the edge in the neighbouring layer.
    pub(super) next: usize,
}

/// The layered machine. The first items are the nodes, by position.
pub(super) struct Layers {
    pub(super) items: Vec<Item>,
    pub(super) segments: Vec<Segment>,
    /// For each edge the items between its nodes, from the upper layer to the lower; for an edge that goes back they
    /// begin and end with its turns, in the layers of its nodes; for a self loop its one item.
    pub(super) passes: Vec<Vec<usize>>,
    /// For each edge the item of its label.
    pub(super) labels: Vec<Option<usize>>,
    /// The items of self loops, each with its node.
    pub(super) loops: Vec<(usize, usize)>,
    /// Where edges that go back turn.
    pub(super) turns: Vec<Turn>,
    /// How many layers there are.
    pub(super) count: usize,
}

impl Layers {
    /// One node per layer in the order of the flow, and for each edge a place beside its two ends: plain, but always
    /// possible, and it stays small.
    pub(super) fn in_one_column(flow: &Flow, traversal: &Traversal) -> Layers {
        let mut layer = vec![0; flow.sizes.len()];
        for (at, &node) in traversal.topological.iter().enumerate() {
            layer[node] = 2 * at;
        }
        let mut layers = Layers::with_nodes(flow, &layer);
        layers.count = 2 * flow.sizes.len();
        for (index, edge) in flow.edges.iter().enumerate() {
            if edge.is_loop() {
                layers.add_loop(flow, index);
                continue;
            }
            let (upper, lower) = traversal.ends(flow, index);
            let label = edge.label.unwrap_or(Size::new(0.0, 2.0));
            let beside = |layer| Item { layer, role: Role::Label, width: label.width, height: label.height };
            let (first, last) = (layers.add(beside(layer[upper] + 1)), layers.add(beside(layer[lower] - 1)));
            layers.passes[index].extend([first, last]);
            if traversal.is_back[index] {
                let (turn, end) =
                    (layers.add(bare(layer[upper], Role::Turn)), layers.add(bare(layer[lower], Role::Turn)));
                layers.passes[index].insert(0, turn);
                layers.passes[index].push(end);
            }
            layers.labels[index] = edge.label.map(|_| if traversal.is_back[index] { last } else { first });
        }
        layers
    }

    fn with_nodes(flow: &Flow, layer: &[usize]) -> Layers {
        let node = |(size, &layer): (&Size, &usize)| Item {
            layer,
            role: Role::Node,
            width: size.width,
            height: size.height,
        };
        Layers {
            items: flow.sizes.iter().zip(layer).map(node).collect(),
            segments: Vec::new(),
            passes: vec![Vec::new(); flow.edges.len()],
            labels: vec![None; flow.edges.len()],
            loops: Vec::new(),
            turns: Vec::new(),
            count: layer.iter().max().map_or(0, |last| last + 1),
        }
    }

    /// The layers of `flow`, whose nodes have these ranks; none where there would be too many items.
    pub(super) fn of(flow: &Flow, traversal: &Traversal, ranks: &[usize]) -> Option<Layers> {
        let is_many = Trunk::Catches.steps(flow, ranks) > MANY_STEPS;
        let trunk = if is_many { Trunk::CatchesAndEnds } else { Trunk::Catches };
        if trunk.steps(flow, ranks) > MOST_STEPS {
            return None;
        }
        let rows = Rows::of(flow, traversal, ranks);
        let layer: Vec<usize> = ranks.iter().map(|&rank| rows.of_rank[rank]).collect();
        let mut layers = Layers::with_nodes(flow, &layer);
        let pulls = Pulls::of(flow, traversal);
        let mut trunks = Trunks { trunk, items: BTreeMap::new() };
        for &index in &traversal.edges {
            if flow.edges[index].is_loop() {
                layers.add_loop(flow, index);
            } else if traversal.is_back[index] {
                layers.add_back_edge(flow, index);
            } else {
                layers.add_edge(flow, index, &pulls, &mut trunks);
            }
        }
        Some(layers)
    }

    fn add_loop(&mut self, flow: &Flow, index: usize) {
        let edge = &flow.edges[index];
        let layer = self.items[edge.from].layer;
        let label = edge.label.unwrap_or_default();
        let item = self.add(Item { layer, role: Role::Loop, width: label.width, height: label.height });
        self.passes[index].push(item);
        self.loops.push((item, edge.from));
        self.labels[index] = edge.label.map(|_| item);
    }

    /// Adds an item in each layer between the ends of an edge, and the segments between them.
    fn add_edge(&mut self, flow: &Flow, index: usize, pulls: &Pulls, trunks: &mut Trunks) {
        let FlowEdge { from, to, kind, .. } = flow.edges[index];
        let weight = weight(kind);
        let mut before = from;
        for layer in self.items[from].layer + 1..self.items[to].layer {
            let (item, is_new) = self.pass_in(layer, flow, index, trunks);
            self.passes[index].push(item);
            let aligns = is_new && (before != from || pulls.upper[index]);
            self.segments.push(Segment { upper: before, lower: item, weight, aligns, is_drawn: true });
            before = item;
        }
        let aligns = pulls.lower[index] && (before != from || pulls.upper[index]);
        self.segments.push(Segment { upper: before, lower: to, weight, aligns, is_drawn: true });
    }

    /// The item of an edge in a layer between its ends, and whether it is new: the edges to one target that share a
    /// trunk share its items.
    fn pass_in(&mut self, layer: usize, flow: &Flow, index: usize, trunks: &mut Trunks) -> (usize, bool) {
        let edge = &flow.edges[index];
        if let Some(label) = edge.label.filter(|_| layer == self.items[edge.from].layer + 1) {
            return (self.add_label(index, layer, label), true);
        }
        let trunk = trunks.trunk.holds(edge.kind).then_some((edge.to, layer));
        if let Some(&item) = trunk.and_then(|trunk| trunks.items.get(&trunk)) {
            return (item, false);
        }
        let item = self.add(bare(layer, Role::Pass));
        if let Some(trunk) = trunk {
            trunks.items.insert(trunk, item);
        }
        (item, true)
    }

    /// Adds the items of an edge that goes back: one line beside its two nodes, from the one to the other.
    fn add_back_edge(&mut self, flow: &Flow, index: usize) {
        let FlowEdge { from: lower, to: upper, label, .. } = flow.edges[index];
        let (first, last) = (self.items[upper].layer, self.items[lower].layer);
        for layer in first..=last {
            let label = label.filter(|_| layer + 1 == last && layer != first);
            let role = if layer == first || layer == last { Role::Turn } else { Role::Pass };
            let item = match label {
                Some(label) => self.add_label(index, layer, label),
                None => self.add(bare(layer, role)),
            };
            if let Some(&before) = self.passes[index].last() {
                self.segments.push(Segment {
                    upper: before,
                    lower: item,
                    weight: BACK_WEIGHT,
                    aligns: true,
                    is_drawn: true,
                });
            }
            self.passes[index].push(item);
        }
        let [turn, second, ..] = self.passes[index][..] else { return };
        let [.., before, end] = self.passes[index][..] else { return };
        self.turns.push(Turn { node: upper, item: turn, next: second });
        self.turns.push(Turn { node: lower, item: end, next: before });
        // These draw the line near to its nodes.
        self.segments.push(Segment {
            upper,
            lower: second,
            weight: BACK_WEIGHT,
            aligns: false,
            is_drawn: false,
        });
        self.segments.push(Segment {
            upper: before,
            lower,
            weight: BACK_WEIGHT,
            aligns: false,
            is_drawn: false,
        });
    }

    fn add_label(&mut self, index: usize, layer: usize, label: Size) -> usize {
        let item = self.add(Item { layer, role: Role::Label, width: label.width, height: label.height });
        self.labels[index] = Some(item);
        item
    }

    fn add(&mut self, item: Item) -> usize {
        self.items.push(item);
        self.items.len() - 1
    }
}

/// The passes that the edges to a node share, by node and layer.
struct Trunks {
    trunk: Trunk,
    items: BTreeMap<(usize, usize), usize>,
}

/// Which edges that lead to one target run together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trunk {
    /// Those of errors caught in many places and handled in one: drawn one by one they would be the most of the
    /// picture and say the least.
    Catches,
    /// In a machine that ends in very many places, also the ways to the end.
    CatchesAndEnds,
}

impl Trunk {
    fn holds(self, kind: EdgeKind) -> bool {
        kind == EdgeKind::Catch || (kind == EdgeKind::End && self == Trunk::CatchesAndEnds)
    }

    /// How many steps from rank to rank the edges take, those of a trunk counted once.
    fn steps(self, flow: &Flow, ranks: &[usize]) -> usize {
        let mut longest = vec![0; flow.sizes.len()];
        let mut alone = 0;
        for edge in &flow.edges {
            let steps = ranks[edge.from].abs_diff(ranks[edge.to]);
            if self.holds(edge.kind) {
                longest[edge.to] = steps.max(longest[edge.to]);
            } else {
                alone += steps;
            }
        }
        alone + longest.iter().sum::<usize>()
    }
}

/// Beyond so many steps, ways to the end run together.
const MANY_STEPS: usize = 6_000;

/// The most steps that are laid out: beyond it would take seconds. Only thousands of states that jump far over each
/// other take as many, and no drawing of those can be read.
const MOST_STEPS: usize = 40_000;

/// How strongly an edge wants to be straight and uncrossed, against the others.
fn weight(kind: EdgeKind) -> f64 {
    match kind {
        EdgeKind::Start | EdgeKind::Next => 4.0,
        EdgeKind::Choice | EdgeKind::Default => 2.0,
        EdgeKind::Catch | EdgeKind::End => 1.0,
    }
}

/// The same for an edge that goes back.
const BACK_WEIGHT: f64 = 1.0;

fn bare(layer: usize, role: Role) -> Item {
    Item { layer, role, width: 0.0, height: 0.0 }
}

/// Which layer each rank of nodes takes, with layers for labels between them.
struct Rows {
    of_rank: Vec<usize>,
}

impl Rows {
    fn of(flow: &Flow, traversal: &Traversal, ranks: &[usize]) -> Rows {
        let rank_count = ranks.iter().max().map_or(0, |&rank| rank + 1);
        let mut has_labels = vec![false; rank_count];
        for (index, edge) in flow.edges.iter().enumerate() {
            if edge.label.is_some() && !edge.is_loop() {
                // The label lies beside the node that the edge leaves: below it, or above it where the edge goes back.
                let rank = ranks[edge.from];
                has_labels[if traversal.is_back[index] { rank.saturating_sub(1) } else { rank }] = true;
            }
        }
        let mut count = 0;
        let mut of_rank = Vec::with_capacity(rank_count);
        for has_labels in has_labels {
            of_rank.push(count);
            count += if has_labels { 2 } else { 1 };
        }
        Rows { of_rank }
    }
}
