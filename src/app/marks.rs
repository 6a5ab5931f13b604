use super::{AppState, walk};
use crate::asl::{EdgePath, StatePath};
use crate::diagnostic::Severity;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is marked on the canvas besides what is drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marks {
    /// The selected states.
    pub selected: Vec<StatePath>,
    /// The selected edge.
    pub edge: Option<EdgePath>,
    /// The state that takes the focus when it comes to the canvas by the Tab key.
    pub tab_stop: Option<StatePath>,
    /// States with errors.
    pub faulty: Arc<BTreeSet<StatePath>>,
}

impl Marks {
    /// What is marked now.
    pub fn of(state: &AppState) -> Self {
        let selection = state.doc.selection();
        let tab_stop = state.selected().cloned().or_else(|| walk::first(&state.canvas.scene));
        Marks {
            selected: selection.states.clone(),
            edge: selection.edge.clone(),
            tab_stop,
            faulty: state.problems.faulty.clone(),
        }
    }
}

/// The states around errors.
pub(super) fn faulty(state: &AppState) -> BTreeSet<StatePath> {
    let snapshot = state.doc.snapshot();
    let errors = snapshot.problems().iter().filter(|problem| problem.severity == Severity::Error);
    errors.filter_map(|problem| snapshot.state_at(problem.span.start)).collect()
}
