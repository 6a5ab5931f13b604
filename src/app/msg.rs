use super::{KeyPress, MockMsg, Pointer, Splitter, Step};
use crate::asl::{EdgePath, StatePath};
use crate::diagnostic::Severity;
use crate::document::{Caret, FieldPath, Revision};
use crate::edit::Command;
use crate::layout::{Point, Size};
use crate::sim::{RunReport, Unmocked};
use crate::text::{TextEdit, TextRange};

/// Everything that can happen to the page, by the part it happens to.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// The text pane.
    Text(TextMsg),
    /// The canvas.
    Canvas(CanvasMsg),
    /// Something is done to states, by a gesture or in the inspector.
    Edit(Command, Via),
    /// The dry run.
    Run(RunMsg),
    /// Files and what is kept on the device.
    File(FileMsg),
    /// The list of problems.
    Problems(ProblemsMsg),
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

/// How a command was given. It decides what joins into one step of undo, and where a refusal is shown.
#[derive(Clone, PartialEq, Debug)]
pub enum Via {
    /// On the canvas, by pointer or key.
    Gesture,
    /// In the inspector's field.
    Field(FieldPath),
    /// In the text pane, which keeps the focus.
    Text,
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
    /// The text is to be laid out anew.
    Format,
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
    /// The focus came to a state.
    Focused(StatePath),
    /// The selected state's name is to be changed.
    EditName,
    /// An edge is selected.
    SelectEdge(EdgePath),
    /// An arrow key.
    Walk(Step),
    /// The present gesture ends without effect, or nothing is selected any more.
    Escape,
}

/// What happens in the run panel.
#[derive(Clone, PartialEq, Debug)]
pub enum RunMsg {
    /// The input's text changed.
    Input(String),
    /// The input is to be a sample again.
    SampleInput,
    /// The text of the S3 objects changed.
    Objects(String),
    /// The S3 objects are to begin with an outline.
    OutlineObjects,
    /// A mock changed.
    Mock(MockMsg),
    /// Another choice for Tasks without a mock.
    Unmocked(Unmocked),
    /// The definition is to be run.
    Start,
    /// The run is to end.
    Stop,
    /// The worker has come so far with the run of that number.
    Progress(u64, u64),
    /// The run of that number came to its end, or the worker died.
    Finished(u64, Box<Result<RunReport, String>>),
    /// A step of the run is to be shown.
    ShowVisit(usize),
    /// The result is to go away.
    Clear,
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

/// What happens in the list of problems.
#[derive(Clone, PartialEq, Debug)]
pub enum ProblemsMsg {
    /// A fix is to be applied, or all of a kind.
    Fix(Command),
    /// Problems of that severity are to be listed, or not.
    Show(Severity, bool),
    /// Only problems with these words are to be listed.
    Search(String),
    /// The next problem in the text is asked for, or the one before.
    Walk {
        /// Whether the next.
        forward: bool,
    },
    /// Advice of that name is not wanted, or wanted again.
    Silence(&'static str, bool),
    /// The definition is for an Express workflow, or not.
    Express(bool),
}

/// What happens to the page around the panes.
#[derive(Clone, PartialEq, Debug)]
pub enum ViewMsg {
    /// The list of keys is to be shown, or not.
    ShowKeys(bool),
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
