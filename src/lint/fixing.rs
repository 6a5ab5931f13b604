use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::text::TextEdit;
use std::collections::BTreeMap;

/// How often a text is checked anew after its fixes: one fix can make room for another.
const ROUNDS: usize = 10;

/// The fixes of many problems of `text` as one edit, with how many they are: of each problem the first that is wanted. One that
/// touches what another one changes waits for another time.
pub fn joined_fixes(
    text: &str,
    problems: &[Diagnostic],
    wanted: impl Fn(&Diagnostic, &Fix) -> bool,
) -> (TextEdit, usize) {
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut all, mut count) = (Vec::new(), 0);
    for problem in problems {
        let Some(fix) = problem.fixes.iter().find(|fix| wanted(problem, fix)) else { continue };
        let edit = fix.edit(text);
        let replacements = edit.replacements();
        if replacements.iter().all(|part| is_free(&taken, part.range.start, part.range.end)) {
            taken.extend(replacements.iter().map(|part| (part.range.start, part.range.end)));
            all.extend(replacements.iter().cloned());
            count += 1;
        }
    }
    (TextEdit::from_replacements(all), count)
}

/// Whether a range neither overlaps nor touches one that is taken.
fn is_free(taken: &BTreeMap<usize, usize>, start: usize, end: usize) -> bool {
    taken.range(..=end).next_back().is_none_or(|(_, &last)| last < start)
}

/// A text with its fixes applied, round by round, and how many they were. `check` finds the problems of a text.
///
/// ```
/// use asl_studio::lint::{self, Options, Source, fixed};
/// let check = |text: &str| {
///     let parse = asl_studio::json::parse(text);
///     let definition = asl_studio::asl::lower(&parse.tree.into());
///     lint::check(Source { text, syntax: &parse.problems, definition: &definition }, &Options::default())
/// };
/// let text = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{%1%}"}}}"#;
/// let (text, count) = fixed(text, check, |_, _| true);
/// assert!(text.contains(r#""{% 1 %}""#) && count == 1);
/// ```
pub fn fixed(
    text: &str,
    check: impl Fn(&str) -> Vec<Diagnostic>,
    wanted: impl Fn(&Diagnostic, &Fix) -> bool,
) -> (String, usize) {
    let (mut text, mut count) = (text.to_owned(), 0);
    for _ in 0..ROUNDS {
        let (edit, fixes) = joined_fixes(&text, &check(&text), &wanted);
        if edit.is_empty() {
            break;
        }
        text = edit.apply(&text);
        count += fixes;
    }
    (text, count)
}

/// Whether a fix may be applied without asking.
pub fn is_safe(_: &Diagnostic, fix: &Fix) -> bool {
    fix.applicability == Applicability::Safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::text::TextRange;

    fn problem(start: usize, end: usize, text: &str) -> Diagnostic {
        let edit = TextEdit::replace(TextRange::new(start, end), text);
        let fix = Fix::new("fix", Applicability::Safe, move |_| edit.clone());
        Diagnostic::error(Code("X"), TextRange::new(start, end), "wrong").with_fix(fix)
    }

    #[test]
    fn fixes_that_touch_wait() {
        let problems = [problem(0, 3, "1"), problem(2, 5, "2"), problem(3, 3, "3"), problem(4, 7, "4")];
        let (edit, count) = joined_fixes("one two", &problems, is_safe);
        assert_eq!((edit.apply("one two"), count), ("1 4".to_owned(), 2));
    }

    #[test]
    fn what_is_not_wanted_is_left_out() {
        let (edit, count) = joined_fixes("one", &[problem(0, 3, "1")], |_, _| false);
        assert!(edit.is_empty() && count == 0);
    }

    #[test]
    fn rounds_come_to_an_end() {
        let (text, count) = fixed("a", |text| vec![problem(0, text.len(), "a")], is_safe);
        assert_eq!((text.as_str(), count), ("a", ROUNDS));
    }
}
