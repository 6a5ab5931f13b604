use super::{edge_path, escape};
use crate::graph::{Edge, EdgeKind};
use crate::layout::{Direction, Rect, Route, sizes};
use std::fmt::Write;

/// The classes of an edge's group.
pub fn edge_class(edge: &Edge) -> &'static str {
    match edge.kind {
        EdgeKind::Start => "edge edge-start",
        EdgeKind::Next => "edge edge-next",
        EdgeKind::Choice => "edge edge-choice",
        EdgeKind::Default => "edge edge-default",
        EdgeKind::Catch => "edge edge-catch",
        EdgeKind::End => "edge edge-end",
    }
}

/// What an edge's group holds: the wide line that the pointer hits, the line, the arrow head, the label.
pub fn edge_markup(edge: &Edge, route: &Route, direction: Direction) -> String {
    let mut markup = String::new();
    if let Some(path) = edge_path(route, direction) {
        let _ = write!(
            markup,
            r#"<path class="hit" d="{line}"/><path class="line" d="{line}"/><path class="head" d="{head}"/>"#,
            line = path.line,
            head = path.head
        );
    }
    if let Some(rect) = route.label {
        label(&mut markup, &edge.label, rect);
    }
    markup
}

/// The label on a patch of the canvas's colour; the whole of it as a tooltip where it is shortened.
fn label(markup: &mut String, text: &str, rect: Rect) {
    let lines = sizes::label_lines(text);
    let _ = write!(
        markup,
        r#"<rect class="halo" x="{}" y="{}" width="{}" height="{}" rx="6"/><text class="label" text-anchor="middle">"#,
        rect.x, rect.y, rect.width, rect.height
    );
    let center = rect.center();
    let first = center.y - (lines.len() as f64 - 1.0) * sizes::LABEL_LINE_HEIGHT / 2.0 + BASELINE;
    for (nth, line) in lines.iter().enumerate() {
        let y = first + nth as f64 * sizes::LABEL_LINE_HEIGHT;
        let _ = write!(markup, r#"<tspan x="{}" y="{y}">{}</tspan>"#, center.x, escape(line));
    }
    markup.push_str("</text>");
    if lines.last().is_some_and(|line| line.ends_with('…')) {
        let _ = write!(markup, "<title>{}</title>", escape(text));
    }
}

/// From the middle of a line of a label down to its baseline.
const BASELINE: f64 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{NodeId, Slot};
    use crate::layout::{Point, Size};

    fn edge(label: &str) -> Edge {
        Edge {
            from: NodeId(0),
            to: NodeId(1),
            kind: EdgeKind::Next,
            label: label.to_owned(),
            slot: Slot::StartAt,
        }
    }

    #[test]
    fn a_label_stays_text_and_long_ones_are_whole_in_their_tooltip() {
        let size = Size::new(100.0, 20.0);
        let route = Route { points: vec![Point::default(); 2], label: Some(Rect::new(0.0, 0.0, size)) };
        let markup = edge_markup(&edge("<b>$.a</b> == 1"), &route, Direction::Down);
        assert!(markup.contains("&lt;b&gt;$.a") && !markup.contains("<title>"), "{markup}");
        let long = "$.a == 1 and ".repeat(20);
        let markup = edge_markup(&edge(&long), &route, Direction::Down);
        assert!(markup.contains(&format!("<title>{long}</title>")), "{markup}");
    }
}
