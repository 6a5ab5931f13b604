//! Every distance of the canvas, shared by layout, hit-testing and drawing. All are pixels at zoom 1, and all are even
//! where something is centred, so that middles fall on whole pixels.

use super::{Font, Size, width_of, wrap};
use crate::graph::{Node, NodeKind};

/// The height of a state's card.
pub const CARD_HEIGHT: f64 = 52.0;
/// The least width of a state's card.
pub const CARD_MIN_WIDTH: f64 = 132.0;
/// The greatest width of a state's card.
pub const CARD_MAX_WIDTH: f64 = 300.0;
/// The side of the coloured square that holds a card's picture.
pub const GLYPH_SIZE: f64 = 32.0;
/// The room between a card's border and what it holds.
pub const CARD_PADDING: f64 = 10.0;
/// The room between a card's picture and its text.
pub const GLYPH_GAP: f64 = 10.0;
/// The room that one badge takes at the right of a card.
pub const BADGE_WIDTH: f64 = 18.0;
/// How much of its width a Choice's cut corners take.
pub const CHOICE_POINT: f64 = 16.0;
/// The corner radius of a card.
pub const CARD_RADIUS: f64 = 10.0;

/// The diameter of a start or end marker.
pub const MARKER_SIZE: f64 = 28.0;
/// The size of the node that stands for a target that does not exist.
pub const MISSING_HEIGHT: f64 = 36.0;

/// The height of a container's header.
pub const HEADER_HEIGHT: f64 = 46.0;
/// The room between a container's border and its nested machines.
pub const CONTAINER_PADDING: f64 = 16.0;
/// The room between two branches of a Parallel.
pub const BRANCH_GAP: f64 = 14.0;
/// The room between a branch's border and its states.
pub const BRANCH_PADDING: f64 = 16.0;
/// The corner radius of a container.
pub const CONTAINER_RADIUS: f64 = 14.0;

/// The room between neighbouring nodes of one rank.
pub const NODE_GAP: f64 = 44.0;
/// The room between neighbouring edges that pass through a rank.
pub const EDGE_GAP: f64 = 24.0;
/// The room between two ranks of nodes.
pub const RANK_GAP: f64 = 44.0;
/// The room between a rank of nodes and a rank of labels.
pub const LABEL_RANK_GAP: f64 = 22.0;
/// How much of the widest step across is added to the room between two ranks, so that no curve lies too flat.
pub const SLOPE_SHARE: f64 = 0.06;
/// The most that is added for slopes.
pub const SLOPE_MAX: f64 = 44.0;

/// How far from a node's middle an edge may dock to run straight.
pub const DOCK_REACH: f64 = 24.0;
/// The room between two edges that dock at the same side.
pub const DOCK_GAP: f64 = 14.0;
/// The room between the outermost dock and a node's corner.
pub const DOCK_INSET: f64 = 16.0;
/// How far from a node's side a self loop turns.
pub const LOOP_REACH: f64 = 24.0;

/// The greatest width of a line of an edge's label.
pub const LABEL_MAX_WIDTH: f64 = 168.0;
/// The most lines of an edge's label.
pub const LABEL_LINES: usize = 2;
/// The height of a line of an edge's label.
pub const LABEL_LINE_HEIGHT: f64 = 14.0;
/// The room between an edge's label and its border, at each side.
pub const LABEL_PADDING: Size = Size::new(7.0, 3.0);

/// The room around the whole drawing.
pub const MARGIN: f64 = 24.0;

/// The size of `node`; of a container, the least that its header needs.
pub fn node_size(node: &Node) -> Size {
    match node.kind {
        NodeKind::Start | NodeKind::End => Size::new(MARKER_SIZE, MARKER_SIZE),
        NodeKind::Missing => Size::new(card_width(node), MISSING_HEIGHT),
        NodeKind::Parallel | NodeKind::Map => {
            Size::new(card_width(node) + 2.0 * CARD_PADDING, HEADER_HEIGHT + 2.0 * CONTAINER_PADDING)
        }
        _ => Size::new(card_width(node), CARD_HEIGHT),
    }
}

fn card_width(node: &Node) -> f64 {
    let text = width_of(&node.name, Font::Title).max(width_of(&node.subtitle, Font::Subtitle));
    even(text + card_frame(node)).clamp(CARD_MIN_WIDTH, CARD_MAX_WIDTH)
}

/// The width of a card of `node` that is not text: padding, picture and badges.
pub fn card_frame(node: &Node) -> f64 {
    let badges = [node.badges.retry, node.badges.catch].into_iter().filter(|&shown| shown).count();
    let points = if node.kind == NodeKind::Choice { CHOICE_POINT } else { 0.0 };
    2.0 * CARD_PADDING + GLYPH_SIZE + GLYPH_GAP + badges as f64 * BADGE_WIDTH + points
}

/// The lines in which an edge's label is drawn.
pub fn label_lines(label: &str) -> Vec<String> {
    wrap(label, Font::Label, LABEL_MAX_WIDTH, LABEL_LINES)
}

/// The size of an edge's label; none for an empty one.
pub fn label_size(label: &str) -> Option<Size> {
    let lines = label_lines(label);
    let widest = lines.iter().map(|line| width_of(line, Font::Label)).fold(0.0, f64::max);
    let height = lines.len() as f64 * LABEL_LINE_HEIGHT + 2.0 * LABEL_PADDING.height;
    (!lines.is_empty()).then(|| Size::new(even(widest + 2.0 * LABEL_PADDING.width), height))
}

fn even(length: f64) -> f64 {
    (length / 2.0).ceil() * 2.0
}
