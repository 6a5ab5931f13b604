//! What a pointer does on the canvas, as a state machine: off, pressed, moving the view, or dragging an edge's end.
//! The document hears nothing before the drop, so a cancelled gesture leaves nothing to undo.

use crate::asl::{EdgePath, StatePath};
use crate::layout::Point;

/// How far the pointer moves before a press becomes a drag, in pixels of the screen.
const THRESHOLD: f64 = 4.0;

/// What the pointer took hold of.
#[derive(Clone, PartialEq, Debug)]
pub enum Grip {
    /// The canvas itself.
    Ground,
    /// A state.
    State(StatePath),
    /// An edge.
    Edge(EdgePath),
    /// The end of an edge, which can be led to another state.
    EdgeEnd(EdgePath),
}

/// What the pointer did. Places are in the host (see [`super::Viewport`]).
#[derive(Clone, PartialEq, Debug)]
pub enum Pointer {
    /// A button went down on something.
    Press(Grip, Point),
    /// It moved.
    Move(Point),
    /// The button went up.
    Release(Point),
    /// The browser took the pointer away, or Escape was pressed.
    Cancel,
}

/// The state of the gesture.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Gesture {
    /// No button is down.
    #[default]
    Off,
    /// A button is down and the pointer has not left the spot.
    Pressed {
        /// What it holds.
        grip: Grip,
        /// Where it went down.
        start_in_host: Point,
    },
    /// The view follows the pointer.
    Panning {
        /// Where the pointer was last.
        last_in_host: Point,
    },
    /// An edge's end follows the pointer.
    Reconnecting {
        /// The edge.
        edge: EdgePath,
        /// Where the pointer is.
        at_in_host: Point,
    },
}

/// What a step of a gesture asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// The thing was clicked.
    Clicked(Grip),
    /// The view moves by so much.
    PanBy(Point),
    /// The edge's end is let go here.
    Drop(EdgePath, Point),
}

impl Gesture {
    /// The next state, and what to do.
    #[must_use]
    pub fn after(self, pointer: Pointer) -> (Gesture, Outcome) {
        match (self, pointer) {
            (_, Pointer::Press(grip, at)) => (Gesture::Pressed { grip, start_in_host: at }, Outcome::Nothing),
            (Gesture::Pressed { grip, start_in_host }, Pointer::Move(at)) => leave(grip, start_in_host, at),
            (Gesture::Panning { last_in_host }, Pointer::Move(at)) => {
                (Gesture::Panning { last_in_host: at }, Outcome::PanBy(between(last_in_host, at)))
            }
            (Gesture::Reconnecting { edge, .. }, Pointer::Move(at)) => {
                (Gesture::Reconnecting { edge, at_in_host: at }, Outcome::Nothing)
            }
            (Gesture::Pressed { grip, .. }, Pointer::Release(_)) => (Gesture::Off, Outcome::Clicked(grip)),
            (Gesture::Reconnecting { edge, .. }, Pointer::Release(at)) => {
                (Gesture::Off, Outcome::Drop(edge, at))
            }
            (Gesture::Off | Gesture::Panning { .. }, Pointer::Release(_)) | (_, Pointer::Cancel) => {
                (Gesture::Off, Outcome::Nothing)
            }
            (Gesture::Off, Pointer::Move(_)) => (Gesture::Off, Outcome::Nothing),
        }
    }

    /// Whether the pointer holds something.
    pub fn is_active(&self) -> bool {
        *self != Gesture::Off
    }
}

/// A press that moved: a drag once it left the spot.
fn leave(grip: Grip, start_in_host: Point, at: Point) -> (Gesture, Outcome) {
    let way = between(start_in_host, at);
    if way.x.hypot(way.y) < THRESHOLD {
        return (Gesture::Pressed { grip, start_in_host }, Outcome::Nothing);
    }
    match grip {
        Grip::EdgeEnd(edge) => (Gesture::Reconnecting { edge, at_in_host: at }, Outcome::Nothing),
        Grip::Ground | Grip::State(_) | Grip::Edge(_) => {
            (Gesture::Panning { last_in_host: at }, Outcome::PanBy(way))
        }
    }
}

fn between(from: Point, to: Point) -> Point {
    Point::new(to.x - from.x, to.y - from.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asl::TransitionKind;

    fn edge() -> EdgePath {
        EdgePath::Exit(StatePath::top("A"), TransitionKind::Next)
    }

    /// Plays pointer events and checks what they led to, the last outcome last; a gesture always ends in `Off`.
    fn check(events: &[Pointer], expected: &[Outcome]) {
        let mut gesture = Gesture::Off;
        let mut outcomes = Vec::new();
        for event in events {
            let (next, outcome) = gesture.after(event.clone());
            gesture = next;
            outcomes.extend((outcome != Outcome::Nothing).then_some(outcome));
        }
        assert_eq!(outcomes, expected);
        assert!(!gesture.is_active());
    }

    fn at(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn a_press_that_stays_on_its_spot_is_a_click() {
        let grip = Grip::State(StatePath::top("A"));
        let press = Pointer::Press(grip.clone(), at(5.0, 5.0));
        check(
            &[press, Pointer::Move(at(6.0, 7.0)), Pointer::Release(at(6.0, 7.0))],
            &[Outcome::Clicked(grip)],
        );
    }

    #[test]
    fn a_drag_of_anything_but_an_edges_end_moves_the_view() {
        for grip in [Grip::Ground, Grip::State(StatePath::top("A")), Grip::Edge(edge())] {
            let press = Pointer::Press(grip, at(0.0, 0.0));
            let moves = [Pointer::Move(at(10.0, 0.0)), Pointer::Move(at(12.0, 5.0))];
            let events = [&[press], &moves[..], &[Pointer::Release(at(12.0, 5.0))]].concat();
            check(&events, &[Outcome::PanBy(at(10.0, 0.0)), Outcome::PanBy(at(2.0, 5.0))]);
        }
    }

    #[test]
    fn an_edges_end_is_dropped_where_it_is_let_go_and_nowhere_when_cancelled() {
        let press = Pointer::Press(Grip::EdgeEnd(edge()), at(0.0, 0.0));
        let drag = Pointer::Move(at(50.0, 50.0));
        let drop = Pointer::Release(at(60.0, 60.0));
        check(&[press.clone(), drag.clone(), drop], &[Outcome::Drop(edge(), at(60.0, 60.0))]);
        check(&[press, drag, Pointer::Cancel, Pointer::Release(at(60.0, 60.0))], &[]);
    }
}
