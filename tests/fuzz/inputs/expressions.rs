//! Which language an input is in, and what is asked of it.

use super::{Choices, jsonata, paths};

/// A language of expressions.
#[derive(Clone, Copy)]
pub(super) enum Language {
    Jsonata,
    Path,
    Call,
    Template,
}

pub(super) fn input(choices: &mut Choices) -> (Language, String) {
    match choices.below(10) {
        0..=5 => (Language::Jsonata, jsonata::text(choices)),
        6 | 7 => (Language::Path, paths::path_text(choices)),
        8 => (Language::Call, paths::call_text(choices)),
        _ => (Language::Template, paths::text(choices)),
    }
}

pub(super) fn check(language: Language, text: &str, choices: &mut Choices) {
    match language {
        Language::Jsonata => jsonata::check(text, choices),
        Language::Path => paths::check_path(text),
        Language::Call => paths::check_call(text),
        Language::Template => paths::check_template(text),
    }
}
