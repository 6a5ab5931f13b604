use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed};
use crate::text::{TextEdit, TextRange};

pub(super) static RULE: Rule = Rule {
    name: "jsonata-spacing",
    code: Code("JSONATA_SPACING"),
    severity: Severity::Hint,
    holds_while_typing: false,
    what: "Finds expressions on one line that do not have exactly one blank inside of `{%` and of `%}` (AWS's documents write \
           them so; some validators refuse anything else).",
    why: "AWS takes it, but it reads badly, and asl-validator stops a build that runs it.",
    failing: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": «"{%1%}"»}}}"#,
    fixed: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% 1 %}"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for expression in checker.expressions.clone().iter() {
        let Some(edit) = spacing(checker, expression) else { continue };
        let fix = checker.safe_fix("put one blank inside of the delimiters", move |_| edit.clone());
        let message = "one blank belongs inside of `{%` and of `%}`";
        let problem = checker.problem_at(expression.node, message).at(expression.location(checker));
        checker.report(problem.with_fix(fix));
    }
}

/// What gives an expression one blank on both sides, if it has not.
fn spacing(checker: &Checker<'_>, expression: &ExpressionUse) -> Option<TextEdit> {
    let Parsed::Jsonata(Ok(_)) = &expression.parsed else { return None };
    let part = expression.part;
    let inner = checker.tree.as_str(expression.node)?.get(part.start..part.end)?;
    let trimmed = inner.trim();
    if trimmed.is_empty() || trimmed.contains('\n') || inner == format!(" {trimmed} ") {
        return None;
    }
    let start = part.start + inner.len() - inner.trim_start().len();
    let blank = |from, to| TextEdit::replace(checker.inside(expression.node, TextRange::new(from, to)), " ");
    Some(blank(part.start, start).union(blank(start + trimmed.len(), part.end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    fn output(value: &str, expected: &[&str]) {
        let text = format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {{"Type": "Succeed", "Output": "{value}"}}}}}}"#
        );
        check_rule(&RULE, &text, expected);
    }

    #[test]
    fn blanks_are_counted_on_one_line_only() {
        let found = |text: &str| {
            format!("\"{text}\": one blank belongs inside of `{{%` and of `%}}` at /States/A/Output")
        };
        output(r"{% \n10    %}", &[&found(r"{% \n10    %}")]);
        output(r"{% (\n  $a := 1;\n  $a\n) %}", &[]);
        output(r"{%\n  $sum([1,\n 2])\n%}", &[]);
        output("{% 10 %}", &[]);
    }
}
