use super::{Direction, Point, Rect, Size};
use crate::graph::MachineSite;

/// Where everything lies. Lists go by the ids of the graph's nodes and edges.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// Which way control flows.
    pub direction: Direction,
    /// The rectangle of each node; a container's holds its content.
    pub nodes: Vec<Rect>,
    /// The way of each edge.
    pub edges: Vec<Route>,
    /// The part of its container that each nested machine takes.
    pub lanes: Vec<Lane>,
    /// The size of the whole; everything lies between (0, 0) and this.
    pub size: Size,
}

/// The way of an edge.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Route {
    /// From the border of one node to the border of the other. A segment either runs along an axis or, where it
    /// does not, crosses from one rank to the next and may be drawn as a curve inside its bounding box.
    pub points: Vec<Point>,
    /// Where the label lies.
    pub label: Option<Rect>,
}

/// The part of a container that one nested machine takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lane {
    /// Which machine.
    pub site: MachineSite,
    /// Its rectangle.
    pub rect: Rect,
}

impl Route {
    /// Moves the way by `offset`.
    pub(super) fn shift(&mut self, offset: Point) {
        self.points.iter_mut().for_each(|point| *point = point.shifted(offset));
        self.label = self.label.map(|label| label.shifted(offset));
    }

    /// Exchanges the axes.
    pub(super) fn transpose(&mut self) {
        self.points.iter_mut().for_each(|point| *point = point.transposed());
        self.label = self.label.map(Rect::transposed);
    }
}
