use crate::layout::{Point, Rect, Size};

/// The least zoom: enough to see some thousand states at once.
pub const MIN_ZOOM: f64 = 0.02;
/// The greatest zoom.
pub const MAX_ZOOM: f64 = 3.0;
/// The factor of one step by key or button.
pub const ZOOM_STEP: f64 = 1.25;
/// The room left around what is brought into sight, in pixels of the screen.
const REVEAL_MARGIN: f64 = 40.0;
/// How much of a small drawing's zoom "fit" may use: nothing is blown up.
const FIT_MAX_ZOOM: f64 = 1.0;
/// "Fit" stops here: of a very long drawing it shows the start.
const FIT_MIN_ZOOM: f64 = 0.1;
/// Below this zoom names cannot be read, so a drawing that does not fit opens at its start instead.
const LEGIBLE_ZOOM: f64 = 0.6;
/// How much of the drawing always stays in sight, in pixels of the screen.
const KEPT_IN_SIGHT: f64 = 64.0;

/// Which part of the drawing the canvas shows. Two spaces meet here: *host*, pixels from the canvas element's upper
/// left corner, and *canvas*, the layout's own.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Viewport {
    /// Where the drawing's origin lies in the host.
    pub pan: Point,
    /// Pixels of the host per unit of the canvas.
    pub zoom: f64,
    /// The size of the host.
    pub size: Size,
}

impl Default for Viewport {
    fn default() -> Self {
        Viewport { pan: Point::default(), zoom: 1.0, size: Size::default() }
    }
}

impl Viewport {
    /// The place on the canvas under a place of the host.
    pub fn canvas_from_host(&self, in_host: Point) -> Point {
        Point::new((in_host.x - self.pan.x) / self.zoom, (in_host.y - self.pan.y) / self.zoom)
    }

    /// The place in the host of a place on the canvas.
    pub fn host_from_canvas(&self, in_canvas: Point) -> Point {
        Point::new(in_canvas.x * self.zoom + self.pan.x, in_canvas.y * self.zoom + self.pan.y)
    }

    /// Moved by a distance in the host.
    #[must_use]
    pub fn panned(self, by: Point) -> Self {
        Viewport { pan: Point::new(self.pan.x + by.x, self.pan.y + by.y), ..self }
    }

    /// Zoomed by `factor`; what lies under `anchor_in_host` stays there.
    #[must_use]
    pub fn zoomed(self, factor: f64, anchor_in_host: Point) -> Self {
        let zoom = (self.zoom * factor).clamp(MIN_ZOOM, MAX_ZOOM);
        let held = self.canvas_from_host(anchor_in_host);
        let pan = Point::new(anchor_in_host.x - held.x * zoom, anchor_in_host.y - held.y * zoom);
        Viewport { pan, zoom, ..self }
    }

    /// Zoomed by `factor` about the middle.
    #[must_use]
    pub fn zoomed_at_middle(self, factor: f64) -> Self {
        self.zoomed(factor, Point::new(self.size.width / 2.0, self.size.height / 2.0))
    }

    /// The whole drawing of that size in sight, in the middle.
    #[must_use]
    pub fn fitted(self, drawing: Size) -> Self {
        if drawing.width <= 0.0 || drawing.height <= 0.0 || self.size.width <= 0.0 {
            return self;
        }
        let zoom = (self.size.width / drawing.width).min(self.size.height / drawing.height);
        let centred = self.centred(drawing, zoom.clamp(FIT_MIN_ZOOM, FIT_MAX_ZOOM));
        Viewport { pan: Point::new(centred.pan.x, centred.pan.y.max(0.0)), ..centred }
    }

    /// How a drawing opens: fitted, or, where that would make it illegible, at `start` and as wide as can be read.
    #[must_use]
    pub fn opened(self, drawing: Size, start: Rect) -> Self {
        let fitted = self.fitted(drawing);
        if fitted.zoom >= LEGIBLE_ZOOM || drawing.width <= 0.0 {
            return fitted;
        }
        let zoom = (self.size.width / drawing.width).clamp(LEGIBLE_ZOOM, FIT_MAX_ZOOM);
        let centred = self.centred(drawing, zoom);
        let rest = self.size.width - drawing.width * zoom;
        // Of a drawing that is too wide, the start stands in the middle, as far as the drawing reaches.
        let middle = self.size.width / 2.0 - start.center().x * zoom;
        let x = if rest < 0.0 { middle.clamp(rest, 0.0) } else { centred.pan.x };
        Viewport { pan: Point::new(x, centred.pan.y.max(0.0)), ..centred }
    }

