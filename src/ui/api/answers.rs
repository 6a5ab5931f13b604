use crate::app::AppState;
use crate::diagnostic::Diagnostic;
use crate::graph::NodeId;
use crate::layout::{Point, Rect};
use serde::Serialize;
use serde_json::{Value, json};

/// A problem, with its place counted from 1 as editors count.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Problem {
    code: &'static str,
    severity: &'static str,
    message: String,
    location: Option<String>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// All problems, in text order.
pub(super) fn problems(state: &AppState) -> Vec<Problem> {
    let snapshot = state.doc.snapshot();
    let place = |offset| snapshot.lines().line_column(snapshot.text(), offset);
    let problem = |problem: Diagnostic| {
        let (start, end) = (place(problem.span.start), place(problem.span.end));
        Problem {
            code: problem.code.0,
            severity: problem.severity.name(),
            message: problem.message,
            location: problem.location,
            line: start.line + 1,
            column: start.column + 1,
            end_line: end.line + 1,
            end_column: end.column + 1,
        }
    };
    state.checks.problems(snapshot).into_iter().map(problem).collect()
}

/// Where everything lies: nodes by name and the state around them, edges with their points.
pub(super) fn layout(state: &AppState) -> Value {
    let scene = &state.canvas.scene;
    let name = |id: NodeId| scene.graph.node(id).map(|node| node.name.clone());
    let nodes = scene.graph.iter().zip(&scene.layout.nodes).map(|((_, node), rect)| {
        let Rect { x, y, width, height } = *rect;
        let parent = node.site.and_then(|site| name(site.container));
        let branch = node.site.map(|site| site.branch);
        json!({
            "name": node.name, "type": node.kind.name(), "x": x, "y": y, "width": width, "height": height,
            "parent": parent, "branch": branch,
        })
    });
    let edges = scene.graph.edges.iter().zip(&scene.layout.edges).map(|(edge, route)| {
        let points: Vec<Value> = route.points.iter().map(|Point { x, y }| json!({"x": x, "y": y})).collect();
        json!({
            "from": name(edge.from), "to": name(edge.to), "kind": edge.kind.name(), "label": edge.label,
            "points": points,
        })
    });
    json!({ "nodes": nodes.collect::<Vec<_>>(), "edges": edges.collect::<Vec<_>>() })
}
