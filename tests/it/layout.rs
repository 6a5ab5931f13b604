//! Layout over whole definitions: no hard defect, whatever the definition.

use asl_studio::asl::lower;
use asl_studio::graph::{Graph, project};
use asl_studio::layout::{Direction, Layout, LayoutRequest, Quality, lay_out, measure};
use std::sync::Arc;

/// Lays out a definition both ways, checks the laws, and gives the quality of the layout downwards.
fn check(name: &str, text: &str) -> Quality {
    let graph = graph(text);
    check_direction(name, &graph, Direction::Right);
    check_direction(name, &graph, Direction::Down)
}

fn graph(text: &str) -> Graph {
    project(&lower(&Arc::new(asl_studio::json::parse(text).tree)))
}

fn check_direction(name: &str, graph: &Graph, direction: Direction) -> Quality {
    let request = LayoutRequest::of(graph, direction);
    let layout = lay_out(&request);
    assert!(layout == lay_out(&request), "{name}: the same request has the same layout");
    assert!(is_whole(&layout), "{name}: places are whole pixels");
    let quality = measure(&request, &layout);
    assert_eq!(quality.defects, [], "{name} {direction:?}");
    quality
}

fn is_whole(layout: &Layout) -> bool {
    let points = layout.edges.iter().flat_map(|route| &route.points).flat_map(|point| [point.x, point.y]);
    let corners = layout.nodes.iter().flat_map(|rect| [rect.x, rect.y, rect.width, rect.height]);
    points.chain(corners).all(|length| length.fract() == 0.0)
}

#[test]
fn definitions_of_a_folder_have_no_defect() {
    for (name, text) in crate::support::definitions() {
        check(&name, &text);
    }
}
