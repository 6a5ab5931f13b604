use crate::app::Viewport;
use crate::layout::{Point, Rect, Size};

/// How much of a group is drawn. Every node and edge is always in the DOM; but thousands of names, pictures and labels
/// out of sight, or too small to be made out, would only cost time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Detail {
    /// It is out of sight: of a node the outline, of an edge nothing.
    #[default]
    Hidden,
    /// It is in sight, but small: the outline.
    Outline,
    /// Everything.
    Full,
}

/// A picture of so few groups is drawn in full, wherever one looks.
const ALWAYS_FULL: usize = 150;
/// Below this zoom nothing but outlines can be made out.
const READABLE_ZOOM: f64 = 0.25;
/// How much further than the view is drawn, in views: so much can be panned before anything has to be added.
const MARGIN: f64 = 0.5;
/// How far out of the view something stays drawn.
const KEEP: f64 = 3.0;

/// Which details a view wants.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct View {
    near: Rect,
    far: Rect,
    is_readable: bool,
    is_small: bool,
}

impl View {
    /// What a viewport shows of a picture of so many groups.
    pub(super) fn of(viewport: &Viewport, groups: usize) -> Self {
        View {
            near: around(viewport, MARGIN),
            far: around(viewport, KEEP),
            is_readable: viewport.zoom >= READABLE_ZOOM,
            is_small: groups <= ALWAYS_FULL,
        }
    }

    /// How much is to be drawn of what lies there, when so much is drawn already.
    pub(super) fn wants(&self, bounds: Rect, now: Detail) -> Detail {
        let here = if self.is_readable { Detail::Full } else { Detail::Outline };
        if self.is_small {
            return Detail::Full;
        }
        if touches(self.near, bounds) {
            return here;
        }
        if touches(self.far, bounds) { now.min(here) } else { Detail::Hidden }
    }
}

/// The view with a margin, on the canvas.
fn around(viewport: &Viewport, margin: f64) -> Rect {
    let Size { width, height } = viewport.size;
    let start = viewport.canvas_from_host(Point::new(-margin * width, -margin * height));
    let end = viewport.canvas_from_host(Point::new((1.0 + margin) * width, (1.0 + margin) * height));
    Rect::new(start.x, start.y, Size::new(end.x - start.x, end.y - start.y))
}

/// Whether two rectangles share a place; a line has no area, but is seen.
fn touches(view: Rect, bounds: Rect) -> bool {
    bounds.x <= view.right()
        && view.x <= bounds.right()
        && bounds.y <= view.bottom()
        && view.y <= bounds.bottom()
}
