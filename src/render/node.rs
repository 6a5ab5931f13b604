use super::glyph::{CATCH, PLAY, RETRY};
use super::{escape, glyph_of};
use crate::graph::{Node, NodeId, NodeKind};
use crate::layout::{Font, Layout, Size, fit, sizes};
use std::fmt::Write;

/// The classes of a node's group.
pub fn node_class(node: &Node) -> &'static str {
    match node.kind {
        NodeKind::Task => "node node-task",
        NodeKind::Pass => "node node-pass",
        NodeKind::Choice => "node node-choice",
        NodeKind::Wait => "node node-wait",
        NodeKind::Succeed => "node node-succeed",
        NodeKind::Fail => "node node-fail",
        NodeKind::Parallel => "node container node-parallel",
        NodeKind::Map => "node container node-map",
        NodeKind::Unknown => "node node-unknown",
        NodeKind::Missing => "node node-missing",
        NodeKind::Start => "node marker node-start",
        NodeKind::End => "node marker node-end",
    }
}

/// A node in a sentence, for those who do not see it.
pub fn describe(node: &Node) -> String {
    match node.kind {
        NodeKind::Start | NodeKind::End => node.name.to_string(),
        NodeKind::Missing => format!("{}: {}", node.name, node.subtitle),
        _ => format!("{}, {} state, {}", node.name, node.kind, node.subtitle),
    }
}

/// What a node's group holds, its upper left corner at (0, 0). A container's holds no lanes and no content.
pub fn node_markup(node: &Node, size: Size) -> String {
    match node.kind {
        NodeKind::Start | NodeKind::End => marker(node, size),
        NodeKind::Missing => missing(node, size),
        NodeKind::Parallel | NodeKind::Map => container(node, size),
        _ => card(node, size),
    }
}

