use super::{Checks, Gesture, ProblemFilter, Refusals, RunPanel, Scene, Shelved, Viewport};
use crate::asl::StatePath;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, Revision, Selection};
use crate::syntax::Syntax;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything the page knows.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The definition.
    pub doc: Document,
    /// The name it is saved under.
    pub file_name: String,
    /// What belonged to definitions that were replaced.
    pub shelf: Vec<Shelved>,
    /// What the canvas shows.
    pub canvas: Canvas,
    /// What is wrong, as of some revision.
    pub problems: Problems,
    /// What is looked for.
    pub checks: Checks,
    /// Which problems are listed.
    pub filter: ProblemFilter,
    /// The dry run.
    pub run: RunPanel,
    /// How the page is divided.
    pub panels: Panels,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the system asks for dark.
    pub system_is_dark: bool,
    /// Whether the selected state has yet to follow what was typed: no keystroke waits for that.
    pub follows_typing: bool,
    /// What the inspector was refused.
    pub refusals: Refusals,
    /// A message to the user.
    pub notice: Option<Notice>,
    /// Whether the list of keys is shown.
    pub shows_keys: bool,
}

/// The canvas and what happens on it.
#[derive(Clone, Default, Debug)]
pub struct Canvas {
    /// What is drawn.
    pub scene: Scene,
    /// Which part of it is in sight.
    pub viewport: Viewport,
    /// What the pointer is doing.
    pub gesture: Gesture,
    /// What to bring into sight when the next scene is drawn.
    pub pending: Option<Pending>,
}

/// What to bring into sight.
#[derive(Clone, PartialEq, Debug)]
pub enum Pending {
    /// The drawing as it opens.
    Opening,
    /// A state.
    State(StatePath),
}

/// The problems of one revision. They lag behind the text, so that no keystroke waits for them.
#[derive(Clone, Default, Debug)]
pub struct Problems {
    /// The text they were found in; none before they were first looked for.
    pub revision: Option<Revision>,
    /// In text order.
    pub list: Arc<Vec<Diagnostic>>,
    /// The states around errors and warnings.
    pub faulty: Arc<BTreeMap<StatePath, Severity>>,
    /// How often problems were looked for.
    pub found: u64,
}

impl PartialEq for Problems {
    /// Whether both were found at the same time.
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && self.found == other.found
    }
}

/// How the page is divided, in pixels.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Panels {
    /// The width of the text pane's column.
    pub text: f64,
    /// The height of the problems list below it.
    pub problems: f64,
    /// The width of the inspector.
    pub inspector: f64,
    /// The height of the run panel below the canvas.
    pub run: f64,
}

/// A boundary between two panels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Splitter {
    /// Between the text's column and the canvas.
    Text,
    /// Between text and problems.
    Problems,
    /// Between the canvas and the inspector.
    Inspector,
    /// Between canvas and run panel.
    Run,
}

impl Default for Panels {
    fn default() -> Self {
        Panels { text: 400.0, problems: 150.0, inspector: 312.0, run: 280.0 }
    }
}

impl Panels {
    /// The size that a boundary decides.
    pub fn size(&self, splitter: Splitter) -> f64 {
        match splitter {
            Splitter::Text => self.text,
            Splitter::Problems => self.problems,
            Splitter::Inspector => self.inspector,
            Splitter::Run => self.run,
        }
    }

    /// The least and the greatest size that a boundary may be dragged to.
    pub fn bounds(splitter: Splitter) -> (f64, f64) {
        match splitter {
            Splitter::Text => (220.0, 760.0),
            Splitter::Problems => (64.0, 420.0),
            Splitter::Inspector => (220.0, 560.0),
            Splitter::Run => (96.0, 620.0),
        }
    }

    /// The division with one boundary moved.
    #[must_use]
    pub fn resized(mut self, splitter: Splitter, size: f64) -> Self {
        let (least, greatest) = Panels::bounds(splitter);
        let place = match splitter {
            Splitter::Text => &mut self.text,
            Splitter::Problems => &mut self.problems,
            Splitter::Inspector => &mut self.inspector,
            Splitter::Run => &mut self.run,
        };
        *place = size.clamp(least, greatest);
        self
    }
}

/// The page's colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub enum Theme {
    /// As the system asks.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme`; none leaves it to the system.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// A message to the user.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// What to say.
    pub text: String,
    /// How.
    pub tone: Tone,
    /// Tells this notice from the next one.
    pub number: u64,
}

/// How a message is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Good to know.
    Plain,
    /// Something was refused or failed.
    Bad,
}

impl AppState {
    /// The page with a definition just opened.
    pub fn new(text: impl Into<Arc<str>>, file_name: impl Into<String>) -> Self {
        AppState {
            doc: Document::new(text),
            file_name: file_name.into(),
            shelf: Vec::new(),
            canvas: Canvas { pending: Some(Pending::Opening), ..Canvas::default() },
            problems: Problems::default(),
            checks: Checks::default(),
            filter: ProblemFilter::default(),
            run: RunPanel::default(),
            panels: Panels::default(),
            theme: Theme::default(),
            system_is_dark: false,
            follows_typing: false,
            refusals: Refusals::default(),
            notice: None,
            shows_keys: false,
        }
    }

    /// The name under which the text is saved: the file's own, but for an ending that says the other syntax.
    pub fn saved_name(&self) -> String {
        let name = &self.file_name;
        let syntax = self.doc.snapshot().syntax();
        match (Syntax::of_file(name), name.rsplit_once('.')) {
            (Some(named), Some((stem, _))) if named != syntax => {
                format!("{stem}.{}", syntax.name().to_ascii_lowercase())
            }
            _ => name.clone(),
        }
    }

    /// The one selected state that the text has.
    pub fn selected(&self) -> Option<&StatePath> {
        let selected = self.doc.selection().states.first()?;
        self.doc.snapshot().find(selected).map(|_| selected)
    }

    /// Whether the page is dark.
    pub fn is_dark(&self) -> bool {
        self.theme == Theme::Dark || (self.theme == Theme::System && self.system_is_dark)
    }

    /// Whether the canvas has to be looked after before the next picture.
    pub fn wants_drawing(&self) -> bool {
        let is_behind = self.canvas.scene.revision != Some(self.doc.snapshot().revision());
        is_behind || self.follows_typing || self.canvas.pending.is_some()
    }

    /// Draws the present text, if the scene shows another.
    pub(super) fn draw(&mut self) {
        if let Some(scene) = self.canvas.scene.following(self.doc.snapshot()) {
            self.canvas.scene = scene;
        }
    }

    /// The selection with the caret somewhere else.
    pub(super) fn selection_with(&self, change: impl FnOnce(&mut Selection)) -> Selection {
        let mut selection = self.doc.selection().clone();
        change(&mut selection);
        selection
    }
}
