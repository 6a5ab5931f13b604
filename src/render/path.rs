use crate::layout::{Direction, Point, Route};
use std::fmt::Write;

/// How an edge is drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct EdgePath {
    /// The line, up to the base of the arrow head: data of an SVG path. A wide transparent stroke of it is what the
    /// pointer hits.
    pub line: String,
    /// The arrow head: data of an SVG path.
    pub head: String,
    /// Where the edge leaves its node.
    pub start: Point,
    /// The tip of the arrow head, where the edge's end is taken to drag it.
    pub end: Point,
}

/// The length of an arrow head.
const HEAD_LENGTH: f64 = 8.0;
/// Half the width of an arrow head.
const HEAD_SIDE: f64 = 4.0;
/// The radius of corners between segments along the axes.
const CORNER: f64 = 8.0;

/// The drawing of a way: straight along the axes with round corners, and an S-curve from rank to rank. The curve stays
/// inside the bounding box of its segment, where the layout has left nothing else.
pub fn edge_path(route: &Route, direction: Direction) -> Option<EdgePath> {
    let (&start, &end) = (route.points.first()?, route.points.last()?);
    let heading = heading(&route.points, direction);
    let mut points = route.points.clone();
    if let Some(last) = points.last_mut() {
        // The line ends a little inside the head, so that no gap shows between them.
        let back = HEAD_LENGTH - 1.0;
        *last = Point::new(end.x - heading.x * back, end.y - heading.y * back);
    }
    Some(EdgePath { line: line(&points, direction), head: head(end, heading), start, end })
}

/// The direction in which an edge arrives, as a unit vector.
fn heading(points: &[Point], direction: Direction) -> Point {
    let [.., a, b] = points else { return along(direction) };
    if a.x == b.x && a.y != b.y {
        Point::new(0.0, (b.y - a.y).signum())
    } else if a.y == b.y && a.x != b.x {
        Point::new((b.x - a.x).signum(), 0.0)
    } else {
        along(direction)
    }
}

fn along(direction: Direction) -> Point {
    match direction {
        Direction::Down => Point::new(0.0, 1.0),
        Direction::Right => Point::new(1.0, 0.0),
    }
}

fn head(tip: Point, heading: Point) -> String {
    let base = Point::new(tip.x - heading.x * HEAD_LENGTH, tip.y - heading.y * HEAD_LENGTH);
    let side = Point::new(-heading.y * HEAD_SIDE, heading.x * HEAD_SIDE);
    format!(
        "M{} {}L{} {}L{} {}z",
        tip.x,
        tip.y,
        base.x + side.x,
        base.y + side.y,
        base.x - side.x,
        base.y - side.y
    )
}

fn line(points: &[Point], direction: Direction) -> String {
    let mut data = String::new();
    let Some(first) = points.first() else { return data };
    let _ = write!(data, "M{} {}", first.x, first.y);
    for (at, pair) in points.windows(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        if !is_along_axis(a, b) {
            curve(&mut data, a, b, direction);
        } else if let Some(next) = points.get(at + 2).filter(|&&next| is_along_axis(b, next)) {
            corner(&mut data, a, b, *next);
        } else {
            let _ = write!(data, "L{} {}", b.x, b.y);
        }
    }
    data
}

fn is_along_axis(a: Point, b: Point) -> bool {
    a.x == b.x || a.y == b.y
}

fn curve(data: &mut String, a: Point, b: Point, direction: Direction) {
    let (control_a, control_b) = match direction {
        Direction::Down => {
            let middle = (a.y + b.y) / 2.0;
            (Point::new(a.x, middle), Point::new(b.x, middle))
        }
        Direction::Right => {
            let middle = (a.x + b.x) / 2.0;
            (Point::new(middle, a.y), Point::new(middle, b.y))
        }
    };
    let _ = write!(data, "C{} {} {} {} {} {}", control_a.x, control_a.y, control_b.x, control_b.y, b.x, b.y);
}

/// The line from `a` to just before the corner `b`, and the turn towards `next`.
fn corner(data: &mut String, a: Point, b: Point, next: Point) {
    let radius = CORNER.min(length(a, b) / 2.0).min(length(b, next) / 2.0);
    let (before, after) = (towards(b, a, radius), towards(b, next, radius));
    let _ = write!(data, "L{} {}Q{} {} {} {}", before.x, before.y, b.x, b.y, after.x, after.y);
}

fn length(a: Point, b: Point) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// The point `distance` from `a` towards `b`, along an axis.
fn towards(a: Point, b: Point, distance: f64) -> Point {
    let step = |a: f64, b: f64| if a == b { a } else { a + (b - a).signum() * distance };
    Point::new(step(a.x, b.x), step(a.y, b.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[(f64, f64)], line: &str, head: &str) {
        let points = points.iter().map(|&(x, y)| Point::new(x, y)).collect();
        let path = edge_path(&Route { points, label: None }, Direction::Down).unwrap();
        assert_eq!((path.line.as_str(), path.head.as_str()), (line, head));
    }

    #[test]
    fn a_straight_edge_ends_in_its_head() {
        check(&[(10.0, 0.0), (10.0, 40.0)], "M10 0L10 33", "M10 40L6 32L14 32z");
    }

    #[test]
    fn a_step_across_is_an_s_curve() {
        check(&[(0.0, 0.0), (100.0, 47.0)], "M0 0C0 20 100 20 100 40", "M100 47L96 39L104 39z");
    }

    #[test]
    fn corners_are_round() {
        check(
            &[(0.0, 0.0), (20.0, 0.0), (20.0, -40.0), (0.0, -40.0)],
            "M0 0L12 0Q20 0 20 -8L20 -33.5Q20 -40 13.5 -40L7 -40",
            "M0 -40L8 -44L8 -36z",
        );
    }

    #[test]
    fn an_edge_without_points_has_no_drawing() {
        assert_eq!(edge_path(&Route::default(), Direction::Down), None);
    }
}
