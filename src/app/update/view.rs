use super::problems;
use crate::app::{AppState, Effect, Theme, ViewMsg, keep};

pub(super) fn update(state: &mut AppState, msg: ViewMsg) -> Vec<Effect> {
    match msg {
        ViewMsg::ShowKeys(shows) => {
            state.shows_keys = shows;
            Vec::new()
        }
        ViewMsg::ToggleTheme => {
            state.theme = if state.is_dark() { Theme::Light } else { Theme::Dark };
            let word = if state.is_dark() { "Dark colours" } else { "Light colours" };
            vec![Effect::SetTheme(state.theme), keep::view(state), Effect::Announce(word.to_owned())]
        }
        ViewMsg::SystemIsDark(is_dark) => {
            state.system_is_dark = is_dark;
            Vec::new()
        }
        ViewMsg::Resize(splitter, size) => {
            state.panels = state.panels.resized(splitter, size);
            vec![keep::view(state)]
        }
        ViewMsg::Dismiss(number) => {
            state.notice = state.notice.take().filter(|notice| notice.number != number);
            Vec::new()
        }
        ViewMsg::FindProblems => {
            problems::find(state);
            Vec::new()
        }
    }
}
