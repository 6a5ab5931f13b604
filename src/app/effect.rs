use super::{Msg, Theme};
use crate::asl::StatePath;
use crate::document::Millis;
use crate::sim::RunRequest;
use crate::text::{TextEdit, TextRange};

/// What the page asks the outside world to do.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// The text pane takes a change that was not made in it.
    PatchEditor(TextEdit),
    /// The text pane takes the whole text anew.
    RefillEditor,
    /// The text pane selects a place and shows it, without taking the focus.
    ShowInEditor(TextRange),
    /// The text pane puts the caret there and takes the focus.
    FocusEditor(usize),
    /// A state on the canvas takes the focus.
    FocusState(StatePath),
    /// The inspector's field of that name takes the focus, with its text selected.
    FocusField(&'static str),
    /// A screen reader says it.
    Announce(String),
    /// A file dialogue opens.
    ChooseFile,
    /// A file is downloaded.
    Download {
        /// The file's name.
        name: String,
        /// What is in it.
        text: String,
    },
    /// Something is kept on this device.
    Store {
        /// What it is.
        key: &'static str,
        /// Its text.
        text: String,
    },
    /// The worker runs a definition; the run's number comes back with its end.
    StartRun(u64, Box<RunRequest>),
    /// The worker stops at once.
    StopRun,
    /// The page takes other colours.
    SetTheme(Theme),
    /// A message comes back after a while.
    After(Millis, Box<Msg>),
}
