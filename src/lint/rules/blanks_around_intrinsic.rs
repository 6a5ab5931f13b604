use crate::diagnostic::{Code, Severity};
use crate::expr::PathOrIntrinsic;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed};
use crate::text::{TextEdit, TextRange};

pub(super) static RULE: Rule = Rule {
    name: "blanks-around-intrinsic",
    code: Code("BLANKS_AROUND_INTRINSIC"),
    severity: Severity::Warning,
    holds_while_typing: false,
    what: "Finds blanks before or behind the call of an intrinsic function (ASL specification, \"Intrinsic Functions\": it \
           begins with the function's name).",
    why: "The specification does not take it, and statelint stops a build that has it; of AWS nothing is recorded.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id.$": "« »States.UUID()"}, "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "End": true}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for expression in checker.expressions.clone().iter() {
        for blank in blanks(checker, expression) {
            let edit = TextEdit::delete(checker.inside(expression.node, offset(expression, blank)));
            let fix = checker.safe_fix("take the blanks out", move |_| edit.clone());
            let message = "a call of an intrinsic function stands without blanks around it";
            checker.report(expression.problem(checker, blank, message).with_fix(fix));
        }
    }
}

/// The blanks of an expression that is a call.
fn blanks(checker: &Checker<'_>, expression: &ExpressionUse) -> Vec<TextRange> {
    let Parsed::Path(Ok(PathOrIntrinsic::Intrinsic(_))) = &expression.parsed else { return Vec::new() };
    let text = checker
        .tree
        .as_str(expression.node)
        .and_then(|text| text.get(expression.part.start..expression.part.end));
    let Some(text) = text else { return Vec::new() };
    let (before, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let all = [TextRange::new(0, before), TextRange::new(end, text.len())];
    all.into_iter().filter(|blank| !blank.is_empty()).collect()
}

fn offset(expression: &ExpressionUse, part: TextRange) -> TextRange {
    TextRange::new(expression.part.start + part.start, expression.part.start + part.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    fn parameter(value: &str, expected: &[&str]) {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Pass", "Parameters": {{"v.$": "{value}"}}, "End": true}}}}}}"#
        );
        check_rule(&RULE, &text, expected);
    }

    #[test]
    fn both_sides_are_looked_at_and_nothing_inside() {
        let found =
            " : a call of an intrinsic function stands without blanks around it at /States/A/Parameters/v.$";
        parameter(" States.UUID() ", &[found, found]);
        parameter("States.Array( 1 , $.a )", &[]);
        parameter("$.a", &[]);
    }
}
