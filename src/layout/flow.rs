//! The layout of one machine in flow coordinates: y along the flow, x across it.

use super::{
    Point, Rect, Route, Size,
    bands::Bands,
    engine::{Placed, place_across},
    route::route_edges,
    traversal::Traversal,
};
use crate::graph::EdgeKind;

/// One machine; nodes and edges go by position.
pub(super) struct Flow {
    /// The size of each node.
    pub(super) sizes: Vec<Size>,
    /// The edges.
    pub(super) edges: Vec<FlowEdge>,
    /// The node that control enters first.
    pub(super) start: Option<usize>,
}

/// An edge of a machine.
pub(super) struct FlowEdge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: EdgeKind,
    pub(super) label: Option<Size>,
}

impl FlowEdge {
    pub(super) fn is_loop(&self) -> bool {
        self.from == self.to
    }
}

/// Where one machine's nodes and edges lie, from (0, 0) on.
pub(super) struct FlowLayout {
    pub(super) nodes: Vec<Rect>,
    pub(super) routes: Vec<Route>,
    pub(super) size: Size,
}

/// Lays out one machine.
pub(super) fn lay_out_flow(flow: &Flow) -> FlowLayout {
    let traversal = Traversal::of(flow);
    let placed = place_across(flow, &traversal);
    let bands = Bands::of(flow, &traversal, &placed);
    let nodes = rects(flow, &placed, &bands);
    let routes = route_edges(flow, &traversal, &placed, &bands, &nodes);
    from_origin(nodes, routes)
}

fn rects(flow: &Flow, placed: &Placed, bands: &Bands) -> Vec<Rect> {
    let rect = |(node, &size): (usize, &Size)| {
        let place = placed.place(node);
        Rect::new((place.across - size.width / 2.0).round(), bands.top(place.layer), size)
    };
    flow.sizes.iter().enumerate().map(rect).collect()
}

/// Moves everything so that its bounds begin at (0, 0).
fn from_origin(mut nodes: Vec<Rect>, mut routes: Vec<Route>) -> FlowLayout {
    let Some(bounds) = bounds(&nodes, &routes) else {
        return FlowLayout { nodes, routes, size: Size::default() };
    };
    let offset = Point::new(-bounds.x, -bounds.y);
    nodes.iter_mut().for_each(|rect| *rect = rect.shifted(offset));
    routes.iter_mut().for_each(|route| route.shift(offset));
    FlowLayout { nodes, routes, size: bounds.size() }
}

fn bounds(nodes: &[Rect], routes: &[Route]) -> Option<Rect> {
    let points = routes.iter().flat_map(|route| &route.points);
    let dots = points.map(|point| Rect::new(point.x, point.y, Size::default()));
    let labels = routes.iter().filter_map(|route| route.label);
    nodes.iter().copied().chain(dots).chain(labels).reduce(Rect::cover)
}

impl FlowLayout {
    /// The same with the axes exchanged, for a flow to the right.
    pub(super) fn transposed(mut self) -> Self {
        self.nodes.iter_mut().for_each(|rect| *rect = rect.transposed());
        self.routes.iter_mut().for_each(Route::transpose);
        self.size = self.size.transposed();
        self
    }
}
