use super::AppState;
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::edit::Command;
use crate::lint::rules;
use crate::text::TextRange;
use std::collections::{BTreeMap, BTreeSet};

/// Which problems are listed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProblemFilter {
    /// The severities that are left out.
    pub hidden: BTreeSet<Severity>,
    /// What the message, the code, the rule or the state's name holds.
    pub search: String,
}

/// A problem as it is listed.
#[derive(Clone, PartialEq, Debug)]
pub struct ProblemLine {
    /// How bad.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The code.
    pub code: &'static str,
    /// The rule that found it.
    pub rule: Option<&'static str>,
    /// Line and column, counted from 1.
    pub place: String,
    /// Where in the text.
    pub span: TextRange,
    /// The titles of its fixes, with how sure they are.
    pub fixes: Vec<(String, Applicability)>,
    /// How many problems of its kind have a fix.
    pub alike: usize,
    /// How many lines before it say the same.
    pub echo: usize,
}

/// The first of the problems that are listed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ProblemList {
    /// The worst first, then in text order.
    pub lines: Vec<ProblemLine>,
    /// How many more there are.
    pub more: usize,
}

impl ProblemLine {
    /// Whether it is advice, which can be silenced.
    pub fn is_advice(&self) -> bool {
        self.rule.and_then(rules::named).is_some_and(|rule| rule.is_advice())
    }

    /// The command that applies its fix of that title.
    pub fn fix(&self, title: &str) -> Option<Command> {
        Some(Command::Fix { rule: self.rule?, at: self.span, title: title.to_owned() })
    }
}

/// The problems that pass the filter; beyond so many they are counted, but not listed.
pub fn problem_list(state: &AppState, most: usize) -> ProblemList {
    let all = &state.problems.list;
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in all.iter().filter(|problem| !problem.fixes.is_empty()).filter_map(|problem| problem.rule) {
        *alike.entry(rule).or_default() += 1;
    }
    let mut passed = passed(state);
    passed.sort_by_key(|problem| problem.severity);
    let mut echoes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for &problem in passed.iter().take(most) {
        let echo = echoes.entry((problem.code.0, &problem.message)).or_default();
        lines.push(line(state, problem, &alike, *echo));
        *echo += 1;
    }
    ProblemList { lines, more: passed.len().saturating_sub(most) }
}

fn passed(state: &AppState) -> Vec<&Diagnostic> {
    let ProblemFilter { hidden, search } = &state.filter;
    let search = search.to_lowercase();
    let shown = state.problems.list.iter().filter(|problem| !hidden.contains(&problem.severity));
    shown.filter(|problem| search.is_empty() || holds(state, problem, &search)).collect()
}

fn line(state: &AppState, problem: &Diagnostic, alike: &BTreeMap<&str, usize>, echo: usize) -> ProblemLine {
    let snapshot = state.doc.snapshot();
    let place = snapshot.lines().line_column(snapshot.text(), problem.span.start);
    ProblemLine {
        severity: problem.severity,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        code: problem.code.0,
        rule: problem.rule,
        place: format!("{}:{}", place.line + 1, place.column + 1),
        span: problem.span,
        fixes: problem.fixes.iter().map(|fix| (fix.title.clone(), fix.applicability)).collect(),
        alike: problem.rule.and_then(|rule| alike.get(rule)).copied().unwrap_or_default(),
        echo,
    }
}

fn holds(state: &AppState, problem: &Diagnostic, search: &str) -> bool {
    let around = state.doc.snapshot().state_at(problem.span.start).map(|path| path.name);
    let words = [Some(&*problem.message), Some(problem.code.0), problem.rule, around.as_deref()];
    words.into_iter().flatten().any(|word| word.to_lowercase().contains(search))
}

/// How many problems there are of each severity, and how many can be fixed without asking.
pub fn problem_counts(state: &AppState) -> (BTreeMap<Severity, usize>, usize) {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for problem in state.problems.list.iter() {
        *counts.entry(problem.severity).or_default() += 1;
    }
    let is_safe =
        |problem: &&Diagnostic| problem.fixes.iter().any(|fix| fix.applicability == Applicability::Safe);
    (counts, state.problems.list.iter().filter(is_safe).count())
}

