use super::canvas::Stage;
use super::focus;
use super::runner::Runner;
use super::text_pane::TextPane;
use crate::app::{self, AppState, CanvasMsg, Effect, FileMsg, Msg, TextMsg, Via, ViewMsg};
use crate::document::{Millis, Revision};
use crate::platform::{appearance, crash, files, storage, timers};
use leptos::prelude::*;
use std::collections::VecDeque;

/// How long an announcement stands.
const SAID_FOR: Millis = Millis(3000);
/// How long nobody types before forms follow the text.
const REST: Millis = Millis(200);

/// What components read from and write to: memos of the state, and `dispatch`. Nobody else holds the state.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    state: StoredValue<AppState>,
    /// Counts the changes of the state; every memo follows it.
    version: RwSignal<u64>,
    /// Follows `version` in a quiet moment, once the picture is painted, for what costs something to work out.
    late: RwSignal<u64>,
    /// Whether it has something to follow.
    is_late: StoredValue<bool>,
    is_settling: StoredValue<bool>,
    /// When a key was last typed in the text pane, and whether somebody waits for the typing to rest.
    typed: StoredValue<(Millis, bool)>,
    /// Messages that came while another one was worked on.
    queue: StoredValue<VecDeque<Msg>>,
    is_busy: StoredValue<bool>,
    is_drawing: StoredValue<bool>,
    /// What a screen reader says.
    announcement: RwSignal<String>,
    text_pane: StoredValue<Option<TextPane>, LocalStorage>,
    stage: StoredValue<Option<Stage>, LocalStorage>,
    runner: StoredValue<Option<Runner>, LocalStorage>,
}

impl Editor {
    /// Puts the application's state in the context of all components.
    pub(crate) fn provide(state: AppState) -> Self {
        let editor = Editor {
            state: StoredValue::new(state),
            version: RwSignal::new(0),
            late: RwSignal::new(0),
            is_late: StoredValue::new(false),
            is_settling: StoredValue::new(false),
            typed: StoredValue::new((Millis(0), false)),
            queue: StoredValue::new(VecDeque::new()),
            is_busy: StoredValue::new(false),
            is_drawing: StoredValue::new(false),
            announcement: RwSignal::new(String::new()),
            text_pane: StoredValue::new_local(None),
            stage: StoredValue::new_local(None),
            runner: StoredValue::new_local(None),
        };
        editor.runner.set_value(Some(Runner::new(move |msg| editor.dispatch(Msg::Run(msg)))));
        provide_context(editor);
        editor
    }

