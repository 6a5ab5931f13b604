use crate::graph::{Node, NodeKind, Service};

/// A small picture in lines, drawn on a field of 24 by 24, and the class that colours it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyph {
    /// The class of its colour.
    pub class: &'static str,
    /// The path.
    pub path: &'static str,
}

const fn glyph(class: &'static str, path: &'static str) -> Glyph {
    Glyph { class, path }
}

/// The picture of a node: its service's where it has one, or else its type's. Markers have none.
pub fn glyph_of(node: &Node) -> Option<Glyph> {
    node.service.map(of_service).or_else(|| of_kind(node.kind))
}

/// What marks a state with a Retry.
pub(super) const RETRY: &str = "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3v4.5H15";

/// What marks a state with a Catch.
pub(super) const CATCH: &str = "M12 3l7.5 2.8v5.7c0 4.6-3 7.9-7.5 9.5-4.5-1.6-7.5-4.9-7.5-9.5V5.8z";

/// What the start marker shows.
pub(super) const PLAY: &str = "M9.5 7.5v9l7-4.5z";

fn of_kind(kind: NodeKind) -> Option<Glyph> {
    Some(match kind {
        NodeKind::Task => glyph("is-task", "M13 3L5.5 13.5H11L10 21l8-11h-6z"),
        NodeKind::Pass => glyph("is-pass", "M4 12h15M13.5 6.5L19 12l-5.5 5.5"),
        NodeKind::Choice => {
            glyph("is-choice", "M12 3v4c0 5-6 4-6 9v4M12 7c0 5 6 4 6 9v4M3 17.5L6 20.5l3-3M15 17.5l3 3 3-3")
        }
        NodeKind::Wait => glyph("is-wait", "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17M12 7.5V12l3 2"),
        NodeKind::Succeed => glyph("is-succeed", "M5 12.5l4.8 4.8L19 7.5"),
        NodeKind::Fail => glyph("is-fail", "M6.5 6.5l11 11M17.5 6.5l-11 11"),
        NodeKind::Parallel => glyph("is-parallel", "M4 4.5h16M8 4.5V19M5 16l3 3 3-3M16 4.5V19M13 16l3 3 3-3"),
        NodeKind::Map => {
            glyph("is-map", "M17 3l3 3-3 3M20 6H8a4 4 0 0 0-4 4v1M7 21l-3-3 3-3M4 18h12a4 4 0 0 0 4-4v-1")
        }
        NodeKind::Unknown => {
            glyph("is-unknown", "M8.5 9a3.5 3.5 0 1 1 5.3 3c-1.3.8-1.8 1.5-1.8 3M12 18.5v.1")
        }
        NodeKind::Missing | NodeKind::Start | NodeKind::End => return None,
    })
}

fn of_service(service: Service) -> Glyph {
    match service {
        Service::Lambda => glyph("is-compute", "M6 4h3.5L17 20h2.5M11.5 9.5L6 20"),
        Service::DynamoDb => glyph(
            "is-data",
            "M4.5 6c0-1.7 3.4-3 7.5-3s7.5 1.3 7.5 3-3.4 3-7.5 3-7.5-1.3-7.5-3v12c0 1.7 3.4 3 7.5 3s7.5-1.3 \
             7.5-3V6M4.5 12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3",
        ),
        Service::Sns => glyph("is-messaging", "M4 10v4h3.5l7.5 4.5v-13L7.5 10zM18.5 9c1.3 1.7 1.3 4.3 0 6"),
        Service::Sqs => glyph("is-messaging", "M3 8h18v8H3zM9 8v8M15 8v8"),
        Service::Ecs => glyph("is-compute", "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9"),
        Service::Glue => glyph("is-analytics", "M4 5h16l-6 8v6.5l-4-2V13z"),
        Service::EventBridge => glyph(
            "is-messaging",
            "M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6M12 9V4M14.6 13.5l4.4 2.5M9.4 13.5L5 16M10 3.5h4M18 18l2-3.5M6 18l-2-3.5",
        ),
        Service::StepFunctions => {
            glyph("is-messaging", "M9 3h6v5H9zM3.5 16h6v5h-6zM14.5 16h6v5h-6zM12 8v4M6.5 16v-4h11v4")
        }
        Service::ApiGateway => glyph("is-analytics", "M7.5 7l-5 5 5 5M16.5 7l5 5-5 5M14 5l-4 14"),
        Service::S3 => glyph(
            "is-storage",
            "M4 6c0-1.5 3.6-2.7 8-2.7s8 1.2 8 2.7-3.6 2.7-8 2.7S4 7.5 4 6l2 13c.3 1.2 2.9 2 6 2s5.7-.8 6-2l2-13",
        ),
        Service::Bedrock => glyph("is-intelligence", "M11 4l2 6 6 2-6 2-2 6-2-6-6-2 6-2zM19 3v4M17 5h4"),
        Service::Athena => glyph(
            "is-analytics",
            "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.3 15.3L21 21M8 12.5V11M10.5 12.5V8M13 12.5V10",
        ),
        Service::Batch => glyph("is-compute", "M12 3l9 5-9 5-9-5zM3 12l9 5 9-5M3 16l9 5 9-5"),
        Service::Http => glyph(
            "is-other",
            "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17M3.5 12h17M12 3.5c3.3 3 3.3 14 0 17M12 3.5c-3.3 3-3.3 14 0 17",
        ),
        Service::Activity => glyph(
            "is-other",
            "M12 4a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6M4.5 20.5c0-4 3.3-6 7.5-6s7.5 2 7.5 6",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_a_picture_of_its_own() {
        let mut paths: Vec<_> = Service::ALL.into_iter().map(|service| of_service(service).path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), Service::ALL.len());
    }
}