/// The problem behind the caret, or before it; round at the ends.
pub(super) fn next_problem(state: &AppState, forward: bool) -> Option<TextRange> {
    let mut spans: Vec<TextRange> = passed(state).iter().map(|problem| problem.span).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let caret = state.doc.selection().caret.range();
    let here = (caret.start, caret.end);
    let found = if forward {
        spans.iter().find(|span| (span.start, span.end) > here).or(spans.first())
    } else {
        spans.iter().rev().find(|span| (span.start, span.end) < here).or(spans.last())
    };
    found.copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Msg, ProblemsMsg, ViewMsg, update};
    use crate::document::Millis;

    const TEXT: &str = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Next": "Gone", "Parameters": {},
        "Iterator": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#;

    fn checked() -> AppState {
        let mut state = AppState::new(TEXT, "m.asl.json");
        send(&mut state, Msg::View(ViewMsg::FindProblems));
        state
    }

    fn send(state: &mut AppState, msg: Msg) {
        update(state, msg, Millis(0));
    }

    fn codes(state: &AppState) -> Vec<&'static str> {
        problem_list(state, 100).lines.iter().map(|line| line.code).collect()
    }

    #[test]
    fn the_worst_comes_first() {
        let lines = problem_list(&checked(), 100).lines;
        let severities: Vec<Severity> = lines.iter().map(|line| line.severity).collect();
        assert!(severities.is_sorted() && severities.first() == Some(&Severity::Error));
        let target = lines.iter().find(|line| line.code == "MISSING_TRANSITION_TARGET").unwrap();
        assert_eq!(target.place, "1:58");
        assert_eq!(lines.last().map(|line| line.alike), Some(2), "{lines:#?}");
    }

    #[test]
    fn what_is_not_listed_is_counted() {
        let state = checked();
        let all = problem_list(&state, 100);
        let first = problem_list(&state, 1);
        assert_eq!((first.lines.len(), first.more), (1, all.lines.len() - 1));
        assert_eq!(first.lines[0], all.lines[0]);
        assert_eq!(all.more, 0);
    }

    #[test]
    fn severities_and_words_filter() {
        let mut state = checked();
        send(&mut state, Msg::Problems(ProblemsMsg::Show(Severity::Error, false)));
        assert!(!codes(&state).contains(&"MISSING_TRANSITION_TARGET"));
        send(&mut state, Msg::Problems(ProblemsMsg::Search("itemProcessor".to_owned())));
        assert_eq!(codes(&state), ["LEGACY_MAP_FIELD"]);
        send(&mut state, Msg::Problems(ProblemsMsg::Search("m".to_owned())));
        assert!(codes(&state).len() > 1, "the name of the state around it counts");
    }

    #[test]
    fn silenced_advice_goes_at_once_and_comes_back() {
        let mut state = checked();
        let silence = |is| Msg::Problems(ProblemsMsg::Silence("legacy-map-field", is));
        send(&mut state, silence(true));
        assert!(!codes(&state).contains(&"LEGACY_MAP_FIELD"));
        send(&mut state, silence(false));
        assert!(codes(&state).contains(&"LEGACY_MAP_FIELD"));
    }

    #[test]
    fn problems_are_walked_in_text_order_and_round() {
        let mut state = checked();
        let mut starts = Vec::new();
        for _ in 0..state.problems.list.len() + 1 {
            send(&mut state, Msg::Problems(ProblemsMsg::Walk { forward: true }));
            starts.push(state.doc.selection().caret.range().start);
        }
        let around = starts.windows(2).filter(|pair| pair[1] < pair[0]).count();
        assert!(around <= 1 && starts.first() == starts.last(), "{starts:?}");
        send(&mut state, Msg::Problems(ProblemsMsg::Walk { forward: false }));
        assert_eq!(Some(&state.doc.selection().caret.range().start), starts.iter().max());
    }

    #[test]
    fn a_fix_is_one_step_of_undo() {
        let mut state = checked();
        let line =
            problem_list(&state, 100).lines.into_iter().find(|line| line.code == "LEGACY_MAP_FIELD").unwrap();
        let title = line.fixes[0].0.clone();
        send(&mut state, Msg::Problems(ProblemsMsg::Fix(line.fix(&title).unwrap())));
        assert!(state.doc.snapshot().text().contains("ItemSelector"));
        send(&mut state, Msg::Undo);
        assert_eq!(&**state.doc.snapshot().text(), TEXT);
    }
}
