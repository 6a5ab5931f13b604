use crate::diagnostic::{Diagnostic, Fix};
use crate::document::{Remap, Snapshot};
use crate::edit::{Plan, Refusal};
use crate::lint;
use crate::text::{TextEdit, TextRange};

/// Applies the fix of that title to the problem that the rule finds there.
pub(in crate::edit) fn fix(
    snapshot: &Snapshot,
    rule: &str,
    at: TextRange,
    title: &str,
) -> Result<Plan, Refusal> {
    let mut problems = snapshot.problems().iter();
    let problem = problems.find(|problem| problem.rule == Some(rule) && problem.span == at);
    let fix = problem.and_then(|problem| problem.fixes.iter().find(|fix| fix.title == title));
    let fix = fix.ok_or(Refusal::NothingToFix)?;
    Ok(planned(fix.edit(snapshot.text()), sentence(&fix.title)))
}

/// Applies the first fix of every problem that the rule finds; without a rule, every fix that is safe. Of fixes that change
/// the same place, the first; the others can be applied once more.
pub(in crate::edit) fn fix_all(snapshot: &Snapshot, rule: Option<&'static str>) -> Result<Plan, Refusal> {
    let wanted = |problem: &Diagnostic, fix: &Fix| match rule {
        Some(rule) => problem.rule == Some(rule),
        None => lint::is_safe(problem, fix),
    };
    let (edit, count) = lint::joined_fixes(snapshot.text(), snapshot.problems(), wanted);
    if edit.is_empty() {
        return Err(Refusal::NothingToFix);
    }
    Ok(planned(edit, format!("Fix {count} {}", if count == 1 { "problem" } else { "problems" })))
}

fn planned(edit: TextEdit, label: String) -> Plan {
    Plan { edit, select: None, label, remap: Remap::default(), note: None }
}

fn sentence(title: &str) -> String {
    let mut characters = title.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused};

    const OLD: &str = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true, "Parameters": {},
        "Iterator": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#;

    #[test]
    fn one_fix_changes_one_problem() {
        let fixed = OLD.replace("Iterator", "ItemProcessor");
        check_command(&format!("{OLD}\n=> fix legacy-map-field at Iterator\n{fixed}"));
    }

    #[test]
    fn fixes_of_a_kind_go_together() {
        let fixed = OLD.replace("Iterator", "ItemProcessor").replace("Parameters", "ItemSelector");
        check_command(&format!("{OLD}\n=> fix-all legacy-map-field\n{fixed}"));
        let plan = check_command(&format!("{OLD}\n=> fix-all safe\n{fixed}"));
        assert_eq!(plan.label, "Fix 2 problems");
    }

    #[test]
    fn a_block_of_yaml_keeps_its_lines() {
        let open = "QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Succeed\n    Output: | # sum\n      {% 1\n      + 2 %}\n    Comment: x";
        let closed = open.replace("| #", "|- #");
        check_command(&format!("{open}\n=> fix-all open-jsonata\n{closed}"));
    }

    #[test]
    fn what_has_no_fix_is_refused() {
        check_refused(OLD, "fix-all dangling-target", "nothing here has such a fix any more");
    }
}
