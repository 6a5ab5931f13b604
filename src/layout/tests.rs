//! Laws that hold for the layout of every graph, and pictures of small ones.

use super::{
    Defect, Direction, EdgeRequest, Layout, LayoutRequest, NodeRequest, Size, lay_out, measure, sizes,
};
use crate::graph::{EdgeKind, MachineSite, NodeId};
use proptest::prelude::*;

/// Lays out a request and checks the laws.
fn check(request: &LayoutRequest) -> Layout {
    let layout = lay_out(request);
    assert_eq!(measure(request, &layout).defects, Vec::<Defect>::new());
    assert!(layout == lay_out(request), "the same request has the same layout");
    layout
}

/// A machine of cards; edges as `(from, to, kind, has a label)`. Node 0 is the start.
fn machine(count: usize, edges: &[(usize, usize, EdgeKind, bool)]) -> LayoutRequest {
    let node = |id| NodeRequest {
        size: if id == 0 { Size::new(28.0, 28.0) } else { Size::new(140.0, sizes::CARD_HEIGHT) },
        is_container: false,
        is_start: id == 0,
        site: None,
    };
    let edge = |&(from, to, kind, labelled): &(usize, usize, EdgeKind, bool)| EdgeRequest {
        from,
        to,
        kind,
        label: labelled.then_some(Size::new(90.0, 20.0)),
    };
    LayoutRequest {
        direction: Direction::Down,
        nodes: (0..count).map(node).collect(),
        edges: edges.iter().map(edge).collect(),
    }
}

use EdgeKind::{Catch, Choice, Default, End, Next, Start};

#[test]
fn a_chain_runs_straight_down() {
    let layout = check(&machine(4, &[(0, 1, Start, false), (1, 2, Next, false), (2, 3, Next, false)]));
    let middles: Vec<f64> = layout.nodes.iter().map(|rect| rect.center().x).collect();
    assert!(middles.iter().all(|&middle| middle == middles[0]), "{middles:?}");
    assert!(layout.edges.iter().all(|route| route.points.len() == 2));
    assert!(layout.nodes.windows(2).all(|pair| pair[0].bottom() < pair[1].y));
}

#[test]
fn handlers_stand_aside_and_leave_the_ordinary_way_straight() {
    let layout = check(&machine(
        5,
        &[
            (0, 1, Start, false),
            (1, 2, Next, false),
            (1, 4, Catch, true),
            (2, 3, Next, false),
            (2, 4, Catch, true),
        ],
    ));
    let middle = |id: usize| layout.nodes[id].center().x;
    assert_eq!([middle(1), middle(2), middle(3)], [middle(0); 3]);
    assert!(middle(4) > middle(0), "the handler is to the right");
}

#[test]
fn rules_of_a_choice_go_from_left_to_right() {
    let layout = check(&machine(
        5,
        &[(0, 1, Start, false), (1, 2, Choice, true), (1, 3, Choice, true), (1, 4, Default, true)],
    ));
    let middle = |id: usize| layout.nodes[id].center().x;
    assert!(middle(2) < middle(3) && middle(3) < middle(4));
    assert_eq!(middle(3), middle(1), "the middle one lies below the choice");
}

#[test]
fn an_edge_back_leaves_and_enters_at_the_side() {
    let layout = check(&machine(3, &[(0, 1, Start, false), (1, 2, Next, false), (2, 1, Choice, true)]));
    let back = &layout.edges[2].points;
    let is_side = |id: usize, x: f64| x == layout.nodes[id].x || x == layout.nodes[id].right();
    assert!(is_side(2, back[0].x) && is_side(1, back[back.len() - 1].x), "{back:?}");
}

#[test]
fn edges_between_the_same_nodes_keep_apart() {
    let layout = check(&machine(3, &[(0, 1, Start, false), (1, 2, Choice, true), (1, 2, Default, true)]));
    assert_ne!(layout.edges[1].points, layout.edges[2].points);
    let layout = check(&machine(3, &[(0, 1, Start, false), (1, 2, Choice, false), (1, 2, Default, false)]));
    assert_ne!(layout.edges[1].points, layout.edges[2].points);
}

