//! Walking the flowchart by arrow keys: down and up along edges, which leads into containers and out of them, and left
//! and right to neighbours.

use super::Scene;
use crate::asl::StatePath;
use crate::graph::{Node, NodeId, NodeKind};
use crate::layout::Point;

/// Where an arrow key leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// To where the state leads; into a container first, and behind the last state inside to where that leads.
    Down,
    /// To what leads here; from the first state inside a container to that.
    Up,
    /// To the neighbour on the left.
    Left,
    /// To the neighbour on the right.
    Right,
    /// To where the state leads, past what is inside.
    Over,
    /// To the container around.
    Out,
}

/// The state that a step from `from` leads to; from nothing, the first state of the drawing.
pub fn walk(scene: &Scene, from: Option<&StatePath>, step: Step) -> Option<StatePath> {
    let Some(here) = from.and_then(|path| scene.graph.find(path)) else { return first(scene) };
    let there = match step {
        Step::Down => inside(scene, here).or_else(|| past(scene, here)),
        Step::Over => past(scene, here),
        Step::Up => before(scene, here),
        Step::Left | Step::Right => beside(scene, here, step),
        Step::Out => container(scene, here),
    };
    scene.graph.path(there?)
}

/// The state around a state.
fn container(scene: &Scene, id: NodeId) -> Option<NodeId> {
    Some(scene.graph.node(id)?.site?.container)
}

/// The first state inside a container: where its first machine starts.
fn inside(scene: &Scene, here: NodeId) -> Option<NodeId> {
    let is_inside = |id| container(scene, id) == Some(here);
    let is_start = |id| scene.graph.node(id).is_some_and(|node| node.kind == NodeKind::Start);
    let start = scene.graph.edges.iter().find(|edge| is_start(edge.from) && is_inside(edge.from));
    let started = start.map(|edge| edge.to).filter(|&id| is_state(scene, id));
    started.or_else(|| scene.graph.iter().map(|(id, _)| id).find(|&id| is_state(scene, id) && is_inside(id)))
}

/// Where control goes on from a state: behind the last one inside a container, where that goes on.
fn past(scene: &Scene, here: NodeId) -> Option<NodeId> {
    let onward = along(scene, here, scene.graph.edges.iter().filter(|e| e.from == here).map(|e| e.to));
    let below = || beside(scene, here, Step::Down);
    onward.or_else(below).or_else(|| past(scene, container(scene, here)?))
}

/// Where control comes from: of the first state inside a container, that.
fn before(scene: &Scene, here: NodeId) -> Option<NodeId> {
    let origin = along(scene, here, scene.graph.edges.iter().filter(|e| e.to == here).map(|e| e.from));
    origin.or_else(|| beside(scene, here, Step::Up)).or_else(|| container(scene, here))
}

/// The state that control reaches first; of a drawing without a start, the first one.
pub fn first(scene: &Scene) -> Option<StatePath> {
    let graph = &scene.graph;
    let start = graph.edges.iter().find(|edge| {
        graph.node(edge.from).is_some_and(|node| node.kind == NodeKind::Start && node.site.is_none())
    });
    let started = start.map(|edge| edge.to).filter(|&id| is_state(scene, id));
    graph.path(started.or_else(|| graph.iter().find(|(_, node)| node.kind.is_state()).map(|(id, _)| id))?)
}

/// Of the ends of edges, the one that needs the least step aside; the state itself does not count.
fn along(scene: &Scene, here: NodeId, ends: impl Iterator<Item = NodeId>) -> Option<NodeId> {
    let from = middle(scene, here)?;
    ends.filter(|&id| id != here && is_state(scene, id))
        .filter_map(|id| Some((id, (middle(scene, id)?.x - from.x).abs())))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(id, _)| id)
}

/// The nearest state of the same container in a direction.
fn beside(scene: &Scene, here: NodeId, step: Step) -> Option<NodeId> {
    let from = middle(scene, here)?;
    let home = container(scene, here);
    let is_beside =
        |(id, node): &(NodeId, &Node)| *id != here && node.kind.is_state() && container(scene, *id) == home;
    let nodes = scene.graph.iter().filter(is_beside);
    nodes
        .filter_map(|(id, _)| {
            let to = middle(scene, id)?;
            let (ahead, aside) = match step {
                Step::Left => (from.x - to.x, from.y - to.y),
                Step::Right => (to.x - from.x, from.y - to.y),
                Step::Up | Step::Out => (from.y - to.y, from.x - to.x),
                Step::Down | Step::Over => (to.y - from.y, from.x - to.x),
            };
            (ahead > 1.0).then(|| (id, ahead + 3.0 * aside.abs()))
        })
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(id, _)| id)
}

fn middle(scene: &Scene, id: NodeId) -> Option<Point> {
    scene.rect(id).map(|rect| rect.center())
}

fn is_state(scene: &Scene, id: NodeId) -> bool {
    scene.graph.node(id).is_some_and(|node| node.kind.is_state())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Snapshot;

    /// Walks from the first state and compares the names that are passed.
    fn check(text: &str, steps: &[Step], names: &[&str]) {
        let scene = Scene::default().following(&Snapshot::new(text)).expect("a scene");
        let mut here = first(&scene);
        let mut passed = Vec::new();
        for &step in steps {
            here = walk(&scene, here.as_ref(), step).or(here);
            passed.extend(here.as_ref().map(|path| path.name.to_string()));
        }
        assert_eq!(passed, names);
    }

    const TEXT: &str = r#"{"StartAt": "Pick", "States": {
        "Pick": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "L"}], "Default": "R"},
        "L": {"Type": "Pass", "Next": "Each"}, "R": {"Type": "Pass", "Next": "Each"},
        "Each": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "End": true}}}"#;

    #[test]
    fn arrows_follow_edges_and_step_aside() {
        use Step::{Down, Left, Right, Up};
        check(TEXT, &[Down, Down, Up, Up], &["L", "Each", "L", "Pick"]);
        check(TEXT, &[Down, Right, Left], &["L", "R", "L"]);
    }

    #[test]
    fn arrows_go_into_containers_and_out_of_them() {
        use Step::{Down, Out, Over, Up};
        let text = r#"{"StartAt": "Each", "States": {
            "Each": {"Type": "Map", "Next": "Last", "ItemProcessor": {"StartAt": "I", "States": {
                "Z": {"Type": "Pass", "End": true}, "I": {"Type": "Pass", "Next": "Z"}}}},
            "Last": {"Type": "Succeed"}}}"#;
        check(text, &[Down, Down, Down, Up], &["I", "Z", "Last", "Each"]);
        check(text, &[Over, Up], &["Last", "Each"]);
        check(text, &[Down, Up], &["I", "Each"]);
        check(text, &[Down, Down, Out], &["I", "Z", "Each"]);
    }

    #[test]
    fn a_step_into_nothing_stays() {
        check(TEXT, &[Step::Up, Step::Out], &["Pick", "Pick"]);
    }
}
