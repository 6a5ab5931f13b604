//! Problems for people: `file:line:column: error CODE message`, the line it is in with the place marked, and what to do.

use super::Checked;
use asl_studio::diagnostic::{Diagnostic, Severity};
use asl_studio::text::TextRange;
use std::fmt::Write as _;

pub(super) fn print(files: &[Checked]) -> String {
    let mut out = String::new();
    for file in files {
        for problem in &file.problems {
            self::problem(&mut out, file, problem);
        }
    }
    out + &summary(files)
}

fn problem(out: &mut String, file: &Checked, problem: &Diagnostic) {
    let at = file.lines.line_column(&file.text, problem.span.start);
    let (line, column) = (at.line + 1, at.column + 1);
    let (severity, code) = (problem.severity.name(), problem.code);
    let _ = writeln!(out, "{}:{line}:{column}: {severity} {code} {}", file.name, problem.message.trim_end());
    excerpt(out, file, problem.span);
    for label in &problem.labels {
        let line = file.lines.line_column(&file.text, label.span.start).line + 1;
        let _ = writeln!(out, "      = line {line}: {}", label.message);
    }
    if let Some(hint) = &problem.hint {
        let _ = writeln!(out, "      = {hint}");
    }
}

/// Lines are cut to this width around the place, for definitions without line feeds.
const WIDTH: usize = 100;

/// The line with the place underlined.
fn excerpt(out: &mut String, file: &Checked, span: TextRange) {
    let start = file.lines.line_column(&file.text, span.start);
    let Some(line) = file.lines.line_range(start.line) else { return };
    let characters: Vec<char> = line.slice(&file.text).trim_end().chars().collect();
    let marked = file.text.get(span.start..span.end.min(line.end)).map_or(0, |text| text.chars().count());
    let from = if start.column + marked + 10 > WIDTH { start.column.saturating_sub(WIDTH / 2) } else { 0 };
    let shown: String =
        characters.iter().skip(from).take(WIDTH).map(|&c| if c == '\t' { ' ' } else { c }).collect();
    let carets = "^".repeat(marked.clamp(1, WIDTH));
    let indent = " ".repeat(start.column - from);
    let _ = writeln!(out, "{:>5} | {shown}\n      | {indent}{carets}", start.line + 1);
}

fn summary(files: &[Checked]) -> String {
    let problems = || files.iter().flat_map(|file| &file.problems);
    let count = |severity| problems().filter(|problem| problem.severity == severity).count();
    if problems().next().is_none() {
        return String::new();
    }
    let (errors, warnings, hints) = (count(Severity::Error), count(Severity::Warning), count(Severity::Hint));
    format!("{}, {}, {}\n", many(errors, "error"), many(warnings, "warning"), many(hints, "hint"))
}

fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl_studio::diagnostic::Code;
    use asl_studio::text::LineIndex;

    #[test]
    fn a_problem_shows_its_line_and_its_place() {
        let text = "{\n\t\"a\": \"grün\"\n}".to_owned();
        let span = TextRange::new(8, 15);
        let problem = Diagnostic::error(Code("CODE"), span, "wrong").with_hint("do better");
        let lines = LineIndex::new(&text);
        let file = Checked { name: "f.json".to_owned(), text, lines, problems: vec![problem] };
        assert_eq!(
            print(&[file]),
            "f.json:2:7: error CODE wrong\n    2 |  \"a\": \"grün\"\n      |       ^^^^^^\n      = do better\n\
             1 error, 0 warnings, 0 hints\n"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}HERE{}", "x".repeat(500), "y".repeat(500));
        let problem = Diagnostic::error(Code("CODE"), TextRange::new(500, 504), "wrong");
        let lines = LineIndex::new(&text);
        let printed = print(&[Checked { name: "f".to_owned(), text, lines, problems: vec![problem] }]);
        let rows: Vec<&str> = printed.lines().collect();
        assert_eq!(rows[1].find("HERE"), rows[2].find("^^^^"));
        assert!(rows[1].len() < 120);
    }
}
