//! Regular expressions as ECMAScript defines them without the `u` flag: look-around and back-references included,
//! which no crate small enough for the page offers; `\w`, `\d` and `\b` are ASCII.
//!
//! One engine serves JSONata and the filters of JSONPath: Java's patterns, which AWS matches those with, have look-around
//! and back-references too, and differ from ECMAScript's only where hardly anyone goes (`\A`, `\Q`, possessive repeats).
//!
//! Invariants: matching takes a budget of steps and stops when it is spent, so no pattern can hang; neither parsing nor
//! matching recurses deeper than [`parse::MAX_DEPTH`].
//!
//! Deliberately absent: UTF-16. A pattern sees characters, not code units, so `.` matches an emoji as one.

mod compile;
mod matcher;
mod parse;

use compile::Program;
use std::ops::Range;

/// The letters after the closing slash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flags {
    /// `i`
    pub ignore_case: bool,
    /// `m`
    pub multi_line: bool,
}

/// A compiled regular expression.
#[derive(Clone, Debug)]
pub struct Regex {
    source: String,
    program: Program,
}

/// Where a regular expression matched; byte offsets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub(super) range: Range<usize>,
    /// The capture groups in order; `None` for one that took no part.
    pub(super) groups: Vec<Option<Range<usize>>>,
}

/// The budget of steps is spent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct OutOfBudget;

impl Regex {
    /// Compiles `pattern`.
    ///
    /// # Errors
    /// Says what is wrong in the pattern, in V8's words.
    pub(super) fn new(pattern: &str, flags: Flags) -> Result<Regex, &'static str> {
        let parsed = parse::parse(pattern)?;
        let program = compile::compile(&parsed, flags)?;
        Ok(Regex { source: pattern.to_owned(), program })
    }

    /// The text between the slashes.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The first match that begins at `from` or later.
    pub(super) fn find(
        &self,
        text: &str,
        from: usize,
        budget: &mut u64,
    ) -> Result<Option<Match>, OutOfBudget> {
        matcher::find(&self.program, text, from, budget)
    }
}

impl PartialEq for Regex {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source && self.program.flags == other.program.flags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The matches of `/pattern/flags` in `text`, groups after a colon.
    fn check(pattern: &str, flags: &str, text: &str, expected: &str) {
        let flags = Flags { ignore_case: flags.contains('i'), multi_line: flags.contains('m') };
        let regex = match Regex::new(pattern, flags) {
            Ok(regex) => regex,
            Err(message) => return assert_eq!(message, expected, "/{pattern}/"),
        };
        let (mut found, mut from, mut budget) = (Vec::new(), 0, 100_000);
        while let Ok(Some(matched)) = regex.find(text, from, &mut budget) {
            assert!(text.get(matched.range.clone()).is_some());
            let groups = matched.groups.iter().map(|group| match group {
                Some(range) => text[range.clone()].to_owned(),
                None => String::from("-"),
            });
            let groups: Vec<String> = groups.collect();
            let colon = if groups.is_empty() { "" } else { ":" };
            found.push(format!("{}{colon}{}", &text[matched.range.clone()], groups.join(",")));
            if matched.range.is_empty() {
                break;
            }
            from = matched.range.end;
        }
        assert_eq!(found.join(" "), expected, "/{pattern}/ in {text:?}");
    }

    #[test]
    fn the_leftmost_alternative_wins() {
        check("a|ab", "", "ab", "a");
        check("(a|ab)(c|bcd)(d*)", "", "abcd", "abcd:a,bcd,");
    }

    #[test]
    fn groups_are_forgotten_when_their_repetition_starts_again() {
        check("(z)((a+)?(b+)?(c))*", "", "zaacbbbcac", "zaacbbbcac:z,ac,a,-,c");
    }

    #[test]
    fn quantifiers_are_greedy_or_lazy() {
        check("a{2,3}", "", "aaaa a aa", "aaa aa");
        check("<.+?>", "", "<a><b>", "<a> <b>");
        check("x{,2}", "", "x{,2}", "x{,2}");
        check("(?:a|b){2}", "", "abba", "ab ba");
    }

    #[test]
    fn look_around_and_back_references() {
        check(r"\d+(?=%)", "", "5 10% 7%", "10 7");
        check(r"(?<!\$)\b\d+", "", "$5 17", "17");
        check(r"(?<=(\d)(\w))x", "", "1ax", "x:1,a");
        check(r"(['\x22])(.*?)\1", "", "'a' \"b'\"", "'a':',a \"b'\":\",b'");
        check(r"(?<year>\d{4})-\k<year>", "", "2024-2024", "2024-2024:2024");
    }

    #[test]
    fn classes_and_escapes() {
        check(r"[^\w\s]+", "", "a, b.é", ", .é");
        check(r"[a-c\d-]+", "", "ab1-d", "ab1-");
        check(r"[\]\\^]", "", "]^\\", "] ^ \\");
        check(r"\u0041\x42\t", "", "AB\t", "AB\t");
        check("[]", "", "a", "");
        check("[^]", "", "\n", "\n");
    }

    #[test]
    fn flags_change_case_and_lines() {
        check("straße|É", "i", "STRASSE É é", "É é");
        check("[a-c]+", "i", "aBC", "aBC");
        check("^b$", "", "a\nb", "");
        check("^b$", "m", "a\nb", "b");
    }

    #[test]
    fn an_empty_iteration_ends_a_repetition() {
        check("(a*)*", "", "b", ":-");
        check("(?:a?)*?b", "", "ab", "ab");
    }

    #[test]
    fn a_wrong_pattern_says_why() {
        check("(", "", "", "Unterminated group");
        check("a)", "", "", "Unmatched ')'");
        check("[a", "", "", "Unterminated character class");
        check("*", "", "", "Nothing to repeat");
        check("[b-a]", "", "", "Range out of order in character class");
        check("a{2,1}", "", "", "numbers out of order in {} quantifier");
    }

    #[test]
    fn a_catastrophic_pattern_runs_out_of_budget() {
        let regex = Regex::new("(a+)+$", Flags::default()).unwrap();
        let mut budget = 100_000;
        assert_eq!(regex.find(&"a".repeat(60).replace("aaaa", "aaab"), 0, &mut budget), Ok(None));
        assert_eq!(regex.find(&format!("{}b", "a".repeat(40)), 0, &mut budget), Err(OutOfBudget));
    }
}
