use super::checker::Checker;
use crate::diagnostic::{Code, Severity};

/// A rule: what it looks for, with the examples that document and test it.
#[derive(Debug)]
pub struct Rule {
    /// Its name, after the bad pattern.
    pub name: &'static str,
    /// The code of its problems.
    pub code: Code,
    /// How bad they are.
    pub severity: Severity,
    /// Whether what it reports is wrong already while the rest of the text is half typed.
    pub holds_while_typing: bool,
    /// What it looks for, and where that is written down.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A definition with the problem; `«` and `»` stand around the reported text.
    pub failing: &'static str,
    /// The same without the problem.
    pub fixed: &'static str,
    pub(super) check: fn(&mut Checker<'_>),
}

impl Rule {
    /// Whether it is advice, which a person can switch off, and no verdict.
    pub fn is_advice(&self) -> bool {
        self.severity == Severity::Hint
    }
}
