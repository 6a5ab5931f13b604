use super::{KeyPress, Pointer, Splitter, Step};
use crate::asl::{EdgePath, StatePath};
use crate::document::{Caret, Revision};
use crate::layout::{Point, Size};
use crate::text::{TextEdit, TextRange};

/// Everything that can happen to the page, by the part it happens to.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// The text pane.
    Text(TextMsg),
    /// The canvas.
    Canvas(CanvasMsg),
    /// Files and what is kept on the device.
    File(FileMsg),
    /// The page around the panes.
    View(ViewMsg),
    /// A row of the table of actions, by its id.
    Act(&'static str),
    /// A key that no widget took for itself.
    Key(KeyPress),
    /// Take the last change back.
    Undo,
    /// Bring the last undone change back.
    Redo,
}

/// What happens in the text pane.
#[derive(Clone, PartialEq, Debug)]
pub enum TextMsg {
    /// The user typed, pasted or deleted; the edit is for the present text.
    Edited(TextEdit),
    /// Where the caret is after that.
    CaretCarried(Caret),
    /// The user moved the caret.
    CaretMoved(Caret),
    /// A place of the text is asked for, such as a problem's.
    GoTo(TextRange),
}

/// What happens on the canvas.
#[derive(Clone, PartialEq, Debug)]
pub enum CanvasMsg {
    /// The picture is about to be painted.
    Draw,
    /// The host has another size.
    Resized(Size),
    /// The pointer did something.
    Pointer(Pointer),
    /// The view moves by a distance in the host.
    PanBy(Point),
    /// The view zooms by a factor about a place in the host, or about the middle.
    Zoom(f64, Option<Point>),
    /// Everything comes into sight.
    Fit,
    /// A state is selected, or nothing.
    Select(Option<StatePath>),
    /// An edge is selected.
    SelectEdge(EdgePath),
    /// An arrow key.
    Walk(Step),
    /// The present gesture ends without effect, or nothing is selected any more.
    Escape,
}

/// What happens with files and storage.
#[derive(Clone, PartialEq, Debug)]
pub enum FileMsg {
    /// A file is to be chosen.
    Choose,
    /// A definition came from a file, a drop or a script.
    Opened {
        /// The file's name; none keeps the present one.
        name: Option<String>,
        /// Its text.
        text: String,
    },
    /// A file could not be read.
    Unreadable(String),
    /// The definition is to be saved as a file.
    Save,
    /// The file has another name.
    Rename(String),
    /// The text is to be kept on the device, unless it has changed again since that revision.
    Keep(Revision),
    /// Everything is to be kept on the device now: the page may go away.
    KeepNow,
    /// The device did not keep it.
    NotKept(String),
    /// An empty definition takes this one's place.
    New,
    /// The worked example takes this definition's place.
    Example,
}

/// What happens to the page around the panes.
#[derive(Clone, PartialEq, Debug)]
pub enum ViewMsg {
    /// Light becomes dark or the reverse.
    ToggleTheme,
    /// The system asks for dark, or for light.
    SystemIsDark(bool),
    /// A boundary between panels was moved: the size it decides.
    Resize(Splitter, f64),
    /// A notice was read, or its time is over.
    Dismiss(u64),
    /// Problems are to be looked for in the present text.
    FindProblems,
}
