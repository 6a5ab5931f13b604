//! Every action of the page in one table, which drives the toolbar, the shortcuts and the list of keys.

use super::{
    AppState, CanvasMsg, Chord, FileMsg, KeyPress, Msg, ProblemsMsg, RunMsg, Scope, Step, Via, ViewMsg,
    ZOOM_STEP, problem_counts, sentence,
};
use crate::asl::StatePath;
use crate::edit::Command;
use crate::edit::rules::can_duplicate;

/// Something the user can ask for by button or key.
pub struct Action {
    /// Its stable name.
    pub id: &'static str,
    /// What the button says.
    pub label: &'static str,
    /// The keys for it; the first is the one that is shown.
    pub keys: &'static [Chord],
    /// Where the keys work.
    pub scope: Scope,
    /// Whether it can be done now.
    pub is_enabled: fn(&AppState) -> bool,
    /// The message that does it.
    pub msg: fn(&AppState) -> Msg,
}

impl Action {
    /// Why it cannot be done now, where that does not go without saying.
    pub fn refusal(&self, state: &AppState) -> Option<String> {
        let selected = state.selected()?.clone();
        let refusal = match self.id {
            "duplicate" => can_duplicate(state.doc.snapshot(), &[selected]).err()?,
            _ => return None,
        };
        Some(sentence(&refusal.to_string()))
    }
}

const fn row(
    id: &'static str,
    label: &'static str,
    keys: &'static [Chord],
    scope: Scope,
    is_enabled: fn(&AppState) -> bool,
    msg: fn(&AppState) -> Msg,
) -> Action {
    Action { id, label, keys, scope, is_enabled, msg }
}

fn always(_: &AppState) -> bool {
    true
}

fn has_selection(state: &AppState) -> bool {
    state.selected().is_some()
}

/// Whether a state is meant and not one of its edges.
fn has_state(state: &AppState) -> bool {
    has_selection(state) && state.doc.selection().edge.is_none()
}

fn can_be_duplicated(state: &AppState) -> bool {
    let can = |path: &StatePath| can_duplicate(state.doc.snapshot(), std::slice::from_ref(path)).is_ok();
    has_state(state) && state.selected().is_some_and(can)
}

fn has_text(state: &AppState) -> bool {
    state.doc.snapshot().tree().root().is_some()
}

fn has_states(state: &AppState) -> bool {
    !state.canvas.scene.graph.nodes.is_empty()
}

fn has_problems(state: &AppState) -> bool {
    !state.problems.list.is_empty()
}

fn has_safe_fixes(state: &AppState) -> bool {
    problem_counts(state).1 > 0
}

