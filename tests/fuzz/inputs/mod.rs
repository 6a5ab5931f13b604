//! The fuzz target of `expr`: texts that nobody wrote, in each of its languages, and what must hold for any of them.
//!
//! Invariants: an input is made of the seed and its number alone, so that any failure can be had again by itself; whatever
//! the input, parsing and evaluation end within their limits, never panic, and name a place inside the text.
//!
//! `cargo xtask fuzz` runs it natively and, with `--wasm`, as WebAssembly with the stacks of a browser's worker; the tests
//! in `tests/it/expressions.rs` run the first inputs.

mod jsonata;
mod paths;

use asl_studio::expr::split_mix;
use asl_studio::text::TextRange;

/// Makes the input with this number and checks it; gives its text.
///
/// # Panics
/// When something does not hold that must.
pub(crate) fn check_input(seed: u64, number: u64) -> String {
    let mut choices = Choices::new(seed, number);
    let language = choices.below(10);
    let text = input_text(&mut choices, language);
    match language {
        0..=5 => jsonata::check(&text, &mut choices),
        6 | 7 => paths::check_path(&text),
        8 => paths::check_call(&text),
        _ => paths::check_template(&text),
    }
    text
}

/// The input with this number, without checking it.
pub(crate) fn text_of(seed: u64, number: u64) -> String {
    let mut choices = Choices::new(seed, number);
    let language = choices.below(10);
    input_text(&mut choices, language)
}

fn input_text(choices: &mut Choices, language: usize) -> String {
    match language {
        0..=5 => jsonata::text(choices),
        6 | 7 => paths::path_text(choices),
        8 => paths::call_text(choices),
        _ => paths::text(choices),
    }
}

/// A source of choices.
pub(crate) struct Choices {
    state: u64,
}

impl Choices {
    fn new(seed: u64, number: u64) -> Choices {
        let (_, mixed) = split_mix(seed);
        Choices { state: mixed.wrapping_add(number.wrapping_mul(0xd134_2543_de82_ef95)) }
    }

    fn below(&mut self, count: usize) -> usize {
        let (state, bits) = split_mix(self.state);
        self.state = state;
        (bits % count as u64) as usize
    }

    fn pick<'a>(&mut self, options: &[&'a str]) -> &'a str {
        options[self.below(options.len())]
    }
}

/// A place that is named must be in the text, on the boundaries of characters.
fn check_place(text: &str, span: TextRange) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} lies outside of {text:?}");
}