    /// Moved back as far as the drawing would be out of sight.
    #[must_use]
    pub fn holding(self, drawing: Size) -> Self {
        let held = |pan: f64, length: f64, view: f64| {
            let kept = KEPT_IN_SIGHT.min(length * self.zoom).min(view);
            pan.clamp(kept - length * self.zoom, view - kept)
        };
        if drawing.width <= 0.0 || self.size.width <= 0.0 || self.size.height <= 0.0 {
            return self;
        }
        let x = held(self.pan.x, drawing.width, self.size.width);
        let y = held(self.pan.y, drawing.height, self.size.height);
        Viewport { pan: Point::new(x, y), ..self }
    }

    /// Moved as little as it takes to show `rect` of the canvas.
    #[must_use]
    pub fn revealing(self, rect: Rect) -> Self {
        let start = self.host_from_canvas(Point::new(rect.x, rect.y));
        let end = self.host_from_canvas(Point::new(rect.right(), rect.bottom()));
        let by = Point::new(
            step_into(start.x, end.x, self.size.width),
            step_into(start.y, end.y, self.size.height),
        );
        self.panned(by)
    }

    fn centred(self, drawing: Size, zoom: f64) -> Self {
        let x = (self.size.width - drawing.width * zoom) / 2.0;
        let y = (self.size.height - drawing.height * zoom) / 2.0;
        Viewport { pan: Point::new(x, y), zoom, ..self }
    }
}

/// How far the stretch from `start` to `end` must move to lie within `0..length`; its start counts where it is longer.
fn step_into(start: f64, end: f64, length: f64) -> f64 {
    let margin = REVEAL_MARGIN.min(length / 4.0);
    if start < margin {
        margin - start
    } else if end > length - margin {
        (length - margin - end).max(margin - start)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport() -> Viewport {
        Viewport { size: Size::new(800.0, 600.0), ..Viewport::default() }
    }

    #[test]
    fn zooming_holds_what_lies_under_the_pointer() {
        let pointer = Point::new(300.0, 200.0);
        let zoomed = viewport().panned(Point::new(13.0, -7.0)).zoomed(1.7, pointer);
        let before = viewport().panned(Point::new(13.0, -7.0)).canvas_from_host(pointer);
        let after = zoomed.canvas_from_host(pointer);
        assert!((before.x - after.x).abs() < 1e-9 && (before.y - after.y).abs() < 1e-9);
        assert_eq!(viewport().zoomed(1e9, pointer).zoom, MAX_ZOOM);
        assert_eq!(viewport().zoomed(0.0, pointer).zoom, MIN_ZOOM);
    }

    #[test]
    fn fitting_shows_everything_and_blows_nothing_up() {
        assert_eq!(viewport().fitted(Size::new(100.0, 100.0)).zoom, 1.0);
        let tall = viewport().fitted(Size::new(600.0, 6000.0));
        assert_eq!(tall.zoom, 0.1);
        assert_eq!(tall.pan, Point::new(370.0, 0.0));
        assert_eq!(viewport().fitted(Size::default()), viewport(), "nothing to fit");
    }

    #[test]
    fn a_long_drawing_opens_at_its_start_where_names_can_be_read() {
        let start = Rect::new(280.0, 0.0, Size::new(40.0, 40.0));
        let opened = viewport().opened(Size::new(600.0, 60_000.0), start);
        assert_eq!(opened.zoom, 1.0);
        assert_eq!(opened.pan, Point::new(100.0, 0.0));
    }

    #[test]
    fn a_wide_drawing_opens_with_its_start_in_sight() {
        for at in [0.0, 900.0, 3960.0] {
            let start = Rect::new(at, 0.0, Size::new(40.0, 40.0));
            let opened = viewport().opened(Size::new(4000.0, 2000.0), start);
            let seen = opened.host_from_canvas(start.center()).x;
            assert!((0.0..=800.0).contains(&seen), "the start at {at} is seen at {seen}");
        }
    }

    #[test]
    fn nothing_is_pushed_out_of_sight() {
        let drawing = Size::new(300.0, 200.0);
        let held = viewport().panned(Point::new(9000.0, -9000.0)).holding(drawing);
        assert_eq!(held.pan, Point::new(800.0 - KEPT_IN_SIGHT, KEPT_IN_SIGHT - 200.0));
        assert_eq!(viewport().holding(drawing), viewport(), "what is in sight stays");
    }

    #[test]
    fn revealing_moves_only_what_it_must() {
        let inside = Rect::new(100.0, 100.0, Size::new(50.0, 50.0));
        assert_eq!(viewport().revealing(inside), viewport());
        let below = Rect::new(100.0, 700.0, Size::new(50.0, 50.0));
        assert_eq!(viewport().revealing(below).pan, Point::new(0.0, -190.0));
        let left = Rect::new(-100.0, 100.0, Size::new(50.0, 50.0));
        assert_eq!(viewport().revealing(left).pan, Point::new(140.0, 0.0));
    }
}
