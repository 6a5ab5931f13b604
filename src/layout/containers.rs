//! Nested machines: each is laid out on its own, innermost first, and its container is then one big node.

use super::{
    Direction, Lane, Layout, LayoutRequest, Point, Rect, Route, Size,
    flow::{Flow, FlowEdge, FlowLayout, lay_out_flow},
    sizes,
};
use crate::graph::{MachineSite, NodeId};
use std::collections::BTreeMap;

/// Lays out a graph.
pub fn lay_out(request: &LayoutRequest) -> Layout {
    let mut machines = machines(request);
    let mut nested =
        Nested { direction: request.direction, sizes: minimal_sizes(request), lanes: BTreeMap::new() };
    // A container stands before its content, so from the last to the first every content comes before its container.
    for container in (0..request.nodes.len()).rev().filter(|&id| request.nodes[id].is_container) {
        nested.assemble(container, request, &mut machines);
    }
    let top = machines.remove(&None).unwrap_or_default();
    let drawn = top.lay_out(request, &nested.sizes);
    let size = drawn.size;
    let margin = Point::new(sizes::MARGIN, sizes::MARGIN);
    let mut layout = Layout {
        direction: request.direction,
        nodes: vec![Rect::default(); request.nodes.len()],
        edges: vec![Route::default(); request.edges.len()],
        lanes: Vec::new(),
        size: Size::new(size.width + 2.0 * sizes::MARGIN, size.height + 2.0 * sizes::MARGIN),
    };
    top.draw(drawn, margin, &mut layout);
    nested.draw(&mut layout);
    layout
}

/// The nodes and edges of one machine, by id.
#[derive(Default)]
struct Machine {
    nodes: Vec<usize>,
    edges: Vec<usize>,
}

/// The machines of a request. An edge between two machines, which no definition can have, is left out.
fn machines(request: &LayoutRequest) -> BTreeMap<Option<MachineSite>, Machine> {
    let mut machines: BTreeMap<Option<MachineSite>, Machine> = BTreeMap::new();
    for (id, node) in request.nodes.iter().enumerate() {
        machines.entry(node.site).or_default().nodes.push(id);
    }
    for (index, edge) in request.edges.iter().enumerate() {
        let site = |id: usize| request.nodes.get(id).map(|node| node.site);
        if let (Some(from), Some(to)) = (site(edge.from), site(edge.to))
            && from == to
        {
            machines.entry(from).or_default().edges.push(index);
        }
    }
    machines
}

fn minimal_sizes(request: &LayoutRequest) -> Vec<Size> {
    request.nodes.iter().map(|node| node.size).collect()
}

impl Machine {
    /// The machine drawn from (0, 0) on, its containers as big as they have become.
    fn lay_out(&self, request: &LayoutRequest, sizes: &[Size]) -> FlowLayout {
        let flow = self.flow(request, sizes);
        let drawn = lay_out_flow(&flow);
        if request.direction == Direction::Right { drawn.transposed() } else { drawn }
    }

    fn flow(&self, request: &LayoutRequest, sizes: &[Size]) -> Flow {
        let turned = |size: Size| match request.direction {
            Direction::Down => size,
            Direction::Right => size.transposed(),
        };
        let position = |id: usize| self.nodes.binary_search(&id).unwrap_or_default();
        let edge = |&index: &usize| {
            let edge = &request.edges[index];
            let (from, to) = (position(edge.from), position(edge.to));
            FlowEdge { from, to, kind: edge.kind, label: edge.label.map(turned) }
        };
        Flow {
            sizes: self.nodes.iter().map(|&id| turned(sizes[id])).collect(),
            edges: self.edges.iter().map(edge).collect(),
            start: self.nodes.iter().position(|&id| request.nodes[id].is_start),
        }
    }

    /// Puts what was drawn into the layout, at `offset`.
    fn draw(&self, drawn: FlowLayout, offset: Point, layout: &mut Layout) {
        for (&id, rect) in self.nodes.iter().zip(drawn.nodes) {
            layout.nodes[id] = rect.shifted(offset);
        }
        for (&index, mut route) in self.edges.iter().zip(drawn.routes) {
            route.shift(offset);
            layout.edges[index] = route;
        }
    }
}

/// What is known of the containers so far.
struct Nested {
    direction: Direction,
    sizes: Vec<Size>,
    /// The nested machines of each container, with their place in it.
    lanes: BTreeMap<usize, Vec<DrawnLane>>,
}

