//! The ways of edges: straight along the flow where an edge passes a layer that holds anything, and across only in
//! the empty room between two layers.

use super::{
    Point, Rect, Route, Size,
    bands::Bands,
    engine::{Place, Placed},
    flow::Flow,
    ports::{Ports, SideDock},
    sizes,
    traversal::Traversal,
};

/// The ways of all edges of `flow`.
pub(super) fn route_edges(
    flow: &Flow,
    traversal: &Traversal,
    placed: &Placed,
    bands: &Bands,
    nodes: &[Rect],
) -> Vec<Route> {
    let ports = Ports::of(flow, traversal, placed, nodes);
    let router = Router { flow, placed, bands, nodes, ports };
    (0..flow.edges.len()).map(|index| router.route(index)).collect()
}

struct Router<'a> {
    flow: &'a Flow,
    placed: &'a Placed,
    bands: &'a Bands,
    nodes: &'a [Rect],
    ports: Ports,
}

impl Router<'_> {
    fn route(&self, index: usize) -> Route {
        let points = match self.ports.sides[index] {
            Some((upper, lower)) if self.flow.edges[index].is_loop() => self.around(index, upper, lower),
            Some((leaving, arriving)) => self.back(index, leaving, arriving),
            None => self.forth(index),
        };
        Route { points: simplified(points), label: self.label(index) }
    }

    /// With the flow: from the end of one node to the beginning of the other.
    fn forth(&self, index: usize) -> Vec<Point> {
        let edge = &self.flow.edges[index];
        let leaving = self.ports.leaving[index];
        let mut points = vec![Point::new(leaving, self.nodes[edge.from].bottom())];
        points.push(Point::new(leaving, self.bands.bottom(self.placed.place(edge.from).layer)));
        for place in self.passes(index) {
            points.push(Point::new(place.across, self.bands.top(place.layer)));
            points.push(Point::new(place.across, self.bands.bottom(place.layer)));
        }
        points.push(Point::new(self.ports.arriving[index], self.nodes[edge.to].y));
        points
    }

    /// Against the flow: from the side of one node, up a line beside both, to the side of the other.
    fn back(&self, index: usize, leaving: SideDock, arriving: SideDock) -> Vec<Point> {
        let edge = &self.flow.edges[index];
        let mut points = vec![
            Point::new(leaving.border, leaving.along),
            Point::new(leaving.turn, leaving.along),
            Point::new(leaving.turn, self.bands.top(self.placed.place(edge.from).layer)),
        ];
        let between = self.placed.layers.passes[index].len().saturating_sub(2);
        for place in self.placed.passes(index).rev().skip(1).take(between) {
            if self.bands.is_occupied(place.layer) {
                points.push(Point::new(place.across, self.bands.bottom(place.layer)));
                points.push(Point::new(place.across, self.bands.top(place.layer)));
            }
        }
        points.extend([
            Point::new(arriving.turn, self.bands.bottom(self.placed.place(edge.to).layer)),
            Point::new(arriving.turn, arriving.along),
            Point::new(arriving.border, arriving.along),
        ]);
        points
    }

    /// Around the corner, from the side of a node back to it. Of several loops the outer ones go further, to their
    /// own labels.
    fn around(&self, index: usize, upper: SideDock, lower: SideDock) -> Vec<Point> {
        let turn = self.loop_start(index);
        vec![
            Point::new(upper.border, upper.along),
            Point::new(turn, upper.along),
            Point::new(turn, lower.along),
            Point::new(lower.border, lower.along),
        ]
    }

    /// Where a self loop turns: just before its label.
    fn loop_start(&self, index: usize) -> f64 {
        let width = self.flow.edges[index].label.map_or(0.0, |label| label.width);
        let start = self.placed.passes(index).next().map_or(0.0, |place| place.across - width / 2.0);
        start - (sizes::NODE_GAP + sizes::EDGE_GAP) / 2.0 + sizes::LOOP_REACH
    }

    /// The places that an edge passes in layers that hold anything.
    fn passes(&self, index: usize) -> impl DoubleEndedIterator<Item = Place> + '_ {
        self.placed.passes(index).filter(|place| self.bands.is_occupied(place.layer))
    }

    fn label(&self, index: usize) -> Option<Rect> {
        let edge = &self.flow.edges[index];
        let Size { width, height } = edge.label?;
        let place = self.placed.place(self.placed.layers.labels[index]?);
        let top = if edge.is_loop() {
            let (upper, lower) = self.ports.sides[index]?;
            let rect = self.nodes[edge.from];
            let middle = (upper.along + lower.along) / 2.0;
            (middle - height / 2.0).min(rect.bottom() - height).max(rect.y)
        } else {
            (self.bands.top(place.layer) + self.bands.bottom(place.layer) - height) / 2.0
        };
        Some(Rect::new(place.across - width / 2.0, top.round(), Size { width, height }))
    }
}

/// The same way without points that repeat the one before or lie on a straight line along an axis.
fn simplified(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        while let [.., before, last] = kept.as_slice()
            && is_between(*before, *last, point)
        {
            kept.pop();
        }
        if kept.last() != Some(&point) {
            kept.push(point);
        }
    }
    kept
}

/// Whether `middle` adds nothing to the way from `a` to `b`.
fn is_between(a: Point, middle: Point, b: Point) -> bool {
    let same_x = a.x == middle.x && middle.x == b.x;
    let same_y = a.y == middle.y && middle.y == b.y;
    let ascends = |a: f64, middle: f64, b: f64| (a <= middle) == (middle <= b);
    (same_x && ascends(a.y, middle.y, b.y)) || (same_y && ascends(a.x, middle.x, b.x))
}
