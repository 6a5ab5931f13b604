//! The application driven by user verbs, as a person would: click, press a key, type, drag, run.

use asl_studio::app::{
    AppState, CanvasMsg, Effect, FileMsg, Focus, Grip, KeyPress, Msg, Pointer, RunMsg, TextMsg, Via, ViewMsg,
    actions, keep, run, update,
};
use asl_studio::asl::{EdgePath, StatePath, StateType, TransitionKind};
use asl_studio::document::{Caret, FieldPath, Millis};
use asl_studio::edit::{Command, Entry, Spot};
use asl_studio::json::Pointer as JsonPointer;
use asl_studio::layout::{Point, Size};
use asl_studio::sim;
use asl_studio::text::{TextEdit, TextRange};

const TEXT: &str = r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "C"},
    "C": {"Type": "Succeed"}
  }
}
"#;

/// A page that is used, with what the text pane would show and what was kept and said.
struct User {
    state: AppState,
    editor: String,
    said: Vec<String>,
    kept: Vec<&'static str>,
    now: u64,
}

impl User {
    fn opens(text: &str) -> Self {
        let (mut user, now) = (AppState::new(text, "test.asl.json"), 0);
        update(&mut user, Msg::Canvas(CanvasMsg::Resized(Size::new(800.0, 600.0))), Millis(now));
        let mut user = User { state: user, editor: text.to_owned(), said: Vec::new(), kept: Vec::new(), now };
        user.does(Msg::Canvas(CanvasMsg::Draw));
        user
    }

    /// Sends a message and checks what must hold after each: the text pane shows the document's text, the picture is
    /// the text's, the caret lies in the text.
    fn does(&mut self, msg: Msg) -> &mut Self {
        self.now += 1000;
        if let Msg::Text(TextMsg::Edited(edit)) = &msg {
            self.editor = edit.apply(&self.editor);
        }
        for effect in update(&mut self.state, msg, Millis(self.now)) {
            self.hears(effect);
        }
        update(&mut self.state, Msg::Canvas(CanvasMsg::Draw), Millis(self.now));
        let snapshot = self.state.doc.snapshot();
        assert_eq!(self.editor, **snapshot.text(), "both panes show one text");
        assert!(!self.state.wants_drawing(), "one draw is enough");
        assert!(self.state.doc.selection().caret.range().end <= self.editor.len());
        if let Some(path) = self.state.selected() {
            assert!(snapshot.find(path).is_some(), "{path} is selected and there");
        }
        self
    }

    fn hears(&mut self, effect: Effect) {
        match effect {
            Effect::PatchEditor(edit) => self.editor = edit.apply(&self.editor),
            Effect::RefillEditor => self.editor = self.state.doc.snapshot().text().to_string(),
            Effect::Announce(text) => self.said.push(text),
            Effect::Store { key, .. } => self.kept.push(key),
            _ => {}
        }
    }

    fn clicks(&mut self, name: &str) -> &mut Self {
        let grip = Grip::State(StatePath::top(name));
        self.does(Msg::Canvas(CanvasMsg::Pointer(Pointer::Press(grip, Point::new(1.0, 1.0)))));
        self.does(Msg::Canvas(CanvasMsg::Pointer(Pointer::Release(Point::new(1.0, 1.0)))))
    }

    fn presses(&mut self, key: &str, primary: bool, focus: Focus) -> &mut Self {
        self.does(Msg::Key(KeyPress { key: key.to_owned(), primary, shift: false, alt: false, focus }))
    }

    fn types(&mut self, at: &str, text: &str) -> &mut Self {
        let offset = self.editor.find(at).expect("the place is in the text") + at.len();
        self.does(Msg::Text(TextMsg::Edited(TextEdit::insert(offset, text))));
        self.does(Msg::Text(TextMsg::CaretCarried(Caret::at(offset + text.len()))))
    }

    /// Drags the end of an edge to the middle of a state.
    fn drags(&mut self, edge: EdgePath, to: &str) -> &mut Self {
        let rect = self.state.canvas.scene.rect_of(&StatePath::top(to)).expect("drawn");
        let there = self.state.canvas.viewport.host_from_canvas(rect.center());
        let pointer = |pointer| Msg::Canvas(CanvasMsg::Pointer(pointer));
        self.does(pointer(Pointer::Press(Grip::EdgeEnd(edge), Point::new(0.0, 0.0))));
        self.does(pointer(Pointer::Move(there)));
        self.does(pointer(Pointer::Release(there)))
    }