struct DrawnLane {
    site: MachineSite,
    machine: Machine,
    drawn: FlowLayout,
    /// The lane's rectangle, from the upper left corner of the container.
    rect: Rect,
}

impl Nested {
    /// Draws the nested machines of a container, side by side across the flow, and sizes it around them.
    fn assemble(
        &mut self,
        container: usize,
        request: &LayoutRequest,
        machines: &mut BTreeMap<Option<MachineSite>, Machine>,
    ) {
        let mut lanes = Vec::new();
        for site in sites(machines, container) {
            let machine = machines.remove(&Some(site)).unwrap_or_default();
            let drawn = machine.lay_out(request, &self.sizes);
            let padding = 2.0 * sizes::BRANCH_PADDING;
            let rect =
                Rect::new(0.0, 0.0, Size::new(drawn.size.width + padding, drawn.size.height + padding));
            lanes.push(DrawnLane { site, machine, drawn, rect });
        }
        let content = match self.direction {
            Direction::Down => side_by_side(&mut lanes, self.sizes[container].width),
            Direction::Right => one_below_another(&mut lanes, self.sizes[container].width),
        };
        let least = self.sizes[container];
        let frame = 2.0 * sizes::CONTAINER_PADDING;
        let height = content.height + sizes::HEADER_HEIGHT + frame / 2.0;
        self.sizes[container] = Size::new((content.width + frame).max(least.width), height.max(least.height));
        self.lanes.insert(container, lanes);
    }

    /// Puts the nested machines into the layout, outermost first.
    fn draw(self, layout: &mut Layout) {
        for (container, lanes) in self.lanes {
            let corner = Point::new(layout.nodes[container].x, layout.nodes[container].y);
            for lane in lanes {
                let rect = lane.rect.shifted(corner);
                layout.lanes.push(Lane { site: lane.site, rect });
                let inside = Point::new(
                    (rect.x + (rect.width - lane.drawn.size.width) / 2.0).floor(),
                    rect.y + sizes::BRANCH_PADDING,
                );
                lane.machine.draw(lane.drawn, inside, layout);
            }
        }
    }
}

/// The machines nested in `container`, by branch.
fn sites(machines: &BTreeMap<Option<MachineSite>, Machine>, container: usize) -> Vec<MachineSite> {
    let site = |branch| Some(MachineSite { container: NodeId(container), branch });
    machines.range(site(0)..=site(usize::MAX)).filter_map(|(&site, _)| site).collect()
}

/// Places lanes of equal height in a row below the header; the size of the row. Where the header needs more width,
/// the lanes share it.
fn side_by_side(lanes: &mut [DrawnLane], least_width: f64) -> Size {
    let height = lanes.iter().map(|lane| lane.rect.height).fold(0.0, f64::max);
    let gaps = sizes::BRANCH_GAP * lanes.len().saturating_sub(1) as f64;
    let natural: f64 = lanes.iter().map(|lane| lane.rect.width).sum::<f64>() + gaps;
    let spare = (least_width - 2.0 * sizes::CONTAINER_PADDING - natural).max(0.0);
    let share = even(spare / lanes.len().max(1) as f64);
    let mut x = sizes::CONTAINER_PADDING;
    for lane in lanes.iter_mut() {
        let width = lane.rect.width + share;
        lane.rect = Rect { x, y: sizes::HEADER_HEIGHT, width, height };
        x += width + sizes::BRANCH_GAP;
    }
    Size::new((x - sizes::BRANCH_GAP - sizes::CONTAINER_PADDING).max(0.0), height)
}

/// Places lanes of equal width in a column below the header; the size of the column.
fn one_below_another(lanes: &mut [DrawnLane], least_width: f64) -> Size {
    let least = least_width - 2.0 * sizes::CONTAINER_PADDING;
    let width = lanes.iter().map(|lane| lane.rect.width).fold(least, f64::max);
    let mut y = sizes::HEADER_HEIGHT;
    for lane in lanes.iter_mut() {
        lane.rect = Rect { x: sizes::CONTAINER_PADDING, y, width, height: lane.rect.height };
        y += lane.rect.height + sizes::BRANCH_GAP;
    }
    Size::new(width, (y - sizes::BRANCH_GAP - sizes::HEADER_HEIGHT).max(0.0))
}

fn even(length: f64) -> f64 {
    (length / 2.0).ceil() * 2.0
}
