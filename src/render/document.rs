use super::theme::{Theme, filled_in};
use super::{STYLE, describe, edge_class, edge_markup, escape, lanes_markup, node_class, node_markup};
use crate::graph::{Graph, Node, NodeId};
use crate::layout::Layout;
use std::fmt::Write;

/// A whole picture: an SVG document that needs nothing from outside.
///
/// Containers come first, the outer before the inner, then edges, then all other nodes: what lies further in covers
/// what lies around it. States carry `data-state` and `data-type`, edges `data-from`, `data-to` and `data-kind`.
pub fn svg_document(graph: &Graph, layout: &Layout, theme: Theme) -> String {
    let (width, height) = (layout.size.width, layout.size.height);
    let states = graph.nodes.iter().filter(|node| node.kind.is_state()).count();
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" class="canvas" role="img"><title>State machine with {states} states</title><style>{}</style><rect class="background" width="{width}" height="{height}"/>"#,
        escape_style(&filled_in(STYLE, theme))
    );
    let (containers, others): (Vec<_>, Vec<_>) = graph.iter().partition(|(_, node)| node.kind.is_container());
    containers.into_iter().for_each(|(id, node)| push_node(&mut svg, id, node, layout));
    for (edge, route) in graph.edges.iter().zip(&layout.edges) {
        let name = |id: NodeId| graph.node(id).map_or_else(String::new, |node| escape(&node.name));
        let _ = write!(
            svg,
            r#"<g class="{}" data-from="{}" data-to="{}" data-kind="{}">{}</g>"#,
            edge_class(edge),
            name(edge.from),
            name(edge.to),
            edge.kind,
            edge_markup(edge, route, layout.direction)
        );
    }
    others.into_iter().for_each(|(id, node)| push_node(&mut svg, id, node, layout));
    svg.push_str("</svg>\n");
    svg
}

fn push_node(svg: &mut String, id: NodeId, node: &Node, layout: &Layout) {
    let Some(rect) = layout.nodes.get(id.0) else { return };
    let handles = if node.kind.is_state() {
        format!(r#" data-state="{}" data-type="{}""#, escape(&node.name), node.kind)
    } else {
        String::new()
    };
    let _ = write!(
        svg,
        r#"<g class="{}"{handles} aria-label="{}" transform="translate({} {})">{}{}</g>"#,
        node_class(node),
        escape(&describe(node)),
        rect.x,
        rect.y,
        node_markup(node, rect.size()),
        lanes_markup(layout, id)
    );
}

/// A style sheet inside of XML: only its brackets need care.
fn escape_style(style: &str) -> String {
    style.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Direction, LayoutRequest, lay_out};
    use std::sync::Arc;

    fn draw(text: &str) -> String {
        let graph = crate::graph::project(&crate::asl::lower(&Arc::new(crate::json::parse(text).tree)));
        let layout = lay_out(&LayoutRequest::of(&graph, Direction::Down));
        svg_document(&graph, &layout, Theme::Light)
    }

    #[test]
    fn states_and_edges_carry_their_handles() {
        let svg = draw(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#,
        );
        assert!(svg.contains(r#"data-state="A" data-type="Pass""#));
        assert!(svg.contains(r#"data-from="Start" data-to="A" data-kind="start""#));
        assert!(svg.contains(r#"data-from="A" data-to="B" data-kind="next""#));
        assert!(svg.contains(r#"data-from="B" data-to="End" data-kind="end""#));
        assert_eq!(svg.matches("data-state=").count(), 2, "markers are no states");
    }

    #[test]
    fn a_picture_needs_nothing_from_outside() {
        let svg = draw(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#);
        assert!(
            !svg.contains("var(")
                && !svg.contains("href")
                && !svg.contains("url(")
                && !svg.contains("@import")
        );
    }

    #[test]
    fn hostile_names_stay_text() {
        let svg = draw(
            r#"{"StartAt": "x", "States": {"\"><script>alert(1)</script>": {"Type": "Task", "Resource": "</text><img src=x>", "Next": "<b>"}}}"#,
        );
        assert!(!svg.contains("<script") && !svg.contains("<img") && !svg.contains("<b>"), "{svg}");
    }

    #[test]
    fn an_empty_definition_is_an_empty_picture() {
        assert!(draw("").starts_with("<svg"));
    }
}
