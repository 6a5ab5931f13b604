use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::scopes::Certainty;
use crate::lint::variables::probed;

pub(super) static RULE: Rule = Rule {
    name: "possibly-undefined-variable",
    code: Code("POSSIBLY_UNDEFINED_VARIABLE"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds variables that are set on some ways to the state that reads them, but not on all.",
    why: "An execution that takes the other way fails here.",
    failing: r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "IsPresent": true,
        "Next": "S"}], "Default": "R"}, "S": {"Type": "Pass", "Assign": {"n.$": "$.n"}, "Next": "R"},
        "R": {"Type": "Pass", "InputPath": "«$n»", "End": true}}}"#,
    fixed: r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "IsPresent": true,
        "Next": "S"}], "Default": "D"}, "S": {"Type": "Pass", "Assign": {"n.$": "$.n"}, "Next": "R"},
        "D": {"Type": "Pass", "Assign": {"n": 0}, "Next": "R"}, "R": {"Type": "Pass", "InputPath": "$n", "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    let scopes = checker.scopes();
    for expression in checker.expressions.clone().iter() {
        let Some(state) = checker.objects.get(expression.object).and_then(|object| object.state) else {
            continue;
        };
        for read in expression.reads() {
            if scopes.certainty(state, &read.name) != Some(Certainty::Sometimes)
                || probed(expression).contains(&read.name)
            {
                continue;
            }
            let message = format!("the variable `${}` is not set on every way to this state", read.name);
            let way = scopes.way_without(checker.definition, state, &read.name);
            let names: Vec<&str> = way.iter().map(|&id| &*checker.definition.state(id).name).collect();
            let problem = expression.problem(checker, read.part, message);
            checker.report(problem.with_hint(format!("it is not set on the way {}", names.join(" → "))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{check_rule, problems};

    const CAUGHT: &str = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets",
        "Parameters": {}, "Assign": {"n.$": "$.n"}, "Next": "R", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "R"}]},
        "R": {"Type": "Pass", "InputPath": "$n", "End": true}}}"#;

    #[test]
    fn a_caught_error_leaves_the_assignments_undone() {
        check_rule(
            &RULE,
            CAUGHT,
            &["$n: the variable `$n` is not set on every way to this state at /States/R/InputPath"],
        );
        let hints: Vec<String> = problems(CAUGHT).into_iter().filter_map(|problem| problem.hint).collect();
        assert!(hints.contains(&"it is not set on the way T → R".to_owned()), "{hints:?}");
    }

    #[test]
    fn an_expression_may_ask_whether_the_variable_is_there() {
        let with = |output: &str| {
            CAUGHT.replace(
                r#""InputPath": "$n""#,
                &format!(r#""QueryLanguage": "JSONata", "Output": "{{% {output} %}}""#),
            )
        };
        check_rule(&RULE, &with("$exists($n) ? $n : 0"), &[]);
        let unasked = "$n: the variable `$n` is not set on every way to this state at /States/R/Output";
        check_rule(&RULE, &with("$exists($m) ? $n : 0"), &[unasked]);
    }

    #[test]
    fn loops_come_to_an_end() {
        check_rule(
            &RULE,
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Default": "A", "Choices": [
                {"Variable": "$n", "IsNull": true, "Next": "C"}]}, "C": {"Type": "Pass", "Assign": {"n": 1}, "Next": "A"}}}"#,
            &["$n: the variable `$n` is not set on every way to this state at /States/B/Choices[0]/Variable"],
        );
    }
}
