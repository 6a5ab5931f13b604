use super::picture::Subject;
use crate::app::Marks;
use crate::diagnostic::Severity;
use crate::edit::Destination;
use web_sys::Element;

/// The classes that show a group's marks.
pub(super) fn classes(marks: &Marks, subject: &Subject) -> String {
    let mut classes = Vec::new();
    match subject {
        Subject::State(path) => {
            classes.extend(marks.selected.contains(path).then_some("selected"));
            classes.extend((marks.tab_stop.as_ref() == Some(path)).then_some("tab-stop"));
            let worst = marks.faulty.get(path);
            classes.extend(worst.map(|&worst| if worst == Severity::Error { "faulty" } else { "doubtful" }));
            classes.extend(
                marks.trail.iter().filter_map(|trail| trail.states.get(path)).map(|mark| mark.name()),
            );
            if let Some(drop) = &marks.drop {
                let is_over = matches!(&drop.over, Some(Destination::State(over)) if over == path);
                classes.extend(drop.targets.contains(path).then_some("droppable"));
                classes.extend(is_over.then_some(if drop.refusal.is_some() { "refused" } else { "over" }));
            }
        }
        Subject::Edge(path) => {
            classes.extend((marks.edge.as_ref() == Some(path)).then_some("selected"));
            classes.extend(marks.trail.iter().filter_map(|trail| trail.edge(path)));
        }
        Subject::Other => {}
    }
    classes.join(" ")
}

/// Says the same to those who do not see it.
pub(super) fn describe(marks: &Marks, subject: &Subject, element: &Element) {
    let (is_selected, is_tab_stop) = match subject {
        Subject::State(path) => (marks.selected.contains(path), marks.tab_stop.as_ref() == Some(path)),
        Subject::Edge(path) => (marks.edge.as_ref() == Some(path), false),
        Subject::Other => return,
    };
    let _ = element.set_attribute("aria-pressed", if is_selected { "true" } else { "false" });
    let _ = element.set_attribute("tabindex", if is_tab_stop { "0" } else { "-1" });
}
