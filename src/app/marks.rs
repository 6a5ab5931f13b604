use super::run::Trail;
use super::{AppState, Gesture, walk};
use crate::asl::{EdgePath, StatePath};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Snapshot;
use crate::edit::Destination;
use crate::edit::rules::can_connect;
use std::collections::{BTreeMap, BTreeSet};
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
    /// Where the end that is being dragged may be let go, and what is under the pointer now.
    pub drop: Option<Arc<Drop>>,
    /// Where a run came by.
    pub trail: Option<Arc<Trail>>,
    /// States with errors or warnings.
    pub faulty: Arc<BTreeMap<StatePath, Severity>>,
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
            drop: Drop::of(state).map(Arc::new),
            trail: state.run.finished().map(|run| run.trail.clone()),
            faulty: state.problems.faulty.clone(),
        }
    }
}

/// What an edge's end that is being dragged may do.
#[derive(Clone, PartialEq, Debug)]
pub struct Drop {
    /// The states it may be led to.
    pub targets: BTreeSet<StatePath>,
    /// What lies under the pointer.
    pub over: Option<Destination>,
    /// Why it may not be let go there.
    pub refusal: Option<String>,
}

impl Drop {
    /// The verdict on the gesture that is going on.
    pub fn of(state: &AppState) -> Option<Self> {
        let Gesture::Reconnecting { edge, at_in_host } = &state.canvas.gesture else { return None };
        let (snapshot, scene) = (state.doc.snapshot(), &state.canvas.scene);
        let is_allowed = |to: &Destination| can_connect(snapshot, edge, to);
        let machine = edge.machine();
        let states = scene.graph.iter().filter(|(_, node)| node.kind.is_state());
        let here = states.filter_map(|(id, _)| scene.graph.path(id)).filter(|path| path.machine() == machine);
        let targets = here.filter(|path| is_allowed(&Destination::State(path.clone())).is_ok()).collect();
        let over = scene.destination_at(state.canvas.viewport.canvas_from_host(*at_in_host));
        let refusal = over.as_ref().and_then(|to| is_allowed(to).err()).map(|refusal| refusal.to_string());
        Some(Drop { targets, over, refusal })
    }
}

/// The states around errors and warnings, with the worse of the two.
pub(super) fn faulty(snapshot: &Snapshot, problems: &[Diagnostic]) -> BTreeMap<StatePath, Severity> {
    let mut faulty = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity < Severity::Hint) {
        if let Some(state) = snapshot.state_at(problem.span.start) {
            let worst = faulty.entry(state).or_insert(problem.severity);
            *worst = problem.severity.min(*worst);
        }
    }
    faulty
}
