use super::Remap;
use crate::asl::{EdgePath, StatePath};
use crate::text::{Side, TextEdit, TextRange};

/// The caret of the text pane, with the text selected from `anchor` to it. Both are byte offsets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Caret {
    /// Where the selection began.
    pub anchor: usize,
    /// Where the caret is.
    pub head: usize,
}

impl Caret {
    /// A caret without selected text.
    pub fn at(offset: usize) -> Self {
        Caret { anchor: offset, head: offset }
    }

    /// The selected text.
    pub fn range(self) -> TextRange {
        TextRange::new(self.anchor.min(self.head), self.anchor.max(self.head))
    }
}

/// What is selected in both panes. Names that a half-typed text does not hold at the moment stay selected; whoever
/// reads them asks the snapshot for the state.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// The text pane's.
    pub caret: Caret,
    /// Selected states, in the order they were selected.
    pub states: Vec<StatePath>,
    /// The selected edge.
    pub edge: Option<EdgePath>,
}

impl Selection {
    /// One state, with the caret at `offset`.
    pub fn state(path: StatePath, offset: usize) -> Self {
        Selection { caret: Caret::at(offset), states: vec![path], edge: None }
    }

    /// The selection after an edit and the moves of states that came with it.
    #[must_use]
    pub fn mapped(&self, edit: &TextEdit, remap: &Remap) -> Self {
        let moved = |offset| edit.map_offset(offset, Side::After);
        Selection {
            caret: Caret { anchor: moved(self.caret.anchor), head: moved(self.caret.head) },
            states: self.states.iter().map(|state| remap.state(state)).collect(),
            edge: self.edge.as_ref().map(|edge| remap.edge(edge)),
        }
    }

    /// The same with a caret that lies in `text`, on character boundaries.
    #[must_use]
    pub(super) fn clamped(mut self, text: &str) -> Self {
        let clamp = |offset: usize| text.floor_char_boundary(offset.min(text.len()));
        self.caret = Caret { anchor: clamp(self.caret.anchor), head: clamp(self.caret.head) };
        self
    }
}
