//! The fuzz targets: texts that nobody wrote, and what must hold for any of them.
//!
//! Invariants: an input is made of the seed and its number alone, so that any failure can be had again by itself; whatever
//! the input, everything ends within its limits, never panics, and names places inside the text.
//!
//! `cargo xtask fuzz` runs them natively and, with `--wasm`, as WebAssembly with the stacks of a browser's worker; the tests
//! in `tests/it/random.rs` run the first inputs.

mod definitions;
mod expressions;
mod jsonata;
mod paths;

use asl_studio::expr::split_mix;
use asl_studio::text::TextRange;

/// What is put to the test.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// Everything in `expr`: JSONata, paths, intrinsic functions, payload templates.
    Expressions,
    /// Everything from text to problems and help.
    Definitions,
}

impl Target {
    /// The target of that name.
    pub(crate) fn named(name: &str) -> Option<Target> {
        match name {
            "expressions" => Some(Target::Expressions),
            "definitions" => Some(Target::Definitions),
            _ => None,
        }
    }

    /// Makes the input with this number and checks it; gives its text.
    ///
    /// # Panics
    /// When something does not hold that must.
    pub(crate) fn check(self, seed: u64, number: u64) -> String {
        let mut choices = Choices::new(seed, number);
        match self {
            Target::Expressions => {
                let (language, text) = expressions::input(&mut choices);
                expressions::check(language, &text, &mut choices);
                text
            }
            Target::Definitions => {
                let (text, syntax) = definitions::input(&mut choices);
                definitions::check(&text, syntax, &mut choices);
                text
            }
        }
    }

    /// The input with this number, without checking it.
    pub(crate) fn text(self, seed: u64, number: u64) -> String {
        let mut choices = Choices::new(seed, number);
        match self {
            Target::Expressions => expressions::input(&mut choices).1,
            Target::Definitions => definitions::input(&mut choices).0,
        }
    }
}

/// A source of choices.
pub(crate) struct Choices {
    state: u64,
}

impl Choices {
    pub(crate) fn new(seed: u64, number: u64) -> Choices {
        let (_, mixed) = split_mix(seed);
        Choices { state: mixed.wrapping_add(number.wrapping_mul(0xd134_2543_de82_ef95)) }
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        let (state, bits) = split_mix(self.state);
        self.state = state;
        (bits % count.max(1) as u64) as usize
    }

    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a>(&mut self, options: &[&'a str]) -> &'a str {
        options[self.below(options.len())]
    }

    /// A text with something taken out, put in, doubled, or cut off.
    fn spoiled(&mut self, text: &str, pieces: &[&str]) -> String {
        let at = text.floor_char_boundary(self.below(text.len() + 1));
        let end = text.floor_char_boundary((at + self.below(30)).min(text.len()));
        let piece = self.pick(pieces);
        match self.below(12) {
            0..=3 => format!("{}{}", &text[..at], &text[end..]),
            4..=8 => format!("{}{piece}{}", &text[..at], &text[at..]),
            9 | 10 => format!("{}{}{}", &text[..end], &text[at..end], &text[end..]),
            _ => text[..at].to_owned(),
        }
    }
}

/// A place that is named must be in the text, on the boundaries of characters.
fn check_place(text: &str, span: TextRange) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} lies outside of {text:?}");
}
