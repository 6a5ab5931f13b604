//! What is kept on the device, so that a closed tab loses nothing.

use super::{AppState, Effect, Panels, Theme};
use serde::{Deserialize, Serialize};

/// The key of the work: the definition and its name.
pub const WORK: &str = "asl-studio.work";
/// The key of how the page looks.
pub const VIEW: &str = "asl-studio.view";

/// What the user is working on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Work {
    /// The file's name.
    pub file_name: String,
    /// The definition.
    pub text: String,
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

/// Keeps the look.
pub(super) fn view(state: &AppState) -> Effect {
    store(VIEW, &View { theme: state.theme, panels: state.panels })
}

fn store(key: &'static str, value: &impl Serialize) -> Effect {
    Effect::Store { key, text: serde_json::to_string(value).unwrap_or_default() }
}

/// The page as it was left; what cannot be read counts as not kept.
pub fn restored(work: Option<&str>, view: Option<&str>) -> Option<AppState> {
    let work: Work = serde_json::from_str(work?).ok()?;
    let mut state = AppState::new(work.text, work.file_name);
    restore_view(&mut state, view);
    Some(state)
}

/// Gives the page the look it was left with.
pub fn restore_view(state: &mut AppState, view: Option<&str>) {
    let view: View = view.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    (state.theme, state.panels) = (view.theme, view.panels);
}
