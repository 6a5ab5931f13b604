//! What is kept on the device, so that a closed tab loses nothing.

use super::{AppState, Effect, MockTable, Panels, RunPanel, Theme, example};
use crate::sim::Unmocked;
use serde::{Deserialize, Serialize};

/// The key of the work: the definition and its name.
pub const WORK: &str = "asl-studio.work";
/// The key of what a run gets.
pub const RUN: &str = "asl-studio.run";
/// The key of how the page looks.
pub const VIEW: &str = "asl-studio.view";
/// The key of what is checked.
pub const CHECKS: &str = "asl-studio.checks";

/// What the user is working on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Work {
    /// The file's name.
    pub file_name: String,
    /// The definition.
    pub text: String,
}

/// What a run gets.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Run {
    /// The execution's input, as text; none is a sample.
    pub input: Option<String>,
    /// The results of Tasks.
    pub mocks: MockTable,
    /// What a Task without a mock does.
    pub unmocked: Unmocked,
    /// The objects in S3, as text.
    pub objects: String,
}

/// How the page looks.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Light or dark.
    pub theme: Theme,
    /// How it is divided.
    pub panels: Panels,
}

/// Keeps the work.
pub(super) fn work(state: &AppState) -> Effect {
    let work = Work { file_name: state.file_name.clone(), text: state.doc.snapshot().text().to_string() };
    store(WORK, &work)
}

/// Keeps everything that would be missed.
pub(super) fn everything(state: &AppState) -> Vec<Effect> {
    vec![work(state), run(state)]
}

/// Keeps what a run gets.
pub(super) fn run(state: &AppState) -> Effect {
    let RunPanel { input, mocks, unmocked, objects, .. } = state.run.clone();
    store(RUN, &Run { input, mocks, unmocked, objects })
}

/// Keeps the look.
pub(super) fn view(state: &AppState) -> Effect {
    store(VIEW, &View { theme: state.theme, panels: state.panels })
}

/// Keeps what is checked.
pub(super) fn checks(state: &AppState) -> Effect {
    store(CHECKS, &state.checks)
}

fn store(key: &'static str, value: &impl Serialize) -> Effect {
    Effect::Store { key, text: serde_json::to_string(value).unwrap_or_default() }
}

/// The page as it was left; on a first visit, or where what was kept cannot be read, with the worked example.
pub fn restored(load: impl Fn(&str) -> Option<String>) -> AppState {
    let work: Option<Work> = load(WORK).and_then(|text| serde_json::from_str(&text).ok());
    let mut state = match work {
        Some(work) => {
            let mut state = AppState::new(work.text, work.file_name);
            let run: Option<Run> = load(RUN).and_then(|text| serde_json::from_str(&text).ok());
            let Run { input, mocks, unmocked, objects } = run.unwrap_or_default();
            state.run = RunPanel { input, mocks, unmocked, objects, ..RunPanel::default() };
            state
        }
        None => example::opened(),
    };
    let view: View = load(VIEW).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    (state.theme, state.panels) = (view.theme, view.panels);
    let checks = load(CHECKS).and_then(|text| serde_json::from_str(&text).ok());
    state.checks = checks.unwrap_or_default();
    state
}