    /// The one that was provided.
    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// A value that follows the state; whoever reads it is told only when it becomes another one.
    pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&AppState) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| {
            self.version.track();
            self.state.with_value(&read)
        })
    }

    /// The same for a value that costs something to work out: it is read anew only when `key` has changed, and only
    /// after the change is painted, so that no keystroke and no picture waits for it.
    pub(crate) fn memo_by<K: PartialEq + Send + Sync + 'static, T: PartialEq + Send + Sync + 'static>(
        self,
        key: impl Fn(&AppState) -> K + Send + Sync + 'static,
        read: impl Fn(&AppState) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let key = Memo::new(move |_| {
            self.late.track();
            self.state.with_value(&key)
        });
        Memo::new(move |_| {
            // Reading the key is what ties this memo to it.
            key.with(|_| ());
            self.state.with_value(&read)
        })
    }

    /// Reads the state once.
    pub(crate) fn peek<T>(self, read: impl FnOnce(&AppState) -> T) -> T {
        self.state.with_value(read)
    }

    /// What a screen reader says.
    pub(crate) fn announcement(self) -> Signal<String> {
        self.announcement.into()
    }

    /// Lets something happen. Messages that come while another one is worked on wait for their turn.
    pub(crate) fn dispatch(self, msg: Msg) {
        self.queue.update_value(|queue| queue.push_back(msg));
        if self.is_busy.get_value() {
            return;
        }
        self.is_busy.set_value(true);
        let revision = self.revision();
        let (mut is_typing, mut is_form, mut is_picture) = (true, false, false);
        while let Some(msg) = self.queue.try_update_value(VecDeque::pop_front).flatten() {
            is_typing &= matches!(msg, Msg::Text(TextMsg::Edited(_) | TextMsg::CaretCarried(_)));
            is_form |= matches!(msg, Msg::Edit(_, Via::Field(_)));
            is_picture |= !matches!(msg, Msg::View(ViewMsg::FindProblems));
            let now = timers::now();
            let effects = self.state.try_update_value(|state| app::update(state, msg, now));
            effects.into_iter().flatten().for_each(|effect| self.perform(effect));
        }
        self.is_busy.set_value(false);
        if self.revision() != revision {
            crash::remember(self.peek(|state| state.doc.snapshot().text().clone()));
        }
        // What is typed stands in the editor already: it is painted first, and the rest of the page follows.
        if is_typing {
            self.typed.update_value(|typed| typed.0 = timers::now());
        } else {
            self.version.update(|version| *version += 1);
            if is_picture {
                self.draw_soon();
            }
        }
        self.is_late.set_value(true);
        if is_form {
            // A control compares what it was given with what came of it.
            self.catch_up();
        }
        self.settle_soon();
    }

    /// Brings what waits for a quiet moment up to the state now, since somebody is about to use it.
    pub(crate) fn catch_up(self) {
        if self.is_late.get_value() {
            self.is_late.set_value(false);
            self.late.update(|late| *late += 1);
            once_shown(focus::keep);
        }
    }

    /// Brings the whole page up to the state, once the present picture is painted.
    pub(crate) fn settle_soon(self) {
        if self.is_settling.get_value() {
            return;
        }
        self.is_settling.set_value(true);
        timers::after_paint(move || {
            self.is_settling.set_value(false);
            // Who clicked waits for the forms.
            if self.rested() >= REST {
                self.catch_up();
            }
            let outdated = self.peek(|state| state.problems.clone());
            self.find_problems();
            timers::after_paint(move || {
                // To let go of problems, which hold their tree, takes its time; the new ones are painted first.
                drop(outdated);
                timers::when_quiet(move || self.settle());
            });
        });
    }

    /// The picture and the forms come after the problems, which take a part of their time to find and to show.
    fn settle(self) {
        if self.peek(AppState::wants_drawing) {
            self.dispatch(Msg::Canvas(CanvasMsg::Draw));
        }
        timers::when_quiet(move || {
            self.catch_up_at_rest();
            focus::keep();
        });
    }

    /// Forms follow the text once nobody types: with every key they would only flicker, and keep the next key waiting.
    fn catch_up_at_rest(self) {
        let rested = self.rested();
        if rested >= REST {
            self.catch_up();
        } else if !self.typed.get_value().1 {
            self.typed.update_value(|typed| typed.1 = true);
            timers::after(Millis(REST.0 - rested.0), move || {
                self.typed.update_value(|typed| typed.1 = false);
                timers::when_quiet(move || self.catch_up_at_rest());
            });
        }
    }

    /// How long nobody has typed.
    fn rested(self) -> Millis {
        Millis(timers::now().0.saturating_sub(self.typed.get_value().0.0))
    }

    fn find_problems(self) {
        if self.peek(|state| state.problems.revision) != Some(self.revision()) {
            self.dispatch(Msg::View(ViewMsg::FindProblems));
        }
    }

    /// A handler that lets something happen.
    pub(crate) fn sends<E>(self, msg: impl Fn(E) -> Msg + 'static) -> impl Fn(E) + 'static {
        move |event| self.dispatch(msg(event))
    }

    /// The text pane is there.
    pub(crate) fn attach_text_pane(self, pane: TextPane) {
        self.text_pane.set_value(Some(pane));
    }

    /// The canvas is there.
    pub(crate) fn attach_stage(self, stage: Stage) {
        self.stage.set_value(Some(stage));
    }

    fn revision(self) -> Revision {
        self.peek(|state| state.doc.snapshot().revision())
    }

    fn draw_soon(self) {
        if !self.peek(AppState::wants_drawing) || self.is_drawing.get_value() {
            return;
        }
        self.is_drawing.set_value(true);
        timers::before_paint(move || {
            self.is_drawing.set_value(false);
            self.dispatch(Msg::Canvas(CanvasMsg::Draw));
        });
    }

    fn perform(self, effect: Effect) {
        match effect {
            Effect::RefillEditor => self.with_text_pane(|pane| pane.refill(self)),
            Effect::PatchEditor(edit) => self.with_text_pane(|pane| pane.patch(&edit, self)),
            Effect::ShowInEditor(range) => self.with_text_pane(|pane| pane.show(range, self)),
            Effect::FocusEditor(offset) => self.with_text_pane(|pane| pane.focus_at(offset, self)),
            Effect::FocusState(path) => {
                self.stage.with_value(|stage| stage.iter().for_each(|stage| stage.focus(&path)));
            }
            Effect::FocusField(name) => {
                self.catch_up();
                once_shown(move || super::inspector::focus_field(name));
            }
            Effect::Announce(text) => self.say(text),
            Effect::ChooseFile => files::choose(move |read| self.opened(read)),
            Effect::Download { name, text } => {
                if let Err(reason) = files::download(&name, &text) {
                    self.dispatch(Msg::File(FileMsg::Unreadable(reason)));
                }
            }
            Effect::Store { key, text } => {
                if let Err(reason) = storage::store(key, &text) {
                    self.dispatch(Msg::File(FileMsg::NotKept(reason)));
                }
            }
            Effect::StartRun(number, request) => {
                self.runner
                    .with_value(|runner| runner.iter().for_each(|runner| runner.start(number, &request)));
            }
            Effect::StopRun => self.runner.with_value(|runner| runner.iter().for_each(Runner::stop)),
            Effect::SetTheme(theme) => appearance::set_theme(theme),
            Effect::After(wait, msg) => timers::after(wait, move || self.dispatch(*msg)),
        }
    }

    /// Says something once: what was said does not stay where a reader comes by later.
    fn say(self, text: String) {
        self.announcement.set(text.clone());
        timers::after(SAID_FOR, move || {
            if self.announcement.with_untracked(|said| *said == text) {
                self.announcement.set(String::new());
            }
        });
    }

    /// A file was read.
    pub(crate) fn opened(self, read: files::Opened) {
        self.dispatch(Msg::File(match read {
            Ok((name, text)) => FileMsg::Opened { name: Some(name), text },
            Err(reason) => FileMsg::Unreadable(reason),
        }));
    }

    fn with_text_pane(self, act: impl Fn(&TextPane)) {
        self.text_pane.with_value(|pane| pane.iter().for_each(act));
    }
}

/// Calls back once the forms show what was caught up with: the effects have run, and those that they cause.
fn once_shown(call: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        leptos::task::tick().await;
        call();
    });
}
