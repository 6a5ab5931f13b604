use super::layers::{Layers, Role};

/// Which exchanges are possible.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// All.
    BeforeTurns,
    /// Those that leave each turn beside its node.
    AfterTurns,
}

/// Exchanges neighbours in their layers as long as that takes crossings away, and gives the weight of those that
/// stay. dagre's sweeps place each item by the average of those it is joined to, which leaves some crossings that one
/// exchange removes.
pub(super) fn uncross(layers: &Layers, rows: &mut [Vec<usize>], phase: Phase) -> f64 {
    let joined = Joined::of(layers, phase);
    let mut position = vec![0; layers.items.len()];
    for row in rows.iter() {
        row.iter().enumerate().for_each(|(at, &item)| position[item] = at);
    }
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for row in rows.iter_mut() {
            is_better |= joined.improve(row, &mut position);
        }
        if !is_better {
            break;
        }
    }
    joined.total(rows, &position)
}

/// After so many rounds what is left is left: each round lowers the cost, but the last ones little.
const ROUNDS: usize = 12;

/// The most pairs of segments to look at for one exchange; where there are more, dagre's order stays.
const MOST_PAIRS: usize = 1024;

/// The items that each item is joined to in the layers above and below, with weights.
struct Joined {
    above: Vec<Vec<(usize, f64)>>,
    below: Vec<Vec<(usize, f64)>>,
    is_fixed: Vec<bool>,
}

impl Joined {
    fn of(layers: &Layers, phase: Phase) -> Joined {
        let count = layers.items.len();
        let mut joined = Joined {
            above: vec![Vec::new(); count],
            below: vec![Vec::new(); count],
            is_fixed: vec![false; count],
        };
        for segment in
            layers.segments.iter().filter(|segment| segment.is_drawn || phase == Phase::BeforeTurns)
        {
            joined.below[segment.upper].push((segment.lower, segment.weight));
            joined.above[segment.lower].push((segment.upper, segment.weight));
        }
        if phase == Phase::AfterTurns {
            layers.turns.iter().for_each(|turn| joined.is_fixed[turn.node] = true);
            let items = layers.items.iter().enumerate();
            items
                .filter(|(_, item)| item.role == Role::Turn)
                .for_each(|(item, _)| joined.is_fixed[item] = true);
        }
        joined
    }

    /// One pass over a row; whether it changed anything.
    fn improve(&self, row: &mut [usize], position: &mut [usize]) -> bool {
        let mut is_better = false;
        for at in 1..row.len() {
            let (left, right) = (row[at - 1], row[at]);
            if self.is_fixed[left] || self.is_fixed[right] {
                continue;
            }
            if self.cost(right, left, position) < self.cost(left, right, position) {
                row.swap(at - 1, at);
                (position[left], position[right]) = (at, at - 1);
                is_better = true;
            }
        }
        is_better
    }

    /// The weight of the crossings between the segments of two items that stand in this order.
    fn cost(&self, left: usize, right: usize, position: &[usize]) -> f64 {
        let side = |joined: &[Vec<(usize, f64)>]| crossings(&joined[left], &joined[right], position);
        side(&self.above) + side(&self.below)
    }

    /// The weight of all crossings, by insertion into a tree of sums per layer.
    fn total(&self, rows: &[Vec<usize>], position: &[usize]) -> f64 {
        let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
        rows.iter().map(|row| self.total_below(row, position, widest)).sum()
    }

    fn total_below(&self, row: &[usize], position: &[usize], widest: usize) -> f64 {
        let mut ends: Vec<(usize, usize, f64)> = Vec::new();
        for (at, &item) in row.iter().enumerate() {
            ends.extend(self.below[item].iter().map(|&(lower, weight)| (at, position[lower], weight)));
        }
        ends.sort_by_key(|&(upper, lower, _)| (upper, lower));
        let mut sums = Sums { tree: vec![0.0; widest + 1] };
        let mut total = 0.0;
        for (_, lower, weight) in ends {
            total += weight * sums.above(lower);
            sums.add(lower, weight);
        }
        total
    }
}

fn crossings(left: &[(usize, f64)], right: &[(usize, f64)], position: &[usize]) -> f64 {
    if left.len() * right.len() > MOST_PAIRS {
        return 0.0;
    }
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
    let crossing = pairs.filter(|((a, _), (b, _))| position[*a] > position[*b]);
    crossing.map(|((_, weight), (_, other))| weight * other).sum()
}

/// Sums of weights by position (a Fenwick tree, from the right end).
struct Sums {
    tree: Vec<f64>,
}

impl Sums {
    /// The sum at all positions beyond `position`.
    fn above(&self, position: usize) -> f64 {
        let mut at = self.tree.len() - 1 - position - 1;
        let mut sum = 0.0;
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }

    fn add(&mut self, position: usize, weight: f64) {
        let mut at = self.tree.len() - 1 - position;
        while at < self.tree.len() {
            self.tree[at] += weight;
            at += at & at.wrapping_neg();
        }
    }
}
