use super::{Advice, Options, Rule, Source, check, rules};
use crate::diagnostic::{Applicability, Diagnostic};
use std::collections::BTreeSet;

/// All problems of a text. Every text that a test checks is also checked cut off at each tenth character: whatever the
/// holes, nothing panics.
pub(super) fn problems(text: &str) -> Vec<Diagnostic> {
    problems_with(text, &Options::default())
}

pub(super) fn problems_with(text: &str, options: &Options) -> Vec<Diagnostic> {
    for (end, _) in text.char_indices().step_by(10) {
        check_text(&text[..end], options);
    }
    check_text(text, options)
}

fn check_text(text: &str, options: &Options) -> Vec<Diagnostic> {
    let parse = crate::json::parse(text);
    let definition = crate::asl::lower(&parse.tree.into());
    let problems = check(Source { text, syntax: &parse.problems, definition: &definition }, options);
    for problem in &problems {
        assert!(
            text.get(problem.span.start..problem.span.end).is_some(),
            "{problem:?} lies outside the text"
        );
    }
    problems
}

/// Checks what one rule finds in `text`: the text it points at, the message and the location, a line each.
pub(super) fn check_rule(rule: &Rule, text: &str, expected: &[&str]) {
    let found = problems_with(text, &options_for(rule));
    let lines: Vec<String> = found
        .iter()
        .filter(|problem| problem.rule == Some(rule.name))
        .map(|problem| describe(text, problem))
        .collect();
    assert_eq!(lines, expected, "all problems: {found:#?}");
    safe_fixes_hold(rule, text, &found);
}

fn describe(text: &str, problem: &Diagnostic) -> String {
    let location = problem.location.as_deref().map_or(String::new(), |location| format!(" at {location}"));
    format!("{}: {}{location}", problem.span.slice(text), problem.message)
}

fn options_for(rule: &Rule) -> Options {
    Options {
        express: rule.name.starts_with("express-") && !rule.is_advice(),
        advice: Advice::AllBut(BTreeSet::new()),
    }
}

/// A safe fix takes its problem away and adds none.
fn safe_fixes_hold(rule: &Rule, text: &str, found: &[Diagnostic]) {
    for problem in found.iter().filter(|problem| problem.rule == Some(rule.name)) {
        for fix in problem.fixes.iter().filter(|fix| fix.applicability == Applicability::Safe) {
            let fixed = fix.edit(text).apply(text);
            let left = problems_with(&fixed, &options_for(rule));
            assert!(left.len() < found.len(), "`{}` leaves {left:#?} in {fixed}", fix.title);
        }
    }
}

/// Takes the marks out of an example and gives the marked ranges.
fn unmark(example: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut open, mut ranges) = (String::new(), 0, Vec::new());
    for character in example.chars() {
        match character {
            '«' => open = text.len(),
            '»' => ranges.push((open, text.len())),
            other => text.push(other),
        }
    }
    (text, ranges)
}

/// Rules whose failing example is in their own tests.
const TOO_LONG_TO_SHOW: &[&str] = &["payload-near-limit"];

#[test]
fn every_rule_finds_its_failing_example_and_not_its_fixed_one() {
    for rule in rules::all() {
        let (text, marked) = unmark(rule.failing);
        let found = problems_with(&text, &options_for(rule));
        let own: Vec<(usize, usize)> = found
            .iter()
            .filter(|problem| problem.rule == Some(rule.name))
            .map(|problem| (problem.span.start, problem.span.end))
            .collect();
        assert_eq!(own, marked, "{}: {found:#?}", rule.name);
        let shown = !marked.is_empty() || TOO_LONG_TO_SHOW.contains(&rule.name);
        assert!(shown, "{} has no failing example", rule.name);
        safe_fixes_hold(rule, &text, &found);

        let left = problems_with(rule.fixed, &options_for(rule));
        let bad: Vec<&Diagnostic> = left
            .iter()
            .filter(|problem| {
                problem.rule == Some(rule.name) || problem.severity < crate::diagnostic::Severity::Hint
            })
            .collect();
        assert!(bad.is_empty(), "{}: {bad:#?}", rule.name);
    }
}

#[test]
fn rules_have_names_of_their_own_and_say_what_and_why() {
    let mut names = BTreeSet::new();
    for rule in rules::all() {
        assert!(names.insert(rule.name), "{} twice", rule.name);
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
        assert!(rule.what.ends_with('.') && rule.why.ends_with('.'), "{} is not explained", rule.name);
        assert!(rules::named(rule.name).is_some());
    }
}

#[test]
fn a_good_definition_has_no_problem_of_any_kind() {
    let good =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#;
    assert_eq!(problems(good), []);
}

#[test]
fn while_the_text_is_broken_only_what_is_written_is_judged() {
    let half = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Gone"}, "B": {"Type": "Pa"#;
    let codes: Vec<&str> = problems(half).iter().map(|problem| problem.code.0).collect();
    assert!(codes.contains(&"MISSING_TRANSITION_TARGET") && codes.contains(&"INVALID_JSON_DESCRIPTION"));
    assert!(!problems(half).iter().any(|problem| problem.rule == Some("missing-next")));
}