    fn undoes_everything(&mut self, text: &str) {
        while self.state.doc.history().undo_label().is_some() {
            self.presses("z", true, Focus::Canvas);
        }
        assert_eq!(self.editor, text, "undo brings back every byte");
        while self.state.doc.history().redo_label().is_some() {
            self.does(Msg::Redo);
        }
    }

    fn selected(&self) -> Option<String> {
        self.state.selected().map(ToString::to_string)
    }
}

fn next(name: &str) -> EdgePath {
    EdgePath::Exit(StatePath::top(name), TransitionKind::Next)
}

#[test]
fn a_click_selects_in_both_panes_and_the_caret_selects_the_state_around_it() {
    let mut user = User::opens(TEXT);
    user.clicks("B");
    assert_eq!(user.selected().as_deref(), Some("B"));
    assert!(user.state.doc.selection().caret.range().slice(&user.editor).starts_with("\"B\": {"));
    let inside_a = user.editor.find("Pass").unwrap();
    user.does(Msg::Text(TextMsg::CaretMoved(Caret::at(inside_a))));
    assert_eq!(user.selected().as_deref(), Some("A"));
    user.presses("Escape", false, Focus::Canvas);
    assert_eq!(user.selected(), None);
}

#[test]
fn keys_walk_rename_and_delete() {
    let mut user = User::opens(TEXT);
    user.presses("ArrowDown", false, Focus::Canvas).presses("ArrowDown", false, Focus::Canvas);
    assert_eq!(user.selected().as_deref(), Some("B"));
    user.presses("Delete", false, Focus::Canvas);
    assert_eq!(user.editor, TEXT.replace("    \"B\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Next\": \"C\"},\n", "").replace("\"Next\": \"B\"", "\"Next\": \"C\""));
    user.undoes_everything(TEXT);
}

