use crate::app::{
    AppState, CanvasMsg, Effect, Gesture, Grip, Outcome, Pending, Pointer, Step, Via, Viewport, walk,
};
use crate::asl::{EdgePath, StatePath};
use crate::document::{Caret, Millis, Selection};
use crate::edit::Command;
use crate::layout::{Point, Rect, Size};

pub(super) fn update(state: &mut AppState, msg: CanvasMsg, now: Millis) -> Vec<Effect> {
    match msg {
        CanvasMsg::Draw => draw(state),
        CanvasMsg::Resized(size) => resized(state, size),
        CanvasMsg::Pointer(pointer) => pointed(state, pointer, now),
        CanvasMsg::PanBy(by) => look(state, |viewport| viewport.panned(by)),
        CanvasMsg::Zoom(factor, Some(at)) => look(state, |viewport| viewport.zoomed(factor, at)),
        CanvasMsg::Zoom(factor, None) => look(state, |viewport| viewport.zoomed_at_middle(factor)),
        CanvasMsg::Fit => {
            state.draw();
            let drawing = state.canvas.scene.layout.size;
            look(state, |viewport| viewport.fitted(drawing))
        }
        CanvasMsg::Select(path) => select(state, path),
        CanvasMsg::Focused(path) => focused(state, path),
        CanvasMsg::EditName => state.selected().map(|_| Effect::FocusField("Name")).into_iter().collect(),
        CanvasMsg::SelectEdge(edge) => select_edge(state, edge),
        CanvasMsg::Walk(step) => step_to(state, step),
        CanvasMsg::Escape => escape(state),
    }
}

fn look(state: &mut AppState, change: impl FnOnce(Viewport) -> Viewport) -> Vec<Effect> {
    state.canvas.viewport = change(state.canvas.viewport).holding(state.canvas.scene.layout.size);
    Vec::new()
}

/// Brings the scene up to the text, and what was asked for into sight.
fn draw(state: &mut AppState) -> Vec<Effect> {
    super::text::follow_typing(state);
    state.draw();
    if state.canvas.viewport.size.width <= 0.0 {
        return Vec::new();
    }
    match state.canvas.pending.take() {
        Some(Pending::Opening) => {
            let drawing = state.canvas.scene.layout.size;
            let start = state.canvas.scene.start();
            look(state, |viewport| viewport.opened(drawing, start))
        }
        Some(Pending::State(path)) => {
            let rect = state.canvas.scene.rect_of(&path);
            look(state, |viewport| rect.map_or(viewport, |rect| viewport.revealing(head_of(rect))))
        }
        None => Vec::new(),
    }
}

/// Of a large container the upper part, where its name is.
fn head_of(rect: Rect) -> Rect {
    Rect { height: rect.height.min(160.0), ..rect }
}

/// The middle of the view stays in the middle.
fn resized(state: &mut AppState, size: Size) -> Vec<Effect> {
    let before = state.canvas.viewport.size;
    let shift = Point::new((size.width - before.width) / 2.0, 0.0);
    look(state, |viewport| {
        let moved = if before.width > 0.0 { viewport.panned(shift) } else { viewport };
        Viewport { size, ..moved }
    })
}

fn pointed(state: &mut AppState, pointer: Pointer, now: Millis) -> Vec<Effect> {
    let (gesture, outcome) = std::mem::take(&mut state.canvas.gesture).after(pointer);
    state.canvas.gesture = gesture;
    match outcome {
        Outcome::Nothing => Vec::new(),
        Outcome::PanBy(by) => look(state, |viewport| viewport.panned(by)),
        Outcome::Clicked(Grip::Ground) => select(state, None),
        Outcome::Clicked(Grip::State(path)) => select(state, Some(path)),
        Outcome::Clicked(Grip::Edge(edge) | Grip::EdgeEnd(edge)) => select_edge(state, edge),
        Outcome::Drop(edge, at) => dropped(state, edge, at, now),
    }
}

/// Leads an edge to what its end was dropped on; on the bare canvas nothing happens.
fn dropped(state: &mut AppState, edge: EdgePath, at_in_host: Point, now: Millis) -> Vec<Effect> {
    let at = state.canvas.viewport.canvas_from_host(at_in_host);
    match state.canvas.scene.destination_at(at) {
        Some(to) => super::edit::update(state, &Command::Connect { edge, to }, Via::Gesture, now),
        None => vec![Effect::Announce("Nothing changed".to_owned())],
    }
}

/// Selects a state in both panes.
pub(super) fn select(state: &mut AppState, path: Option<StatePath>) -> Vec<Effect> {
    state.run.visit = None;
    let Some(path) = path else {
        let none = state.selection_with(|selection| {
            selection.states.clear();
            selection.edge = None;
        });
        state.doc.select(none);
        return Vec::new();
    };
    let Some(span) = state.doc.snapshot().span_of(&path) else { return Vec::new() };
    state.canvas.pending = Some(Pending::State(path.clone()));
    let caret = Caret { anchor: span.start, head: span.end };
    state.doc.select(Selection { caret, states: vec![path], edge: None });
    vec![Effect::ShowInEditor(span)]
}

/// By keyboard the focus selects; by pointer the click does, when it turns out to be one.
fn focused(state: &mut AppState, path: StatePath) -> Vec<Effect> {
    if state.canvas.gesture.is_active() || state.selected() == Some(&path) {
        return Vec::new();
    }
    select(state, Some(path))
}

fn select_edge(state: &mut AppState, edge: EdgePath) -> Vec<Effect> {
    let Some(span) = state.doc.snapshot().span_of_edge(&edge) else { return Vec::new() };
    let caret = Caret { anchor: span.start, head: span.end };
    let states = edge.from().cloned().into_iter().collect();
    state.doc.select(Selection { caret, states, edge: Some(edge) });
    vec![Effect::ShowInEditor(span)]
}

fn step_to(state: &mut AppState, step: Step) -> Vec<Effect> {
    state.draw();
    let Some(path) = walk(&state.canvas.scene, state.selected(), step) else { return Vec::new() };
    let mut effects = select(state, Some(path.clone()));
    effects.push(Effect::FocusState(path));
    effects
}

fn escape(state: &mut AppState) -> Vec<Effect> {
    if state.canvas.gesture.is_active() {
        state.canvas.gesture = Gesture::Off;
        return vec![Effect::Announce("Cancelled".to_owned())];
    }
    select(state, None)
}
