//! How good a layout is: hard defects, of which there must be none, and soft numbers to compare.

use super::{Layout, LayoutRequest, Point, Rect};

/// Something that must not be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Defect {
    /// Two nodes of one machine share an area.
    NodesOverlap(usize, usize),
    /// An edge passes through a node that is neither of its ends nor around them.
    EdgeThroughNode(usize, usize),
    /// A node leaves its container, or its container's lane.
    ChildOutside(usize),
    /// An edge's label lies on a node.
    LabelOnNode(usize, usize),
    /// The labels of two edges share an area.
    LabelsOverlap(usize, usize),
    /// An edge does not begin or end at the border of its node.
    EdgeDetached(usize),
    /// Something lies outside the drawing.
    OutsideDrawing(usize),
}

/// What a layout is like.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Quality {
    /// Everything that must not be.
    pub defects: Vec<Defect>,
    /// How often two edges cross.
    pub crossings: usize,
    /// How often edges turn.
    pub bends: usize,
    /// How often an edge passes under the label of another.
    pub edges_under_labels: usize,
    /// The length of all edges.
    pub length: f64,
    /// The area of the drawing.
    pub area: f64,
}

/// Measures `layout`, which was made for `request`.
pub fn measure(request: &LayoutRequest, layout: &Layout) -> Quality {
    let survey = Survey::of(request, layout);
    let mut defects = survey.overlapping_nodes();
    defects.extend(survey.children_outside());
    defects.extend(survey.edges_through_nodes());
    defects.extend(survey.detached_edges());
    defects.extend(survey.label_defects());
    defects.extend(survey.outside_drawing());
    defects.sort_unstable();
    defects.dedup();
    Quality {
        defects,
        crossings: survey.crossings(),
        bends: layout.edges.iter().map(|route| route.points.len().saturating_sub(2)).sum(),
        edges_under_labels: survey.edges_under_labels(),
        length: survey.segments.iter().map(|segment| segment.length()).sum(),
        area: layout.size.width * layout.size.height,
    }
}

#[derive(Clone, Copy)]
struct Segment {
    edge: usize,
    a: Point,
    b: Point,
}

impl Segment {
    fn bounds(self) -> Rect {
        let (x, y) = (self.a.x.min(self.b.x), self.a.y.min(self.b.y));
        Rect { x, y, width: (self.a.x - self.b.x).abs(), height: (self.a.y - self.b.y).abs() }
    }

    fn length(self) -> f64 {
        (self.a.x - self.b.x).hypot(self.a.y - self.b.y)
    }

    /// Whether both have one point in common that is inside of both.
    fn crosses(self, other: Segment) -> bool {
        let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        let across = |a, b, c, d| side(a, b, c) * side(a, b, d) < 0.0;
        across(self.a, self.b, other.a, other.b) && across(other.a, other.b, self.a, self.b)
    }
}

/// Everything sorted by its upper side, so that what cannot meet is never compared.
struct Survey<'a> {
    request: &'a LayoutRequest,
    layout: &'a Layout,
    segments: Vec<Segment>,
}

impl<'a> Survey<'a> {
    fn of(request: &'a LayoutRequest, layout: &'a Layout) -> Self {
        let mut segments = Vec::new();
        for (edge, route) in layout.edges.iter().enumerate() {
            segments.extend(route.points.windows(2).map(|pair| Segment { edge, a: pair[0], b: pair[1] }));
        }
        Survey { request, layout, segments }
    }

    fn labels(&self) -> Vec<(usize, Rect)> {
        let labels = self.layout.edges.iter().enumerate();
        labels.filter_map(|(edge, route)| Some((edge, route.label?))).collect()
    }

    fn nodes(&self) -> Vec<(usize, Rect)> {
        self.layout.nodes.iter().copied().enumerate().collect()
    }

    fn segment_bounds(&self) -> Vec<(usize, Rect)> {
        self.segments.iter().map(|segment| segment.bounds()).enumerate().collect()
    }

    /// Whether `outer` is a container around `node`, at any depth.
    fn is_around(&self, outer: usize, node: usize) -> bool {
        let mut inner = node;
        while let Some(site) = self.request.nodes[inner].site {
            inner = site.container.0;
            if inner == outer {
                return true;
            }
        }
        false
    }

    fn overlapping_nodes(&self) -> Vec<Defect> {
        let mut defects = Vec::new();
        meetings(&self.nodes(), &self.nodes(), |(a, rect), (b, other)| {
            if a < b && rect.overlaps(other) && !self.is_around(a, b) && !self.is_around(b, a) {
                defects.push(Defect::NodesOverlap(a, b));
            }
        });
        defects
    }