#[test]
fn typing_and_gestures_are_one_history() {
    let mut user = User::opens(TEXT);
    user.types("\"Type\": \"Pass\"", ", \"Comment\": \"x\"")
        .drags(next("A"), "C")
        .types("\"StartAt\": \"A\"", " ");
    assert!(user.editor.contains(r#""Comment": "x", "Next": "C""#));
    user.undoes_everything(TEXT);
}

#[test]
fn an_edge_dropped_on_nothing_changes_nothing_and_escape_ends_a_drag() {
    let mut user = User::opens(TEXT);
    let pointer = |pointer| Msg::Canvas(CanvasMsg::Pointer(pointer));
    user.does(pointer(Pointer::Press(Grip::EdgeEnd(next("A")), Point::new(0.0, 0.0))));
    user.does(pointer(Pointer::Move(Point::new(-900.0, -900.0))));
    user.does(pointer(Pointer::Release(Point::new(-900.0, -900.0))));
    assert_eq!(user.editor, TEXT);
    user.does(pointer(Pointer::Press(Grip::EdgeEnd(next("A")), Point::new(0.0, 0.0))));
    user.does(pointer(Pointer::Move(Point::new(90.0, 90.0))));
    user.presses("Escape", false, Focus::Canvas);
    assert!(!user.state.canvas.gesture.is_active());
    assert_eq!(user.state.doc.history().undo_label(), None);
}

#[test]
fn a_refusal_says_why_where_it_was_tried() {
    let mut user = User::opens(TEXT);
    user.clicks("C").does(Msg::Edit(
        Command::InsertState { spot: Spot::After(StatePath::top("C")), state_type: StateType::Pass },
        Via::Gesture,
    ));
    let notice = user.state.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
    assert!(notice.contains("nothing comes after"), "{notice}");
    let field = FieldPath { state: StatePath::top("C"), field: JsonPointer::root() };
    let rename = Command::RenameState { state: StatePath::top("C"), name: "A".to_owned() };
    user.does(Msg::Edit(rename, Via::Field(field.clone())));
    assert!(user.state.refused(&field).is_some(), "beside the field and not as a notice");
    assert_eq!(user.editor, TEXT);
}

#[test]
fn a_field_typed_in_the_inspector_is_one_step() {
    let mut user = User::opens(TEXT);
    user.clicks("B");
    let (state, field) = (StatePath::top("B"), JsonPointer::root().then("Comment"));
    for text in ["h", "he", "hey"] {
        user.now -= 900;
        let via = Via::Field(FieldPath { state: state.clone(), field: field.clone() });
        let entry = Entry::Typed(text.to_owned());
        user.does(Msg::Edit(Command::SetField { state: state.clone(), field: field.clone(), entry }, via));
    }
    assert!(user.editor.contains(r#""Comment": "hey""#));
    assert_eq!(user.state.doc.history().done().len(), 1);
    user.undoes_everything(TEXT);
}

#[test]
fn opening_a_file_is_a_change_that_can_be_taken_back() {
    let mut user = User::opens(TEXT);
    user.does(Msg::File(FileMsg::Opened { name: Some("other.asl.json".to_owned()), text: "{}".to_owned() }));
    assert_eq!(user.state.file_name, "other.asl.json");
    user.undoes_everything(TEXT);
}

#[test]
fn what_was_changed_is_kept_and_restored() {
    let mut user = User::opens(TEXT);
    user.types("\"StartAt\": \"A\"", " ");
    let revision = user.state.doc.snapshot().revision();
    user.does(Msg::File(FileMsg::Keep(revision)));
    assert_eq!(user.kept, [keep::WORK, keep::RUN]);
    let mut kept = String::new();
    for effect in update(&mut user.state, Msg::File(FileMsg::KeepNow), Millis(0)) {
        if let Effect::Store { key: keep::WORK, text } = effect {
            kept = text;
        }
    }
    let again = keep::restored(|key| (key == keep::WORK).then(|| kept.clone()));
    assert_eq!(**again.doc.snapshot().text(), user.editor);
    let first = keep::restored(|key| (key == keep::WORK).then(|| "{torn".to_owned()));
    assert_eq!(first.file_name, "order.asl.json", "what cannot be read counts as a first visit");
}

#[test]
fn a_run_marks_its_way_and_a_late_answer_of_another_run_counts_for_nothing() {
    let mut user = User::opens(TEXT);
    user.does(Msg::Run(RunMsg::Input("{".to_owned()))).presses("Enter", true, Focus::OwnText);
    assert!(matches!(user.state.run.session, run::Session::Refused(_)), "the input is no JSON");
    user.does(Msg::Run(RunMsg::Input("{}".to_owned())));
    let mut request = None;
    for effect in update(&mut user.state, Msg::Act("run"), Millis(0)) {
        if let Effect::StartRun(number, asked) = effect {
            request = Some((number, asked));
        }
    }
    let (number, request) = request.expect("a run is asked for");
    let report = sim::run(&request, |_| false);
    user.does(Msg::Run(RunMsg::Finished(number - 1, Box::new(Err("late".to_owned())))));
    assert!(user.state.run.is_running());
    user.does(Msg::Run(RunMsg::Finished(number, Box::new(Ok(report)))));
    let trail = user.state.run.finished().expect("it is over").trail.clone();
    assert_eq!(trail.states.len(), 3);
    assert!(trail.edges.contains(&next("B")));
    user.does(Msg::Run(RunMsg::ShowVisit(1)));
    assert_eq!(user.selected().as_deref(), Some("B"));
}

#[test]
fn problems_are_found_after_the_text_and_lead_to_their_place() {
    let mut user = User::opens(TEXT);
    user.types("\"Next\": \"B", "x").does(Msg::View(ViewMsg::FindProblems));
    let problem = user.state.problems.list.first().cloned().expect("a dangling target");
    user.does(Msg::Text(TextMsg::GoTo(problem.span)));
    assert!(problem.span.contains_range(TextRange::empty(user.state.doc.selection().caret.head)));
    assert!(user.state.problems.faulty.contains_key(&StatePath::top("A")));
}

#[test]
fn every_action_that_is_enabled_can_be_done() {
    for action in actions::ACTIONS {
        let mut user = User::opens(TEXT);
        user.clicks("B");
        if (action.is_enabled)(&user.state) {
            user.does(Msg::Act(action.id));
            if !matches!(action.id, "open" | "save") {
                user.undoes_everything(TEXT);
            }
        }
    }
}