/// All actions.
pub static ACTIONS: &[Action] = &[
    row("new", "New", &[], Scope::Everywhere, always, |_| Msg::File(FileMsg::New)),
    row("example", "Example", &[], Scope::Everywhere, always, |_| Msg::File(FileMsg::Example)),
    row("open", "Open…", &[Chord::primary("o")], Scope::Everywhere, always, |_| Msg::File(FileMsg::Choose)),
    row("save", "Save", &[Chord::primary("s")], Scope::Everywhere, always, |_| Msg::File(FileMsg::Save)),
    row("convert", "JSON or YAML", &[], Scope::Everywhere, has_text, |state| {
        let to = state.doc.snapshot().syntax().other();
        Msg::Edit(Command::Convert { to }, Via::Gesture)
    }),
    row(
        "undo",
        "Undo",
        &[Chord::primary("z")],
        Scope::Document,
        |state| state.doc.history().undo_label().is_some(),
        |_| Msg::Undo,
    ),
    row(
        "redo",
        "Redo",
        &[Chord::primary_shift("z"), Chord::primary("y")],
        Scope::Document,
        |state| state.doc.history().redo_label().is_some(),
        |_| Msg::Redo,
    ),
    row(
        "sample-input",
        "Sample",
        &[],
        Scope::Everywhere,
        |state| state.run.input.is_some(),
        |_| Msg::Run(RunMsg::SampleInput),
    ),
    row(
        "outline-objects",
        "Outline",
        &[],
        Scope::Everywhere,
        |state| state.run.objects.trim().is_empty(),
        |_| Msg::Run(RunMsg::OutlineObjects),
    ),
    row("fit", "Fit", &[Chord::key("0")], Scope::Canvas, has_states, |_| Msg::Canvas(CanvasMsg::Fit)),
    row("zoom-in", "Zoom in", &[Chord::key("+"), Chord::key("=")], Scope::Canvas, has_states, |_| {
        Msg::Canvas(CanvasMsg::Zoom(ZOOM_STEP, None))
    }),
    row("zoom-out", "Zoom out", &[Chord::key("-")], Scope::Canvas, has_states, |_| {
        Msg::Canvas(CanvasMsg::Zoom(1.0 / ZOOM_STEP, None))
    }),
    row(
        "run",
        "Run",
        &[Chord::primary("Enter")],
        Scope::Everywhere,
        |state| !state.run.is_running(),
        |_| Msg::Run(RunMsg::Start),
    ),
    row("stop", "Stop", &[], Scope::Everywhere, |state| state.run.is_running(), |_| Msg::Run(RunMsg::Stop)),
    row("rename", "Rename", &[Chord::key("F2"), Chord::key("Enter")], Scope::Canvas, has_selection, |_| {
        Msg::Canvas(CanvasMsg::EditName)
    }),
    row(
        "delete",
        "Delete state or transition",
        &[Chord::key("Delete"), Chord::key("Backspace")],
        Scope::Canvas,
        has_selection,
        |state| {
            let delete = match &state.doc.selection().edge {
                Some(edge) => Command::DeleteEdge { edge: edge.clone() },
                None => return delete_state(state),
            };
            Msg::Edit(delete, Via::Gesture)
        },
    ),
    row("delete-state", "Delete", &[], Scope::Canvas, has_selection, delete_state),
    row("duplicate", "Duplicate", &[Chord::primary("d")], Scope::Canvas, can_be_duplicated, |state| {
        let states = state.selected().cloned().into_iter().collect();
        Msg::Edit(Command::Duplicate { states }, Via::Gesture)
    }),
    row("next-problem", "Next problem", &[Chord::key("F8")], Scope::Everywhere, has_problems, |_| {
        Msg::Problems(ProblemsMsg::Walk { forward: true })
    }),
    row(
        "previous-problem",
        "Problem before",
        &[Chord { shift: true, ..Chord::key("F8") }],
        Scope::Everywhere,
        has_problems,
        |_| Msg::Problems(ProblemsMsg::Walk { forward: false }),
    ),
    row("fix-all", "Fix what is safe", &[], Scope::Everywhere, has_safe_fixes, |_| {
        Msg::Problems(ProblemsMsg::Fix(Command::FixAll { rule: None }))
    }),
    row("keys", "Keys", &[Chord::key("?")], Scope::OutsideText, always, |_| {
        Msg::View(ViewMsg::ShowKeys(true))
    }),
    row("theme", "Light or dark", &[], Scope::Everywhere, always, |_| Msg::View(ViewMsg::ToggleTheme)),
    row("walk-down", "Next state", &[Chord::key("ArrowDown")], Scope::Canvas, has_states, |_| {
        step(Step::Down)
    }),
    row("walk-up", "State before", &[Chord::key("ArrowUp")], Scope::Canvas, has_states, |_| step(Step::Up)),
    row("walk-left", "State to the left", &[Chord::key("ArrowLeft")], Scope::Canvas, has_states, |_| {
        step(Step::Left)
    }),
    row("walk-right", "State to the right", &[Chord::key("ArrowRight")], Scope::Canvas, has_states, |_| {
        step(Step::Right)
    }),
    row("walk-over", "Past the container", &[Chord::primary("ArrowDown")], Scope::Canvas, has_states, |_| {
        step(Step::Over)
    }),
    row("walk-out", "Out of the container", &[Chord::primary("ArrowUp")], Scope::Canvas, has_states, |_| {
        step(Step::Out)
    }),
    row("escape", "Cancel", &[Chord::key("Escape")], Scope::Canvas, always, |_| {
        Msg::Canvas(CanvasMsg::Escape)
    }),
];

fn delete_state(state: &AppState) -> Msg {
    let states = state.selected().cloned().into_iter().collect();
    Msg::Edit(Command::DeleteStates { states }, Via::Gesture)
}

fn step(step: Step) -> Msg {
    Msg::Canvas(CanvasMsg::Walk(step))
}

/// The action of that id.
pub fn find(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.id == id)
}

/// The action that a key asks for.
pub fn for_key(press: &KeyPress) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| {
        action.scope.covers(press.focus) && action.keys.iter().any(|chord| chord.matches(press))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Focus;

    #[test]
    fn ids_are_unique_and_no_two_actions_share_a_key_in_one_place() {
        for (position, action) in ACTIONS.iter().enumerate() {
            for other in &ACTIONS[position + 1..] {
                assert_ne!(action.id, other.id);
                let shared = action.keys.iter().any(|chord| other.keys.contains(chord));
                assert!(!shared, "{} and {} share a key", action.id, other.id);
            }
        }
    }

    #[test]
    fn keys_of_the_canvas_do_nothing_in_a_field() {
        let press =
            |focus| KeyPress { key: "ArrowDown".to_owned(), primary: false, shift: false, alt: false, focus };
        assert_eq!(for_key(&press(Focus::Canvas)).map(|action| action.id), Some("walk-down"));
        assert!(for_key(&press(Focus::Field)).is_none());
    }
}
