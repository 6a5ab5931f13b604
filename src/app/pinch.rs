use super::CanvasMsg;
use crate::layout::Point;

/// Two fingers on the canvas: how they move against each other zooms, how they move together pans.
#[derive(Clone, Debug, Default)]
pub struct Pinch {
    /// The fingers that are down, with their places in the host.
    fingers: Vec<(i32, Point)>,
}

impl Pinch {
    /// A finger is there, for the first time or at another place. With two of them, what follows for the view.
    pub fn at(&mut self, finger: i32, in_host: Point) -> Vec<CanvasMsg> {
        let before = self.span();
        match self.fingers.iter_mut().find(|(known, _)| *known == finger) {
            Some((_, place)) => *place = in_host,
            None => self.fingers.push((finger, in_host)),
        }
        match (before, self.span()) {
            (Some((middle, length)), Some((new_middle, new_length))) if length > 0.0 => vec![
                CanvasMsg::PanBy(Point::new(new_middle.x - middle.x, new_middle.y - middle.y)),
                CanvasMsg::Zoom(new_length / length, Some(new_middle)),
            ],
            _ => Vec::new(),
        }
    }

    /// A finger is gone.
    pub fn lift(&mut self, finger: i32) {
        self.fingers.retain(|(known, _)| *known != finger);
    }

    /// Whether two fingers are down.
    pub fn is_on(&self) -> bool {
        self.fingers.len() > 1
    }

    /// The middle between the first two fingers, and how far they are from each other.
    fn span(&self) -> Option<(Point, f64)> {
        let [(_, a), (_, b), ..] = self.fingers.as_slice() else { return None };
        Some((Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0), (a.x - b.x).hypot(a.y - b.y)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingers_that_part_zoom_about_their_middle() {
        let mut pinch = Pinch::default();
        assert_eq!(pinch.at(1, Point::new(0.0, 0.0)), []);
        assert_eq!(pinch.at(2, Point::new(100.0, 0.0)), [], "the second finger only starts");
        let expected =
            [CanvasMsg::PanBy(Point::new(50.0, 0.0)), CanvasMsg::Zoom(2.0, Some(Point::new(100.0, 0.0)))];
        assert_eq!(pinch.at(2, Point::new(200.0, 0.0)), expected);
        pinch.lift(1);
        assert!(!pinch.is_on());
        assert_eq!(pinch.at(2, Point::new(0.0, 0.0)), []);
    }
}