    fn children_outside(&self) -> Vec<Defect> {
        let lanes = &self.layout.lanes;
        let outside = self.request.nodes.iter().enumerate().filter(|(id, node)| {
            let Some(site) = node.site else { return false };
            let rect = self.layout.nodes[*id];
            let lane = lanes.iter().find(|lane| lane.site == site);
            !lane.is_some_and(|lane| lane.rect.contains(rect))
                || !self.layout.nodes[site.container.0].contains(rect)
        });
        outside.map(|(id, _)| Defect::ChildOutside(id)).collect()
    }

    fn edges_through_nodes(&self) -> Vec<Defect> {
        let mut defects = Vec::new();
        meetings(&self.segment_bounds(), &self.nodes(), |(at, _), (node, rect)| {
            let Segment { edge, a, b } = self.segments[at];
            let from = self.request.edges[edge].from;
            if rect.is_cut_by(a, b) && !self.is_around(node, from) {
                defects.push(Defect::EdgeThroughNode(edge, node));
            }
        });
        defects
    }

    fn detached_edges(&self) -> Vec<Defect> {
        let on_border = |rect: Rect, point: Point| {
            let inside =
                rect.x <= point.x && point.x <= rect.right() && rect.y <= point.y && point.y <= rect.bottom();
            let strictly =
                rect.x < point.x && point.x < rect.right() && rect.y < point.y && point.y < rect.bottom();
            inside && !strictly
        };
        let detached =
            self.request.edges.iter().zip(&self.layout.edges).enumerate().filter(|(_, (edge, route))| {
                let (Some(&first), Some(&last)) = (route.points.first(), route.points.last()) else {
                    return true;
                };
                let nodes = &self.layout.nodes;
                !on_border(nodes[edge.from], first) || !on_border(nodes[edge.to], last)
            });
        detached.map(|(index, _)| Defect::EdgeDetached(index)).collect()
    }

    fn label_defects(&self) -> Vec<Defect> {
        let mut defects = Vec::new();
        meetings(&self.labels(), &self.nodes(), |(edge, label), (node, rect)| {
            let from = self.request.edges[edge].from;
            if label.overlaps(rect) && !self.is_around(node, from) {
                defects.push(Defect::LabelOnNode(edge, node));
            }
        });
        meetings(&self.labels(), &self.labels(), |(a, label), (b, other)| {
            if a < b && label.overlaps(other) {
                defects.push(Defect::LabelsOverlap(a, b));
            }
        });
        defects
    }

    fn outside_drawing(&self) -> Vec<Defect> {
        let drawing = Rect::new(0.0, 0.0, self.layout.size);
        let outside = self.nodes().into_iter().filter(|&(_, rect)| !drawing.contains(rect));
        let labels = self.labels().into_iter().filter(|&(_, rect)| !drawing.contains(rect));
        let segments = self.segments.iter().filter(|segment| !drawing.contains(segment.bounds()));
        let all = outside.chain(labels).map(|(id, _)| id).chain(segments.map(|segment| segment.edge));
        all.map(Defect::OutsideDrawing).collect()
    }

    fn crossings(&self) -> usize {
        let mut count = 0;
        let bounds = self.segment_bounds();
        meetings(&bounds, &bounds, |(a, _), (b, _)| {
            let (one, other) = (self.segments[a], self.segments[b]);
            count += usize::from(a < b && one.edge != other.edge && one.crosses(other));
        });
        count
    }

    fn edges_under_labels(&self) -> usize {
        let mut count = 0;
        meetings(&self.segment_bounds(), &self.labels(), |(at, _), (edge, label)| {
            let segment = self.segments[at];
            count += usize::from(segment.edge != edge && label.is_cut_by(segment.a, segment.b));
        });
        count
    }
}

/// Calls `visit` with every pair of one rectangle of each list whose extents down the page touch.
fn meetings(a: &[(usize, Rect)], b: &[(usize, Rect)], mut visit: impl FnMut((usize, Rect), (usize, Rect))) {
    let mut sorted = b.to_vec();
    sorted.sort_by(|x, y| x.1.y.total_cmp(&y.1.y));
    // The lowest side of all rectangles up to each one tells where to stop looking upwards.
    let mut lowest = f64::NEG_INFINITY;
    let reach: Vec<f64> = sorted
        .iter()
        .map(|(_, rect)| {
            lowest = lowest.max(rect.bottom());
            lowest
        })
        .collect();
    for &one in a {
        let first = reach.partition_point(|&bottom| bottom < one.1.y);
        let candidates = sorted[first..].iter().take_while(|(_, rect)| rect.y <= one.1.bottom());
        candidates.filter(|(_, rect)| rect.bottom() >= one.1.y).for_each(|&other| visit(one, other));
    }
}
