//! `--fix` and `--apply`: fixes written back into the files.

use asl_studio::diagnostic::{Diagnostic, Fix};
use asl_studio::lint;
use std::collections::BTreeSet;

/// Which fixes are applied.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Fixing {
    /// Every fix that keeps the meaning.
    pub(super) safe: bool,
    /// Every fix of these rules.
    pub(super) rules: BTreeSet<String>,
}

impl Fixing {
    /// Whether nothing is to be fixed.
    pub(super) fn is_off(&self) -> bool {
        !self.safe && self.rules.is_empty()
    }

    fn wants(&self, problem: &Diagnostic, fix: &Fix) -> bool {
        let of_rule = problem.rule.is_some_and(|rule| self.rules.contains(rule));
        of_rule || (self.safe && lint::is_safe(problem, fix))
    }

    /// Writes the fixed text into the file, and gives it.
    pub(super) fn apply(
        &self,
        file: &str,
        text: String,
        check: impl Fn(&str) -> Vec<Diagnostic>,
    ) -> Result<String, String> {
        if file == "-" {
            return Err("the standard input cannot be fixed; name a file".to_owned());
        }
        let (fixed, count) = lint::fixed(&text, check, |problem, fix| self.wants(problem, fix));
        if count > 0 {
            std::fs::write(file, &fixed).map_err(|error| format!("cannot write {file}: {error}"))?;
            eprintln!("{file}: {count} fixed");
        }
        Ok(fixed)
    }
}