fn marker(node: &Node, size: Size) -> String {
    let radius = size.width / 2.0;
    let inside = if node.kind == NodeKind::Start {
        let corner = radius - 12.0;
        format!(r#"<path class="play" transform="translate({corner} {corner})" d="{PLAY}"/>"#)
    } else {
        let corner = radius - 5.0;
        format!(r#"<rect class="stop" x="{corner}" y="{corner}" width="10" height="10" rx="2"/>"#)
    };
    format!(
        r#"<title>{}</title><circle class="disc" cx="{radius}" cy="{radius}" r="{}"/>{inside}"#,
        escape(&node.name),
        radius - 1.0
    )
}

fn missing(node: &Node, size: Size) -> String {
    let name = fit(&node.name, Font::Title, size.width - 2.0 * sizes::CARD_PADDING);
    let mut markup = outline(node, size);
    title_tip(&mut markup, node, &name);
    let (x, y) = (size.width / 2.0, size.height / 2.0 + 4.5);
    let _ = write!(
        markup,
        r#"<text class="title" x="{x}" y="{y}" text-anchor="middle">{}</text>"#,
        escape(&name)
    );
    markup
}

fn card(node: &Node, size: Size) -> String {
    let mut markup = outline(node, size);
    let top = (size.height - sizes::GLYPH_SIZE) / 2.0;
    picture(&mut markup, node, sizes::CARD_PADDING, top);
    texts(&mut markup, node, size.width, size.height / 2.0);
    badges(&mut markup, node, size.width, size.height / 2.0);
    markup
}

fn container(node: &Node, size: Size) -> String {
    let mut markup = outline(node, size);
    let middle = (sizes::HEADER_HEIGHT + 2.0) / 2.0;
    picture(&mut markup, node, sizes::CONTAINER_PADDING, middle - sizes::GLYPH_SIZE / 2.0);
    let indent = sizes::CONTAINER_PADDING - sizes::CARD_PADDING;
    let mut header = String::new();
    texts(&mut header, node, size.width - 2.0 * indent, middle);
    badges(&mut header, node, size.width - 2.0 * indent, middle);
    let _ = write!(markup, r#"<g transform="translate({indent} 0)">{header}</g>"#);
    markup
}

/// The lanes of a container that has more than one, its upper left corner at (0, 0).
pub fn lanes_markup(layout: &Layout, container: NodeId) -> String {
    let mut markup = String::new();
    let Some(outer) = layout.nodes.get(container.0) else { return markup };
    let lanes: Vec<_> = layout.lanes.iter().filter(|lane| lane.site.container == container).collect();
    for lane in lanes.iter().filter(|_| lanes.len() > 1) {
        let (x, y) = (lane.rect.x - outer.x, lane.rect.y - outer.y);
        let _ = write!(
            markup,
            r#"<rect class="lane" x="{x}" y="{y}" width="{}" height="{}" rx="10"/>"#,
            lane.rect.width, lane.rect.height
        );
    }
    markup
}

/// The border of a node. A Choice is the one with cut corners.
fn outline(node: &Node, size: Size) -> String {
    let Size { width, height } = size;
    match node.kind {
        NodeKind::Choice => format!(r#"<path class="card" d="{}"/>"#, octagon(size)),
        NodeKind::Parallel | NodeKind::Map => {
            format!(
                r#"<rect class="card" width="{width}" height="{height}" rx="{}"/>"#,
                sizes::CONTAINER_RADIUS
            )
        }
        _ => format!(r#"<rect class="card" width="{width}" height="{height}" rx="{}"/>"#, sizes::CARD_RADIUS),
    }
}

/// A card with cut corners; the middle of each side stays upright, because edges dock there.
fn octagon(size: Size) -> String {
    let Size { width, height } = size;
    let (left, right) = (sizes::CHOICE_POINT, width - sizes::CHOICE_POINT);
    let (upper, lower) = (height * 0.32, height * 0.68);
    format!(
        "M{left} 0H{right}L{width} {upper:.1}V{lower:.1}L{right} {height}H{left}L0 {lower:.1}V{upper:.1}z"
    )
}

fn picture(markup: &mut String, node: &Node, x: f64, y: f64) {
    let Some(glyph) = glyph_of(node) else { return };
    let x = x + indent(node);
    let side = sizes::GLYPH_SIZE;
    let _ = write!(
        markup,
        r#"<rect class="tile {}" x="{x}" y="{y}" width="{side}" height="{side}" rx="8"/><path class="glyph" transform="translate({} {}) scale(.8333)" d="{}"/>"#,
        glyph.class,
        x + 6.0,
        y + 6.0,
        glyph.path
    );
}

/// How much further in the content of a node begins: a Choice's corners are cut.
fn indent(node: &Node) -> f64 {
    if node.kind == NodeKind::Choice { sizes::CHOICE_POINT / 2.0 } else { 0.0 }
}

/// Name and subtitle, left of the badges, around the height `middle`.
fn texts(markup: &mut String, node: &Node, width: f64, middle: f64) {
    let room = width - sizes::card_frame(node);
    let x = sizes::CARD_PADDING + sizes::GLYPH_SIZE + sizes::GLYPH_GAP + indent(node);
    let (name, subtitle) = (fit(&node.name, Font::Title, room), fit(&node.subtitle, Font::Subtitle, room));
    title_tip(markup, node, &name);
    let _ = write!(
        markup,
        r#"<text class="title" x="{x}" y="{}">{}</text><text class="subtitle" x="{x}" y="{}">{}</text>"#,
        middle - 3.0,
        escape(&name),
        middle + 13.0,
        escape(&subtitle)
    );
}

/// The whole name and subtitle as a tooltip, where either is shortened.
fn title_tip(markup: &mut String, node: &Node, name: &str) {
    if name != &*node.name || node.subtitle.len() > SHORT {
        let _ = write!(markup, "<title>{}\n{}</title>", escape(&node.name), escape(&node.subtitle));
    }
}

/// A subtitle of so few bytes is never shortened.
const SHORT: usize = 16;

fn badges(markup: &mut String, node: &Node, width: f64, middle: f64) {
    let shown = [(node.badges.catch, CATCH, "has a Catch"), (node.badges.retry, RETRY, "has a Retry")];
    let mut right = width - sizes::CARD_PADDING + 4.0;
    for (_, path, meaning) in shown.into_iter().filter(|(is_shown, ..)| *is_shown) {
        right -= sizes::BADGE_WIDTH;
        let _ = write!(
            markup,
            r#"<g class="badge" transform="translate({right} {}) scale(.5833)"><title>{meaning}</title><path d="{path}"/></g>"#,
            middle - 7.0
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asl::MachineId;
    use crate::graph::Badges;

    fn node(name: &str, kind: NodeKind) -> Node {
        let subtitle = "lambda:invoke".to_owned();
        let (service, badges, machine) = (None, Badges::default(), MachineId::TOP);
        Node {
            name: name.into(),
            kind,
            subtitle,
            service,
            badges,
            site: None,
            machine,
            state: None,
            twins: 0,
        }
    }

    #[test]
    fn a_hostile_name_stays_text() {
        for kind in [NodeKind::Task, NodeKind::Map, NodeKind::Missing, NodeKind::Choice] {
            let markup = node_markup(&node("<script>alert(1)</script>", kind), Size::new(260.0, 52.0));
            assert!(markup.contains("&lt;script&gt;") && !markup.contains("<script"), "{markup}");
        }
    }

    #[test]
    fn a_name_that_does_not_fit_is_whole_in_the_tooltip() {
        let name = "AVeryLongNameOfAStateThatDoesNotFitIntoItsCardAtAll";
        let markup = node_markup(&node(name, NodeKind::Task), Size::new(200.0, 52.0));
        assert!(markup.contains(&format!("<title>{name}")) && markup.contains('…'), "{markup}");
    }

    #[test]
    fn badges_say_what_they_mean() {
        let mut task = node("Pay", NodeKind::Task);
        task.badges.retry = true;
        let markup = node_markup(&task, Size::new(200.0, 52.0));
        assert!(markup.contains("has a Retry") && !markup.contains("has a Catch"));
    }

    #[test]
    fn a_state_describes_itself() {
        assert_eq!(describe(&node("Pay", NodeKind::Task)), "Pay, Task state, lambda:invoke");
    }
}