#[test]
fn self_loops_stand_beside_their_node() {
    let layout = check(&machine(
        2,
        &[(0, 1, Start, false), (1, 1, Choice, true), (1, 1, Default, true), (1, 1, Catch, false)],
    ));
    let loops = &layout.edges[1..];
    assert!(loops.iter().all(|route| route.points.iter().all(|point| point.x >= layout.nodes[1].right())));
}

#[test]
fn the_order_of_nodes_in_the_text_does_not_matter() {
    let edges = [
        (0, 1, Start, false),
        (1, 2, Choice, true),
        (1, 3, Default, true),
        (2, 4, Next, false),
        (3, 4, Next, false),
    ];
    let moved = |id: usize| [0, 3, 1, 4, 2][id];
    let renamed = edges.map(|(from, to, kind, labelled)| (moved(from), moved(to), kind, labelled));
    let (one, other) = (check(&machine(5, &edges)), check(&machine(5, &renamed)));
    assert!((0..5).all(|id| one.nodes[id] == other.nodes[moved(id)]));
}

#[test]
fn branches_stand_side_by_side_in_their_container() {
    let mut request =
        machine(8, &[(0, 1, Start, false), (2, 3, Start, false), (4, 5, Start, false), (6, 7, Start, false)]);
    request.nodes[1].is_container = true;
    for (id, branch) in [(2, 0), (3, 0), (4, 1), (5, 1), (6, 2), (7, 2)] {
        request.nodes[id].site = Some(MachineSite { container: NodeId(1), branch });
    }
    let layout = check(&request);
    assert!(layout.nodes[3].right() < layout.nodes[5].x && layout.nodes[5].right() < layout.nodes[7].x);
    assert_eq!(layout.lanes.len(), 3);
    assert!(layout.lanes.iter().all(|lane| lane.rect.y == layout.lanes[0].rect.y));
    request.direction = Direction::Right;
    let layout = check(&request);
    assert!(layout.nodes[3].bottom() < layout.nodes[5].y, "one below another where the flow goes right");
}

#[test]
fn many_long_edges_are_laid_out_all_the_same() {
    let chain = (1..400).map(|id| (id - 1, id, Next, false));
    let jumps = (1..399).map(|id| (id, 399 - (id % 3), Choice, id % 2 == 0)).filter(|edge| edge.0 < edge.1);
    let edges: Vec<_> = chain.chain(jumps).collect();
    check(&machine(400, &edges));
}

fn any_kind() -> impl Strategy<Value = EdgeKind> {
    prop_oneof![Just(Start), Just(Next), Just(Choice), Just(Default), Just(Catch), Just(End)]
}

/// Any graph whatever: cycles, self loops, multi-edges, nodes out of reach, containers in containers, empty branches.
fn any_request() -> impl Strategy<Value = LayoutRequest> {
    let node = (any::<prop::sample::Index>(), 0..5_usize, 0..2_usize, 10..130_u32, 10..40_u32, any::<bool>());
    let nodes = prop::collection::vec(node, 1..24);
    let edge =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any_kind(), prop::option::of(4..90_u32));
    let edges = prop::collection::vec(edge, 0..40);
    (nodes, edges, any::<bool>()).prop_map(|(nodes, edges, right)| {
        let mut request = LayoutRequest {
            direction: if right { Direction::Right } else { Direction::Down },
            ..LayoutRequest::default()
        };
        for (parent, inside, branch, width, height, is_container) in nodes {
            let count = request.nodes.len();
            let container = if inside > 1 && count > 0 { Some(parent.index(count)) } else { None };
            let container = container.filter(|&id| request.nodes[id].is_container);
            let is_container = is_container && inside < 4;
            let (width, height) = (f64::from(width * 2), f64::from(height * 2));
            request.nodes.push(NodeRequest {
                size: Size::new(width, if is_container { height + 60.0 } else { height }),
                is_container,
                is_start: inside == 0,
                site: container.map(|id| MachineSite { container: NodeId(id), branch }),
            });
        }
        for (from, to, kind, label) in edges {
            let from = from.index(request.nodes.len());
            let same: Vec<usize> = (0..request.nodes.len())
                .filter(|&id| request.nodes[id].site == request.nodes[from].site)
                .collect();
            let label = label.map(|width| Size::new(f64::from(width * 2), 20.0));
            request.edges.push(EdgeRequest { from, to: same[to.index(same.len())], kind, label });
        }
        request
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_graph_has_a_defect(request in any_request()) {
        check(&request);
    }
}
