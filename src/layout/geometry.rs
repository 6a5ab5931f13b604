/// A place, in pixels at zoom 1; y grows downwards.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// The point (`x`, `y`).
    pub const fn new(x: f64, y: f64) -> Self {
        Point { x, y }
    }

    /// The point with its coordinates exchanged.
    pub(crate) fn transposed(self) -> Self {
        Point { x: self.y, y: self.x }
    }

    /// The point moved by `offset`.
    pub(crate) fn shifted(self, offset: Point) -> Self {
        Point { x: self.x + offset.x, y: self.y + offset.y }
    }
}

/// A width and a height.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Size {
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl Size {
    /// The size `width` by `height`.
    pub const fn new(width: f64, height: f64) -> Self {
        Size { width, height }
    }

    /// The size with width and height exchanged.
    pub(crate) fn transposed(self) -> Self {
        Size { width: self.height, height: self.width }
    }
}

/// A rectangle by its upper left corner.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    /// The left side.
    pub x: f64,
    /// The upper side.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl Rect {
    /// The rectangle of `size` whose upper left corner is (`x`, `y`).
    pub const fn new(x: f64, y: f64, size: Size) -> Self {
        Rect { x, y, width: size.width, height: size.height }
    }

    /// The right side.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// The lower side.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The middle.
    pub fn center(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Its width and height.
    pub fn size(self) -> Size {
        Size::new(self.width, self.height)
    }

    /// Whether both share an area; touching sides do not count.
    pub fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Whether the segment from `a` to `b` passes through the inside; touching a side does not count.
    pub fn is_cut_by(self, a: Point, b: Point) -> bool {
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (start, delta, low, high) in
            [(a.x, b.x - a.x, self.x, self.right()), (a.y, b.y - a.y, self.y, self.bottom())]
        {
            if delta == 0.0 {
                if start <= low || start >= high {
                    return false;
                }
                continue;
            }
            let (first, second) = ((low - start) / delta, (high - start) / delta);
            enter = enter.max(first.min(second));
            leave = leave.min(first.max(second));
        }
        enter + 1e-9 < leave
    }

    /// The rectangle with its axes exchanged.
    pub(crate) fn transposed(self) -> Self {
        Rect { x: self.y, y: self.x, width: self.height, height: self.width }
    }

    /// The rectangle moved by `offset`.
    pub(crate) fn shifted(self, offset: Point) -> Self {
        Rect { x: self.x + offset.x, y: self.y + offset.y, ..self }
    }

    /// The smallest rectangle that holds both.
    pub(crate) fn cover(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Rect { x, y, width: right - x, height: bottom - y }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_cuts_a_rectangle_only_through_its_inside() {
        let rect = Rect::new(10.0, 10.0, Size::new(20.0, 10.0));
        let cut = |ax, ay, bx, by| rect.is_cut_by(Point::new(ax, ay), Point::new(bx, by));
        assert!(cut(0.0, 15.0, 40.0, 15.0), "across");
        assert!(cut(15.0, 0.0, 15.0, 15.0), "from above into it");
        assert!(cut(12.0, 12.0, 14.0, 14.0), "wholly inside");
        assert!(!cut(10.0, 0.0, 10.0, 40.0), "along a side");
        assert!(!cut(20.0, 0.0, 20.0, 10.0), "up to a side");
        assert!(!cut(0.0, 20.0, 20.0, 40.0), "past a corner");
    }
}
