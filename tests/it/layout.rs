//! Layout over whole definitions: no hard defect, whatever the definition.

use asl_studio::asl::lower;
use asl_studio::graph::{Graph, project};
use asl_studio::layout::{Direction, Layout, LayoutRequest, Quality, lay_out, measure};
use std::path::Path;
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

/// The soft numbers of each fixture, as `tests/fixtures/layout/baseline.txt` has them: they may get better, and when
/// they do, `UPDATE_BASELINE=1` writes the file anew.
#[test]
fn layouts_are_no_worse_than_the_baseline() {
    let folder = Path::new("tests/fixtures/layout");
    let measured: Vec<(String, Quality)> = crate::support::definitions_in(folder)
        .into_iter()
        .map(|(name, text)| (name.replace(".asl.json", ""), check(&name, &text)))
        .collect();
    let baseline = folder.join("baseline.txt");
    if std::env::var_os("UPDATE_BASELINE").is_some() {
        let lines: String = measured.iter().map(|(name, quality)| line(name, quality)).collect();
        std::fs::write(&baseline, lines).expect("the baseline is written");
    }
    let baseline = std::fs::read_to_string(&baseline).expect("the baseline is there");
    assert_eq!(baseline.lines().count(), measured.len(), "a line per fixture");
    for ((name, quality), expected) in measured.iter().zip(baseline.lines()) {
        let found = line(name, quality);
        let no_worse = numbers(&found).zip(numbers(expected)).all(|(found, expected)| found <= expected);
        assert!(no_worse && !baseline.is_empty(), "worse than the baseline:\n{found}{expected}");
    }
}

fn line(name: &str, quality: &Quality) -> String {
    let Quality { crossings, bends, edges_under_labels, length, area, .. } = quality;
    format!(
        "{name}: crossings {crossings}, bends {bends}, under labels {edges_under_labels}, length {length:.0}, area {area:.0}\n"
    )
}

fn numbers(line: &str) -> impl Iterator<Item = f64> + '_ {
    let values = line.split(": ").nth(1).unwrap_or_default();
    values.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
}
