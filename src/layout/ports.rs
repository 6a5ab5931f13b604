//! Where edges dock at their nodes.

use super::{
    Rect,
    engine::{Place, Placed},
    flow::{Flow, FlowEdge},
    sizes,
    spread::spread,
    traversal::Traversal,
};
use std::collections::BTreeMap;

/// The side of a node across the flow.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Side {
    Before,
    After,
}

/// A dock at the side of a node, and where an edge turns on its way to it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct SideDock {
    /// Along the flow.
    pub(super) along: f64,
    /// The place across the flow at the node's border.
    pub(super) border: f64,
    /// The place across the flow where the edge turns.
    pub(super) turn: f64,
}

/// The docks of all edges of a machine.
pub(super) struct Ports {
    /// For each edge with the flow, where across it leaves the end of its node.
    pub(super) leaving: Vec<f64>,
    /// For each edge with the flow, where across it enters the beginning of its node.
    pub(super) arriving: Vec<f64>,
    /// For each edge back, where it leaves and where it enters; for a self loop, its upper and its lower dock.
    pub(super) sides: Vec<Option<(SideDock, SideDock)>>,
}

impl Ports {
    /// The docks of the edges of `flow`.
    pub(super) fn of(flow: &Flow, traversal: &Traversal, placed: &Placed, nodes: &[Rect]) -> Ports {
        let leaving = leaving(flow, traversal, placed, nodes);
        let arriving = arriving(flow, traversal, placed, nodes, &leaving);
        let sides = sides(flow, traversal, placed, nodes);
        Ports { leaving, arriving, sides }
    }
}

/// One dock that wants to face a place: of one edge, or of the edges that run together there.
struct Wish {
    towards: f64,
    edges: Vec<usize>,
}

fn leaving(flow: &Flow, traversal: &Traversal, placed: &Placed, nodes: &[Rect]) -> Vec<f64> {
    let mut wishes: Vec<Vec<Wish>> = nodes.iter().map(|_| Vec::new()).collect();
    for &index in &traversal.edges {
        let edge = &flow.edges[index];
        if !edge.is_loop() && !traversal.is_back[index] {
            let next = placed.passes(index).next().unwrap_or_else(|| placed.place(edge.to));
            wishes[edge.from].push(Wish { towards: next.across, edges: vec![index] });
        }
    }
    dock(flow, nodes, wishes)
}

fn arriving(
    flow: &Flow,
    traversal: &Traversal,
    placed: &Placed,
    nodes: &[Rect],
    leaving: &[f64],
) -> Vec<f64> {
    let mut wishes: Vec<Vec<Wish>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &index in &traversal.edges {
        let edge = &flow.edges[index];
        if edge.is_loop() || traversal.is_back[index] {
            continue;
        }
        let wishes = &mut wishes[edge.to];
        let Some(last) = placed.passes(index).next_back() else {
            wishes.push(Wish { towards: leaving[index], edges: vec![index] });
            continue;
        };
        let at = *shared.entry((edge.to, last.item)).or_insert(wishes.len());
        match wishes.get_mut(at) {
            Some(wish) => wish.edges.push(index),
            None => wishes.push(Wish { towards: last.across, edges: vec![index] }),
        }
    }
    dock(flow, nodes, wishes)
}

/// Gives every wish a place at its node: as near to what it faces as the reach allows, in the same order.
fn dock(flow: &Flow, nodes: &[Rect], wishes: Vec<Vec<Wish>>) -> Vec<f64> {
    let mut docks = vec![0.0; flow.edges.len()];
    for (rect, mut wishes) in nodes.iter().zip(wishes) {
        wishes.sort_by(|a, b| a.towards.total_cmp(&b.towards));
        let middle = rect.center().x;
        let room = (rect.width / 2.0 - sizes::DOCK_INSET).max(0.0);
        let reach = room.min(sizes::DOCK_REACH);
        let wanted: Vec<f64> =
            wishes.iter().map(|wish| wish.towards.clamp(middle - reach, middle + reach)).collect();
        let places = spread(&wanted, middle - room, middle + room, sizes::DOCK_GAP);
        for (wish, place) in wishes.iter().zip(places) {
            wish.edges.iter().for_each(|&edge| docks[edge] = place.round());
        }
    }
    docks
}

/// The docks at one side of one node: edges that leave it upwards, self loops, edges that come to it from below;
/// with each edge that goes back, where it turns.
#[derive(Default)]
struct Sided {
    leaving: Vec<(f64, usize)>,
    loops: Vec<usize>,
    arriving: Vec<(f64, usize)>,
}

fn sides(
    flow: &Flow,
    traversal: &Traversal,
    placed: &Placed,
    nodes: &[Rect],
) -> Vec<Option<(SideDock, SideDock)>> {
    let mut at: BTreeMap<(usize, Side), Sided> = BTreeMap::new();
    for &index in &traversal.edges {
        let FlowEdge { from, to, .. } = flow.edges[index];
        let (Some(first), Some(last)) = (placed.passes(index).next(), placed.passes(index).next_back())
        else {
            continue;
        };
        let side = |node: usize, turn: Place| {
            if turn.across < placed.across[node] { Side::Before } else { Side::After }
        };
        if from == to {
            at.entry((from, Side::After)).or_default().loops.push(index);
        } else if traversal.is_back[index] {
            at.entry((from, side(from, last))).or_default().leaving.push((last.across, index));
            at.entry((to, side(to, first))).or_default().arriving.push((first.across, index));
        }
    }
    let mut docks = vec![(None, None); flow.edges.len()];
    for ((node, side), mut sided) in at {
        sided.sort_by_distance(placed.across[node]);
        sided.dock(nodes[node], side, &mut docks);
    }
    docks.into_iter().map(|(out, into)| out.zip(into)).collect()
}

impl Sided {
    /// Sorts the docks by how far from the node their edges turn.
    fn sort_by_distance(&mut self, middle: f64) {
        let distance = |turn: f64| (turn - middle).abs();
        for docks in [&mut self.leaving, &mut self.arriving] {
            docks.sort_by(|a, b| distance(a.0).total_cmp(&distance(b.0)));
        }
    }

    /// Places the docks along the side: what leaves upwards first, what comes from below last, and the outer of two
    /// turns further from the corner, so that none crosses another.
    fn dock(&self, rect: Rect, side: Side, docks: &mut [(Option<SideDock>, Option<SideDock>)]) {
        let count = self.leaving.len() + 2 * self.loops.len() + self.arriving.len();
        // At a high container the docks stay near its header.
        let room = if rect.height > sizes::CARD_MAX_WIDTH { sizes::CARD_HEIGHT } else { rect.height };
        let border = if side == Side::Before { rect.x } else { rect.right() };
        let dock = |slot: usize, turn: f64| {
            let along = (rect.y + room * (slot as f64 + 1.0) / (count as f64 + 1.0)).round();
            Some(SideDock { along, border, turn })
        };
        for (nth, &(turn, edge)) in self.leaving.iter().enumerate() {
            docks[edge].0 = dock(nth, turn);
        }
        let loops = self.leaving.len();
        for (nth, &edge) in self.loops.iter().enumerate() {
            let last = loops + 2 * self.loops.len() - 1;
            docks[edge] = (dock(loops + nth, border), dock(last - nth, border));
        }
        for (nth, &(turn, edge)) in self.arriving.iter().enumerate() {
            docks[edge].1 = dock(count - 1 - nth, turn);
        }
    }
}
