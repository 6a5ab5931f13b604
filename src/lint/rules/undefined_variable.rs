use crate::diagnostic::{Code, Severity};
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed};
use crate::lint::scopes::enclosing_machines;
use crate::lint::variables::VariableRead;
use crate::lint::{Rule, suggest};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) static RULE: Rule = Rule {
    name: "undefined-variable",
    code: Code("UNDEFINED_VARIABLE"),
    severity: Severity::Warning,
    holds_while_typing: false,
    what: "Finds variables that are read though nothing in their scope ever sets them, and functions that do not exist (ASL \
           specification, \"Variables\").",
    why: "The execution fails when it comes here.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "«$order.id»", "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.order.id", "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let mut set: BTreeSet<(usize, Arc<str>)> = BTreeSet::new();
    for assignment in checker.assignments().iter() {
        set.insert((checker.definition.state(assignment.state).machine.index(), assignment.name.clone()));
    }
    for expression in checker.expressions.clone().iter() {
        let Some(object) = checker.objects.get(expression.object) else { continue };
        let machines: Vec<usize> = std::iter::once(object.machine)
            .chain(enclosing_machines(checker.definition, object.machine))
            .map(|machine| machine.index())
            .collect();
        for read in expression.reads().iter().filter(|read| !read.may_be_function) {
            if !machines.iter().any(|&machine| set.contains(&(machine, read.name.clone()))) {
                let names: BTreeSet<&str> = set
                    .iter()
                    .filter(|(machine, _)| machines.contains(machine))
                    .map(|(_, name)| &**name)
                    .collect();
                report(checker, expression, read, &names);
            }
        }
    }
}

fn report(
    checker: &mut Checker<'_>,
    expression: &ExpressionUse,
    read: &VariableRead,
    names: &BTreeSet<&str>,
) {
    let name = &read.name;
    let problem = expression.problem(checker, read.part, format!("nothing sets the variable `${name}`"));
    let problem = match suggest::closest(name, names.iter().copied()) {
        _ if &**name == "eval" && matches!(expression.parsed, Parsed::Jsonata(_)) => {
            problem.with_hint("Step Functions has no `$eval`; `$parse` reads JSON")
        }
        Some(meant) => problem.with_hint(format!("did you mean `${meant}`?")),
        None if matches!(expression.parsed, Parsed::Path(_)) => {
            problem.with_hint(format!("a field of the input is `$.{name}`"))
        }
        None => problem.with_hint("set it by `Assign`, or read it from `$states.input`"),
    };
    checker.report(problem);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{check_rule, problems};

    #[test]
    fn inner_scopes_see_outer_ones_unless_they_run_apart() {
        let map = |mode: &str| {
            format!(
                r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {{"Type": "Pass", "Assign": {{"x": 1}}, "Next": "M"}},
                    "M": {{"Type": "Map", "Items": "{{% $inner %}}", "ItemProcessor": {{"StartAt": "I",
                    "ProcessorConfig": {{"Mode": "{mode}"}}, "States": {{"I": {{"Type": "Pass", "Assign": {{"inner": 1}},
                    "Output": "{{% $x + $count([1]) + $conut([1]) %}}", "End": true}}}}}}, "End": true}}}}}}"#
            )
        };
        let always = [
            "$inner: nothing sets the variable `$inner` at /States/M/Items",
            "$conut: nothing sets the variable `$conut` at /States/M/ItemProcessor/States/I/Output",
        ];
        check_rule(&RULE, &map("INLINE"), &always);
        let apart = "$x: nothing sets the variable `$x` at /States/M/ItemProcessor/States/I/Output";
        check_rule(&RULE, &map("DISTRIBUTED"), &[always[0], apart, always[1]]);
    }

    #[test]
    fn a_function_that_was_taken_away_is_told_from_a_variable() {
        let text = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% $eval('1') %}"}}}"#;
        let hints: Vec<String> = problems(text).into_iter().filter_map(|problem| problem.hint).collect();
        assert_eq!(hints, ["Step Functions has no `$eval`; `$parse` reads JSON"]);
    }
}
